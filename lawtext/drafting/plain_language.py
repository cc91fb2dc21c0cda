"""Plain language, checked and said, never enforced: long sentences, long paragraphs, §§ in what is written to people.

The measures are those of [SOCRAD] (domain/decision-letters.md): sentences of at most 25 words, paragraphs of 5-6
lines, §§ last. Only what a caseworker has written is looked at; the template's own words are its author's.
"""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from lawtext.drafting import forms
from lawtext.drafting.cases import Case
from lawtext.drafting.compose import at
from lawtext.wording import sentences

MOST_WORDS = 25
MOST_LINES = 6
_LINE = 100
"""Letters in a line of the letters: A4, 10.5 points."""
_WORD = re.compile(r"\w[\w\-/.]*")
_NOT_RUNNING = ("person.address", "recipient.address", "groups", "present")
"""Lists that are no running text."""


class Note(Struct, frozen=True):
    """One remark: the field by its dotted name, the paragraph (from 1), and a Danish sentence without personal data."""

    field: str
    paragraph: int
    says: str


def notes(case: Case) -> tuple[Note, ...]:
    """What could be plainer in a case's texts, in the order of its fields."""
    return tuple(
        Note(name, number, says)
        for name, text in _texts(case)
        for number, paragraph in enumerate(text, 1)
        for says in _remarks(paragraph)
    )


def _texts(case: Case) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, field in forms.dotted_fields(type(case)).items():
        value = at(case, name)
        if field.many and field.of is str and name not in _NOT_RUNNING:
            yield name, value or ()
        elif forms.item_parts(field):
            yield from _of_items(name, value or ())


def _of_items(name: str, items: tuple[Any, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for number, item in enumerate(items, 1):
        for part, field in forms.dotted_fields(type(item)).items():
            if field.many and field.of is str:
                yield f"{name}[{number}].{part}", getattr(item, part)


def _remarks(paragraph: str) -> Iterator[str]:
    for start, end in sentences.split(paragraph):
        words = len(_WORD.findall(paragraph[start:end]))
        if words > MOST_WORDS:
            yield f"En sætning har {words} ord; højst {MOST_WORDS} er lettere at læse."
    lines = -(-len(paragraph) // _LINE)
    if lines > MOST_LINES:
        yield f"Afsnittet er på omkring {lines} linjer; højst {MOST_LINES} er lettere at læse."
    if "§" in paragraph:
        yield "Der står et paragraftegn; reglerne står samlet sidst i brevet."
