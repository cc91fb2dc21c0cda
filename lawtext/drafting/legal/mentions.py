"""The citations of one letter on their way: looked up, held against the editions they were read in, and mentioned."""

from collections.abc import Mapping, Sequence
from datetime import date

from lawtext.drafting.bases import Basis, Cites
from lawtext.drafting.legal.facts import CiteOn
from lawtext.drafting.letters import Cited, Reason, ReasonKind
from lawtext.law.ids import EditionId
from lawtext.wording.prose import listed


class Mentions:
    """What one letter cites. The first mention of an act has number and date, the next ones its name alone."""

    def __init__(self, cite: CiteOn, day: date) -> None:
        self.day = day
        self.cited: list[Cited] = []
        self._cite = cite
        self._of_the_party: list[Cited] = []
        self._named: set[str] = set()
        self._against: list[Reason] = []

    def look_up(self, act: str, provisions: str, day: date | None = None) -> Cited:
        """The provisions on the letter's day (or another), not yet mentioned."""
        return self._cite(act, provisions, day or self.day)

    def mention(self, cited: Cited, *, of_the_party: bool = False) -> str:
        """The citation in words. `of_the_party`: what is said against it tells something of the party."""
        self.cited.append(cited)
        if of_the_party:
            self._of_the_party.append(cited)
        first = cited.act not in self._named
        self._named.add(cited.act)
        return cited.full if first else cited.short

    def mention_under(self, main: Cited, under: Sequence[Cited]) -> tuple[str, str]:
        """Mention a provision and those it stands under, all of one act: the designation, and the act's full name."""
        self.cited += [main, *under]
        self._named.add(main.act)
        together = enumerated([one.provisions for one in under])
        return (f"{main.provisions}, jf. {together}" if under else main.provisions), main.dated

    def named(self, act: str) -> bool:
        """Whether the letter has named the act by now."""
        return act in self._named

    def of_basis(self, basis: Basis, cites: Cites) -> str:
        """Provisions of the acts of a basis, mentioned and joined; each is held against the editions it was read in."""
        found = self.found(basis, cites)
        return listed([self.mention(cited) for cited in found])

    def found(self, basis: Basis, cites: Mapping[str, str]) -> list[Cited]:
        """The provisions looked up, not mentioned; a reason for each that was read in another edition."""
        found = [self.look_up(basis.acts[act], provisions) for act, provisions in cites.items()]
        for act, cited in zip(cites, found, strict=True):
            self.require_read(cited, basis.read_in.get(act, ()))
        return found

    def require_read(self, cited: Cited, read_in: Sequence[EditionId]) -> None:
        """The rule was read in the edition that counts on the day; another one may say something else."""
        if cited.edition and cited.edition not in read_in:
            says = f"{cited.plain} er kun læst i {' og '.join(read_in)}; den dag gjaldt {cited.edition}."
            self._against.append(Reason(ReasonKind.PROVISION, says))

    def reasons(self) -> list[Reason]:
        """Why citations can't stand. What is said of those the party's case names is personal."""
        found = [
            Reason(ReasonKind.PROVISION, cited.against, personal=cited in self._of_the_party)
            for cited in self.cited
            if cited.against
        ]
        return [*self._against, *found]


def enumerated(parts: Sequence[str]) -> str:
    """Several designations as one: "kapitel 7, § 18 a, stk. 1, og § 91 a, stk. 1"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])}{',' if len(parts) > 2 or ', ' in parts[0] else ''} og {parts[-1]}"
