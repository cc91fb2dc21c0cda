"""Invented paragraphs of orders on experiments, kept under their operations, and the order that they make together."""

from collections.abc import Iterable
from pathlib import Path

import yaml

from lawtext.experiments.waivers import Operation


def paragraphs(path: Path) -> list[tuple[Operation, str]]:
    """The paragraphs of a file, each with its operation, without their "§ 1."."""
    by_operation = yaml.safe_load(path.read_text("utf-8"))
    return [(Operation(name), text) for name, texts in by_operation.items() for text in texts]


def order(texts: Iterable[str]) -> str:
    """An order as plain text, with the texts as its §§ from § 1 on."""
    numbered = (f"§ {number}. {text}" for number, text in enumerate(texts, 1))
    return "\n\n".join(("BEK nr 1 af 01/02/2003\nBekendtgørelse om opdigtede forsøg", *numbered))
