"""Rows of text, one unit a row, and the part each plays, told from its label, its place and how it is set.

For forms that have no marks of their own (pasted text, gazette PDFs, Word files). A label counts only at the start of
its row; a row without one is a heading if it does not end as a sentence does and a §, a chapter or a heading follows.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml.etree import _Element

from lawtext.law.ids import Step
from lawtext.reading import list_labels
from lawtext.reading.lexdania_elements import exitus, labelled
from lawtext.reading.printed_lines import Line, Role
from lawtext.wording import labels
from lawtext.wording.abbreviations import ALL
from lawtext.wording.clean import clean

_NUMBER = r"\d+(?:[ ]?[A-Za-zÆØÅæøå](?![A-Za-zÆØÅæøå]))?"
_NUMBERS = rf"{_NUMBER}(?:[ ]?(?:[-–,]|og|eller)[ ]?(?:§{{1,2}}[ ]?)?(?:{_NUMBER}|[a-zæøå](?![A-Za-zæøå])))*"
_PARAGRAPH = re.compile(rf"(?P<label>»?§{{1,2}}[ ]?(?:{_NUMBERS}|l)[ ]?\.)(?=[ ]|$|[A-ZÆØÅ(])")
_CENTRED = re.compile(rf"(?P<label>»?§{{1,2}}[ ]?{_NUMBERS})(?=$|[ ][A-ZÆØÅ(])")
_STK = re.compile(r"(?P<label>»?[Ss]tk(?:\.[ ]?|[ ])\d+(?:[ ]?[-–,][ ]?\d+|[ ]og[ ]\d+)*[ ]?[.):]?)(?=[ ]|$|[A-ZÆØÅ(])")
_ITEM = re.compile(
    r"""
    (?P<label>
        »?\(?(?:\d{1,4}(?:[ ]?[A-Za-zæøå])?(?:[-–]\d+(?:[ ]?[a-z])?)?|[a-zæøå](?:[-–][a-zæøå])?|[ivx]{2,5})\)
      | [-–—•](?=[ ])
    )(?=[ ]|$|[A-ZÆØÅ(])
    """,
    re.VERBOSE,
)
_DOTTED = re.compile(r"(?P<label>»?(?:\d{1,3}(?:[ ]?[a-zæøå])?|[a-zæøå])\.)(?=[ ]|$)")
_STRUCTURES = (
    (Role.CHAPTER, re.compile(rf"»?(?:[Kk]apite[lI] ?(?:{_NUMBERS}|[IVXL]+(?: ?[a-z])?)|\d+\. [Kk]apitel)\.?")),
    (Role.PART, re.compile(r"»?(?:Afsnit (?:[IVXL]+|\d+)(?: ?[A-Za-z])?|\w+ [Aa]fsnit|\d+\. (?:afsnit|del))\.?")),
    (Role.BOOK, re.compile(r"»?(?:\w+ [Bb]og|Bog (?:[IVXL]+|\d+))\.?")),
    (Role.ANNEX, re.compile(r"»?(?:Bilag|BILAG)(?: (?:\d+(?: ?[A-Za-z])?|[IVXL]+|[A-ZÆØÅ]))?\.?")),
)
_LEVELS = {Role.CHAPTER: "Kapitel", Role.PART: "Afsnit", Role.BOOK: "Bog", Role.ANNEX: "Bilag"}
_COMMENCES = re.compile(
    r"""
    (?:Lov|Bekendtgørelse|Anordning|Lovbekendtgørelse)\s(?:nr\.\s\d|af\s\d)
    .{0,1500}?
    \b(?:indeholder|bestemmer|fastsætter|har|lyder)\b .{0,90}? (?:bestemmelse|:$)
    """,
    re.VERBOSE,
)
_AMENDS = re.compile(
    r"\bforetages\s+følgende\s+ændring(?:er)?\s*:|\bforetages\s+de\s+ændringer\b|\s(?:ophæves|udgår)\.$"
)
_ANNOUNCES_POINTS = re.compile(r"\bforetages\s+følgende\s+ændring(?:er)?\s*:\s*$")
_RENUMBERS = re.compile(r"(?:Stk\.|Nr\.|§{1,2}|Litra|Kapitel|\d+\.)[ ].{0,200}\bbliver(?:[ ]herefter)?\b.{0,200}\.")
_SIGNED = re.compile(
    r"(?:Givet[ ]på|Under[ ]Vor[ ]Kongelige|MARGRETHE[ ]R|FREDERIK[ ]R)|.{3,80},[ ]den[ ]\d{1,2}\.[ ]\w+[ ]\d{4}$"
)
_MINISTRY = re.compile(r"[A-ZÆØÅ][\w -]*[Mm]inisteriet|Statsministeriet")
_ENDS = (".", ":", ";", ",", "«")
_HEADING_LONGEST = 300


class Row(NamedTuple):
    """One row: its text, whether it is set as a heading (bold, italic or centred; False where nobody can tell), and
    the table that stands there instead of text. `gap`: an empty row is before it; `notes` hang on it.
    """

    text: str
    heading: bool = False
    table: _Element | None = None
    gap: bool = False
    notes: tuple[_Element, ...] = ()


def lines(rows: Sequence[Row]) -> Iterator[Line]:
    """The rows after the title with the parts they play; every row is in exactly one line."""
    return _Roles(rows).lines()


class _Roles:
    """Goes through the rows once; what a row is may hang on the one before it and the one after it."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._lists: list[Step] = []
        self._last = Role.TITLE
        self._level = ""
        self._begun = False
        self._amends = False
        self._signed = False
        self._bare = False

    def lines(self) -> Iterator[Line]:
        for place, row in enumerate(self._rows):
            line = self._line(row, place)
            line = line._replace(body=(*line.body, *row.notes))
            if line.role is not Role.ITEM:
                self._lists = []
            self._last = line.role
            self._bare = bool(line.label) and not line.body
            yield line

    def _line(self, row: Row, place: int) -> Line:
        if row.table is not None:
            return Line(Role.TEXT, "", (row.table,))
        text = clean(row.text).strip()
        return (
            self._structure(text)
            or self._labelled(text, place)
            or self._item(text, place)
            or self._unlabelled(text, row, place)
        )

    def _structure(self, text: str) -> Line | None:
        """A chapter's, part's, book's or annex' label on a row of its own; the next row is its heading."""
        if len(text) > len("Femogtyvende kapitel."):
            return None
        for role, pattern in _STRUCTURES:
            if pattern.fullmatch(text) and labels.step(text, _LEVELS[role][:3]):
                self._begun = True
                self._level = _LEVELS[role]
                self._amends = self._amends and role is not Role.ANNEX
                return Line(role, text)
        return None

    def _labelled(self, text: str, place: int) -> Line | None:
        if self._amends and self._last is not Role.AMENDS and _RENUMBERS.fullmatch(text):
            return Line(Role.RENUMBERING, "", (text,))
        if match := _PARAGRAPH.match(text):
            return self._paragraph(match, text, place)
        if match := _CENTRED.match(text):
            return self._centred(match, text)
        if match := _STK.match(text):
            return Line(Role.STK, match["label"], _rest(text, match))
        if self._amends and (match := _DOTTED.match(text)):
            return Line(Role.POINT, match["label"], _rest(text, match))
        return None

    def _paragraph(self, match: re.Match[str], text: str, place: int) -> Line:
        self._begun = True
        rest = _rest(text, match)
        amends = bool(rest) and self._announces(rest[0], place)
        if amends:
            self._amends = True
        return Line(Role.PARAGRAPH, match["label"], rest)

    def _centred(self, match: re.Match[str], text: str) -> Line:
        self._begun = True
        self._amends = False
        self._level = ""
        return Line(Role.CENTRED, match["label"], _rest(text, match))

    def _announces(self, text: str, place: int) -> bool:
        """Whether numbered amendments follow."""
        following = self._rows[place + 1].text.strip() if place + 1 < len(self._rows) else ""
        return bool(_ANNOUNCES_POINTS.search(text)) and _DOTTED.match(following) is not None

    def _item(self, text: str, place: int) -> Line | None:
        match = _ITEM.match(text) or (_DOTTED.match(text) if self._dotted_opens(text, place) else None)
        step = labels.step(match["label"]) if match else None
        if match is None or step is None:
            return None
        rest = _rest(text, match)
        if rest and self._rows[place].gap and list_labels.NOTE_SAYS.search(rest[0]) and not self._goes_on(step):
            note = labelled("Nota", match["label"])
            note.append(exitus(rest))
            return Line(Role.TEXT, "", (note,))
        depth, step = self._placed(step)
        self._lists = [*self._lists[:depth], step]
        return Line(Role.ITEM, match["label"], rest, depth)

    def _dotted_opens(self, text: str, place: int) -> bool:
        """Whether "1." at the start of a row can be a list's: it goes on with one, or follows a colon."""
        match = _DOTTED.match(text)
        step = labels.step(match["label"]) if match else None
        if step is None:
            return False
        before = self._rows[place - 1].text.rstrip() if place else ""
        return self._goes_on(step) or (step.number in ("1", "a") and before.endswith(":"))

    def _goes_on(self, step: Step) -> bool:
        return any(list_labels.follows(last, each) for last in self._lists for each in list_labels.readings(step))

    def _placed(self, step: Step) -> tuple[int, Step]:
        """How deep the item stands: where it goes on with an open list, else in a new one inside the innermost."""
        for depth in range(len(self._lists) - 1, -1, -1):
            for reading in list_labels.readings(step):
                if list_labels.follows(self._lists[depth], reading) or (
                    reading.level == "Led" == self._lists[depth].level
                ):
                    return depth, reading
        if step.number == "i" and self._lists and self._lists[-1].level == "Lit":
            return len(self._lists), Step("Num", "i")
        for depth, last in enumerate(self._lists):
            if last.level == step.level:
                return depth, step
        return len(self._lists), step

    def _unlabelled(self, text: str, row: Row, place: int) -> Line:
        if self._signed or _SIGNED.match(text):
            self._signed = True
            return Line(Role.SIGNATURE, "", (text,))
        if self._last in _LEVELS or (self._last is Role.HEADING and row.heading):
            return Line(Role.HEADING, "", (text,), level=self._level)
        return Line(self._role(text, row, place), "", (text,))

    def _role(self, text: str, row: Row, place: int) -> Role:
        """The part of a row without label that is no signature and no chapter's heading."""
        if self._begun and _COMMENCES.match(text):
            self._amends = False
            return Role.COMMENCEMENT
        if _MINISTRY.fullmatch(text) and _CENTRED.match(self._following(place)):
            return Role.MINISTRY
        if self._last in (Role.CENTRED, Role.PARAGRAPH) and self._bare and _AMENDS.search(text):
            self._amends = _ANNOUNCES_POINTS.search(text) is not None
            return Role.AMENDS
        if self._is_heading(text, row, place):
            return Role.GROUP
        return Role.TEXT if self._begun else Role.PREAMBLE

    def _following(self, place: int) -> str:
        return clean(self._rows[place + 1].text).strip() if place + 1 < len(self._rows) else ""

    def _is_heading(self, text: str, row: Row, place: int) -> bool:
        """A row that ends as no sentence does, before a §, a chapter or another heading of its kind."""
        if len(text) > _HEADING_LONGEST or self._last is Role.CENTRED or _ends_sentence(text):
            return False
        following = self._following(place)
        if row.heading or _PARAGRAPH.match(following) or _CENTRED.fullmatch(following) or _is_structure(following):
            return True
        stands_apart = row.gap and place + 1 < len(self._rows) and self._rows[place + 1].gap
        return stands_apart and _PARAGRAPH.match(self._following(place + 1)) is not None


def _ends_sentence(text: str) -> bool:
    return text.endswith(_ENDS) and text.rpartition(" ")[2].lower() not in ALL


def _is_structure(text: str) -> bool:
    return any(pattern.fullmatch(text) for _, pattern in _STRUCTURES)


def _rest(text: str, match: re.Match[str]) -> tuple[str, ...]:
    rest = text[match.end("label") :].strip()
    return (rest,) if rest else ()
