"""An act in words: "lov om social service, jf. lovbekendtgørelse nr. 1270 af 24. oktober 2016", "serviceloven"."""

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from lawtext.citing.names import key
from lawtext.law.ids import EditionId
from lawtext.law.shelf import NameKind, Naming, Shelf
from lawtext.law.works import WorkId
from lawtext.wording import dates

_TITLED = ("Lov om ", "Bekendtgørelse om ")
_CHANGING = ("lov om ændring af ", "lov om ophævelse af ")
"""Acts that are cited by number and date alone: "som ændret ved § 1 i lov nr. 624 af 8. juni 2016"."""

_ONE_WORD = re.compile(r"[\w-]+lov")


class Form(StrEnum):
    """How the act is written."""

    LONG = "long"
    """Title with number and date: "lov om social service, jf. lovbekendtgørelse nr. 1270 af 24. oktober 2016"."""
    SHORT = "short"
    """The popular name where there is one, else the title."""
    BARE = "bare"
    """The units alone."""


class ActWords(Struct, frozen=True):
    """What is needed to write an act. `type` is "LOV", "LBK" or "BEK"; `amended` adds "med senere ændringer"."""

    title: str
    popular: str = ""
    type: str = ""
    number: str = ""
    signed: date | None = None
    amended: bool = False


def act_words(shelf: Shelf, edition: EditionId, *, amended: bool = False) -> ActWords:
    """The words for the act that an edition belongs to. KeyError where the shelf does not list it.

    A popular name that means another act too is none to write: "retssikkerhedsloven" is two.
    """
    work = shelf.work_of(edition)
    listed = work.listed(edition) if work else None
    if work is None or listed is None:
        raise KeyError(edition)
    day = listed.since or listed.signed
    popular = (namings[0].name for namings in _popular(shelf).get(work.id, ()) if _means_only(namings, day))
    return ActWords(work.title, next(popular, ""), listed.type, edition.partition("-")[2], listed.signed, amended)


def _means_only(namings: tuple[Naming, ...], day: date | None) -> bool:
    """Whether a name, whose first meaning is wanted, means that on a day and nothing else."""
    if day is None:
        return len(namings) == 1
    return namings[0].means_on(day) and not any(other.means_on(day) for other in namings[1:])


@lru_cache(maxsize=8)
def _popular(shelf: Shelf) -> dict[WorkId, list[tuple[Naming, ...]]]:
    """The popular names of a shelf's works, each with what else the same name means; gone through once, for a shelf has
    thousands of names.
    """
    same: dict[str, list[Naming]] = {}
    for naming in shelf.namings():
        same.setdefault(key(naming.name), []).append(naming)
    found: dict[WorkId, list[tuple[Naming, ...]]] = {}
    for namings in same.values():
        for naming in namings:
            if naming.kind is NameKind.POPULAR:
                others = (other for other in namings if other.work != naming.work)
                found.setdefault(naming.work, []).append((naming, *others))
    return found


def called(act: ActWords, form: Form) -> str:
    """What the act is called, long or short: "lov nr. 658 af 8. juni 2017 om frikommunenetværk", "serviceloven"."""
    if form is Form.SHORT and act.popular:
        return act.popular
    numbered = act.number and act.signed is not None
    when = f"nr. {act.number} af {dates.write(act.signed)}" if act.signed else ""
    if numbered and act.title.lower().startswith(_CHANGING):
        return f"lov {when}"
    title = _title(act)
    if form is Form.SHORT or not numbered:
        return title
    later = " med senere ændringer" if act.amended else ""
    if act.type == "LBK":
        return f"{title}, jf. lovbekendtgørelse {when}{later}"
    kind = {"BEK": "bekendtgørelse", "AND": "anordning"}.get(act.type, "lov")
    about = title[len(kind) :] if title.startswith(f"{kind} ") else f" ({title})"
    return f"{kind} {when}{about}{later}"


def _title(act: ActWords) -> str:
    """The title inside a sentence: a title of one word in the definite, "lodslov" as "lodsloven"."""
    if _ONE_WORD.fullmatch(act.title):
        return f"{act.title[:1].lower()}{act.title[1:]}en"
    return act.title[:1].lower() + act.title[1:] if act.title.startswith(_TITLED) else act.title
