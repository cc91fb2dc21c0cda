"""Findings as one JSON object: {"findings": […], "counts": {"fejl": 0, …}}."""

from collections.abc import Iterable
from typing import Any

import msgspec

from lawtext.drafting.findings.finding import Finding, counts, in_order


def write(findings: Iterable[Finding], about: dict[str, Any] | None = None) -> str:
    """The object, on one line. `about`: what else is told of the run, by name."""
    ordered = in_order(findings)
    return msgspec.json.encode(
        (about or {}) | {"findings": [_plain(one) for one in ordered], "counts": counts(ordered)}
    ).decode()


def _plain(finding: Finding) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(finding)
    plain["spot"] |= {"in_words": finding.spot.in_words()}
    return plain | {"fingerprint": finding.fingerprint}
