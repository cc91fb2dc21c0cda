"""Was an experiment begun in time? What is told of its first day is held against deadline, decision, orders and case.

An order lets a municipality use only what was begun by a day (2018-529 § 1, stk. 4) and what had been approved before
(§ 1, stk. 2); its decision is made before it begins (the ministry's page on free-commune networks).
"""

from collections.abc import Iterator
from datetime import date

from lawtext.experiments import saying
from lawtext.experiments.grounds import Answer, Ground, GroundKind
from lawtext.experiments.registry import StepKind
from lawtext.experiments.seen import Seen
from lawtext.wording import dates

_NO_DEADLINE = "bekendtgørelsen sætter ingen frist for at begynde forsøget"


def started(seen: Seen) -> Ground:
    """Whether the experiment was begun in time; the day that the municipality states in the case goes before others."""
    stated, known = seen.question.started, _registered(seen)
    if day := stated or known:
        return _told(seen, day, stated_in_case=stated is not None)
    last = seen.order.start_by
    if last is None:
        return _ground(Answer.YES, f"{saying.opening(_NO_DEADLINE)}.")
    deadline = _deadline(last, seen.question.day)
    if seen.question.day <= last:
        return _ground(Answer.YES, f"{saying.opening(deadline)}, og den er ikke udløbet.")
    period, decision = _period(seen), seen.decision
    if decision and decision.date > last:
        says = f"Beslutningen om at bruge forsøget er fra den {dates.write(decision.date)}; {deadline}."
        return _ground(Answer.NO, says, decision.stated_by, decision.source)
    if seen.practice and period and period <= last:
        says = f"Kommunens forsøg begyndte efter dens egen angivelse den {dates.write(period)}; {deadline}."
        return _ground(Answer.YES, says, seen.question.municipality, seen.practice.source)
    says = f"Det er ikke kendt, hvornår forsøget begyndte; {deadline}. Kommunen kan selv oplyse dagen."
    return _ground(Answer.NOT_KNOWN, says)


def _told(seen: Seen, day: date, *, stated_in_case: bool) -> Ground:
    """A known first day: impossible, at odds with what else is known, or in time."""
    town, title = seen.question.municipality, f"»{seen.experiment.title}«"
    began = f"forsøget {title} begyndte den {dates.write(day)}"
    said = f"{town} oplyser i sagen, at {began}" if stated_in_case else saying.opening(began)
    source = seen.practice.source if seen.practice and not stated_in_case else ""
    if against := next(_impossible(seen, day), ""):
        return _ground(Answer.NO, f"{said}; {against}.", town, source)
    if open_ := next(_unsettled(seen, day), ""):
        return _ground(Answer.NOT_KNOWN, f"{said}; {open_}.", town, source)
    deadline = _deadline(seen.order.start_by, seen.question.day) if seen.order.start_by else _NO_DEADLINE
    return _ground(Answer.YES, f"{said}; {deadline}.", town, source)


def _impossible(seen: Seen, began: date) -> Iterator[str]:
    """Why the experiment can't have begun lawfully on that day, or not be in use on the day of the case."""
    day, decision = seen.question.day, seen.decision
    if began > day:
        yield f"det er efter den {dates.write(day)}"
    if seen.order.start_by and began > seen.order.start_by:
        yield _deadline(seen.order.start_by, day)
    if not_allowed := _order_against(seen, began):
        yield not_allowed
    approved = [step.date for step in seen.practice.steps if step.what is StepKind.APPROVAL] if seen.practice else []
    if approved and began < min(approved):
        yield f"det er før godkendelsen den {dates.write(min(approved))}"
    if decision and began < decision.date:
        yield f"det er før beslutningen om at bruge forsøget, som er fra den {dates.write(decision.date)}"


def _order_against(seen: Seen, began: date) -> str:
    """Why no order allowed the experiment on that day, "" where one did or nobody knows."""
    entry = seen.book.registry.order_on(began)
    founded = seen.book.registry.network(seen.experiment.network).since
    if entry is None or entry.edition not in seen.experiment.paragraphs:
        if founded and began < founded:
            return f"loven om netværket trådte først i kraft den {dates.write(founded)}"
        if entry and (entry.edition in seen.experiment.absent or seen.book.order(entry.edition)):
            return f"forsøget findes ikke i {saying.of_the_day(entry, began)}"
        return ""
    waiver = seen.book.waiver(entry.edition, seen.experiment.paragraphs[entry.edition])
    if waiver and waiver.in_force and began < waiver.in_force:
        where = f"{saying.numbered(entry.edition)} {saying.section(waiver.paragraph)}"
        return f"{where} trådte først i kraft den {dates.write(waiver.in_force)}"
    return ""


def _unsettled(seen: Seen, began: date) -> Iterator[str]:
    """What else is known of the day, where it is not the same, and orders that nobody has read."""
    known, period = _registered(seen), _period(seen)
    if known and known != began:
        yield f"i registret er dagen den {dates.write(known)}"
    if period and began < period:
        yield f"efter kommunens egen angivelse begyndte dens forsøg den {dates.write(period)}"
    entry = seen.book.registry.order_on(began)
    if entry is None or entry.edition not in seen.experiment.paragraphs:
        order = saying.of_the_day(entry, began) if entry else "en bekendtgørelse, der gjaldt den dag,"
        yield f"det er ikke kendt, om {order} havde forsøget"


def _registered(seen: Seen) -> date | None:
    """The experiment's first day as the registry has it."""
    use = seen.practice.use(seen.experiment.id) if seen.practice else None
    return use.started if use else None


def _period(seen: Seen) -> date | None:
    """The first day of the municipality's own period, where it says that it uses the experiment."""
    practice = seen.practice
    return practice.period.since if practice and practice.period and practice.use(seen.experiment.id) else None


def _deadline(last: date, day: date) -> str:
    return f"fristen for at begynde forsøg {'var' if day > last else 'er'} den {dates.write(last)}"


def _ground(answer: Answer, says: str, stated_by: str = "", source: str = "") -> Ground:
    return Ground(GroundKind.STARTED, answer, says, stated_by, source)
