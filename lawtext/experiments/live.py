"""Is a waiver live for a municipality, a day and a group? Answered ground by ground; each says why, in Danish.

Live is only what every ground says yes to; one no makes it not live; what is not known is said to be so.
"""

from collections.abc import Iterator
from datetime import date

from lawtext.experiments import saying
from lawtext.experiments.book import Book
from lawtext.experiments.grounds import Answer, Ground, GroundKind, Liveness, Question
from lawtext.experiments.person import OF_THE_PERSON
from lawtext.experiments.reach import Acts, Asked, reach
from lawtext.experiments.registry import Experiment, OrderEntry, Practice
from lawtext.experiments.seen import Seen
from lawtext.experiments.started import started
from lawtext.experiments.waivers import Expiry
from lawtext.wording import dates

__all__ = ["Answer", "Ground", "GroundKind", "Liveness", "Question", "live"]


def live(book: Book, acts: Acts, experiment: Experiment, question: Question) -> Liveness:
    """Whether an experiment is live; the order in force that day and its own paragraph are found by the day."""
    entry = book.registry.order_on(question.day)
    shipped = book.order(entry.edition) if entry else None
    paragraph = experiment.paragraphs.get(entry.edition) if entry else None
    waiver = shipped.waiver(paragraph) if shipped and paragraph else None
    if entry is None or shipped is None or waiver is None:
        ground = _nowhere(entry, experiment, question.day, held=shipped is not None and paragraph is None)
        return Liveness(ground.answer, (ground,), experiment.id, entry.edition if entry else None, paragraph)
    practice = book.registry.practice(question.municipality, experiment.network)
    seen = Seen(
        book=book,
        acts=acts,
        experiment=experiment,
        question=question,
        entry=entry,
        order=shipped.order,
        waiver=waiver,
        practice=practice,
        decision=question.decision or (practice.decision if practice else None),
        reach=reach(acts, Asked(shipped, waiver, question.day, question.group)),
    )
    grounds = tuple(ground for ask in _GROUNDS for ground in ask(seen))
    answers = {ground.answer for ground in grounds}
    answer = next((one for one in (Answer.NO, Answer.NOT_KNOWN) if one in answers), Answer.YES)
    return Liveness(answer, grounds, experiment.id, entry.edition, waiver.paragraph, seen.reach)


def _nowhere(entry: OrderEntry | None, experiment: Experiment, day: date, *, held: bool) -> Ground:
    """Why an experiment stands nowhere on a day; of an order whose waivers are not held nothing is known."""
    if entry is None:
        says = f"Der er ikke kendt nogen bekendtgørelse om frikommuneforsøg, som gjaldt den {dates.write(day)}."
        return Ground(GroundKind.ORDER, Answer.NOT_KNOWN, says)
    order = saying.of_the_day(entry, day)
    if not held and entry.edition not in experiment.absent:
        says = f"Fravigelserne i {order}, er ikke i korpus."
        return Ground(GroundKind.ORDER, Answer.NOT_KNOWN, says, source=entry.source)
    says = f"Forsøget »{experiment.title}« findes ikke i {order}."
    return Ground(GroundKind.ORDER, Answer.NO, says, source=entry.source)


def _order_in_force(seen: Seen) -> Iterator[Ground]:
    day, own = seen.question.day, seen.waiver.in_force
    named = f"{saying.opening(saying.named(seen.order))} {saying.section(seen.waiver.paragraph)}"
    if own and day < own:
        yield Ground(GroundKind.ORDER, Answer.NO, f"{named} træder først i kraft den {dates.write(own)}.")
        return
    yield Ground(GroundKind.ORDER, Answer.YES, f"{named} er i kraft den {dates.write(day)}.", source=seen.entry.source)


def _network(seen: Seen) -> Iterator[Ground]:
    listed = [one for number in seen.waiver.networks if (one := seen.order.network(number))]
    town = seen.question.municipality
    if not listed and not seen.waiver.municipalities:
        yield Ground(GroundKind.NETWORK, Answer.NOT_KNOWN, "Det er ikke læst, hvilket netværk paragraffen hører til.")
        return
    if not listed:
        answer = Answer.YES if town in seen.waiver.municipalities else Answer.NO
        says = f"{saying.section(seen.waiver.paragraph)} gælder for {saying.listed(list(seen.waiver.municipalities))}."
        yield Ground(GroundKind.NETWORK, answer, says)
        return
    inside = [network for network in listed if town in (seen.waiver.municipalities or network.municipalities)]
    said = " eller ".join(f"»{network.name}«" if network.name else "frikommunerne" for network in inside or listed)
    where = f"{saying.named(seen.order)} § 1, stk. 1"
    if inside:
        yield Ground(GroundKind.NETWORK, Answer.YES, f"{town} er med i {said}, jf. {where}.")
    else:
        yield Ground(GroundKind.NETWORK, Answer.NO, f"{town} er ikke med i {said}, jf. {where}.")


