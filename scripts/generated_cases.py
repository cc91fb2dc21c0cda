"""Invented cases of every type of letter, valid and varied, the same for the same seed.

A case is built from what the type's contract declares: its fields with their examples, a basis that holds that day, a
group and a stage that the basis has rules for. The people, addresses and texts are invented; every CPR number has the
day 32. Most cases give a final letter, some a draft: the law of some days is not held.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from lawtext.drafting import forms
from lawtext.drafting.bases import Basis, GroupRule
from lawtext.drafting.cases import TYPES, Case, from_values
from lawtext.drafting.contracts import Contract, FieldHelp, Templates
from lawtext.drafting.forms import Field

MUNICIPALITIES = ("Allerød", "Ballerup", "Fredensborg", "Frederikssund", "Furesø", "Halsnæs", "Helsingør", "Hillerød")
"""Of the network »En plan for en sammenhængende indsats sammen med borgeren« (corpus/networks.yaml)."""
_EXAMPLES = {
    "hold-change": date(2018, 11, 26),
    "hold-end": date(2018, 12, 17),
    "refusal": date(2018, 10, 29),
    "offer": date(2018, 9, 24),
    "mentor": date(2018, 9, 24),
    "reassessment": date(2018, 10, 8),
    "note": date(2018, 9, 17),
    "hearing": date(2018, 8, 6),
    "consent": date(2018, 8, 6),
}
"""The day that a type's examples are written for, where it is not the 3rd of September 2018."""
_EXAMPLE = date(2018, 9, 3)
_FIRST_DAY, _DAYS = date(2018, 8, 31), 31
"""Most letters are of a month in which the law of nearly all of them is held (corpus/works.yaml); the others later."""
_LATER = 0.1
_FIXED = ("local_decision.date", "minister_informed")
"""Dates of the municipality, not of the case."""
_LEFT_OUT = (
    "sent",
    "local_decision.started",
    "person.age",
    "effort.ends",
    "new_decision",
    "team.again",
    "unit.phone",
    "unit.email",
)
"""Fields that mostly stand empty; those of the hearing are filled together (`_heard`)."""

_FIRST = ("Maja", "Ali", "Sofie", "Jens", "Fatima", "Søren", "Åse", "Kurt", "Line", "Øjvind", "Emma", "Yusuf")
_LAST = ("Lund", "Holm", "Østergård", "Møller", "Ågård", "Demir", "Kjær", "Friis", "Bech", "Nøhr")
_STREETS = ("Eksempelvej", "Opdigtet Allé", "Prøvegade", "Fiktionsstien")
_HELP = (
    ("socialpædagogisk støtte i dit eget hjem", "lov om social service", "§ 85"),
    ("en personlig ledsager", "lov om social service", "§ 97"),
    ("behandling for dit misbrug", "lov om social service", "§ 101"),
    ("et aktivitets- og samværstilbud", "lov om social service", "§ 104"),
)
_DECISIONS = (
    ("Støtte i hjemmet", "lov om social service", "§ 85"),
    ("Hjælp til en enkelt udgift", "lov om aktiv socialpolitik", "§ 81"),
    ("Mentor", "lov om en aktiv beskæftigelsesindsats", "§ 31 b, stk. 1"),
)
_OFFERS = ("§ 42, stk. 4", "§ 32, stk. 1", "§ 51, stk. 1")
_SENTENCES = (
    "Du har fortalt os, at du sover dårligt og har svært ved at holde aftaler.",
    "Din læge har skrevet til os om dit helbred.",
    "Du har været på ungdomsuddannelse i et halvt år og stoppede i foråret.",
    "Du bor alene og har ikke kontakt til din familie.",
    "Du vil gerne i gang med noget praktisk, når der er ro i hverdagen.",
    "Vi har talt med dig tre gange i løbet af sommeren & efteråret.",
    "Du skylder i husleje og har fået hjælp til et budget.",
    "Din kontaktperson har været med til samtalerne.",
)
_CONSIDERATIONS = (
    "at støtten skal have tid til at virke,",
    "at du selv ønsker det,",
    "at problemerne hænger sammen og skal løses i den rigtige rækkefølge,",
    "at du har måttet stoppe to forløb før,",
)


class Generated(NamedTuple):
    """A case and the values it was made of, as a YAML file would hold them."""

    type: str
    values: dict[str, Any]

    def case(self) -> Case:
        """The case as the program reads it."""
        return from_values(self.values, lambda field: field)


def generate(seed: int, number: int, templates: Templates, types: tuple[str, ...]) -> Iterator[Generated]:
    """`number` cases, the types in turn."""
    for at in range(number):
        rolls = random.Random(f"{seed}-{at}")
        yield _generated(templates.contract(types[at % len(types)]), at, rolls)


def _generated(contract: Contract, at: int, rolls: random.Random) -> Generated:
    day = _FIRST_DAY + timedelta(days=rolls.randrange(_DAYS if rolls.random() > _LATER else 12 * _DAYS))
    shift = day - _EXAMPLES.get(contract.type, _EXAMPLE)
    basis = _basis(contract, day, rolls)
    own = _party(contract, basis, day, at, rolls) | _own(contract, basis, day, rolls)
    kinds = forms.dotted_fields(TYPES[contract.type])
    values: dict[str, Any] = {"decision": contract.type}
    for field in contract.fields:
        value = own[field.name] if field.name in own else _moved(field, shift)
        if value == "" and (field.name in own or _stands_empty(field)):
            continue
        _put(values, field.name, value or _worded(field.name, kinds[field.name], rolls, at, day))
    return Generated(contract.type, values)


