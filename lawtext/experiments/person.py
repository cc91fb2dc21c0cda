"""Is an experiment for this person? The order's target group, the municipality's own, and whom the waived concerns."""

from collections.abc import Callable, Iterator

from lawtext.experiments import saying
from lawtext.experiments.grounds import Answer, Ground, GroundKind
from lawtext.experiments.reach import Reach, Reaches, numbered_elsewhere
from lawtext.experiments.seen import Seen
from lawtext.experiments.within import within
from lawtext.law.ids import UnitId, contains
from lawtext.law.verdicts import Status


def _group(seen: Seen) -> Iterator[Ground]:
    group, cited = seen.question.group, seen.waiver.target_group
    where = f"{saying.named(seen.order)} {saying.section(seen.waiver.paragraph)}"
    begins = saying.opening(where)
    words = f" Ordene kræver også: {saying.quoted(seen.waiver.criteria)}." if seen.waiver.criteria else ""
    if group is None:
        yield Ground(GroundKind.GROUP, Answer.NOT_KNOWN, "Det er ikke oplyst, hvilken målgruppe personen er i.")
    elif not cited:
        says = f"{begins} nævner ingen målgruppe med nummer; den må læses af ordene.{words}"
        yield Ground(GroundKind.GROUP, Answer.NOT_KNOWN, says)
    elif against := _no_one_group(seen, group):
        yield against
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


def _no_one_group(seen: Seen, group: UnitId) -> Ground | None:
    """Why what is asked is not one group of the act that numbers them: not there, not known to be, or several."""
    for one in seen.waiver.target_group:
        work, edition = seen.acts.on(one.title, seen.question.day)
        if work is None or not within(one.units, group):
            continue
        verdict = seen.acts.library.standing(work.id, group, seen.question.day)
        said = f"{saying.section(group)} er ingen målgruppe" if verdict.negative else saying.section(group)
        if verdict.status is not Status.EXISTS:
            answer = Answer.NO if verdict.negative else Answer.NOT_KNOWN
            return Ground(GroundKind.GROUP, answer, f"{said}: {verdict.why or verdict.status.danish}")
        units = seen.acts.library.units(edition) if edition else ()
        if any(unit.startswith(f"{group}_") and "_Num" in unit[len(group) :] for unit in units):
            says = f"{said} har flere målgrupper; oplys nummeret på den, personen er i."
            return Ground(GroundKind.GROUP, Answer.NOT_KNOWN, says)
        return None
    return None


def _local_group(seen: Seen) -> Iterator[Ground]:
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


def _restricted(seen: Seen) -> Iterator[Ground]:
    town, group = seen.question.municipality, seen.question.group
    for one in seen.order.restrictions:
        if town not in one.municipalities or not within(one.paragraphs, seen.waiver.paragraph):
            continue
        hit = group is not None and any(within(cited.units, group) for cited in one.not_for)
        if hit or not one.not_for:
            whom = saying.section(group) if group else "nogen"
            says = f"{town} kan ikke bruge forsøget for {whom}, jf. {saying.section(one.at)}."
            yield Ground(GroundKind.RESTRICTED, Answer.NO, says)


def _concerning(seen: Seen) -> Iterator[Ground]:
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


def _provisions(seen: Seen) -> Iterator[Ground]:
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


OF_THE_PERSON: tuple[Callable[[Seen], Iterator[Ground]], ...] = (
    _group,
    _local_group,
    _restricted,
    _concerning,
    _provisions,
)
"""In the order in which they are answered."""
