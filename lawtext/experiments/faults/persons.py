"""Rule and persons that don't meet: groups that nothing waived concerns, groups cited in the wrong paragraph."""

import re
from collections.abc import Iterator

from lawtext.citing.write import units_in_words
from lawtext.corpus.saying import opening
from lawtext.experiments import saying
from lawtext.experiments.concerns import Basis, Concern, GroupsIn
from lawtext.experiments.faults.checked import Checked, fault
from lawtext.experiments.reach import Act, Asked, Reach, Reaches, reach
from lawtext.experiments.stored import ByHand, Shipped
from lawtext.experiments.waivers import Fault, FaultKind, Provisions, Waiver
from lawtext.law.ids import UnitId
from lawtext.law.verdicts import Status

_GROUPS = re.compile(r"målgruppe\w*(?:\s(?:i|efter|for|af))?\s$")
"""What stands before a citation that is said to number the groups."""


def untouched(checked: Checked) -> Iterator[Fault]:
    """Groups that an experiment names by number, and that none of the provisions it waives concerns.

    Whom an order not held concerns is not known, but it elaborates the act, so the act's provisions decide; where a
    provision of a law leaves it open, nothing is said.
    """
    shipped = Shipped(checked.order, ByHand(checked.order.edition))
    for waiver in checked.experiments:
        for cited in waiver.target_group if waiver.waives else ():
            lost = [group for group in _numbered(checked, cited) if _lost(checked, shipped, waiver, group)]
            if lost:
                groups = units_in_words(lost, lone=_alone)
                whom = "den" if len(lost) == 1 else "dem"
                says = f"Målgruppen nævner {groups}, i {cited.title}, men ingen fraveget bestemmelse angår {whom}."
                yield fault(FaultKind.NO_EFFECT, cited.at, says, *lost)


def _numbered(checked: Checked, cited: Provisions) -> Iterator[UnitId]:
    """The groups cited by number that the held edition prints, ranges opened; "§ 2" whole names none of them.

    Whom the printed provisions concern of groups that are newer than the edition can't be seen.
    """
    edition = checked.act(cited).edition
    for unit in cited.units if edition else ():
        for one in checked.opened(edition, unit) if edition else ():
            if edition and "_Num" in one and checked.acts.library.standing_in(edition, one).status is Status.EXISTS:
                yield one


def _lost(checked: Checked, shipped: Shipped, waiver: Waiver, group: UnitId) -> bool:
    found = reach(checked.acts, Asked(shipped, waiver, checked.day, group))
    law = [one for one in found if one.provisions.title.startswith("lov ") or one.reaches is not Reaches.NOT_KNOWN]
    return bool(law) and all(one.reaches is Reaches.NO and not _for_everyone(one) for one in law)


def _for_everyone(one: Reach) -> bool:
    """A first stykke that names nobody: the groups that later stykker of its § name may only be excepted from it."""
    return one.basis is Basis.INHERITED and one.unit.endswith("_Stk1")


def misplaced(checked: Checked) -> Iterator[Fault]:
    """Groups said to stand in a paragraph that is not the one which numbers them ("målgrupper i lov om … § 2")."""
    numbering = _numbering(checked)
    for waiver in checked.experiments:
        line = checked.line(waiver.paragraph)
        for citation in checked.citations(waiver.paragraph) if line else ():
            title = citation.act.name
            known = numbering.get(title, set())
            cited = {str(unit).partition("_")[0] for unit in citation.units if isinstance(unit, str)}
            if line and known and cited and not cited & known and _GROUPS.search(line.text, 0, citation.start):
                right = units_in_words([UnitId(one) for one in sorted(known)])
                wrong = units_in_words([UnitId(one) for one in sorted(cited)])
                says = f"Målgrupperne i {title} står i {right}, ikke i {wrong}."
                yield fault(FaultKind.WRONG, line.unit(citation.start), says, *sorted(cited))


def _alone(_: UnitId) -> bool:
    """Acts number their groups in a § of one stykke, and cite them without it."""
    return True


def _numbering(checked: Checked) -> dict[str, set[str]]:
    """The paragraphs of each act in which the order's experiments cite numbered groups."""
    found: dict[str, set[str]] = {}
    for waiver in checked.experiments:
        for cited in waiver.target_group:
            for unit in cited.units:
                if "_Num" in unit:
                    found.setdefault(cited.title, set()).add(unit.partition("_")[0])
    return found


def astray(checked: Checked) -> Iterator[Fault]:
    """A stykke that the experiment builds on ("den første samtale efter § 16, stk. 1"), but which names other groups.

    Only stykker that name their groups themselves count, and only where every group of the experiment is numbered in
    the same act.
    """
    for waiver in checked.experiments:
        targets = [one for group in waiver.target_group for one in _numbered(checked, group)]
        acts = {cited.title for cited in waiver.target_group}
        cited = [unit for one in waiver.target_group for unit in one.units]
        if not targets or len(acts) != 1 or any("_Num" not in unit for unit in cited):
            continue
        act = checked.act(waiver.target_group[0])
        for place, unit in _built_on(checked, waiver, acts.pop()):
            found = _concerns(checked, act, unit, targets[0])
            named = [one for one in found if one.unit == unit and one.basis is Basis.NAMED]
            if named and not any(one.of(group) for one in named for group in targets):
                groups = units_in_words(named[0].groups, lone=_alone)
                says = f"{opening(saying.section(unit))}, handler om {groups}, ikke om forsøgets målgruppe."
                yield fault(FaultKind.WRONG, place, says, unit)


def _built_on(checked: Checked, waiver: Waiver, title: str) -> Iterator[tuple[UnitId, UnitId]]:
    """Stykker of the act that the paragraph cites without waiving, keeping or choosing persons by them."""
    line = checked.line(waiver.paragraph)
    used = {unit for one in (*waiver.waives, *waiver.target_group, *waiver.preserved) for unit in one.units}
    for citation in checked.citations(waiver.paragraph) if line else ():
        for unit in citation.units:
            whole = isinstance(unit, str) and unit not in used and unit.count("_") == 1 and "_Stk" in unit
            if line and whole and isinstance(unit, str) and citation.act.name == title:
                yield line.unit(citation.start), unit


def _concerns(checked: Checked, act: Act, unit: UnitId, group: UnitId) -> tuple[Concern, ...]:
    numbered = GroupsIn(UnitId(group.partition("_")[0]))
    return checked.acts.concerns(act.edition, unit, numbered) if act.edition else ()
