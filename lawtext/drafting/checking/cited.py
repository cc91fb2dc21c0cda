"""What a document cites, block by block: each citation found, told which act it means, and resolved on the day."""

from collections.abc import Iterator, Set
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from lawtext.citing.citations import Act, Citation, CitationKind, Place
from lawtext.citing.find import find
from lawtext.citing.names import Names
from lawtext.citing.resolve import Resolution, Resolver
from lawtext.drafting.checking.documents import Block, Document
from lawtext.drafting.findings.finding import Spot
from lawtext.law.shelf import Shelf
from lawtext.law.verdicts import Doubt, DoubtKind, Status

_NAMING = (CitationKind.FULL, CitationKind.ACT_ONLY)
_LEAD_IN = 1_200
"""Characters of the text before a block that are read again for the acts they name."""


class Cited(NamedTuple):
    """One citation of a document, and what it means on the day."""

    block: Block
    resolution: Resolution

    @property
    def citation(self) -> Citation:
        return self.resolution.citation

    @property
    def spot(self) -> Spot:
        return self.block.at(self.citation.start, self.citation.end)


class Library:
    """A shelf with its names and resolver, made once for many documents."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.names = Names(shelf.namings())
        self.resolver = Resolver(shelf, self.names)

    def cited(self, document: Document, day: date, *, lenient: bool) -> tuple[Cited, ...]:
        """Every citation of a document, in its order."""
        found = tuple(
            Cited(block, self.resolver.resolve(citation, day))
            for block, citation in self.citations(document, lenient=lenient)
        )
        titles = {one.resolution.title for one in found if one.resolution.work}
        return tuple(self._told_apart(one, titles, day) for one in found)

    def _told_apart(self, one: Cited, titles: Set[str], day: date) -> Cited:
        """A citation by a name of several acts means the one of them that the document itself names otherwise."""
        choices = titles & {*one.resolution.act.choices}
        if one.resolution.act.status is not Status.AMBIGUOUS or len(choices) != 1:
            return one
        (title,) = choices
        says = f"»{one.citation.act.name}« er navn på flere retsakter; {title}, som dokumentet nævner, er antaget."
        citation = replace(
            one.citation,
            act=replace(one.citation.act, name=title),
            doubts=(*one.citation.doubts, Doubt(DoubtKind.GUESSED, says)),
        )
        return Cited(one.block, self.resolver.resolve(citation, day))

    def citations(self, document: Document, *, lenient: bool) -> Iterator[tuple[Block, Citation]]:
        """The citations with their blocks. "Samme lov" looks back to the block before that named an act."""
        before, row = "", _Row()
        for block in document.blocks:
            found = find(block.text, self.names, Place(before=before), lenient=lenient)
            row = row.on(block)
            for citation in found:
                yield block, row.completed(citation)
            acts = [citation.act for citation in found if citation.kind in _NAMING]
            row = row.naming(acts)
            if acts:
                before = block.text[-_LEAD_IN:]


class _Row(NamedTuple):
    """The table row that is being read, and the one act its cells have named so far (None: none, or several)."""

    place: tuple[int, int] | None = None
    act: Act | None = None

    def on(self, block: Block) -> "_Row":
        cell = block.spot.cell
        place = (cell.table, cell.row) if cell else None
        return self if place == self.place else _Row(place)

    def naming(self, acts: list[Act]) -> "_Row":
        if self.place is None or not acts:
            return self
        known = {*acts, *([self.act] if self.act else [])}
        return self._replace(act=known.pop() if len(known) == 1 else None)

    def completed(self, citation: Citation) -> Citation:
        """A citation without act in a row whose first cell names one is of that act."""
        if self.act is None or citation.act.known or not citation.units:
            return citation
        return replace(citation, act=self.act, kind=CitationKind.FULL)
