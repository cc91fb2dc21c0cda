"""Texts that somebody meant to finish: a placeholder left in a case would stand in the letter as it is."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from lawtext.drafting.letters import Reason, ReasonKind


def unfinished(values: Mapping[str, Any]) -> Iterator[Reason]:
    """A reason for each field with a placeholder in it. `values`: all of the case's, by dotted name."""
    for name, value in values.items():
        if any(map(_is_unfinished, _texts(value))):
            says = f"Feltet {name} er ikke skrevet færdigt; der står en pladsholder i det."
            yield Reason(ReasonKind.MISSING, says, field=name)


def _is_unfinished(text: str) -> bool:
    if len(text) > _SHORT and not any(cue in text for cue in _CUES):
        return False
    return not _SAYS_SOMETHING.search(text) or _PLACEHOLDER.search(text) is not None


_SHORT = 12
_CUES = ("[", "xx", "XX", "???", "....", "____")
"""One of them stands in every longer placeholder; most texts have none, and cost next to nothing."""


_SAYS_SOMETHING = re.compile(r"\w")
_PLACEHOLDER = re.compile(
    r"""
      \[ [^\]]{0,40} \b (?: mangler | udfyld | indsæt | skriv )     # [mangler], [udfyldes senere]
    | \b x{2,} \b                                                   # xx, XXXX
    | \?{3}                                                         # ???
    | \A (?: todo | tbd | udfyldes | mangler | test ) \W* \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _texts(value: Any) -> Iterator[str]:
    """The texts of a field: its own, those of its paragraphs, those of its items."""
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))
