"""Check: may this letter leave as final? Otherwise it is a draft, and every reason why is said (DESIGN rule 7).

What is checked is that the formal parts are there and fit together; never that the reasons are good enough.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from lawtext.drafting import cpr
from lawtext.drafting.cases import Case, Document, Hearing, Person
from lawtext.drafting.cases.parts import MAY_BE_EMPTY
from lawtext.drafting.compose import at, document, written
from lawtext.drafting.contracts import Contract, Length, Requirement
from lawtext.drafting.legal import MISSING, Legal
from lawtext.drafting.letters import Reason, ReasonKind
from lawtext.drafting.unfinished import unfinished
from lawtext.wording import dates


def reasons(contract: Contract, case: Case, values: Mapping[str, Any], law: Legal) -> tuple[Reason, ...]:
    """Why the letter is a draft, each once; () where the formal demands are met. `values`: all of the case's."""
    found = [
        *law.against,
        *_kind(contract, case),
        *_missing(contract, values, document(contract, case)),
        *_out_of_order(contract, values),
        *_too_early(contract, values),
        *_too_long(contract, values, law),
        *_unfit(case, law),
        *(reason for length in contract.lengths for reason in _length(length, values)),
        *unfinished(values),
    ]
    if not found and MISSING in (*law.texts.values(), *law.given.values()):
        found.append(Reason(ReasonKind.PROVISION, "En af de regler, brevet skal nævne, er ikke fundet."))
    return tuple(dict.fromkeys(found))


def _kind(contract: Contract, case: Case) -> Iterator[Reason]:
    """The document is one of those that its type can be."""
    if case.document and case.document not in contract.documents:
        may = " eller ".join(one.value for one in contract.documents)
        says = f"Brevet kan ikke være »{case.document.value}«; denne type er {may}."
        yield Reason(ReasonKind.CASE, says, field="document")


def _missing(contract: Contract, values: Mapping[str, Any], kind: Document) -> Iterator[Reason]:
    """The parts that the letter must have, then the required fields that no part has spoken of."""
    filled = {name for name, value in values.items() if (value and value.__class__ is str) or _is_filled(value)}
    spoken: set[str] = set()
    for needed in contract.requires:
        if not _met(needed, values, filled) and _asked(needed, values, filled, kind):
            spoken.update(_whole_block(contract, filled, needed.any_of[0]))
            yield Reason(_kind_of(needed), needed.says, needed.source, field=needed.any_of[0])
    if contract.required <= filled:
        return
    spoken.update(name for needed in contract.requires for name in needed.any_of)
    for field in contract.fields:
        if field.required and field.name not in spoken and field.name not in filled:
            says = f"Feltet {field.name} er ikke udfyldt: {field.help}"
            yield Reason(ReasonKind.MISSING, says, field=field.name)


def _kind_of(needed: Requirement) -> ReasonKind:
    if needed.must_be or needed.empty:
        return ReasonKind.CASE
    return ReasonKind.APPROVAL if needed.part == "approval" else ReasonKind.MISSING


def _whole_block(contract: Contract, filled: AbstractSet[str], name: str) -> list[str]:
    """The fields beside this one where none of them is filled: one sentence is enough for them all."""
    block = name.rpartition(".")[0]
    beside = [field.name for field in contract.fields if block and field.name.startswith(f"{block}.")]
    return beside if filled.isdisjoint(beside) else []


def _asked(needed: Requirement, values: Mapping[str, Any], filled: AbstractSet[str], kind: Document) -> bool:
    if needed.documents and kind not in needed.documents:
        return False
    if needed.where_is:
        return written(values.get(needed.where)) == needed.where_is
    return not needed.where or needed.where in filled


def _met(needed: Requirement, values: Mapping[str, Any], filled: AbstractSet[str]) -> bool:
    if needed.empty:
        return filled.isdisjoint(needed.any_of)
    if needed.must_be:
        return written(values.get(needed.any_of[0])) == needed.must_be
    return not filled.isdisjoint(needed.any_of)


def _is_filled(value: Any) -> bool:
    if not value:
        return value is not None and value not in ("", ())
    if isinstance(value, tuple) and hasattr(value[0], "__struct_fields__"):
        return all(
            getattr(item, part) not in (None, "", ())
            for item in value
            for part in item.__struct_fields__
            if part not in MAY_BE_EMPTY
        )
    return True


