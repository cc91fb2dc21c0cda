"""What a letter rests on and why it may not leave: the values that compose, check and render hand on."""

import re
from datetime import date
from enum import StrEnum

from msgspec import Struct

from lawtext.law.ids import Address, EditionId, UnitId, UnitRange
from lawtext.law.verdicts import Doubt, Status


class Cited(Struct, frozen=True):
    """A citation of a letter, resolved on a day and written in the official form.

    `asked` is what the rule or case writes. `provisions` are without the act ("§ 33, stk. 1"), `act` is the act's name
    alone, `dated` its name with number and date; all three with non-breaking spaces. `units` as cited, `addresses` what
    they are on the day, () where not known. `status` is EXISTS only where all it cites exists; `why` is the Danish
    sentence of what doesn't.
    """

    asked: str
    day: date
    provisions: str
    act: str
    dated: str
    units: tuple[UnitId | UnitRange, ...] = ()
    edition: EditionId | None = None
    addresses: tuple[Address, ...] = ()
    status: Status = Status.NOT_KNOWN
    why: str = ""
    doubts: tuple[Doubt, ...] = ()

    @property
    def short(self) -> str:
        """Provisions and the act's name."""
        return in_act(self.provisions, self.act) if self.act else self.provisions

    @property
    def plain(self) -> str:
        """As `short`, with ordinary spaces: for a screen, a log, a record."""
        return self.short.replace("\u00a0", " ")

    @property
    def plain_act(self) -> str:
        """The act's name with ordinary spaces, as rules write it."""
        return self.act.replace("\u00a0", " ")

    @property
    def full(self) -> str:
        """Provisions and the act's name with number and date, as a first mention is written."""
        return in_act(self.provisions, self.dated) if self.dated else self.provisions

    @property
    def against(self) -> str:
        """Why it can't carry a final letter, a whole Danish sentence; "" where it can."""
        if self.status is Status.EXISTS:
            return ""
        return f"{self.plain}: {self.why}" if self.units else self.why


def in_act(provisions: str, act: str) -> str:
    """The provisions before their act, with the comma that closes a designation which goes below the §.

    >>> in_act("§ 2, nr. 13", "lov om leg"), in_act("§ 85", "lov om leg"), in_act("§§ 2, 5 og 9", "lov om leg")
    ('§ 2, nr. 13, i lov om leg', '§ 85 i lov om leg', '§§ 2, 5 og 9 i lov om leg')
    """
    return f"{provisions}{',' if _GOES_BELOW.search(provisions) else ''} i {act}"


_GOES_BELOW = re.compile(r"(?:stk\.|nr\.|litra|pkt\.)(?!.*(?:§|kap))")


class ReasonKind(StrEnum):
    """Why a letter is a draft."""

    MISSING = "mangler"
    """A part that the letter must have isn't filled in."""
    CASE = "sagen"
    """What the case says can't stand together, or not with the rule."""
    NOT_LIVE = "forsøget"
    """The experiment isn't live for this municipality, day and group, or is not known to be."""
    GROUP = "målgruppen"
    """The letter has no rule for the group, or what it sets aside doesn't concern it."""
    PROVISION = "bestemmelse"
    """A provision cited doesn't exist as cited, or is not known to."""
    APPROVAL = "godkendelse"


class Reason(Struct, frozen=True):
    """One reason. `says` is a whole Danish sentence for a caseworker; `source` the rule that asks for it, if any.

    `personal`: the sentence tells something of the party, and may stand in the letter alone (DESIGN rule 9). `field`:
    the field of the case to look at, by its dotted name, "" where it is none alone.
    """

    kind: ReasonKind
    says: str
    source: str = ""
    personal: bool = False
    field: str = ""

    @property
    def public(self) -> str:
        """The sentence for a manifest or a log."""
        return f"{self.kind.value.capitalize()}: se brevet." if self.personal else self.says
