"""The whole check of one document, and what it gives."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from lawtext.corpus.shelf import SqliteShelf
from lawtext.drafting import record
from lawtext.drafting.checking import complaint, dating, documents
from lawtext.drafting.checking.annex import Annex
from lawtext.drafting.checking.bare_lists import reread
from lawtext.drafting.checking.cited import Cited, Library
from lawtext.drafting.checking.dating import Day
from lawtext.drafting.checking.documents import Document
from lawtext.drafting.checking.judge import Judge
from lawtext.drafting.checking.linear import Linear
from lawtext.drafting.checking.since import Recheck
from lawtext.drafting.checking.waived import Waivings
from lawtext.drafting.contracts import Templates
from lawtext.drafting.findings import rules
from lawtext.drafting.findings.finding import Finding, Level, Spot
from lawtext.drafting.record import Record
from lawtext.errors import UnusableInputError
from lawtext.experiments.book import Book
from lawtext.law.editions import Form
from lawtext.wording import dates

RULES = Path(__file__).parent / "rules.yaml"


class Asked(Struct, frozen=True):
    """How a document is to be checked. `day` None: the document's own, else `today`.

    `municipality`: whose experiments count, as the registry has its name; "" for none. `lenient`: read damaged forms.
    """

    today: date
    day: date | None = None
    municipality: str = ""
    lenient: bool = True


class Checked(Struct, frozen=True):
    """What a check has found. `cited` is every citation with what it means on the day."""

    document: Document
    day: Day
    cited: tuple[Cited, ...]
    findings: tuple[Finding, ...]


class Checker:
    """Checks documents against one corpus and its experiments."""

    def __init__(self, shelf: SqliteShelf, book: Book, templates: Templates | None = None) -> None:
        self.shelf = shelf
        self.rules = rules.read(RULES)
        self.book = book
        self._complaints = (templates or Templates()).complaints()
        self._library = Library(shelf)
        self._judge = Judge(shelf, self.rules)

    def check(self, content: bytes, name: str, asked: Asked) -> Checked:
        """Check a file's content. Raises UnusableInputError for a file that can't be read."""
        document = documents.read(content, name)
        made, broken = self._record(document)
        day = self._day(document, made, asked)
        cited = self._library.cited(document, day.day, lenient=asked.lenient)
        linear = Linear(document.body)
        if asked.lenient:
            cited = reread(self._library, linear, cited)
        found = [*broken, *(finding for one in cited for finding in self._judge.findings(one))]
        if document.form is Form.PDF:
            found = [finding for finding in found if not _of_blanks(finding)]
        found.extend(Annex(self.shelf, self.rules, linear, cited).findings())
        found.extend(complaint.findings(self.rules, self._complaints, document, cited, day.day))
        found.extend(self._waived(cited, day.day, asked.municipality))
        if made:
            found.extend(self.since(made, document, asked.today))
        if asked.day is None:
            spot = day.spot or Spot(document.name)
            found.append(self.rules["day-used"].finding(day.says, spot, day=day.day.isoformat()))
        return Checked(document, day, cited, once(found))

    def since(self, made: Record, document: Document, today: date) -> Iterator[Finding]:
        """What is known otherwise, or has changed, since a document was made."""
        return Recheck(self.shelf, self.book, self.rules, made).findings(document, today)

    def _record(self, document: Document) -> tuple[Record | None, list[Finding]]:
        """The record of a document that the program made, and a finding for what somebody has changed in it since."""
        if document.form is not Form.DOCX:
            return None, []
        try:
            found = record.read(document.content, document.name)
        except UnusableInputError:
            return None, []
        changed = [self.rules["record-broken"].finding(says, Spot(document.name)) for says in found.changed]
        return (None if found.record_changed else found.record), changed

    def _waived(self, cited: tuple[Cited, ...], day: date, municipality: str) -> Iterator[Finding]:
        entry = self.book.registry.order_on(day) if municipality else None
        shipped = self.book.order(entry.edition) if entry else None
        if shipped:
            waivings = Waivings(self.shelf, self.book, shipped.order, municipality)
            yield from waivings.findings(self.rules["waived"], cited)

    def _day(self, document: Document, made: Record | None, asked: Asked) -> Day:
        if asked.day is not None:
            return Day(asked.day, f"Den {dates.write(asked.day)}.")
        if made:
            day = date.fromisoformat(made.date)
            return Day(day, f"Dagen i dokumentets egne oplysninger er brugt: {dates.write(day)}.")
        own = dating.of(document.body) or dating.by_month(document.body)
        says = f"Dokumentets egen dato er ikke fundet; i dag, {dates.write(asked.today)}, er brugt."
        return own or Day(asked.today, says)


def _of_blanks(finding: Finding) -> bool:
    """Whether a form is wrong in its blanks alone, which a PDF does not keep."""
    return finding.rule == "form" and "".join(finding.suggestion.split()) == "".join(finding.spot.text.split())


def once(findings: list[Finding]) -> tuple[Finding, ...]:
    """The findings, notes said again in the same words of other places left out."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for finding in findings:
        key = (finding.rule, finding.says)
        if finding.level is not Level.NOTE or key not in seen:
            kept.append(finding)
        seen.add(key)
    return tuple(dict.fromkeys(kept))
