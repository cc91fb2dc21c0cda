"""What is wrong with the citations of a plan: those of its rows and basis, and those typed in its own words."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from lawtext.corpus.shelf import SqliteShelf
from lawtext.drafting import forms, typed
from lawtext.drafting.applications.rows import LookedUp
from lawtext.drafting.cite import Citer, unread
from lawtext.drafting.compose import at
from lawtext.drafting.findings.finding import Finding, Spot
from lawtext.drafting.findings.rules import Rule
from lawtext.drafting.headings import misfit
from lawtext.drafting.letters import Cited, in_act
from lawtext.drafting.plans import Plan
from lawtext.law.ids import steps
from lawtext.law.verdicts import Doubt, DoubtKind, Status

_NAMES = {
    DoubtKind.WRONG_NAME: "wrong-name",
    DoubtKind.ALIAS: "ambiguous",
    DoubtKind.WRONG_DATE: "wrong-date",
}


class Judge:
    """Judges citations by the house's rules. `file` is what findings say they stand in."""

    def __init__(self, shelf: SqliteShelf, citer: Citer, rules: Mapping[str, Rule], file: str) -> None:
        self._shelf = shelf
        self._citer = citer
        self._rules = rules
        self._file = file

    def of_row(self, one: LookedUp) -> Iterator[Finding]:
        """What is wrong with one row."""
        yield from self.of_texts(one.row.provisions, one.cited, one.row.label)
        for cited in one.cited:
            yield from self._misfit(one, cited)

    def of_texts(self, texts: Iterable[str], found: Iterable[Cited], heading: str) -> Iterator[Finding]:
        """What is wrong with texts that are citations and nothing else."""
        cited = tuple(found)
        for text in texts:
            if words := unread(text, cited):
                says = f"I »{text}« kan »{words}« ikke læses."
                yield self._rules["unread"].finding(says, self._spot(heading, text))
        for one in cited:
            yield from self._of_one(one, heading)

    def typed(self, plan: Plan, rows: Iterable[LookedUp]) -> Iterator[tuple[str, tuple[Cited, ...]]]:
        """The citations typed in the plan's own words, by field or row."""
        fields = forms.dotted_fields(type(plan))
        for name, field in fields.items():
            if field.of is str and name not in _CITATIONS:
                value = at(plan, name)
                text = "\n".join(value) if isinstance(value, tuple) else value or ""
                if typed.has_cue(text):
                    yield name, self._citer.fresh(text, plan.date)
        for row in rows:
            text = "\n".join((row.row.requirement, *row.row.hinders, row.row.instead))
            if typed.has_cue(text):
                yield row.row.label, tuple(self._of_row_act(one, row) for one in self._citer.fresh(text, plan.date))

    def _of_row_act(self, one: Cited, row: LookedUp) -> Cited:
        """A provision named without its act is one of the row's, where all of the row is of one act."""
        acts = {each.act for each in row.cited}
        if one.act or not one.units or len(acts) != 1:
            return one
        return self._citer.one(in_act(one.asked, acts.pop()), one.day)

    def of_typed(self, where: str, found: Iterable[Cited]) -> Iterator[Finding]:
        """What is wrong with citations in running words: those that resolve to nothing, or to another name."""
        for one in found:
            if one.units:
                yield from self._of_one(one, where)

    def _of_one(self, one: Cited, heading: str) -> Iterator[Finding]:
        spot = self._spot(heading, one.asked)
        told = {"cited": one.plain or one.asked, "act": one.act, "day": one.day.isoformat()}
        if one.status is not Status.EXISTS:
            yield self._rules[_rule(one)].finding(one.why, spot, **told)
        for doubt in one.doubts:
            if rule := _NAMES.get(doubt.kind, ""):
                yield self._rules[rule].finding(doubt.says, spot, _suggested(doubt), **told)

    def _misfit(self, row: LookedUp, one: Cited) -> Iterator[Finding]:
        """A label that doesn't fit the heading of the chapter cited beside it."""
        chapters = [unit for unit in one.units if isinstance(unit, str) and steps(unit)[-1].level == "Kap"]
        if not chapters or one.edition is None or one.status is not Status.EXISTS:
            return
        headings = {
            unit: self._shelf.heading(one.edition, unit)
            for unit in self._shelf.units(one.edition)
            if [step.level for step in steps(unit)] == ["Kap"]
        }
        if found := misfit(row.row.label, chapters, headings):
            names = (self._citer.words(one.edition, (unit,)) for unit in (found.cited, found.better))
            cited, better = (name.replace("\u00a0", " ") for name in names)
            says = (
                f"»{row.row.label}« passer ikke til {cited}, som hedder »{found.heading}«; "
                f"{better} hedder »{found.better_heading}«."
            )
            yield self._rules["chapter-misfit"].finding(says, self._spot(row.row.label, one.asked), better)

    def _spot(self, heading: str, text: str) -> Spot:
        return Spot(self._file, heading=heading, text=text)


_CITATIONS = ("basis", "target.provisions")


def _rule(one: Cited) -> str:
    """The id of the rule that a citation breaks; the check of documents calls them as verdicts are called."""
    if not one.units and not one.act:
        return "unread"
    return "not-checked" if one.status is Status.NOT_KNOWN else one.status.value.replace(" ", "-")


def _suggested(doubt: Doubt) -> str:
    return doubt.about if doubt.kind is DoubtKind.WRONG_NAME else ""


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same fault in several rows said once, with the rows it is in."""
    found: dict[tuple[str, str], Finding] = {}
    for one in findings:
        before = found.get((one.rule, one.says))
        if before is None:
            found[one.rule, one.says] = one
        elif one.spot.heading not in before.spot.heading.split("; "):
            heading = f"{before.spot.heading}; {one.spot.heading}"
            spot = msgspec.structs.replace(before.spot, heading=heading)
            found[one.rule, one.says] = msgspec.structs.replace(before, spot=spot)
    return tuple(found.values())
