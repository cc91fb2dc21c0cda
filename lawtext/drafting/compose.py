"""Compose: a case and its law become the values of a template. No clock, no rules; missing values are marked.

A template may use every field of its case by its dotted name, and what stands here beside them: `law` (a text for each
row of the contract), `complaint`, `unchanged`, `rule`, `local`, `reported`, `document` and what an item or effort adds.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Any

from msgspec import Struct

from lawtext.drafting import deadlines, forms
from lawtext.drafting.cases import TYPES, Case, Channel, Document
from lawtext.drafting.cases.parts import MAY_BE_EMPTY
from lawtext.drafting.contracts import Contract, Where
from lawtext.drafting.forms import Field
from lawtext.drafting.legal import MISSING, Complaint, Facts, GivenProvision, Legal
from lawtext.experiments.registry import LocalDecision
from lawtext.wording import dates

_SAID: Mapping[Enum, str] = {Channel.DIGITAL_POST: "Digital Post", Channel.LETTER: "brevpost"}
"""How a letter says a choice where it says it otherwise than a case does."""


def facts(contract: Contract, case: Case) -> Facts:
    """What the law of this letter depends on."""
    chosen = at(case, contract.chosen_by) if contract.chosen_by else None
    return Facts(
        day=case.date,
        municipality=case.municipality,
        document=document(contract, case),
        group=at(case, "person.group") or "",
        offered_before=at(case, "person.offered_before"),
        jobcenter=case.unit.jobcenter,
        given=tuple(_given(contract, case)),
        decision=_decision(case),
        started=at(case, "local_decision.started"),
        variant=written(chosen) if chosen else "",
        left_out=tuple(name for name, where in contract.only_where.items() if not _belongs(where, case)),
    )


def document(contract: Contract, case: Case) -> Document:
    """What the document is: as the case says, else what the type usually is."""
    return case.document or contract.documents[0]


def values(contract: Contract, case: Case, law: Legal) -> dict[str, Any]:
    """What the template of a case under this law is given: plain values by name."""
    shown = _shown(contract, case)
    made = shown | {
        "municipality": law.municipality,
        "law": dict(law.texts),
        "rule": {"in_words": law.in_words},
        "unchanged": list(law.unchanged),
        "local": _local(case),
        "complaint": _complaint(law.complaints.get("", Complaint()), case),
        "document": _kinds(document(contract, case)),
    }
    if "minister_informed" in shown:
        made["reported"] = dates.write(informed) if (informed := at(case, "minister_informed")) else ""
    if "considerations" in shown:
        made["considerations"] = _led(shown["considerations"])
    if shown.get("effort"):
        made["effort"] = shown["effort"] | {"has_begun": _has_begun(case)}
    for one in contract.given:
        if one.each:
            made[one.each] = _ruled(shown[one.each], one.name, law, case)
    return made


def at(case: Any, dotted: str) -> Any:
    """The value of a case's field by its dotted name; None where there is none."""
    try:
        return _getter(dotted)(case)
    except AttributeError:  # a part that isn't there at all
        return None


@lru_cache(maxsize=2048)
def _getter(dotted: str) -> "attrgetter[Any]":
    """Taking names apart for each case was a fifth of a table's check."""
    return attrgetter(dotted)


def all_of(case: Case) -> Mapping[str, Any]:
    """The values of all of a case's fields by dotted name, None for those of a part that isn't there.

    In one go, since a table's check asks for every field of every row.
    """
    names, getter = _getters(type(case))
    try:
        return dict(zip(names, getter(case), strict=True))
    except AttributeError:
        return {name: at(case, name) for name in names}


@lru_cache(maxsize=64)
def _getters(type_: type[Case]) -> "tuple[tuple[str, ...], attrgetter[tuple[Any, ...]]]":
    names = tuple(forms.dotted_fields(type_))
    return names, attrgetter(*names)


def written(value: Any) -> str:
    """A value as it is written in a case: "ja", "nej", a choice's own word; "" where there is none."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return str(value.value) if isinstance(value, Enum) else str(value or "")


def _belongs(where: Where, case: Case) -> bool:
    value = written(at(case, where.field))
    return value in where.values if where.values else bool(value)


def _given(contract: Contract, case: Case) -> Iterator[GivenProvision]:
    for one in contract.given:
        if one.each:
            for number, item in enumerate(at(case, one.each) or (), 1):
                provisions = at(item, one.provisions) if one.provisions else item
                act = (one.act and at(item, one.act)) or ""
                more = tuple(asked.field for asked in contract.asks_more if at(item, asked.field))
                yield GivenProvision(f"{one.name}[{number}]", act, provisions or "", more)
        else:
            act, day = (at(case, name) if name else None for name in (one.act, one.of_day))
            yield GivenProvision(one.name, act or "", at(case, one.provisions) or "", day=day)


def _decision(case: Case) -> LocalDecision | None:
    """The council's decision as the municipality states it in the case; None where any of it is missing."""
    stated = at(case, "local_decision")
    if stated is None or not (stated.body and stated.date and stated.published):
        return None
    return LocalDecision(stated.body, stated.date, stated.published, stated_by=case.municipality)


