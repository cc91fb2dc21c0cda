"""Faults planted in cases, templates and finished letters, and which of them can be told; the same for the same seed.

Every fault is put into a case whose letter would be final, so that whatever holds the letter back is the fault. Whether
it can be told is fixed when it is planted, before a letter is made with it: from what the corpus has (registers,
orders' waivers, networks), what the type declares (its dates, required fields, groups, bases) and what the letter
without it cites. A date that contradicts none, or another provision that exists and that nothing binds, can be told by
nobody.
"""

import copy
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from lawtext import shipped
from lawtext.drafting import gate, packages, record
from lawtext.drafting.cases import from_values
from lawtext.drafting.cite import Citer
from lawtext.drafting.contracts import Basis, Contract, Templates
from lawtext.drafting.desk import Desk, Letter
from lawtext.drafting.letters import in_act
from lawtext.drafting.templates import Template
from lawtext.errors import LawtextError
from lawtext.experiments.book import Book
from lawtext.experiments.reach import Library
from lawtext.law.verdicts import Status
from scripts.generated_cases import Generated, generate

LAB = "lov om en aktiv beskæftigelsesindsats"
_BODY = "word/document.xml"
_UNTELLABLE = 0.06
"""How many of those kinds that have it are planted so that nobody can tell."""
_NO_COMPLAINT_RULE = ("forvaltningsloven", "§ 19, stk. 1")
"""An act that the table of complaint rules has no rule for, and that exists."""
_INSTEAD = ("lov om aktiv socialpolitik", "§ 81")
"""Help that could have been given as well: nobody can tell it from the help that was."""


@dataclass(frozen=True)
class Fault:
    """A planted fault. `caught`: makes the letter and says whether it was held back."""

    kind: str
    type: str
    tellable: bool
    what: str
    caught: Callable[[], bool]