def _out_of_order(contract: Contract, values: Mapping[str, Any]) -> Iterator[Reason]:
    """Dates that come the other way round; what tells something of the party is personal."""
    for pair in contract.dates:
        first, then = values.get(pair.first), values.get(pair.then)
        if first and then and (first > then or (pair.later_day and first == then)):
            says = pair.says.format(first=dates.write(first), then=dates.write(then))
            personal = not {pair.first, pair.then}.isdisjoint(contract.personal)
            yield Reason(ReasonKind.CASE, says, personal=personal, field=pair.then)


def _too_early(contract: Contract, values: Mapping[str, Any]) -> Iterator[Reason]:
    """Dates from before what they tell of could be."""
    for one in contract.earliest:
        day = values.get(one.field)
        if day and day < one.day:
            yield Reason(ReasonKind.CASE, one.says.format(given=dates.write(day)), one.source, field=one.field)


def _length(length: Length, values: Mapping[str, Any]) -> Iterator[Reason]:
    """How long a period lasts, in whole months from its first day to the day after its last."""
    start, end = values.get(length.start), values.get(length.end)
    if start and end and not _months_on(start, length.least) <= _next(end) <= _months_on(start, length.most):
        yield Reason(ReasonKind.CASE, length.says, length.source, field=length.end)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    return (
        date(day.year + year, month + 1, min(day.day, 28))
        if day.day > 28
        else day.replace(year=day.year + year, month=month + 1)
    )


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _unfit(case: Case, law: Legal) -> Iterator[Reason]:
    """What can't stand together; what tells something of the party is personal."""
    hearing, person = at(case, "hearing"), at(case, "person")
    if (number := getattr(person, "cpr", "")) and not cpr.has_form(number):
        yield Reason(ReasonKind.CASE, "Cpr-nummeret skal have 10 cifre.", field=cpr.FIELD)
    if isinstance(hearing, Hearing):
        yield from _hearing(hearing)
    if isinstance(person, Person):
        yield from _person(person, case.date, law)


def _personal(field: str, says: str) -> Reason:
    return Reason(ReasonKind.CASE, says, personal=True, field=field)


def _too_long(contract: Contract, values: Mapping[str, Any], law: Legal) -> Iterator[Reason]:
    """A period under an experiment ends with it at the latest."""
    for name in _ENDS:
        end = values.get(name)
        if end and law.latest_end and end > law.latest_end:
            until = dates.write(law.latest_end)
            says = f"Perioden slutter den {dates.write(end)}, men forsøget løber kun til den {until}."
            yield Reason(ReasonKind.CASE, says, personal=name in contract.personal, field=name)


_ENDS = ("period.end", "mentor.end", "last", "earlier.end")
"""Fields that say when something under an experiment ends."""


def _hearing(hearing: Hearing) -> Iterator[Reason]:
    """The letter says what the case says of the hearing, so the case must not say two things."""
    if hearing.sent and hearing.not_needed:
        says = "Sagen siger både, hvornår borgeren blev hørt, og hvorfor det ikke var nødvendigt; slet det ene."
        yield _personal("hearing.not_needed", says)


def _person(person: Person, day: date, law: Legal) -> Iterator[Reason]:
    if person.born and person.born > day:
        yield _personal("person.born", "Borgerens fødselsdato ligger efter brevets dato.")
    age = person.age_on(day)
    if law.age_below is not None and age is None:
        says = f"Borgerens fødselsdato eller alder mangler; reglen i brevet gælder kun under {law.age_below} år."
        yield _personal("person.born", says)
    if law.age_below is not None and age is not None and age >= law.age_below:
        says = f"Borgeren er for gammel; reglen i brevet gælder kun personer under {law.age_below} år."
        yield _personal("person.born", says)
    if person.benefit and law.benefits and person.benefit.casefold() not in law.benefits:
        benefits = " eller ".join(law.benefits)
        says = f"Brevet kan i denne målgruppe kun bruges for borgere, der får {benefits}; sagen nævner en anden ydelse."
        yield _personal("person.benefit", says)
