"""A document that the program made, checked again: what its record says of the law, then and today, and for whom.

The record has each citation with its addresses and what was found on the document's day. Every address is asked for
again, on that day and today; where both editions are held, their texts are compared by their hashes.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property, partial

from lawtext.citing.write import ActWords, Cited, write
from lawtext.corpus import saying
from lawtext.corpus.shelf import SqliteShelf
from lawtext.drafting.checking.documents import Document
from lawtext.drafting.findings.finding import Finding, Spot
from lawtext.drafting.findings.rules import Rule
from lawtext.drafting.record import Record, RecordedCitation
from lawtext.experiments.book import Book
from lawtext.experiments.concerns import Basis, GroupsIn, concerns
from lawtext.law.ids import Address, UnitId, address
from lawtext.law.shelf import has_one_stykke
from lawtext.law.verdicts import Status, Verdict
from lawtext.law.works import WorkId
from lawtext.wording import dates

_UNBREAKABLE = "\u00a0"


class Recheck:
    """One document's record against the corpus of today."""

    def __init__(self, shelf: SqliteShelf, book: Book, rules: Mapping[str, Rule], record: Record) -> None:
        self._shelf = shelf
        self._book = book
        self._rules = rules
        self._record = record

    def findings(self, document: Document, today: date) -> Iterator[Finding]:
        """What is known otherwise of the document's day, and what has changed since; each provision once."""
        seen: set[str] = set()
        for cited in self._record.citations:
            spot = _spot(document, cited.text)
            new = [address(written) for written in cited.addresses if written not in seen]
            seen.update(cited.addresses)
            yield from self._known_otherwise(cited, new, spot)
            changes: dict[tuple[str, bool, str], list[Address]] = {}
            for at in new:
                told, sure = self._changed(at, date.fromisoformat(cited.on), today)
                if told:
                    changes.setdefault((told, sure, self._for_whom(at) if sure else ""), []).append(at)
            for (told, _, whom), found in changes.items():
                words = self._in_words(found)
                says = f"{words}: {told}{whom}"
                rule = self._rules["changed-since"]
                yield rule.finding(says, spot, address=str(found[0]), cited=words, day=cited.on)

    def _known_otherwise(self, cited: RecordedCitation, new: list[Address], spot: Spot) -> Iterator[Finding]:
        day = date.fromisoformat(cited.on)
        for at in new if self._record.corpus != self._shelf.fingerprint else ():
            now = self._shelf.standing_of(at.edition, at.unit, day)
            if now.status.value == cited.status:
                continue
            words = self._in_words([at])
            says = (
                f"{words} var »{Status(cited.status).danish}« for den {dates.write(day)}, da dokumentet blev lavet, "
                f"men er nu »{now.status.danish}«. {now.why}"
            )
            yield self._rules["now-otherwise"].finding(says.strip(), spot, address=str(at), cited=words, day=cited.on)

    def _changed(self, at: Address, then_day: date, today: date) -> tuple[str, bool]:
        """A Danish sentence of what has changed since, and whether it is known; "" for nothing that is known."""
        work = self._shelf.work_of(at.edition)
        then = self._shelf.standing_of(at.edition, at.unit, then_day)
        if work is None or today <= then_day or then.status is not Status.EXISTS:
            return "", True
        now = self._now(at, today, work.id)
        if now.negative:
            return f"gælder ikke den {dates.write(today)}. {now.why}", True
        if now.status is Status.NOT_KNOWN:
            return f"det vides ikke, hvad der gælder den {dates.write(today)}. {now.why}", False
        return self._other_words(then, now, today), True

    def _other_words(self, then: Verdict, now: Verdict, today: date) -> str:
        if now.address is None or then.address is None or now.address.edition == then.address.edition:
            return ""
        texts = [self._shelf.hash_of(one.edition, one.unit) for one in (then.address, now.address)]
        if texts[0] == texts[1] or not all(texts):
            return ""
        listed = self._shelf.listed(now.address.edition)
        where = saying.edition(listed) if listed else now.address.edition
        return f"ordene er andre den {dates.write(today)}, jf. {where}."

    def _now(self, at: Address, today: date, work: WorkId) -> Verdict:
        """What stands there today: of an order that is cited by its number that order, else the act."""
        if self._shelf.work(work).successive:
            return self._shelf.standing_of(at.edition, at.unit, today)
        return self._shelf.standing(work, at.unit, today)

    def _in_words(self, found: list[Address]) -> str:
        act = ActWords(self._title(found[0]))
        units = tuple(one.unit for one in found if one.unit)
        lone = partial(has_one_stykke, self._shelf, found[0].edition)
        return saying.opening(write([Cited(act, units)], lone=lambda _: lone))

    # -- for whom ---------------------------------------------------------------------------------------------------

    @cached_property
    def _groups(self) -> tuple[Address, ...]:
        """The target groups that the document names, as the order of its day numbers them."""
        day = date.fromisoformat(self._record.date)
        entry = self._book.registry.order_on(day)
        shipped = self._book.order(entry.edition) if entry else None
        numbered = {
            (provisions.title, unit.partition("_")[0])
            for waiver in (shipped.order.waivers if shipped else ())
            for provisions in waiver.target_group
            for unit in provisions.units
            if "_Num" in unit
        }
        written = {one for cited in self._record.citations for one in cited.addresses if "_Num" in one}
        found = [address(one) for one in sorted(written)]
        return tuple(one for one in found if (self._title(one), one.unit.partition("_")[0]) in numbered)

    def _title(self, at: Address) -> str:
        work = self._shelf.work_of(at.edition)
        return work.title if work else ""

    def _for_whom(self, at: Address) -> str:
        """Whether the change concerns the document's own target group, or whom it does; "" where that is not known."""
        if not self._groups or at in self._groups:
            return ""
        group = self._groups[0]
        own, other = self._shelf.work_of(at.edition), self._shelf.work_of(group.edition)
        elsewhere = other.id if own and other and own.id != other.id else None
        groups_in = GroupsIn(UnitId(group.unit.partition("_")[0]), elsewhere)
        found = concerns(self._shelf, at.edition, at.unit, groups_in, self._book.by_hand)
        if not found or all(one.basis is Basis.OTHER_ACT for one in found):
            return ""
        words = saying.provision(group.unit).replace(", stk. 1,", ",")
        if any(one.of(group.unit) for one in found):
            return f" Det angår dokumentets målgruppe, {words}."
        return f" Det angår ikke dokumentets målgruppe, {words}."


def _spot(document: Document, text: str) -> Spot:
    """Where the recorded words stand, or the provisions alone; the document as a whole where they are not found."""
    whole = _plain(text)
    for wanted in (whole, whole.partition(" i ")[0].rstrip(",")):
        for block in document.blocks:
            start = _plain(block.text).find(wanted)
            if start >= 0 and wanted:
                return block.at(start, start + len(wanted))
    return Spot(document.name)


def _plain(text: str) -> str:
    """A text in which an opening capital and unbreakable blanks make no difference, as long as it was."""
    blanks = text.replace(_UNBREAKABLE, " ")
    lowered = blanks.lower()
    return lowered if len(lowered) == len(blanks) else blanks