class Planter:
    """Plants faults in cases of the desk's types."""

    def __init__(self, library: Library, book: Book, desk: Desk) -> None:
        self._library, self._book, self._desk = library, book, desk
        self._citer = Citer(library)

    def plant(self, seed: int, number: int, types: tuple[str, ...]) -> Iterator[Fault]:
        """`number` faults, the kinds in turn."""
        kinds = (
            *(self._wrong_date, self._expired, self._no_such, self._group, self._missing, self._act),
            *(self._municipality, self._edited),
        )
        bases = self._finals(seed, types)
        for at in range(number):
            rolls, fault = random.Random(f"{seed}-fault-{at}"), None
            while fault is None:
                fault = kinds[at % len(kinds)](next(bases), rolls)
            yield fault

    def _finals(self, seed: int, types: tuple[str, ...]) -> Iterator[Generated]:
        for one in generate(seed, 1_000_000, self._desk.templates, types):
            if not self._desk.reasons(one.case()):
                yield one

    def _wrong_date(self, one: Generated, rolls: random.Random) -> Fault | None:
        """Two dates that the type puts in order, the other way round; or one that no other date binds."""
        contract = self._contract(one)
        if rolls.random() < _UNTELLABLE and (decided := _at(one.values, "effort.decided")):
            moved = str(date.fromisoformat(decided) - timedelta(days=3))
            return self._case("wrong date", one, {"effort.decided": moved}, tellable=False)
        pairs = [pair for pair in contract.dates if _at(one.values, pair.first) and _at(one.values, pair.then)]
        if not pairs:
            return None
        pair = rolls.choice(pairs)
        later = date.fromisoformat(_at(one.values, pair.then)) + timedelta(days=rolls.randrange(1, 60))
        return self._case("wrong date", one, {pair.first: str(later)}, tellable=True)

    def _expired(self, one: Generated, rolls: random.Random) -> Fault | None:
        """The whole case some years later: no order then waives anything for the network (corpus/waivers)."""
        if not self._experiment(one):
            return None
        years = timedelta(days=rolls.randrange(900, 2200))
        moved = {name: str(day + years) for name, day in _dates(one.values)}
        return self._case("expired waiver", one, moved, tellable=True)

    def _no_such(self, one: Generated, rolls: random.Random) -> Fault | None:
        """A provision that the act's register hasn't, where the case names one or in its own words."""
        contract, number = self._contract(one), rolls.randrange(700, 999)
        act = _at(one.values, "effort.act") or LAB
        gone = self._citer.one(f"§ {number} i {act}", _day(one)).status is Status.NO_SUCH_PROVISION
        named = [given.provisions for given in contract.given if given.provisions and not given.each]
        if named and rolls.random() < 0.5:
            where = rolls.choice([name for name in named if _at(one.values, name)] or [""])
            return self._case("non-existing §", one, {where: f"§ {number}"}, tellable=gone) if where else None
        texts = [name for name in ("facts", "assessment", "explanation", "intended") if _at(one.values, name)]
        if not texts:
            return None
        where = rolls.choice(texts)
        words = [*_at(one.values, where), f"Det følger af § {number} i {act}."]
        return self._case("non-existing §", one, {where: words}, tellable=gone)

    def _group(self, one: Generated, rolls: random.Random) -> Fault | None:
        """A group of the act that the letter has no rule for."""
        basis = self._basis(one)
        if basis is None or not basis.groups or basis.open_groups or not self._experiment(one):
            return None
        known = {rule.group for rule in basis.groups}
        if basis.group_act != "lab":
            return None
        others = [f"§ 2, nr. {number}" for number in range(1, 15) if f"§ 2, nr. {number}" not in known]
        return self._case("group", one, {"person.group": rolls.choice(others)}, tellable=True)

    def _missing(self, one: Generated, rolls: random.Random) -> Fault | None:
        """A field that the type can't do without left empty."""
        needed = [field.name for field in self._contract(one).fields if field.required]
        name = rolls.choice([name for name in needed if name not in ("municipality", "date") and _at(one.values, name)])
        return self._case("missing field", one, {name: None}, tellable=self._asked(one, name))

    def _asked(self, one: Generated, name: str) -> bool:
        """Whether the type asks for a required field in this case: some only in some documents, or beside another."""
        contract = self._contract(one)
        kind = _at(one.values, "document") or contract.documents[0].value
        speaking = [needed for needed in contract.requires if name in needed.any_of]
        asking = [
            needed
            for needed in speaking
            if (not needed.documents or kind in [each.value for each in needed.documents])
            and (not needed.where or _at(one.values, needed.where))
            and all(other == name or not _at(one.values, other) for other in needed.any_of)
        ]
        return bool(asking) or not speaking

    def _act(self, one: Generated, rolls: random.Random) -> Fault | None:
        """A provision under an act, or in a chapter, that the type's basis doesn't permit."""
        for given in self._contract(one).given:
            if given.other_law and _at(one.values, given.act):
                if rolls.random() < _UNTELLABLE * 2:
                    act, provision = _INSTEAD
                    tellable = False
                else:
                    act, provision = LAB, rolls.choice(("§ 22, stk. 2", "§ 32, stk. 1", "§ 42, stk. 4"))
                    tellable = self._rests_on_lab(one)
                return self._case("act", one, {given.act: act, given.provisions: provision}, tellable=tellable)
            if given.of and given.provisions:
                outside = rolls.choice(("§ 15, stk. 1", "§ 2, nr. 13", "§ 22, stk. 2"))
                return self._case("act", one, {given.provisions: outside}, tellable=True)
            act, provision = _NO_COMPLAINT_RULE
            if given.act and not given.each:
                return self._case("act", one, {given.act: act, given.provisions: provision}, tellable=True)
            if given.each and given.act:
                first, *rest = _at(one.values, given.each)
                changed = [first | {given.act: act, given.provisions: provision}, *rest]
                return self._case("act", one, {given.each: changed}, tellable=True)
        return None

    def _rests_on_lab(self, one: Generated) -> bool:
        """Whether help under LAB is no »other law«; order 529/2018 §§ 30-31 (sickness benefit) ask for none."""
        basis = self._basis(one)
        return basis is not None and any(
            basis.acts[key] == LAB for row, cites in basis.rules.items() if row not in _NOT_IN_ALL for key in cites
        )

    def _municipality(self, one: Generated, rolls: random.Random) -> Fault | None:
        """A municipality outside the network that may use the experiment."""
        if not self._experiment(one):
            return None
        registry = self._book.registry
        network = self._book.experiment(self._experiment(one)).network
        inside = {member.name for each in registry.networks if each.id == network for member in each.members}
        outside = sorted({member.name for each in registry.networks for member in each.members} - inside)
        return self._case("municipality", one, {"municipality": rolls.choice(outside)}, tellable=True)

    def _edited(self, one: Generated, rolls: random.Random) -> Fault | None:
        """A citation edited: in the type's rules, in the template's words, or in the finished letter."""
        return rolls.choice((self._edited_rule, self._edited_words, self._edited_letter))(one, rolls)

    def _edited_rule(self, one: Generated, rolls: random.Random) -> Fault | None:
        """A rule of the type edited that this letter cites by; a group may have a rule of its own instead."""
        contract, basis = self._contract(one), self._basis(one)
        if basis is None:
            return None
        cited = {cite.asked for cite in self._desk.letter(one.case()).cited}
        asked = {
            (name, key): in_act(cite, basis.acts[key]) for name, row in basis.rules.items() for key, cite in row.items()
        }
        alike = Counter(asked.values())
        rows = [row for row, text in asked.items() if text in cited and alike[text] == 1]
        if not rows:
            return None
        name, key = rolls.choice(rows)
        new = f"§ {rolls.randrange(700, 999)}"
        rules = basis.rules | {name: basis.rules[name] | {key: new}}
        bases = tuple(replace(each, rules=rules) if each is basis else each for each in contract.bases)
        edited = _Edited(contract=replace(contract, bases=bases))
        gone = self._citer.one(f"{new} i {basis.acts[key]}", _day(one)).status is Status.NO_SUCH_PROVISION
        return Fault(
            "edited citation", one.type, gone, f"{name}: {new}", lambda: not self._with(edited).letter(one.case()).final
        )

    def _edited_words(self, one: Generated, rolls: random.Random) -> Fault | None:
        exists = rolls.random() < _UNTELLABLE * 2
        provision = "§ 22, stk. 2" if exists else f"§ {rolls.randrange(700, 999)}"
        path = shipped.folder("templates") / "decisions" / f"{one.type}.docx"
        parts = gate.read(path.read_bytes(), path.name)
        paragraph = f"<w:p><w:r><w:t>Se også {provision} i {LAB}.</w:t></w:r></w:p>"
        body = parts[_BODY].data().decode().replace("<w:sectPr", f"{paragraph}<w:sectPr", 1)
        content = packages.write((parts | {_BODY: packages.deflated(_BODY, body.encode())}).values())
        edited = _Edited(kind=one.type, content=content)
        return Fault(
            "edited citation",
            one.type,
            not exists,
            f"template: {provision}",
            lambda: not self._with(edited).letter(one.case()).final,
        )

    def _edited_letter(self, one: Generated, rolls: random.Random) -> Fault | None:
        def caught() -> bool:
            parts = gate.read(self._desk.letter(one.case()).content, "brev.docx")
            body = parts[_BODY].data().decode()
            at = [index for index, sign in enumerate(body) if sign == "§"]
            if not at:
                return True
            where = rolls.choice(at)
            changed = body[:where] + body[where:].replace("\u00a0", "\u00a07", 1)
            parts[_BODY] = packages.deflated(_BODY, changed.encode())
            return bool(record.read(packages.write(parts.values()), "brev.docx").changed)

        return Fault("edited citation", one.type, True, "finished letter", caught)

    def _case(self, kind: str, one: Generated, fields: dict[str, Any], *, tellable: bool) -> Fault:
        values = copy.deepcopy(one.values)
        for dotted, value in fields.items():
            *outer, last = dotted.split(".")
            inner = values
            for step in outer:
                inner = inner.setdefault(step, {})
            if value is None:
                inner.pop(last, None)
            else:
                inner[last] = value
        return Fault(kind, one.type, tellable, str(sorted(fields)), lambda: self._held_back(values))

    def _held_back(self, values: dict[str, Any]) -> bool:
        try:
            made: Letter = self._desk.letter(from_values(values, lambda field: field))
        except LawtextError:
            return True  # refused before there was a letter
        return not made.final

    def _with(self, edited: "_Edited") -> Desk:
        return Desk(self._library, self._book, self._desk.corpus, edited)

    def _contract(self, one: Generated) -> Contract:
        return self._desk.templates.contract(one.type)

    def _basis(self, one: Generated) -> Basis | None:
        contract, day = self._contract(one), _day(one)
        entry = self._book.registry.order_on(day)
        variant = _at(one.values, contract.chosen_by) if contract.chosen_by else ""
        order = entry.edition if entry else None
        return next((basis for basis in contract.bases if basis.holds(order, variant or "", day)), None)

    def _experiment(self, one: Generated) -> str:
        """The experiment that the letter rests on, "" where it rests on ordinary law."""
        contract = self._contract(one)
        variant = _at(one.values, contract.chosen_by) if contract.chosen_by else ""
        return contract.experiments.get(variant or "", "")


_NOT_IN_ALL = ("other_unit", "jobcenter", "report")
"""Rows that not every letter of a type has: a fault there may be in no letter at all."""


class _Edited(Templates):
    """The shipped templates with one contract or one Word file changed."""

    def __init__(self, contract: Contract | None = None, kind: str = "", content: bytes = b"") -> None:
        super().__init__()
        self._own, self._kind = contract, kind
        self._template_of = Template(content, f"{kind}.docx") if content else None

    def contract(self, decision: str) -> Contract:
        return self._own if self._own and self._own.type == decision else super().contract(decision)

    def decision(self, decision: str) -> Any:
        return self._template_of if self._template_of and self._kind == decision else super().decision(decision)


def _at(values: dict[str, Any], dotted: str) -> Any:
    found: Any = values
    for step in dotted.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    return found


def _day(one: Generated) -> date:
    return date.fromisoformat(one.values["date"])


def _dates(values: dict[str, Any], outer: str = "") -> Iterator[tuple[str, date]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _dates(value, f"{outer}{name}.")
        elif isinstance(value, str) and name != "born":
            try:
                yield f"{outer}{name}", date.fromisoformat(value)
            except ValueError:
                continue