def _local(case: Case) -> dict[str, str] | None:
    decision = _decision(case)
    if decision is None:
        return None
    return {"body": decision.body, "date": dates.write(decision.date), "published": decision.published.rstrip(".")}


def _has_begun(case: Case) -> bool:
    started = at(case, "effort.started")
    return started is None or started <= case.date


def _complaint(complaint: Complaint, case: Case) -> dict[str, Any]:
    """Body, weeks and rules; the last day only for Digital Post whose day is known, the presumption only for paper."""
    channel, sent = at(case, "channel"), at(case, "sent")
    last = ""
    if channel is Channel.DIGITAL_POST and sent and complaint.weeks:
        day = deadlines.last_day(sent, complaint.weeks)
        last = dates.write(day) if day else ""
    return {
        "body": complaint.body,
        "weeks": complaint.weeks or MISSING,
        "rules": complaint.rules,
        "last_day": last,
        "by_paper": channel is Channel.LETTER,
        "paper_weekdays": deadlines.PAPER_WEEKDAYS,
    }


def _ruled(items: list[Any], name: str, law: Legal, case: Case) -> list[Any]:
    """The items of a list whose provisions the case names: a decision with rule and complaint, or a citation."""
    keys = [f"{name}[{number}]" for number in range(1, len(items) + 1)]
    return [
        item
        | {"rule": law.given.get(key, MISSING), "complaint": _complaint(law.complaints.get(key, Complaint()), case)}
        if isinstance(item, dict)
        else law.given.get(key, item)
        for item, key in zip(items, keys, strict=True)
    ]


def _kinds(kind: Document) -> dict[str, Any]:
    return {
        "called": kind.value,
        "decides": kind in (Document.DECISION, Document.IN_FAVOUR),
        "in_favour": kind is Document.IN_FAVOUR,
    }


def _led(items: Sequence[str]) -> list[str]:
    """The considerations as one sentence over several bullets: commas between, "og" before the last, a full stop."""
    plain = [item.strip().rstrip(".,;").removesuffix(" og").rstrip(",") for item in items]
    return [
        f"{item}." if at == len(plain) else f"{item}, og" if at == len(plain) - 1 else f"{item},"
        for at, item in enumerate(plain, 1)
    ]


Show = Callable[[Any], Any]
"""From a field's value to what a template is given."""


def _shown(contract: Contract, case: Case) -> dict[str, Any]:
    """Every field of the case as a template is given it; what is asked for and not there is marked."""
    kind = document(contract, case)
    parts = [one for one in contract.requires if one.documents and not one.must_be]
    spared = {name for one in parts if kind not in one.documents for name in one.any_of}
    required = frozenset(field.name for field in contract.fields if field.required and field.name not in spared)
    return writer(TYPES[contract.type], required)(case)  # type: ignore[no-any-return]


@lru_cache(maxsize=64)
def writer(held: Any, required: frozenset[str], outer: str = "") -> Show:
    """How a struct is shown, `required` fields marked where they are empty; worked out once for a type."""
    ways = [
        (name, _way(field, f"{outer}{name}", required) if name != "cpr" else _cpr)
        for name, field in forms.fields(held).items()
    ]
    return lambda value: {name: show(getattr(value, name)) for name, show in ways} if value is not None else None


def _way(field: Field, dotted: str, required: frozenset[str]) -> Show:
    """How one field is shown. Items of a list are shown whole: each part of them is asked for."""
    missing: Any = MISSING if dotted in required else ""
    if isinstance(field.of, type) and issubclass(field.of, Struct):
        return _each(_item_writer(field.of)) if field.many else writer(field.of, required, f"{dotted}.")
    if field.many:
        return lambda values: list(values) or ([missing] if missing else [])
    if field.of is str:
        return lambda text: _stopless(text, dotted) or missing
    show = _one(field.of)
    return lambda value: missing if value is None else show(value)


def _each(show: Show) -> Show:
    return lambda values: [show(value) for value in values]


def _one(held: Any) -> Show:
    """How a value that is there is shown: dates and choices in words, numbers and yes or no as they are."""
    if held is date:
        return dates.write
    if isinstance(held, type) and issubclass(held, Enum):
        return lambda choice: _SAID.get(choice, str(choice.value))
    return lambda value: value


def _item_writer(held: Any) -> Show:
    names = frozenset(forms.dotted_fields(held)).difference(MAY_BE_EMPTY)
    whole = writer(held, names)
    return lambda value: _with_led(whole(value))


def _with_led(shown: dict[str, Any]) -> dict[str, Any]:
    return shown | ({"considerations": _led(shown["considerations"])} if "considerations" in shown else {})


def _stopless(text: str, dotted: str) -> str:
    """A text that goes on in the template's own sentence is given without its full stop."""
    return text.rstrip(".") if dotted in _GOES_ON else text


_GOES_ON = ("hearing.not_needed",)


def _cpr(number: str) -> str:
    digits = number.replace("-", "").replace(" ", "")
    return f"{digits[:6]}-{digits[6:]}" if len(digits) == 10 else number or MISSING
