"""The law that a type of document rests on, as people read it: bases by order, choice or days, and rules by group.

Citations are written as in law, "§ 33, stk. 1, 2 og 4, nr. 1", under the key of their act; nothing here knows what they
resolve to.
"""

from datetime import date

from msgspec import Struct

from lawtext.law.ids import EditionId, UnitId

Cites = dict[str, str]
"""Key of an act (`Basis.acts`) → provisions of it as written in law."""


class Stage(Struct, frozen=True, forbid_unknown_fields=True):
    """The rule on hold; `offered_before` where it depends on whether the first offer has been completed.

    `in_words` goes on after "Normalt har du …". `benefits`: those whose receivers the rule was read for.
    """

    on_hold: Cites
    in_words: str
    benefits: tuple[str, ...]
    offered_before: bool | None = None


class NewSince(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands now and did not on `day`: the provisions that were set aside then, as they were on that day."""

    day: date
    cites: Cites


class Unchanged(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that the document does not change, said to the party, and the provisions that carry it."""

    says: str
    cites: Cites = {}
    new_since: NewSince | None = None


class GroupRule(Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for one target group. `benefits`: the only ones whose receivers the order means, () for all.

    `draft_because`: what the order asks for besides and the letter can't say. `rules` are added to the basis's own;
    what they say is set aside was read to concern the group. `words`: how the order names the group where it gives no
    number.
    """

    group: str
    stages: tuple[Stage, ...] = ()
    unchanged: tuple[Unchanged, ...] = ()
    rules: dict[str, Cites] = {}
    words: str = ""
    benefits: tuple[str, ...] = ()
    draft_because: str = ""


class TargetGroup(Struct, frozen=True, forbid_unknown_fields=True):
    """Who is in a target group, as the act defines it: `benefits` they receive (() where it says none), `age_below`."""

    act: str
    edition: EditionId
    group: str
    benefits: tuple[str, ...] = ()
    age_below: int | None = None


class Basis(Struct, frozen=True, forbid_unknown_fields=True):
    """The legal basis under one order, or for some days. `read`: where all of it was read, `read_in`: which editions.

    `acts`: key → the act's name, as `Cites` use it; `order` is the order itself, `lab` the act that numbers the groups
    unless `group_act` says another. `rules`: what each row of the letter's table cites. `under`: the order's provisions
    that `rules["basis"]` stands under ("jf. …"). `variant`: the choice of the case it belongs to. `groups`: those that
    the letter has rules for, all others too where there are none or with `open_groups`. `within`: what the case names
    must lie in these chapters or provisions. `lab_group`: the party's group in LAB where `group_act` is another act.
    `waives`: rows whose provisions the experiment must set aside. `age_below`: for those under it only.
    `draft_because`: known, but its text is not held.
    """

    acts: dict[str, str]
    read: str
    read_in: dict[str, tuple[EditionId, ...]]
    rules: dict[str, Cites] = {}
    order: EditionId | None = None
    since: date | None = None
    until: date | None = None
    variant: str = ""
    under: tuple[str, ...] = ()
    groups: tuple[GroupRule, ...] = ()
    group_act: str = "lab"
    lab_group: str = ""
    unchanged: tuple[Unchanged, ...] = ()
    within: dict[str, tuple[UnitId, ...]] = {}
    waives: tuple[str, ...] = ()
    open_groups: bool = False
    age_below: int | None = None
    draft_because: str = ""

    def holds(self, order: EditionId | None, variant: str, day: date) -> bool:
        """Whether it is the basis under that order, for that choice, on that day."""
        in_time = (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
        return in_time and self.variant == variant and self.order in (None, order)
