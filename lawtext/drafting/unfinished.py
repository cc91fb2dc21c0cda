"""Texts that somebody meant to finish: a placeholder left in a case would stand in the letter as it is."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from lawtext.drafting.letters import Reason, ReasonKind


def unfinished(values: Mapping[str, Any]) -> Iterator[Reason]:
    """A reason for each field with a placeholder in it. `values`: all of the case's, by dotted name."""
    if not _may_be_unfinished(_texts(values.values())):
        return
    for name, value in values.items():
        if any(map(_is_unfinished, _texts((value,)))):
            says = f"Feltet {name} er ikke skrevet færdigt; der står en pladsholder i det."
            yield Reason(ReasonKind.MISSING, says, field=name)


def _may_be_unfinished(texts: list[str]) -> bool:
    """One look at all texts of a case together; most have nothing that a placeholder must have."""
    said = "\n".join(texts)
    return _has_cue(said) or any(_ALONE.match(one) for one in texts if len(one) <= _SHORT)


def _has_cue(text: str) -> bool:
    # To look for one sign is thirty times as fast as for two.
    return any(cue[0] in text and cue in text for cue in _CUES)


def _is_unfinished(text: str) -> bool:
    if len(text) > _SHORT and not _has_cue(text):
        return False
    return not _SAYS_SOMETHING.search(text) or _PLACEHOLDER.search(text) is not None


_SHORT = 12
_CUES = ("[", "xx", "xX", "Xx", "XX", "???", "....", "____")
"""One of them stands in every longer placeholder."""

_WORD_ALONE = r"(?: todo | tbd | udfyldes | mangler | test ) \W* \Z"
_ALONE = re.compile(rf"\W*\Z | {_WORD_ALONE}", re.VERBOSE | re.IGNORECASE)
"""What a short placeholder is that has no cue."""
_SAYS_SOMETHING = re.compile(r"\w")
_PLACEHOLDER = re.compile(
    rf"""
      \[ [^\]]{{0,40}} \b (?: mangler | udfyld | indsæt | skriv )   # [mangler], [udfyldes senere]
    | \b x{{2,}} \b                                                 # xx, XXXX
    | \?{{3}}                                                       # ???
    | \A {_WORD_ALONE}
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _texts(values: Iterable[Any]) -> list[str]:
    """The texts of fields: their own, those of their paragraphs, those of their items."""
    found: list[str] = []
    for value in values:
        if isinstance(value, str):
            if value:
                found.append(value)
        elif isinstance(value, tuple):
            found += _texts(value)
        elif isinstance(value, Struct):
            found += _texts(getattr(value, name) for name in value.__struct_fields__)
    return found
