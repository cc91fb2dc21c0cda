"""What a check tells of each file, light enough to be sent between processes; one file, or thousands on all of them."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from lawtext.drafting.checking.checker import Asked, Checked, Checker
from lawtext.drafting.checking.cited import Cited
from lawtext.drafting.findings.finding import Finding, Spot
from lawtext.errors import UnusableInputError, why
from lawtext.reading.detect import LARGEST

FEW = 8
"""Fewer files than these are checked faster in one process."""
_CHUNK = 4


class CitationReport(Struct, frozen=True):
    """One citation: its words, act, units, verdict in Danish, status for programs, all doubts, and addresses."""

    spot: Spot
    text: str
    act: str
    units: tuple[str, ...]
    edition: str
    kind: str
    status: str
    verdict: str
    doubts: tuple[str, ...]
    addresses: tuple[str, ...]


class Report(Struct, frozen=True):
    """The outcome for one file. `unusable`: why it could not be read, "" where it could."""

    file: str
    day: date | None = None
    day_says: str = ""
    citations: tuple[CitationReport, ...] = ()
    findings: tuple[Finding, ...] = ()
    unusable: str = ""


def content_of(name: str) -> bytes:
    """A file's bytes, or those of standard input ("-"). Raises UnusableInputError."""
    if name == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise UnusableInputError(f"{name} kan ikke læses ({why(error)}).") from error


def of_file(checker: Checker, name: str, asked: Asked) -> Report:
    """The report of a file; one that can't be read has a report that says why."""
    try:
        return of_content(checker, content_of(name), "standardinput" if name == "-" else name, asked)
    except UnusableInputError as error:
        return Report(name, unusable=str(error))


def of_content(checker: Checker, content: bytes, name: str, asked: Asked) -> Report:
    """The report of a file's content. Raises UnusableInputError."""
    checked = checker.check(content, name, asked)
    return _report(checked)


def _report(checked: Checked) -> Report:
    cited = tuple(_citation(one) for one in checked.cited)
    return Report(checked.document.name, checked.day.day, checked.day.says, cited, checked.findings)


def _citation(cited: Cited) -> CitationReport:
    one = cited.resolution
    addresses = [str(meant.verdict.address) for meant in one.meant if meant.verdict.address]
    return CitationReport(
        spot=cited.spot,
        text=one.citation.text,
        act=one.title,
        units=tuple(unit if isinstance(unit, str) else ":".join(unit) for unit in one.citation.units),
        edition=one.edition or "",
        kind=one.citation.kind.value,
        status=one.verdict.status.value,
        verdict=one.verdict.status.danish,
        doubts=tuple(doubt.says for doubt in (*one.doubts, *one.standing_doubts)),
        addresses=tuple(addresses),
    )


# Many files

_here: dict[str, Checker] = {}
"""The checker of this process, made when it began: a process is told of its work in no other way."""


def _begin(make: Callable[..., Checker], arguments: tuple[Any, ...]) -> None:
    _here["checker"] = make(*arguments)


def _one(name: str, asked: Asked) -> Report:
    return of_file(_here["checker"], name, asked)


def of_many(
    make: Callable[..., Checker], arguments: tuple[Any, ...], names: Sequence[str], asked: Asked
) -> Iterator[Report]:
    """The reports in the order of the names, as they are ready. `make(*arguments)` gives each process its checker."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - one file starts no machinery
    from itertools import repeat  # noqa: PLC0415

    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=(make, arguments)) as pool:
        yield from pool.map(_one, names, repeat(asked), chunksize=_CHUNK)
