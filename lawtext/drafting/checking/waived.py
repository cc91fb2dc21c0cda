"""Which cited provisions an experiment waives for one municipality on the day, by the order in force then."""

from collections.abc import Iterator, Sequence

from lawtext.corpus.shelf import SqliteShelf
from lawtext.drafting.checking.cited import Cited
from lawtext.drafting.findings.finding import Finding
from lawtext.drafting.findings.rules import Rule
from lawtext.experiments import saying
from lawtext.experiments.book import Book
from lawtext.experiments.waivers import Order, ParagraphKind, Provisions, Waiver
from lawtext.experiments.within import meets
from lawtext.law.ids import UnitId, UnitRange


class Waivings:
    """What an order waives for a municipality."""

    def __init__(self, shelf: SqliteShelf, book: Book, order: Order, municipality: str) -> None:
        self._shelf = shelf
        self._book = book
        self._order = order
        self._municipality = municipality
        self._open = [waiver for waiver in order.waivers if self._is_open(waiver)]

    def _is_open(self, waiver: Waiver) -> bool:
        if waiver.kind is not ParagraphKind.EXPERIMENT:
            return False
        networks = [network for number in waiver.networks if (network := self._order.network(number))]
        named = waiver.municipalities or tuple(town for network in networks for town in network.municipalities)
        return self._municipality in named

    def findings(self, rule: Rule, cited: Sequence[Cited]) -> Iterator[Finding]:
        """A note at the first citation of each provision that is waived."""
        said = set()
        for one in cited:
            for waiver, provisions, unit in self._of(one):
                if (waiver.paragraph, unit, provisions.title) in said:
                    continue
                said.add((waiver.paragraph, unit, provisions.title))
                yield self._finding(rule, one, waiver, provisions)

    def _of(self, one: Cited) -> Iterator[tuple[Waiver, Provisions, str]]:
        for waiver in self._open:
            for provisions in waiver.waives:
                if provisions.title != one.resolution.title:
                    continue
                for unit in one.citation.units:
                    key = unit if isinstance(unit, str) else ":".join(unit)
                    if any(self._meets(waived, key, unit, one) for waived in provisions.units):
                        yield waiver, provisions, key

    def _meets(self, waived: str, key: str, unit: UnitId | UnitRange, one: Cited) -> bool:
        edition = one.resolution.edition
        if waived.startswith("Kap") and isinstance(unit, str) and edition and unit.startswith("Par"):
            key = self._shelf.chapter(edition, unit) or key
        return meets(waived, key) if waived[:3] == key[:3] else False

    def _finding(self, rule: Rule, one: Cited, waiver: Waiver, provisions: Provisions) -> Finding:
        experiment = self._book.registry.experiment_of(self._order.edition, waiver.paragraph)
        title = f" (»{experiment.title}«)" if experiment else ""
        how = f": {waiver.operation.danish}" if waiver.operation else ""
        cited = " ".join(provisions.cited.split()).rstrip(",")
        act = "" if provisions.title in cited else f" i {provisions.title}"
        says = (
            f"{saying.opening(cited)}{act} kan fraviges i "
            f"{saying.genitive(self._municipality)} forsøg efter {saying.section(waiver.paragraph)} i "
            f"{saying.named(self._order)}{title}{how}, hvis kommunen bruger forsøget, og personen er i dets målgruppe."
        )
        address = f"{self._order.edition}#{waiver.paragraph}"
        return rule.finding(says, one.spot, address=address, cited=provisions.cited, municipality=self._municipality)
