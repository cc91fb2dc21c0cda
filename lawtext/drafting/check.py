"""Check: may this letter leave as final? Otherwise it is a draft, and every reason why is said (DESIGN rule 7).

What is checked is that the formal parts are there and fit together; never that the reasons are good enough.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from lawtext.drafting.cases import Hold
from lawtext.drafting.contracts import Contract, Requirement
from lawtext.drafting.legal import Legal
from lawtext.drafting.letters import Composed, Reason, ReasonKind
from lawtext.wording import dates


def reasons(contract: Contract, case: Hold, law: Legal, composed: Composed) -> tuple[Reason, ...]:
    """Why the letter is a draft, each once; () where the formal demands are met."""
    found = [*composed.against, *_missing(contract, case), *_unfit(case, law)]
    return tuple(dict.fromkeys(found))


def _missing(contract: Contract, case: Hold) -> Iterator[Reason]:
    """The parts that the letter must have, then the required fields that no part has spoken of."""
    spoken: set[str] = set()
    for needed in contract.requires:
        spoken.update(needed.any_of)
        if _asked(needed, case) and not any(_filled(case, name) for name in needed.any_of):
            spoken.update(_whole_block(contract, case, needed.any_of[0]))
            kind = ReasonKind.APPROVAL if needed.part == "approval" else ReasonKind.MISSING
            yield Reason(kind, needed.says, needed.source)
    for field in contract.fields:
        if field.required and field.name not in spoken and not _filled(case, field.name):
            yield Reason(ReasonKind.MISSING, f"Feltet {field.name} er ikke udfyldt: {field.help}")


def _whole_block(contract: Contract, case: Hold, name: str) -> list[str]:
    """The fields beside this one where none of them is filled: one sentence is enough for them all."""
    block = name.rpartition(".")[0]
    beside = [field.name for field in contract.fields if block and field.name.startswith(f"{block}.")]
    return [] if any(_filled(case, other) for other in beside) else beside


def _asked(needed: Requirement, case: Hold) -> bool:
    return not needed.where or _filled(case, needed.where)


def _filled(case: Hold, name: str) -> bool:
    value: Any = case
    for step in name.split("."):
        value = getattr(value, step, None)
    return value not in (None, "", ())


def _unfit(case: Hold, law: Legal) -> Iterator[Reason]:
    """Dates, age and numbers that can't stand together; what tells something of the party is personal."""
    for says in (
        *_period(case, law),
        *_before(case.minister_informed, case.date, "Orienteringen af beskæftigelsesministeren"),
    ):
        yield Reason(ReasonKind.CASE, says)
    for says in (
        *_effort(case),
        *_hearing(case),
        *_before(case.approval.date, case.date, "Godkendelsen"),
        *_person(case, law),
    ):
        yield Reason(ReasonKind.CASE, says, personal=True)


def _before(day: date | None, letter: date, what: str) -> Iterator[str]:
    if day and day > letter:
        yield f"{what} er dateret den {dates.write(day)}, efter brevets dato."


def _period(case: Hold, law: Legal) -> Iterator[str]:
    start, end, review = case.period.start, case.period.end, case.period.review
    if start and start < case.date:
        yield f"Perioden begynder den {dates.write(start)}, før brevets dato; reglerne er slået op på brevets dato."
    if start and end and end < start:
        yield "Perioden slutter, før den begynder."
    if review and ((start and review < start) or (end and review > end)):
        yield f"Dagen for at se på sagen igen, den {dates.write(review)}, ligger uden for perioden."
    if end and law.latest_end and end > law.latest_end:
        yield f"Perioden slutter den {dates.write(end)}, men forsøget løber kun til den {dates.write(law.latest_end)}."


def _hearing(case: Hold) -> Iterator[str]:
    """The letter says what the case says of the hearing, so the case must not say two things."""
    hearing = case.hearing
    yield from _before(hearing.sent, case.date, "Høringen")
    yield from _before(hearing.answered, case.date, "Borgerens svar")
    if hearing.answered and hearing.sent and hearing.answered < hearing.sent:
        yield "Borgerens svar er dateret før høringen."
    if hearing.sent and hearing.not_needed:
        yield "Sagen siger både, hvornår borgeren blev hørt, og hvorfor det ikke var nødvendigt; slet det ene."


def _effort(case: Hold) -> Iterator[str]:
    """The order asks that the help is given in the period (529/2018 § 33, stk. 2; 1184/2019 § 30, stk. 2)."""
    if case.effort is None:
        return
    yield from _before(case.effort.decided, case.date, "Afgørelsen om hjælpen efter anden lovgivning")
    start, end = case.period.start, case.period.end
    begins, ends = case.effort.started, case.effort.ends
    if start and begins and begins > start:
        yield "Hjælpen efter anden lovgivning begynder først, efter at fristen er sat i bero."
    if end and ends and ends < end:
        yield "Hjælpen efter anden lovgivning slutter, før perioden er slut."


def _person(case: Hold, law: Legal) -> Iterator[str]:
    person = case.person
    if person.born and person.born > case.date:
        yield "Borgerens fødselsdato ligger efter brevets dato."
    age = person.age_on(case.date)
    if law.age_below is not None and age is None:
        yield f"Borgerens fødselsdato eller alder mangler; målgruppen er kun personer under {law.age_below} år."
    if law.age_below is not None and age is not None and age >= law.age_below:
        yield f"Borgeren er for gammel til målgruppen, som kun er personer under {law.age_below} år."
    if person.benefit and law.benefits and person.benefit.casefold() not in law.benefits:
        benefits = " eller ".join(law.benefits)
        yield f"Reglen om fristen er kun læst for borgere, der får {benefits}; sagen nævner en anden ydelse."
    digits = person.cpr.replace("-", "").replace(" ", "")
    if digits and not (len(digits) == 10 and digits.isascii() and digits.isdecimal()):
        yield "Cpr-nummeret skal have 10 cifre."
