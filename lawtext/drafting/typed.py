"""Citations that people have typed: in a case's own words, and in the fixed words of a template.

What a rule or a tag cites is resolved where it is written. What is typed goes into the letter as it stands, so it is
found there and resolved on the letter's day like the rest (DESIGN rule 7).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from msgspec import Struct

from lawtext.drafting import forms
from lawtext.drafting.cases import TYPES
from lawtext.drafting.cite import Citer
from lawtext.drafting.contracts import Contract
from lawtext.drafting.letters import Cited, Reason, ReasonKind

_CUES = ("§", "kapitel", "Kapitel", "kap. ", "Kap. ")
"""One of them stands in every text that cites a provision; most texts have none, and cost nothing."""
_GROUP = "person.group"
"""The target group is a provision that the rules resolve."""


class Typed(Struct, frozen=True):
    """What is cited in typed words, and why some of it can't stand."""

    cited: tuple[Cited, ...] = ()
    against: tuple[Reason, ...] = ()


_NOTHING = Typed()


def in_case(contract: Contract, day: date, values: Mapping[str, Any], citer: Citer) -> Typed:
    """What the words of a case of that day cite (`compose.all_of`). What is said of it is personal: it tells of it."""
    return _typed(_words(contract, values), day, citer, "I sagens egne ord", personal=True)


def in_template(texts: Sequence[str], day: date, citer: Citer) -> Typed:
    """What a template's fixed words (`Template.fixed`) cite."""
    return _typed(texts, day, citer, "I skabelonens faste ord", personal=False)


def has_cue(text: str) -> bool:
    """Whether a text may cite a provision."""
    return any(cue in text for cue in _CUES)


def _typed(texts: Sequence[str], day: date, citer: Citer, where: str, *, personal: bool) -> Typed:
    if not has_cue("\n".join(texts)):
        return _NOTHING
    cited: list[Cited] = []
    against: list[Reason] = []
    for text in filter(has_cue, texts):
        found = citer.fresh(text, day)
        cited += found
        against += [
            Reason(ReasonKind.PROVISION, f"{where}: {one.against}", personal=personal) for one in found if one.against
        ]
        if personal and _unread(text, found):
            says = f"{where} står der »§« uden en bestemmelse, som programmet kan læse; skriv paragraf og lov helt ud."
            against.append(Reason(ReasonKind.PROVISION, says, personal=personal))
    return Typed(tuple(dict.fromkeys(cited)), tuple(dict.fromkeys(against)))


def _unread(text: str, found: Iterable[Cited]) -> bool:
    for one in found:
        text = text.replace(one.asked, " ", 1)
    return "§" in text


def _words(contract: Contract, values: Mapping[str, Any]) -> list[str]:
    """The texts of the case, but for the provisions and acts that the rules resolve."""
    found = [_joined(value) for name in _texts(contract.type, contract.naming) if (value := values[name])]
    for given in contract.given:
        for item in (values[given.each] or ()) if given.each else ():
            found += _of_item(item, {given.provisions, given.act})
    return found


def _of_item(item: Any, named: set[str]) -> list[str]:
    """The texts of one of several decisions in a letter."""
    names = item.__struct_fields__ if isinstance(item, Struct) else ()
    values = (getattr(item, name) for name in names if name not in named)
    return [_joined(value) for value in values if value and isinstance(value, str | tuple)]


def _joined(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "\n".join(value)


@lru_cache(maxsize=64)
def _texts(kind: str, naming: frozenset[str]) -> tuple[str, ...]:
    """The fields with words of the case's own."""
    fields = forms.dotted_fields(TYPES[kind])
    return tuple(name for name, field in fields.items() if field.of is str and name not in naming | {_GROUP})
