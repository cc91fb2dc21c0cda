"""The table of complaint rules: where a decision can be appealed, by act, edition, chapter and who decided."""

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from lawtext.law.ids import EditionId, UnitId


class ComplaintRule(Struct, frozen=True, forbid_unknown_fields=True):
    """Where decisions under an act can be appealed. `since` and `until`: the days it was read for, both included.

    `decided_by`: jobcenter, other unit, municipality or other actor. `through`: the order that leads to the rule,
    `through_act` its name.
    `chapters`: only decisions under these. `read_in`: the editions that it was read in.
    """

    act: str
    decided_by: str
    cites: str
    body: str
    read_in: tuple[EditionId, ...]
    read: str
    since: date | None = None
    until: date | None = None
    procedure: str = ""
    weeks: int | None = None
    through: EditionId | None = None
    through_act: str = ""
    through_cites: str = ""
    chapters: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Whether the rule was read for that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class SpecialRule(Struct, frozen=True, forbid_unknown_fields=True):
    """Provisions whose decisions are appealed in another way than the act's others, which no letter here can say."""

    act: str
    units: tuple[UnitId, ...]
    because: str
    read: str


class Procedure(Struct, frozen=True, forbid_unknown_fields=True):
    """How a complaint is handled, and the deadline in weeks from the day the party has been told of the decision."""

    act: str
    cites: str
    weeks: int
    read_in: tuple[EditionId, ...]
    read: str


class Complaints(Struct, frozen=True, forbid_unknown_fields=True):
    """The table of complaint rules."""

    rules: tuple[ComplaintRule, ...]
    procedures: dict[str, Procedure]
    special: tuple[SpecialRule, ...] = ()

    def rule(
        self, act: str, decided_by: str, day: date, inside: Callable[[str], bool] = lambda _: False
    ) -> ComplaintRule | None:
        """The rule for decisions under an act; None where none was read for the day.

        `inside`: whether the decision's provision lies in a chapter. An act whose rules do not tell the jobcenter from
        others has one for the municipality.
        """
        of_act = [rule for rule in self.rules if rule.act == act and rule.holds_on(day)]
        for who in (decided_by, "municipality"):
            fitting = [rule for rule in of_act if rule.decided_by == who]
            own = [rule for rule in fitting if any(map(inside, rule.chapters))]
            if found := own or [rule for rule in fitting if not rule.chapters]:
                return found[0]
        return None

    def weeks(self, rule: ComplaintRule) -> int | None:
        """The deadline in weeks, the procedure's where the rule has none of its own."""
        return self.procedures[rule.procedure].weeks if rule.procedure else rule.weeks