def _basis(contract: Contract, day: date, rolls: random.Random) -> Basis | None:
    order = "2018-529" if day < date(2020, 1, 1) else "2019-1184"
    fitting = [
        one for one in contract.bases if one.order in (None, order) and (one.since or day) <= day <= (one.until or day)
    ]
    return rolls.choice(fitting) if fitting else None


def _party(contract: Contract, basis: Basis | None, day: date, at: int, rolls: random.Random) -> dict[str, Any]:
    """The person, of a group that the basis has rules for, of its age, with a benefit that its stage was read for."""
    rules = [one for one in basis.groups if not one.draft_because] if basis else []
    rule = rolls.choice(rules) if rules else GroupRule(group="§ 2, nr. 13" if day < date(2020, 1, 1) else "§ 6, nr. 5")
    stage = rolls.choice(rule.stages) if rule.stages else None
    target = next((one for one in contract.target_groups if one.group == rule.group), None)
    age = rolls.randrange(18, (target and target.age_below) or 60)
    benefits = next((one.benefits for one in (stage, rule, target) if one and one.benefits), ("uddannelseshjælp",))
    born = day.replace(year=day.year - age - 1, day=min(day.day, 28)) + timedelta(days=rolls.randrange(1, 300))
    before = stage.offered_before if stage else None
    return {
        "person.name": f"{rolls.choice(_FIRST)} Opdigtet {rolls.choice(_LAST)}",
        "person.address": [f"{rolls.choice(_STREETS)} {at}", "2980 Kokkedal"],
        "person.cpr": f"32{born:%m%y}-{at % 10000:04}",
        "person.born": str(born),
        "person.age": "",
        "person.group": rule.group,
        "person.benefit": rolls.choice(benefits),
        "person.offered_before": "" if before is None else "ja" if before else "nej",
    }


def _own(contract: Contract, basis: Basis | None, day: date, rolls: random.Random) -> dict[str, Any]:
    """What a caseworker chooses: the basis by its name, who decides, the help given, how the party was heard."""
    what, act, provision = rolls.choice(_HELP)
    jobcenter = rolls.random() < 0.8
    by_law = bool(basis and contract.chosen_by and basis.order is None)
    own: dict[str, Any] = {
        "date": str(day),
        "municipality": rolls.choice(MUNICIPALITIES),
        "channel": rolls.choice(("digital post", "brev")),
        "document": rolls.choice(("", *(one.value for one in contract.documents))),
        "unit.jobcenter": "ja" if jobcenter else "nej",
        "unit.name": "Jobcentret" if jobcenter else "Familieenheden",
        "effort.what": what,
        "effort.act": act,
        "effort.provision": provision,
        "offer.provision": rolls.choice(_OFFERS),
        "local_decision.date": "2018-06-25",
        "local_decision.published": "kommunens hjemmeside (opdigtet)",
        "minister_informed": "2018-07-02",
        "approval.date": str(day),
        "groups": [rolls.choice(("§ 2, nr. 3", "§ 2, nr. 13"))],
        "decisions": [_decision(*one, rolls) for one in rolls.sample(_DECISIONS, rolls.randrange(1, 4))],
    }
    if not by_law and "consent" not in contract.type:
        own |= {"consent.given": "", "consent.how": ""}
    if contract.chosen_by and basis:
        own[contract.chosen_by] = basis.variant
    return own | _heard(day, rolls)


def _heard(day: date, rolls: random.Random) -> dict[str, Any]:
    kind = rolls.randrange(3)
    if kind == 0:
        return {"hearing.not_needed": "du kender alle oplysninger i forvejen"}
    sent = {"hearing.sent": str(day - timedelta(days=21))}
    if kind == 1:
        return sent
    answer = {"hearing.answered": str(day - timedelta(days=12)), "hearing.remarks": [rolls.choice(_SENTENCES)]}
    return sent | answer | {"hearing.reply": [rolls.choice(_SENTENCES)]}


def _decision(title: str, act: str, provision: str, rolls: random.Random) -> dict[str, Any]:
    texts = {name: [rolls.choice(_SENTENCES)] for name in ("result", "facts")}
    return {"title": title, **texts, "considerations": [_CONSIDERATIONS[0]], "act": act, "provision": provision}


def _moved(field: FieldHelp, shift: timedelta) -> str:
    """The example, its date moved as the letter's is; "" where the field stands empty."""
    if field.name in _FIXED or _stands_empty(field):
        return "" if _stands_empty(field) else field.example
    try:
        return str(date.fromisoformat(field.example) + shift)
    except ValueError:
        return field.example


def _stands_empty(field: FieldHelp) -> bool:
    unused = field.name == "period.review" and not field.example
    return unused or field.name in _LEFT_OUT or field.name.startswith("hearing.")


def _worded(name: str, field: Field, rolls: random.Random, at: int, day: date) -> Any:
    """Invented words for a field whose contract has no example."""
    last = name.rpartition(".")[2]
    if field.of is date:
        return str(day - timedelta(days=rolls.randrange(1, 15)))
    if last in ("name", "by"):
        return f"{rolls.choice(_FIRST)} Fiktiv {rolls.choice(_LAST)}"
    if last == "phone":
        return f"{at % 100:02} 00 00 00"
    if last == "considerations":
        return rolls.sample(_CONSIDERATIONS, rolls.randrange(1, 4))
    if last in ("address", "place", "contact"):
        return ["Eksempelgade 2", "2980 Kokkedal"] if field.many else "Eksempelgade 2, 2980 Kokkedal"
    return rolls.sample(_SENTENCES, rolls.randrange(1, 5)) if field.many else rolls.choice(_SENTENCES)


def _put(values: dict[str, Any], dotted: str, value: Any) -> None:
    *outer, last = dotted.split(".")
    for step in outer:
        values = values.setdefault(step, {})
    if value != "":
        values[last] = value
