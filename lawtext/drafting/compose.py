"""Compose: a case and its law become the values of a template. No clock, no rules; missing values are marked."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from lawtext.drafting.cases import Channel, Effort, Hearing, Hold
from lawtext.drafting.legal import MISSING, Facts, Legal
from lawtext.drafting.letters import Composed
from lawtext.experiments.registry import LocalDecision
from lawtext.wording import dates

_CHANNELS: Mapping[Channel | None, str] = {Channel.DIGITAL_POST: "Digital Post", Channel.LETTER: "brevpost"}


def facts(case: Hold) -> Facts:
    """What the law of this letter depends on."""
    effort = (case.effort.act, case.effort.provision) if case.effort else ("", "")
    return Facts(
        day=case.date,
        municipality=case.municipality,
        group=case.person.group,
        offered_before=case.person.offered_before,
        jobcenter=case.unit.jobcenter,
        effort=effort if all(effort) else None,
        decision=_decision(case),
    )


def compose(case: Hold, law: Legal) -> Composed:
    """The letter of a case under this law."""
    person, unit, caseworker = case.person, case.unit, case.caseworker
    values: dict[str, Any] = {
        "date": dates.write(case.date),
        "municipality": law.municipality,
        "case_number": _or_missing(case.case_number),
        "channel": _CHANNELS.get(case.channel, MISSING),
        "person": {
            "name": _or_missing(person.name),
            "address": list(person.address) or [MISSING],
            "cpr": _cpr(person.cpr),
            "benefit": _or_missing(person.benefit),
        },
        "caseworker": {
            "name": _or_missing(caseworker.name),
            "title": _or_missing(caseworker.title),
            "phone": _or_missing(caseworker.phone),
        },
        "unit": {
            "name": _or_missing(unit.name),
            "address": _or_missing(unit.address),
            "phone": unit.phone,
            "email": unit.email,
        },
        "period": {
            "start": _day(case.period.start),
            "end": _day(case.period.end),
            "review": _day(case.period.review),
        },
        "rule": {"in_words": law.in_words},
        "effort": _effort(case.effort, case.date),
        "unchanged": list(law.unchanged),
        "facts": _paragraphs(case.facts),
        "assessment": _paragraphs(case.assessment),
        "considerations": _led(case.considerations),
        "hearing": _hearing(case.hearing),
        "law": dict(law.texts),
        "local": _local(case),
        "reported": dates.write(case.minister_informed) if case.minister_informed else "",
        "complaint": {"body": law.complaint_body, "weeks": law.complaint_weeks or MISSING},
        "approval": {"by": _or_missing(case.approval.by), "date": _day(case.approval.date)},
    }
    return Composed(values, law.cited, law.against)


def _decision(case: Hold) -> LocalDecision | None:
    """The council's decision as the municipality states it in the case; None where any of it is missing."""
    stated = case.local_decision
    if not (stated.body and stated.date and stated.published):
        return None
    return LocalDecision(stated.body, stated.date, stated.published, stated_by=case.municipality)


def _local(case: Hold) -> dict[str, str] | None:
    decision = _decision(case)
    if decision is None:
        return None
    return {"body": decision.body, "date": dates.write(decision.date), "published": decision.published.rstrip(".")}


def _effort(effort: Effort | None, day: date) -> dict[str, Any] | None:
    if effort is None:
        return None
    return {
        "what": _or_missing(effort.what),
        "decided": _day(effort.decided),
        "started": _day(effort.started),
        "has_begun": effort.started is None or effort.started <= day,
    }


def _hearing(hearing: Hearing) -> dict[str, Any]:
    return {
        "sent": dates.write(hearing.sent) if hearing.sent else "",
        "answered": dates.write(hearing.answered) if hearing.answered else "",
        "remarks": list(hearing.remarks),
        "reply": list(hearing.reply),
        "not_needed": hearing.not_needed.rstrip("."),
    }


def _led(items: Sequence[str]) -> list[str]:
    """The considerations as one sentence over several bullets: commas between, "og" before the last, a full stop."""
    plain = [item.strip().rstrip(".,;").removesuffix(" og").rstrip(",") for item in items]
    return [
        f"{item}." if at == len(plain) else f"{item}, og" if at == len(plain) - 1 else f"{item},"
        for at, item in enumerate(plain, 1)
    ]


def _paragraphs(texts: Sequence[str]) -> list[str]:
    return list(texts) or [MISSING]


def _cpr(number: str) -> str:
    digits = number.replace("-", "").replace(" ", "")
    return f"{digits[:6]}-{digits[6:]}" if len(digits) == 10 else _or_missing(number)


def _or_missing(text: str) -> str:
    return text or MISSING


def _day(day: date | None) -> str:
    return dates.write(day) if day else MISSING
