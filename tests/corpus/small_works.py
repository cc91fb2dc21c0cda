"""Small invented works and indexes for the tests of this room; acts of these numbers do not exist."""

from datetime import date

from lawtext.corpus.index import Entry, Index
from lawtext.law.editions import ActType, Form
from lawtext.law.ids import EditionId, UnitId, steps
from lawtext.law.units import Kind
from lawtext.law.works import Amendment, Listed, Work, WorkId

_KINDS = {"Kap": Kind.CHAPTER, "Par": Kind.PARAGRAPH, "Stk": Kind.STK, "Num": Kind.NUMBER, "Lit": Kind.LITRA}


def index_of(edition: str, outline: str, form: Form = Form.LEXDANIA) -> Index:
    """An index from words: an id, `=n` for its sentences (else 1), `!` for repealed, `?` for omitted.

    A chapter's paragraphs are those that follow it.
    """
    entries = {}
    chapter = UnitId("")
    for place, word in enumerate(outline.split()):
        unit, _, count = word.rstrip("!?").partition("=")
        level = steps(unit)[-1].level
        chapter = UnitId(unit) if level == "Kap" else chapter
        status = {"!": "repealed", "?": "omitted"}.get(word[-1], "")
        entries[UnitId(unit)] = Entry(_KINDS.get(level, Kind.ANNEX), status, int(count or 1), "", place, chapter)
    return Index(EditionId(edition), ActType.LBK, date(int(edition[:4]), 1, 2), form, entries)


def listed(edition: str, since: str | None, *, held: bool = True, **more: object) -> Listed:
    """A lovbekendtgørelse that counts from the day it is signed."""
    day = date.fromisoformat(since) if since else None
    facts = {"type": ActType.LBK, "signed": day, "newest_until": date(2099, 1, 1), "complete_until": date(2099, 1, 1)}
    return Listed(EditionId(edition), held, day, **(facts | more))  # type: ignore[arg-type]


def work(*editions: Listed, amendments: tuple[Amendment, ...] = (), **more: object) -> Work:
    """A work of these editions."""
    return Work(WorkId("haveloven"), "lov om haver", editions, amendments, **more)  # type: ignore[arg-type]


def amendment(act: str, since: str | None, **more: object) -> Amendment:
    """An amending act's § 1, all of whose changes are known unless `complete` says otherwise."""
    day = date.fromisoformat(since) if since else None
    facts = {"signed": date(int(act[:4]), 1, 1), "complete": True}
    return Amendment(EditionId(act), UnitId("Par1"), True, day, **(facts | more))  # type: ignore[arg-type]
