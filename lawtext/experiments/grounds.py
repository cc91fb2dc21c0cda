"""What an answer to "is it live?" is made of: the question, one ground after the other, and the whole."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from lawtext.experiments.reach import Reach, Reaches
from lawtext.experiments.registry import LocalDecision
from lawtext.law.ids import EditionId, UnitId


class Answer(StrEnum):
    """The closed set; NOT_KNOWN is never shown as either of the others."""

    YES = "ja"
    NO = "nej"
    NOT_KNOWN = "ikke kendt"


class GroundKind(StrEnum):
    """What is asked, in the order in which it is answered."""

    ORDER = "bekendtgørelsen i kraft"
    NETWORK = "kommunen i netværket"
    DECISION = "lokal beslutning"
    USED = "kommunen bruger forsøget"
    STARTED = "begyndt i tide"
    PERIOD = "inden for perioden"
    GROUP = "i forsøgets målgruppe"
    LOCAL_GROUP = "i kommunens målgruppe"
    RESTRICTED = "ikke undtaget"
    CONCERNS = "en fravegen bestemmelse angår gruppen"
    PROVISIONS = "bestemmelserne gælder"


class Ground(Struct, frozen=True):
    """One ground. `says` is a whole Danish sentence; `stated_by` the municipality, where the answer is its own word."""

    kind: GroundKind
    answer: Answer
    says: str
    stated_by: str = ""
    source: str = ""


class Question(Struct, frozen=True):
    """What is asked. `group` is the target group as a unit (`Par2_Stk1_Num13`), None where none is given.

    `municipality` is in base form. `decision` and `started`, the experiment's first day, are what the municipality
    states in the case; they go before the registry's, and are recorded as stated.
    """

    municipality: str
    day: date
    group: UnitId | None = None
    decision: LocalDecision | None = None
    started: date | None = None


class Liveness(Struct, frozen=True):
    """The answer. `order` and `paragraph` are where the experiment stands on that day, None where nowhere known.

    `reach` has every waived provision, those that don't concern the group too.
    """

    answer: Answer
    grounds: tuple[Ground, ...]
    experiment: str
    order: EditionId | None = None
    paragraph: UnitId | None = None
    reach: tuple[Reach, ...] = ()

    def ground(self, kind: GroundKind) -> Ground | None:
        """The ground of one kind, None where it was not asked."""
        return next((ground for ground in self.grounds if ground.kind is kind), None)

    @property
    def concerning(self) -> tuple[Reach, ...]:
        """The waived provisions that certainly concern the group."""
        return tuple(one for one in self.reach if one.reaches is Reaches.YES)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is not live, or not known to be: the sentences of the grounds that don't say yes."""
        return tuple(ground.says for ground in self.grounds if ground.answer is not Answer.YES)
