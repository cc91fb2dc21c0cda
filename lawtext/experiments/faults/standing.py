"""Provisions that don't stand on the day the order takes effect: not there, repealed, or moved.

Stale is what was right when the order was signed: an amending act that begins after that day, and not after the order
itself, has repealed the unit or moved its number away (order 529/2018 § 28, stk. 5, nr. 2: lov 707/2018 § 4, nr. 2).
Where the number was filled again, the order may mean the new rule (order 1485/2013 § 9, stk. 5, does): nothing is said.
"""

from collections.abc import Iterator
from typing import NamedTuple

from lawtext.corpus import saying
from lawtext.experiments.faults.checked import Checked, fault
from lawtext.experiments.waivers import Fault, FaultKind, Provisions
from lawtext.law.ids import EditionId, UnitId
from lawtext.law.verdicts import Status, Verdict
from lawtext.law.works import ChangeKind, Work
from lawtext.wording import dates


class Unsettled(NamedTuple):
    """A waived provision of which it can't be told whether it stands. `says` is a whole Danish sentence."""

    at: UnitId
    cited: str
    says: str


_GONE = (Status.NO_SUCH_PROVISION, Status.REPEALED, Status.RENUMBERED)


def standing(checked: Checked) -> Iterator[Fault]:
    """Faults of every provision that an experiment waives, is for, or keeps."""
    for waiver in checked.experiments:
        for cited in (*waiver.waives, *waiver.target_group, *waiver.preserved):
            work, edition = checked.act(cited)
            if work is not None and edition is not None:
                for unit in cited.units:
                    yield from _unit(checked, cited, unit, work, edition)


def unsettled(checked: Checked) -> Iterator[Unsettled]:
    """The waived provisions that can't be held up against the law of the day, and why."""
    for waiver in checked.experiments:
        for cited in waiver.waives:
            work, edition = checked.act(cited)
            if work is None or edition is None:
                yield Unsettled(cited.at, cited.cited, _not_held(checked, cited, work))
                continue
            for unit in cited.units:
                verdict = checked.acts.library.standing(work.id, UnitId(unit.partition(":")[0]), checked.day)
                if verdict.status is Status.NOT_KNOWN:
                    yield Unsettled(cited.at, cited.cited, verdict.why)


def _not_held(checked: Checked, cited: Provisions, work: Work | None) -> str:
    """Why provisions can't be told; that their numbers may be stale, where a new order came with this one."""
    title = saying.opening(cited.title)
    entry = work.edition_on(checked.day) if work else None
    if entry is None:
        return f"{title} er ikke i korpus."
    name = saying.edition(entry)
    if entry.since is not None and checked.order.signed < entry.since <= checked.day:
        replaced = f"{title} blev afløst den {dates.write(entry.since)} ved {name}, som ikke er i korpus"
        return f"{replaced}; numrene kan være forældede."
    return f"{title} gjaldt som {name}, der ikke er i korpus."


def _unit(checked: Checked, cited: Provisions, unit: str, work: Work, edition: EditionId) -> Iterator[Fault]:
    first, _, last = unit.partition(":")
    verdicts = []
    for end in dict.fromkeys((first, last or first)):
        verdict = checked.acts.library.standing(work.id, UnitId(end), checked.day)
        verdicts.append(verdict)
        harmless = last and verdict.status is Status.REPEALED
        if verdict.status in _GONE and not harmless and not _may_be_new(checked, work, end, verdict):
            kind = FaultKind.STALE if _lately(checked, work, verdict) else FaultKind.MISSING
            yield fault(kind, cited.at, f"{verdict.why.rstrip('.')} ({cited.title}).", unit)
            return
    if last and all(one.status is Status.EXISTS for one in verdicts) and not checked.opened(edition, unit):
        ends = f"{saying.opening(saying.provision(UnitId(first)))} og {saying.provision(UnitId(last))}"
        yield fault(FaultKind.MISSING, cited.at, f"{ends} er ikke enderne af én række i {cited.title}.", unit)


def _lately(checked: Checked, work: Work, verdict: Verdict) -> bool:
    """Whether what ended or moved the provision began between the order's date and its commencement."""
    return any(
        amendment.act == verdict.by
        and amendment.since is not None
        and checked.order.signed < amendment.since <= checked.day
        for amendment in work.amendments
    )


def _may_be_new(checked: Checked, work: Work, unit: str, verdict: Verdict) -> bool:
    """Whether a missing § may stand in a chapter that an amending act has written anew since the edition."""
    entry = work.edition_on(checked.day)
    if verdict.status is not Status.NO_SUCH_PROVISION or verdict.found.startswith("Par") or entry is None:
        return False
    changes = [change for amendment in work.unconsolidated(entry, checked.day) for change in amendment.changes]
    rewrites = (ChangeKind.INSERT, ChangeKind.REPLACE)
    return any(change.unit.startswith("Kap") and change.how in rewrites for change in changes) and unit.startswith(
        "Par"
    )
