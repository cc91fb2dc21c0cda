"""An application's list of provisions against its annex, and each row's words against the chapter it cites.

The list is where provisions of several acts stand close together before the annex; the annex is what follows its
heading. Both are read out of the document as it is, tables or running text.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from lawtext.citing.write import ActWords, write
from lawtext.citing.write import Cited as Written
from lawtext.corpus import saying
from lawtext.corpus.shelf import SqliteShelf
from lawtext.drafting.checking.cited import Cited
from lawtext.drafting.checking.linear import Linear
from lawtext.drafting.findings.finding import Finding
from lawtext.drafting.findings.rules import Rule
from lawtext.drafting.headings import misfit
from lawtext.law.ids import EditionId, UnitId, UnitRange, contains
from lawtext.law.works import WorkId

_HEADING = re.compile(r"\s*(?:\d+\.?\s+)?Bilag\b(?!splan)")
_BEFORE_LIST = re.compile(r"fritag|fravig|nedenstående|følgende (?:lov|bestemmelse|paragraf|regl)|Lovgivning\b", re.I)
_COLUMN = re.compile(r"paragraf|bestemmelse|§", re.I)
_CUE_REACH = 400
_CLOSE = 45
"""Characters between two provisions of one list."""
_FEWEST = 3
"""Provisions that an annex must have to be held against a list."""
_LABEL_WORDS = 8
_LETTER = re.compile(r"(?<=\d)[a-zæøå]$")
_AS_ABOVE = re.compile(r"som ovenfor\.?", re.IGNORECASE)


class Annex:
    """One document with an annex; `begins` and `ends` are where it does in the linear text, -1 where there is none."""

    def __init__(self, shelf: SqliteShelf, rules: Mapping[str, Rule], linear: Linear, cited: Sequence[Cited]) -> None:
        self._shelf = shelf
        self._rules = rules
        self._linear = linear
        self._cited = [one for one in cited if linear.start(one) >= 0 and one.resolution.work]
        self.begins, self.ends = self._annex()

    def findings(self) -> Iterator[Finding]:
        """What only one of the two has, and rows whose words fit another chapter; nothing without list and annex."""
        if self.begins < 0:
            return
        inside = self._within(self.begins, self.ends)
        annex = [one for one in inside if one.citation.units and self._is_listed(one)]
        yield from self._misfits(annex)
        listed = self._list()
        if listed and len(annex) >= _FEWEST:
            yield from self._missing("only-in-list", listed, annex)
            yield from self._missing("only-in-annex", annex, listed)

    def _annex(self) -> tuple[int, int]:
        """The last part under a heading "Bilag" that has provisions enough, one with them in a table before others.

        A part ends where the next begins: an annex that prints the provisions' texts is not the one that lists them.
        """
        heads: list[int] = []
        at = 0
        for block in self._linear.blocks:
            heads += [at] if _HEADING.match(block.text) else []
            at += len(block.text) + 1
        parts = list(itertools.pairwise([*heads, at]))
        enough = [part for part in parts if sum(bool(one.citation.units) for one in self._within(*part)) >= _FEWEST]
        return max(enough, key=lambda part: (any(one.spot.cell for one in self._within(*part)), part), default=(-1, -1))

    def _within(self, begins: int, ends: int) -> Sequence[Cited]:
        return [one for one in self._cited if begins <= self._linear.start(one) < ends]

    def _listing(self, run: Sequence[Cited]) -> tuple[int, int]:
        """How much a run is the list: one in a table of provisions before those elsewhere, then the longest."""
        return sum(one.spot.cell is not None and one.spot.cell.table in self._columns for one in run), len(run)

    def _is_listed(self, one: Cited) -> bool:
        """Whether it stands where provisions are listed: in a table, the column whose head says so, if one does."""
        cell = one.spot.cell
        columns = self._columns.get(cell.table) if cell else None
        return columns is None or (cell is not None and cell.column in columns)

    @cached_property
    def _columns(self) -> dict[int, set[int]]:
        """The columns of each table whose head says that they list provisions; no key for a table without one."""
        found: dict[int, set[int]] = {}
        for block in self._linear.blocks:
            cell = block.spot.cell
            if cell and cell.row == 1 and _COLUMN.search(block.text):
                found.setdefault(cell.table, set()).add(cell.column)
        return found

    def _list(self) -> list[Cited]:
        """The provisions of the list: those close together, several acts, with words before them that say so."""
        best: list[Cited] = []
        for run in self._runs(one for one in self._cited if self._linear.start(one) < self.begins):
            found = [one for one in run if one.citation.units and self._is_listed(one)]
            before = self._linear.text[max(0, self._linear.start(run[0]) - _CUE_REACH) : self._linear.start(run[0])]
            acts = {one.resolution.work for one in found}
            if len(acts) > 1 and (_BEFORE_LIST.search(before) or any(one.spot.cell for one in found)):
                best = max(best, found, key=self._listing)
        return best

    def _runs(self, cited: Iterable[Cited]) -> Iterator[list[Cited]]:
        run: list[Cited] = []
        for one in cited:
            if run and self._linear.start(one) - self._linear.end(run[-1]) > _CLOSE:
                yield run
                run = []
            run.append(one)
        if run:
            yield run

    # -- what only one has ------------------------------------------------------------------------------------------

    def _missing(self, rule: str, these: Sequence[Cited], those: Sequence[Cited]) -> Iterator[Finding]:
        there: dict[WorkId, list[UnitId | UnitRange]] = {}
        for one in those:
            if one.resolution.work:
                there.setdefault(one.resolution.work, []).extend(one.citation.units)
        said: set[tuple[WorkId, UnitId | UnitRange]] = set()
        for one in these:
            work = one.resolution.work
            for unit in one.citation.units:
                if work is None or str(unit).startswith("Bil") or (work, unit) in said:
                    continue
                absent = self._absent(unit, there.get(work, ()), one)
                if not absent:
                    continue
                said.add((work, unit))
                words = write([Written(ActWords(one.resolution.title), absent)])
                says = f"{saying.opening(words)} {_SAYS[rule]}"
                yield self._rules[rule].finding(says, one.spot, cited=words)

    def _absent(
        self, unit: UnitId | UnitRange, there: Iterable[UnitId | UnitRange], one: Cited
    ) -> tuple[UnitId | UnitRange, ...]:
        """The unit where the other side has nothing of it; of a range in part there, those that are not.

        Who writes "kapitel 9-13" and argues for chapter 9 has not left chapter 9 a out.
        """
        edition = one.resolution.edition
        others = [other for each in there for other in self._opened(each, edition)]
        repealed = {meant.unit for meant in one.resolution.meant if one.resolution.harmless(meant)}
        mine = [own for own in self._opened(unit, edition) if own not in repealed]
        absent = tuple(own for own in mine if not any(self._meets(own, other, edition) for other in others))
        if len(absent) == len(mine):
            return (unit,)
        if isinstance(unit, UnitRange) and not _LETTER.search(unit.first) and not _LETTER.search(unit.last):
            return tuple(own for own in absent if _LETTER.sub("", own) not in others)
        return absent

    def _meets(self, own: UnitId, other: UnitId, edition: EditionId | None) -> bool:
        """Whether one is the other, lies in it, or is of its chapter."""
        return (
            contains(own, other)
            or contains(other, own)
            or self._chapter_of(own, edition) == other
            or self._chapter_of(other, edition) == own
        )

    def _opened(self, unit: UnitId | UnitRange, edition: EditionId | None) -> Sequence[UnitId]:
        if isinstance(unit, str):
            return (unit,)
        return (self._shelf.members(edition, unit) if edition else ()) or (unit.first, unit.last)

    def _chapter_of(self, unit: UnitId, edition: EditionId | None) -> str:
        return self._shelf.chapter(edition, unit) if edition and unit.startswith("Par") else ""

    # -- words that fit another chapter -----------------------------------------------------------------------------

    def _misfits(self, annex: Sequence[Cited]) -> Iterator[Finding]:
        before = self.begins
        for one in annex:
            label = self._label(one, before)
            before = self._linear.end(one)
            chapters = [unit for unit in one.citation.units if isinstance(unit, str) and unit.startswith("Kap")]
            edition = one.resolution.edition
            if not chapters or edition is None or not label or one.resolution.negative:
                continue
            headings = {
                unit: self._shelf.heading(edition, unit)
                for unit in self._shelf.units(edition)
                if unit.startswith("Kap") and "_" not in unit
            }
            if found := misfit(label, chapters, headings):
                better = saying.provision(found.better)
                says = (
                    f"»{label}« passer ikke til {saying.provision(found.cited)}, som hedder »{found.heading}«; "
                    f"{better} hedder »{found.better_heading}«."
                )
                yield self._rules["chapter-misfit"].finding(says, one.spot, better)

    def _label(self, one: Cited, before: int) -> str:
        """The words beside a citation: the row's first cell, else the few between it and the citation before."""
        cell = one.spot.cell
        if cell is not None:
            first = (each for each in self._linear.blocks if each.spot.cell == type(cell)(cell.table, cell.row, 1))
            return next((_plain(block.text) for block in first if block is not one.block), "")
        words = _plain(self._linear.text[before : self._linear.start(one)])
        return words if len(words.split()) <= _LABEL_WORDS and "\n" not in words else ""


def _plain(text: str) -> str:
    return _AS_ABOVE.sub("", text).strip(" \t\n.,;:")


_SAYS = {
    "only-in-list": "står på listen over det, der søges om, men ikke i bilaget.",
    "only-in-annex": "står i bilaget, men ikke på listen over det, der søges om.",
}
