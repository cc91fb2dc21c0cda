"""What the program may say of a provision at a date: one of a closed set, never a boolean; doubt is data beside it."""

from enum import StrEnum

from msgspec import Struct

from lawtext.law.ids import Address, EditionId, UnitId


class Status(StrEnum):
    """The closed set. NOT_KNOWN is never shown as EXISTS nor as NO_SUCH_PROVISION."""

    EXISTS = "exists"
    NO_SUCH_ACT = "no such act"
    NO_SUCH_PROVISION = "no such provision"
    REPEALED = "repealed"
    NOT_YET_IN_FORCE = "not yet in force"
    RENUMBERED = "renumbered"
    AMBIGUOUS = "ambiguous"
    NOT_KNOWN = "not known"

    @property
    def danish(self) -> str:
        return _DANISH[self]


_DANISH = {
    Status.EXISTS: "findes",
    Status.NO_SUCH_ACT: "ingen sådan retsakt",
    Status.NO_SUCH_PROVISION: "ingen sådan bestemmelse",
    Status.REPEALED: "ophævet",
    Status.NOT_YET_IN_FORCE: "endnu ikke i kraft",
    Status.RENUMBERED: "omnummereret",
    Status.AMBIGUOUS: "flertydig",
    Status.NOT_KNOWN: "ikke kendt",
}


class DoubtKind(StrEnum):
    """Why a finding that is given all the same is not certain."""

    AMENDED_UNSEEN = "amended, text not held"
    AMENDED_INSIDE = "amended inside, not applied"
    """The unit stands, but a part of it, or its heading, was changed by an act that is not yet worked in."""
    CHAIN_UNKNOWN = "an edition may lie between"
    FORM_LOSSY = "read from flattened text"
    GUESSED = "guessed from damaged text"
    ALIAS = "the name has several meanings"
    WRONG_NAME = "the name is wrong or stale"
    WRONG_DATE = "number and date disagree"
    WRONG_FORM = "not the official form"


class Doubt(Struct, frozen=True, order=True, gc=False):
    """One doubt. `says` is a whole Danish sentence; `about` the act or words in doubt, for programs."""

    kind: DoubtKind
    says: str
    about: str = ""


class Verdict(Struct, frozen=True, gc=False):
    """What stands at one address on one date.

    Invariants: EXISTS has an `address`; NO_SUCH_PROVISION has in `found` the deepest unit that does exist ("" when not
    even the outermost does); REPEALED and RENUMBERED say `by` which act where that is known; RENUMBERED and AMBIGUOUS
    have `choices`; every status but EXISTS has `why`, a whole Danish sentence.
    """

    status: Status
    address: Address | None = None
    why: str = ""
    found: UnitId = UnitId("")
    by: EditionId | None = None
    choices: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def negative(self) -> bool:
        """Whether the provision certainly can't be relied on as cited. NOT_KNOWN is not negative, and not positive."""
        return self.status not in (Status.EXISTS, Status.NOT_KNOWN)
