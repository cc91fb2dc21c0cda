"""Is a waiver live for a municipality, a day and a group? Answered ground by ground; each says why, in Danish.

Live is only what every ground says yes to; one no makes it not live; what is not known is said to be so.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from lawtext.experiments import saying
from lawtext.experiments.book import Book
from lawtext.experiments.grounds import Answer, Ground, GroundKind, Liveness, Question
from lawtext.experiments.reach import Acts, Asked, Reach, Reaches, numbered_elsewhere, reach
from lawtext.experiments.registry import Experiment, LocalDecision, OrderEntry, Practice
from lawtext.experiments.started import Begun, started
from lawtext.experiments.waivers import Expiry, Order, Waiver
from lawtext.experiments.within import within
from lawtext.law.ids import UnitId, contains
from lawtext.law.verdicts import Status
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
    seen = _Seen(
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


class _Seen(NamedTuple):
    """All that the grounds look at."""

    book: Book
    acts: Acts
    experiment: Experiment
    question: Question
    entry: OrderEntry
    order: Order
    waiver: Waiver
    practice: Practice | None
    decision: LocalDecision | None
    reach: tuple[Reach, ...]


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


def _order_in_force(seen: _Seen) -> Iterator[Ground]:
    day, own = seen.question.day, seen.waiver.in_force
    named = f"{saying.opening(saying.named(seen.order))} {saying.section(seen.waiver.paragraph)}"
    if own and day < own:
        yield Ground(GroundKind.ORDER, Answer.NO, f"{named} træder først i kraft den {dates.write(own)}.")
        return
    yield Ground(GroundKind.ORDER, Answer.YES, f"{named} er i kraft den {dates.write(day)}.", source=seen.entry.source)


def _network(seen: _Seen) -> Iterator[Ground]:
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


def _local_decision(seen: _Seen) -> Iterator[Ground]:
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
    as_stated = " (oplyst af kommunen)" if told else ""
    says = f"{made}; offentliggjort: {decision.published}{as_stated}."
    yield Ground(GroundKind.DECISION, Answer.YES, says, told, decision.source)


def _used(seen: _Seen) -> Iterator[Ground]:
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


def _started(seen: _Seen) -> Iterator[Ground]:
    begun = Begun(seen.book, seen.experiment, seen.question, seen.order.start_by, seen.practice, seen.decision)
    yield started(begun)


def _period(seen: _Seen) -> Iterator[Ground]:
    day = seen.question.day
    expiry = seen.waiver.expiry or seen.order.expiry
    first = seen.waiver.runs_from or seen.order.runs_from
    if first and day < first:
        yield Ground(GroundKind.PERIOD, Answer.NO, f"Forsøgene løber først fra den {dates.write(first)}.")
    yield _until(expiry, day, f"Forsøg efter {saying.named(seen.order)}")
    period = seen.practice.period if seen.practice else None
    if seen.practice and period:
        yield from _local_period(seen, seen.practice)


def _local_period(seen: _Seen, practice: Practice) -> Iterator[Ground]:
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


def _group(seen: _Seen) -> Iterator[Ground]:
    group, cited = seen.question.group, seen.waiver.target_group
    where = f"{saying.named(seen.order)} {saying.section(seen.waiver.paragraph)}"
    begins = saying.opening(where)
    words = f" Ordene kræver også: {saying.quoted(seen.waiver.criteria)}." if seen.waiver.criteria else ""
    if group is None:
        yield Ground(GroundKind.GROUP, Answer.NOT_KNOWN, "Det er ikke oplyst, hvilken målgruppe personen er i.")
    elif not cited:
        says = f"{begins} nævner ingen målgruppe med nummer; den må læses af ordene.{words}"
        yield Ground(GroundKind.GROUP, Answer.NOT_KNOWN, says)
    elif gone := _no_such_group(seen, group):
        yield Ground(GroundKind.GROUP, Answer.NO, f"{saying.section(group)} er ingen målgruppe: {gone}")
    elif any(within(one.units, group) for one in cited):
        yield Ground(GroundKind.GROUP, Answer.YES, f"{saying.section(group)} er i målgruppen efter {where}.{words}")
    elif numbered_elsewhere(seen.waiver, group):
        own = saying.listed([f"{saying.cited(one.units)} i {one.title}" if one.title else one.cited for one in cited])
        says = (
            f"{begins} angiver målgruppen ved {own}; det vides ikke, hvad {saying.section(group)} svarer til. "
            "Oplys målgruppen med numrene i den lov, der gælder den dag."
        )
        yield Ground(GroundKind.GROUP, Answer.NOT_KNOWN, says)
    else:
        yield Ground(GroundKind.GROUP, Answer.NO, f"{saying.section(group)} er ikke i målgruppen efter {where}.")


def _no_such_group(seen: _Seen, group: UnitId) -> str:
    """Why the act that the groups are numbered in has no such group that day; "" where it has, or nobody knows."""
    for one in seen.waiver.target_group:
        work = seen.acts.on(one.title, seen.question.day).work
        if work and within(one.units, group):
            verdict = seen.acts.library.standing(work.id, group, seen.question.day)
            return verdict.why if verdict.negative else ""
    return ""


def _local_group(seen: _Seen) -> Iterator[Ground]:
    group, practice = seen.question.group, seen.practice
    if group is None or practice is None or practice.target_group is None:
        return
    town, chosen = seen.question.municipality, practice.target_group
    titles = [one.title for one in seen.waiver.target_group if within(one.units, group)]
    edition = seen.acts.on(titles[0], seen.question.day).edition if titles else None
    groups = chosen.groups.get(edition) if edition else None
    if groups and any(contains(one, group) for one in groups):
        says = f"{saying.section(group)} er i den målgruppe, som {town} selv har oplyst."
        yield Ground(GroundKind.LOCAL_GROUP, Answer.YES, says, town, chosen.source)
    elif groups and chosen.complete:
        says = f"{saying.section(group)} er ikke i den målgruppe, som {town} selv har oplyst: {chosen.says}"
        yield Ground(GroundKind.LOCAL_GROUP, Answer.NO, says, town, chosen.source)
    else:
        says = f"Det er ikke kendt, om {saying.section(group)} er i den målgruppe, som {town} har valgt."
        yield Ground(GroundKind.LOCAL_GROUP, Answer.NOT_KNOWN, says, town, chosen.source)


def _restricted(seen: _Seen) -> Iterator[Ground]:
    town, group = seen.question.municipality, seen.question.group
    for one in seen.order.restrictions:
        if town not in one.municipalities or not within(one.paragraphs, seen.waiver.paragraph):
            continue
        hit = group is not None and any(within(cited.units, group) for cited in one.not_for)
        if hit or not one.not_for:
            whom = saying.section(group) if group else "nogen"
            says = f"{town} kan ikke bruge forsøget for {whom}, jf. {saying.section(one.at)}."
            yield Ground(GroundKind.RESTRICTED, Answer.NO, says)


def _concerning(seen: _Seen) -> Iterator[Ground]:
    group = seen.question.group
    if group is None:
        return
    usable = [one for one in seen.reach if not any(fault.kind.bars for fault in one.faults)]
    reaching = [one for one in usable if one.reaches is Reaches.YES]
    open_ = [one for one in usable if one.reaches is Reaches.NOT_KNOWN]
    if reaching:
        says = f"Forsøget fraviger bestemmelser, der angår {saying.section(group)}."
        yield Ground(GroundKind.CONCERNS, Answer.YES, says)
    elif open_:
        says = f"Det vides ikke, om noget, der fraviges, angår {saying.section(group)}: {_because(open_)}."
        yield Ground(GroundKind.CONCERNS, Answer.NOT_KNOWN, says)
    else:
        says = f"Ingen af de bestemmelser, forsøget fraviger, angår {saying.section(group)}."
        yield Ground(GroundKind.CONCERNS, Answer.NO, says)


def _because(open_: list[Reach]) -> str:
    """Why it is not known whom provisions concern: acts that are not held, or that don't use the groups."""
    absent = sorted({one.provisions.title for one in open_ if one.edition is None})
    if absent:
        return f"{saying.listed(absent)} er ikke i korpus"
    return f"{saying.listed(sorted({one.provisions.title for one in open_}))} siger det ikke med den målgruppe"


def _provisions(seen: _Seen) -> Iterator[Ground]:
    reaching = [one for one in seen.reach if one.reaches is Reaches.YES]
    if not reaching:
        return
    standing = [one for one in reaching if one.verdict.status is Status.EXISTS and not one.barred]
    if standing:
        whose = ", der angår personen," if seen.question.group else ""
        says = f"Mindst én af de fravegne bestemmelser{whose} gælder den dag."
        yield Ground(GroundKind.PROVISIONS, Answer.YES, says)
        return
    unknown = [one for one in reaching if not one.barred]
    answer = Answer.NOT_KNOWN if unknown else Answer.NO
    first = (unknown or reaching)[0]
    yield Ground(GroundKind.PROVISIONS, answer, first.verdict.why or first.faults[0].says)


_GROUNDS = (
    _order_in_force,
    _network,
    _local_decision,
    _used,
    _started,
    _period,
    _group,
    _local_group,
    _restricted,
    _concerning,
    _provisions,
)