def _local_decision(seen: Seen) -> Iterator[Ground]:
    town, decision = seen.question.municipality, seen.decision
    if decision is None:
        says = f"Det er ikke kendt, om og hvornår {town} har besluttet at bruge forsøget (frikommunevedtægten)."
        yield Ground(GroundKind.DECISION, Answer.NOT_KNOWN, says)
        return
    told = town if decision is seen.question.decision else decision.stated_by
    made = f"{decision.body} i {town} besluttede den {dates.write(decision.date)} at bruge forsøget"
    if decision.date > seen.question.day:
        says = f"{made}; det er efter den {dates.write(seen.question.day)}."
        yield Ground(GroundKind.DECISION, Answer.NO, says, told, decision.source)
        return
    if (named := seen.book.registry.network(seen.experiment.network).named) and decision.date < named:
        says = f"{made}; netværket blev først udpeget den {dates.write(named)}."
        yield Ground(GroundKind.DECISION, Answer.NO, says, told, decision.source)
        return
    as_stated = " (oplyst af kommunen)" if told else ""
    says = f"{made}; offentliggjort: {decision.published}{as_stated}."
    yield Ground(GroundKind.DECISION, Answer.YES, says, told, decision.source)


def _used(seen: Seen) -> Iterator[Ground]:
    town, practice = seen.question.municipality, seen.practice
    title = f"»{seen.experiment.title}«"
    if practice and practice.use(seen.experiment.id):
        says = f"{town} oplyser selv, at kommunen bruger forsøget {title}."
        yield Ground(GroundKind.USED, Answer.YES, says, town, practice.source)
    elif seen.question.decision:
        says = f"{town} oplyser i sagen, at det er besluttet at bruge forsøget {title}."
        yield Ground(GroundKind.USED, Answer.YES, says, town)
    elif seen.question.started:
        yield Ground(GroundKind.USED, Answer.YES, f"{town} oplyser i sagen, at forsøget {title} er begyndt.", town)
    elif practice and practice.experiments:
        says = f"{title} er ikke blandt de forsøg, som {town} har oplyst at bruge."
        yield Ground(GroundKind.USED, Answer.NO, says, town, practice.source)
    else:
        yield Ground(GroundKind.USED, Answer.NOT_KNOWN, f"Det er ikke kendt, om {town} bruger forsøget {title}.")


def _started(seen: Seen) -> Iterator[Ground]:
    yield started(seen)


def _period(seen: Seen) -> Iterator[Ground]:
    day = seen.question.day
    expiry = seen.waiver.expiry or seen.order.expiry
    first = seen.waiver.runs_from or seen.order.runs_from
    if first and day < first:
        yield Ground(GroundKind.PERIOD, Answer.NO, f"Forsøgene løber først fra den {dates.write(first)}.")
    yield _until(expiry, day, f"Forsøg efter {saying.named(seen.order)}")
    period = seen.practice.period if seen.practice else None
    if seen.practice and period:
        yield from _local_period(seen, seen.practice)


def _local_period(seen: Seen, practice: Practice) -> Iterator[Ground]:
    town, period, day = seen.question.municipality, practice.period, seen.question.day
    if period and period.since and day < period.since:
        says = f"{saying.genitive(town)} forsøg begyndte først den {dates.write(period.since)}."
        yield Ground(GroundKind.PERIOD, Answer.NO, says, town, practice.source)
    elif period and period.until:
        ground = _until(Expiry(period.until, period.wording, period.inclusive), day, f"{saying.genitive(town)} forsøg")
        yield Ground(ground.kind, ground.answer, ground.says, town, practice.source)


def _until(expiry: Expiry | None, day: date, what: str) -> Ground:
    if expiry is None:
        return Ground(GroundKind.PERIOD, Answer.NOT_KNOWN, f"{what}: det er ikke kendt, hvornår perioden slutter.")
    said = f"{what} løber »{expiry.wording}«"
    if day < expiry.day or (day == expiry.day and expiry.inclusive):
        return Ground(GroundKind.PERIOD, Answer.YES, f"{said}.")
    if day == expiry.day and expiry.inclusive is None:
        return Ground(GroundKind.PERIOD, Answer.NOT_KNOWN, f"{said}; ordene siger ikke, om dagen selv er med.")
    return Ground(GroundKind.PERIOD, Answer.NO, f"{said}; det var udløbet den {dates.write(day)}.")


_GROUNDS = (
    _order_in_force,
    _network,
    _local_decision,
    _used,
    _started,
    _period,
    *OF_THE_PERSON,
)
