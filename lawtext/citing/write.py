"""Write citations in the official form: "§ 33, stk. 1, 2 og 4, nr. 1, i bekendtgørelse nr. 529 af 23. maj 2018 om …".

Source of the form: Vejledning om lovkvalitet 3.4.5 (domain/citation-conventions.md) and what the acts print. What is
written here is found and read back by `find` as the same units.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from lawtext.citing.act_words import ActWords, Form, act_words, called
from lawtext.citing.relative import Unit
from lawtext.citing.unit_words import Lone, Members, listed, units_in_words, with_close
from lawtext.law.ids import Address, EditionId
from lawtext.law.shelf import Shelf, has_one_stykke

__all__ = ["ActWords", "Cited", "Form", "Lone", "Members", "act_words", "units_in_words", "write", "write_addresses"]

_UNBROKEN = "\u00a0"


class Cited(NamedTuple):
    """An act and the units cited of it; no units: the act itself."""

    act: ActWords
    units: tuple[Unit, ...] = ()


def write(
    cited: Iterable[Cited],
    form: Form = Form.LONG,
    *,
    glue: bool = False,
    members: Callable[[ActWords], Members | None] | None = None,
    lone: Callable[[ActWords], Lone | None] | None = None,
) -> str:
    """The citations, grouped by act in the order of their first mention.

    `glue`: non-breaking spaces between sign and number, for documents. `members` and `lone` tell, for an act, which
    runs may be written as ranges (§§ 5, 5 a and 6 are "§§ 5-6") and which §§ have one stykke; without them only stk.
    and pkt. become ranges and stk. 1 is written out. Raises ValueError for a unit that has no citation form.
    """
    grouped: dict[ActWords, list[Unit]] = {}
    for act, units in cited:
        grouped.setdefault(act, []).extend(units)
    parts = []
    for act, found in grouped.items():
        words, closes = with_close(found, members(act) if members else None, lone(act) if lone else None)
        parts.append(_with_act(words, closes, act, form))
    text = listed(parts) if form is Form.BARE else " og ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    return _glued(text) if glue else text


def write_addresses(addresses: Iterable[Address], shelf: Shelf, form: Form = Form.LONG, *, glue: bool = False) -> str:
    """Addresses on the shelf in words; what is a run and where stk. 1 is said come from the editions themselves."""
    acts: dict[EditionId, ActWords] = {}
    cited = []
    for address in addresses:
        if address.edition not in acts:
            acts[address.edition] = act_words(shelf, address.edition)
        cited.append(Cited(acts[address.edition], (address.unit,) if address.unit else ()))
    editions = {act: edition for edition, act in acts.items()}
    return write(
        cited,
        form,
        glue=glue,
        members=lambda act: lambda units: shelf.members(editions[act], units),
        lone=lambda act: partial(has_one_stykke, shelf, editions[act]),
    )


def _with_act(words: str, closes: bool, act: ActWords, form: Form) -> str:
    if form is Form.BARE:
        return words
    name = called(act, form)
    if not words:
        return name
    return f"{words}{',' if closes else ''} i {name}"


_GLUE = re.compile(
    r"""
      (?<=§) [ ] (?=\d)
    | (?: (?<=\bstk\.) | (?<=\bnr\.) | (?<=\blitra)
        | (?<=\bkapitel) | (?<=\bafsnit) | (?<=\bbilag) | (?<=\bartikel) ) [ ] (?=\w)
    | (?<=\d\.) [ ] (?= pkt\. | led\b )
    | (?<=sidste) [ ] (?=pkt\.)
    | (?<=\d) [ ] (?! i[ ] (?!i[ ]|og[ ]) ) (?= [a-zæøåA-ZÆØÅ] (?: [ ,.\-] | $ ) )  # "§ 42 | i lov om …" stays loose
    """,
    re.VERBOSE,
)


def _glued(text: str) -> str:
    return _GLUE.sub(_UNBROKEN, text)
