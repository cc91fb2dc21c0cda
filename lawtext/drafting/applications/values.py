"""What the template of a plan is given: the plan's own fields, and what was looked up for them. No clock, no rules."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from lawtext.drafting import compose
from lawtext.drafting.applications.appendix import Printed
from lawtext.drafting.applications.checklist import Question
from lawtext.drafting.applications.consequences import Consequences
from lawtext.drafting.applications.rows import LookedUp, by_act, in_words
from lawtext.drafting.cite import Citer
from lawtext.drafting.deviations import Deviations
from lawtext.drafting.legal import MISSING
from lawtext.drafting.letters import Cited
from lawtext.drafting.plans import Indicator
from lawtext.experiments import registry, saying
from lawtext.law.verdicts import DoubtKind
from lawtext.wording import dates

if TYPE_CHECKING:
    from lawtext.drafting.applications.applicant import Asked

_OF_THE_PLAN = (DoubtKind.WRONG_NAME, DoubtKind.WRONG_FORM)
"""Doubts of how the plan writes; the document writes it right."""
_SIGN = re.compile(r"(?<=§|\.) (?=\d)")
_NO_ROW: dict[str, Any] = {
    **dict.fromkeys(("label", "requirement", "provisions", "operation", "deviation"), MISSING),
    "hinders": [MISSING],
    "instead": "",
    "depends": [MISSING],
    "indicators": [],
}
NOT_ANSWERED = "Ikke besvaret i planen."


class Values:
    """Makes the values. `required`: the fields that are marked where they are empty."""

    def __init__(self, citer: Citer, deviations: Deviations, required: frozenset[str]) -> None:
        self._citer = citer
        self._deviations = deviations
        self._required = required

    def of(self, asked: "Asked", network: registry.Network | None, round_: registry.Round | None) -> dict[str, Any]:
        """Plain values by the names that a template uses (`templates/rules/values.yaml`)."""
        plan = asked.plan
        made: dict[str, Any] = compose.writer(type(plan), self._required)(plan)
        every = [one for row, _ in asked.rows for one in row.cited]
        month = f"{dates.MONTHS[plan.date.month - 1]} {plan.date.year}"
        made |= {
            "month": month.capitalize(),
            "month_inside": month,
            "acts": list(by_act(every, self._citer)) or self._marked(title=MISSING, provisions=MISSING),
            "rows": [self._row(row, consequences) for row, consequences in asked.rows] or self._marked(**_NO_ROW),
            "basis": [_full(one) for one in asked.basis] or ([MISSING] if "basis" in self._required else []),
            "checklist": [_question(one) for one in asked.checklist.questions],
            "texts": [_printed(one) for one in asked.appendix.printed],
            "texts_lacking": asked.appendix.lacking,
            "reservations": [_unbroken(one) for one in _reservations(asked)],
        }
        if "target" in made:
            made["target"] |= {"provisions": in_words(asked.target).removesuffix(".")}
        if "municipalities" in made:
            made["applicants"] = saying.listed(made["municipalities"]) if made["municipalities"] else MISSING
        if "round" in made:
            made["deadline"] = dates.write(round_.deadline) if round_ else ""
            made["network"] = network.name if network else made["network"]
        if "indicators" in made:
            shown = [_indicator(one) for one in getattr(plan, "indicators", ())]
            made["indicators"] = [{name: saying.opening(text) for name, text in one.items()} for one in shown]
        return made

    def _marked(self, **shown: object) -> list[dict[str, object]]:
        """What stands in place of the rows where a plan has none and needs them: no table is left empty."""
        return [shown] if "rows" in self._required else []

    def _row(self, one: LookedUp, consequences: Consequences) -> dict[str, Any]:
        deviation = self._deviations.of(one.row.operation)
        return {
            "label": one.row.label,
            "requirement": one.requirement or MISSING,
            "provisions": one.in_words,
            "hinders": list(one.hinders) or [MISSING],
            "operation": saying.opening(deviation.operation) if deviation else MISSING,
            "deviation": deviation.says if deviation else "",
            "instead": one.row.instead or (MISSING if deviation and deviation.instead else ""),
            "depends": list(consequences.says),
            "indicators": [_unended(_indicator(indicator)) for indicator in one.row.indicators],
        }


def _indicator(one: Indicator) -> dict[str, str]:
    return {"measures": one.measures, "baseline": one.baseline or "ikke oplyst", "aim": one.aim}


def _unended(texts: dict[str, str]) -> dict[str, str]:
    """Texts that the template itself puts a full stop after."""
    return {name: text.removesuffix(".") for name, text in texts.items()}


def _unbroken(text: str) -> str:
    """The text with no line broken between a sign or an abbreviation and its number."""
    return _SIGN.sub("\u00a0", text)


def _question(one: Question) -> dict[str, Any]:
    return {
        "title": one.limit.title,
        "question": one.limit.question,
        "source": one.limit.source,
        "because": [_unbroken(text) for text in one.because]
        or ["Stilles ved alle forsøg." if one.limit.always else "Besvaret af ansøgerne."],
        "answer": one.answer or NOT_ANSWERED,
    }


def _printed(one: Printed) -> dict[str, Any]:
    return {
        "heading": one.heading,
        "edition": one.edition,
        "lines": list(one.lines),
        "reservations": [_unbroken(text) for text in one.reservations],
    }


def _full(one: Cited) -> str:
    return saying.opening(one.full) if one.provisions else _whole_act(one)


def _whole_act(one: Cited) -> str:
    """An act with number and date, and its title where that is not in them."""
    title = one.act[:1].lower() + one.act[1:]
    said = one.dated if title.casefold() in one.dated.casefold() else f"{one.dated} om {_about(title)}"
    return saying.opening(said)


def _about(title: str) -> str:
    return title.partition(" om ")[2] or title


def _reservations(asked: "Asked") -> Iterator[str]:
    """What is not known: doubts of what is cited, and what could not be asked of those who depend on it."""
    said: dict[str, None] = dict.fromkeys(_doubts(asked.cited))
    for _, consequences in asked.rows:
        said |= dict.fromkeys(consequences.impact.not_known if consequences.impact else ())
    yield from said


def _doubts(cited: Iterable[Cited]) -> Iterator[str]:
    for one in cited:
        if one.against:
            yield one.against
        act = f"{saying.opening(one.act)}: " if one.act else ""
        yield from (f"{act}{doubt.says}" for doubt in one.doubts if doubt.kind not in _OF_THE_PLAN)
