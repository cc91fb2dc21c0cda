"""Every type of document: its example is final where the law allows it, every way to a draft, the same bytes twice."""

import copy
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from openxml_audit import OpenXmlValidator

from lawtext.citing.find import find
from lawtext.citing.names import Names
from lawtext.citing.resolve import Resolver
from lawtext.corpus.shelf import open_shelf
from lawtext.drafting import cases, forms, record
from lawtext.drafting.cases import TYPES
from lawtext.drafting.contracts import Templates
from lawtext.drafting.desk import Desk, Letter
from lawtext.drafting.legal import MISSING
from lawtext.drafting.letters import ReasonKind
from lawtext.experiments.tables import tables
from tests.drafting import reading
from tests.drafting.conftest import CASES, EXAMPLES

FOLDER = Path(__file__).parent / "ways"
FIRST = {
    "hold": "hold-2018",
    **{name: f"{name}-2020" if name == "consent" else f"{name}-2018" for name in TYPES if name != "hold"},
}
"""Type → its example, the one that the ways start from."""
DRAFTS = {"hold-2020", "resource-2018"}
"""Examples that stay drafts: the text of a provision they need is not held."""
EXAMPLE_NAMES = [path.stem for path in CASES]
WAYS = {
    f"{path.stem}: {name}": (path.stem, row)
    for path in sorted(FOLDER.glob("*.yaml"))
    for name, row in yaml.safe_load(path.read_text(encoding="utf-8")).items()
}
WHOLE_SENTENCE = re.compile(r"[A-ZÆØÅ§»].*[.]$", re.DOTALL)


def values_of(name: str) -> dict[str, Any]:
    return forms.read_yaml(EXAMPLES / f"{name}.yaml")[0]


def changed(desk: Desk, name: str, values: Mapping[str, Any], drop: Iterable[str] = ()) -> Letter:
    """The example's letter with fields set and dropped, by dotted names."""
    case = copy.deepcopy(values_of(name))
    for dotted in (*values, *drop):
        *outer, last = dotted.split(".")
        inner = case
        for step in outer:
            inner = inner.setdefault(step, {})
        inner.pop(last, None)
        if dotted in values:
            inner[last] = values[dotted]
    return desk.letter(cases.from_values(case, lambda field: field))


def example(desk: Desk, name: str) -> Letter:
    return desk.letter(cases.read(EXAMPLES / f"{name}.yaml"))


def test_every_type_has_contract_word_file_example_and_ways() -> None:
    assert Templates().types() == tuple(TYPES)
    assert {values_of(name)["decision"] for name in EXAMPLE_NAMES} == set(TYPES)
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(TYPES)


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_an_example_is_final_where_the_law_allows_it(desk: Desk, name: str) -> None:
    made = example(desk, name)
    assert made.final == (name not in DRAFTS), made.reasons
    if made.final:
        assert MISSING not in reading.text(made.content)
        assert "UDKAST" not in reading.text(made.content)
        assert not [cited.plain for cited in made.cited if cited.against]


@pytest.mark.parametrize("way", WAYS)
def test_a_way_to_a_draft(desk: Desk, way: str) -> None:
    kind_of, row = WAYS[way]
    made = changed(desk, FIRST[kind_of], row.get("set", {}), row.get("drop", ()))
    assert not made.final
    kind = ReasonKind[row["kind"]]
    assert any(reason.kind is kind and row["says"] in reason.says for reason in made.reasons), made.reasons
    assert [reason.says for reason in made.reasons if not WHOLE_SENTENCE.match(reason.says)] == []
    assert len({reason.says for reason in made.reasons}) == len(made.reasons)


def test_a_town_that_says_when_it_began_gets_final_letters_after_the_deadline(desk: Desk) -> None:
    made = changed(desk, "hold-change-2018", {"municipality": "Allerød", "local_decision.started": "2018-09-01"})
    assert made.final, made.reasons
    assert any("Allerød oplyser i sagen, at forsøget" in says and "1. september" in says for says in made.record.stated)
    assert record.read(made.content, "brev.docx") == record.Found(made.record)


def test_the_record_of_what_a_municipality_says_tells_nothing_of_the_party(desk: Desk) -> None:
    stated = example(desk, "hold-2018").record.stated
    assert any("Fredensborg oplyser selv" in says for says in stated)
    assert not [says for says in stated if "nr. 13" in says]


REQUIRED = [(name, field.name) for name in TYPES for field in Templates().contract(name).fields if field.required]


@pytest.mark.parametrize(("kind", "field"), REQUIRED)
def test_a_required_field_that_is_empty_makes_a_draft(desk: Desk, kind: str, field: str) -> None:
    if field in ("municipality", "date"):
        return  # a case can't be read without them
    made = changed(desk, FIRST[kind], {}, [field])
    assert not made.final
    assert len(made.reasons) > (FIRST[kind] in DRAFTS)


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_the_same_case_gives_the_same_bytes(desk: Desk, name: str) -> None:
    from lawtext.cli import given  # noqa: PLC0415 - a second desk, made here

    assert example(desk, name).content == example(given.desk(None), name).content


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_citations_found_anew_are_those_of_the_record(desk: Desk, name: str) -> None:
    made = example(desk, name)
    shelf = open_shelf(None, tables())
    names = Names(shelf.namings())
    resolver, day = Resolver(shelf, names), date.fromisoformat(made.record.date)
    found = {
        str(meant.verdict.address)
        for paragraph in reading.paragraphs(made.content)
        for citation in find(paragraph, names)
        for meant in resolver.resolve(citation, day).meant
        if meant.verdict.address
    }
    of_the_day = {str(one) for cited in made.cited if cited.day == day for one in cited.addresses}
    earlier = {str(one) for cited in made.cited if cited.day != day for one in cited.addresses}
    assert found - earlier == of_the_day - earlier


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_word_accepts_the_document(desk: Desk, tmp_path: Path, name: str) -> None:
    path = tmp_path / "brev.docx"
    path.write_bytes(example(desk, name).content)
    assert OpenXmlValidator().validate(str(path)).errors == []
    assert not [text for text in reading.paragraphs(path.read_bytes()) if not text.strip()]


@pytest.mark.parametrize("name", ["hold-2018", "hold-change-2018", "hold-end-2018", "offer-2018", "mentor-2018"])
def test_in_favour_asks_for_neither_reasons_nor_hearing_and_leaves_no_empty_heading(desk: Desk, name: str) -> None:
    made = changed(desk, name, {"document": "afgørelse med fuldt medhold"}, ["facts", "considerations", "hearing"])
    assert made.final, made.reasons
    text = reading.paragraphs(made.content)
    assert MISSING not in text
    assert "Dine bemærkninger" not in text
    assert "Oplysningerne i din sag" not in text
    assert ("Derfor har vi truffet afgørelsen" in text) == ("Vores vurdering" in text)
    assert "Sådan klager du" in text


def test_each_of_several_decisions_has_its_own_body(desk: Desk) -> None:
    text = reading.text(example(desk, "several-2018").content)
    assert "kan du klage til Ankestyrelsen. " in text
    assert "kan du klage til Ankestyrelsens Beskæftigelsesudvalg. " in text


def test_a_date_of_the_deadline_only_for_digital_post_whose_day_is_known(desk: Desk) -> None:
    says = "senest den 2. januar 2019"
    assert says in reading.text(changed(desk, "hold-change-2018", {"sent": "2018-12-04"}).content)
    assert "klage senest den" not in reading.text(example(desk, "hold-change-2018").content), "it ends on 31 December"
    assert says not in reading.text(changed(desk, "hold-change-2018", {}, ["sent"]).content)
    paper = reading.text(changed(desk, "hold-change-2018", {"channel": "brev"}).content)
    assert says not in paper
    assert "6 hverdage efter brevets dato" in paper


def test_fewer_talks_keep_the_caseworker_only_where_the_experiment_leaves_the_right(desk: Desk) -> None:
    """Order 529/2018 § 29 sets § 18 a aside, § 32 does not."""
    right = "ret til en koordinerende sagsbehandler"
    level = {"scheme": "kontaktforløb", "level": ["Gruppen får mindst lige så mange samtaler som før."]}
    contact = changed(desk, "talks-2018", level, ["effort"])
    assert contact.final, contact.reasons
    assert right not in reading.text(contact.content)
    assert right in reading.text(example(desk, "talks-2018").content)


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_no_sentence_of_a_template_breaks_in_two_letters(desk: Desk, name: str) -> None:
    """No tag, double space, double stop or empty bracket is left in what a reader sees."""
    for text in reading.paragraphs(example(desk, name).content):
        assert not re.search(r"\{[{%]|  \S|\.\.(?!\.)|\(\)|, ,| \.", text.replace("   |   ", "")), text


@pytest.mark.parametrize("kind", ["several", "reassessment"])
def test_another_unit_rests_on_the_order_also_where_the_letter_rests_on_ordinary_law(desk: Desk, kind: str) -> None:
    unit = {
        "unit.jobcenter": "nej",
        "unit.name": "Familieenheden",
        "person.group": "§ 2, nr. 13",
        "person.born": "1992-05-17",
        "local_decision": {"body": "Byrådet", "date": "2018-06-25", "published": "kommunens hjemmeside"},
    }
    made = changed(desk, f"{kind}-2018", unit)
    assert made.final, made.reasons
    addresses = {str(address) for cited in made.cited for address in cited.addresses}
    assert {"2018-529#Par28_Stk1", "2018-529#Par28_Stk4"} <= addresses
    assert "Familieenheden, jf. § 28, stk. 1 og 4" in reading.text(made.content)


ANOTHER_UNIT = [
    "hold-2018",
    "hold-change-2018",
    "hold-end-2018",
    "refusal-2018",
    "offer-2018",
    "plan-2018",
    "talks-2018",
]


@pytest.mark.parametrize("name", [*ANOTHER_UNIT, "mentor-2018", "talks-sickness-2018"])
def test_another_unit_is_an_attribute_of_any_letter_under_the_order(desk: Desk, name: str) -> None:
    made = changed(desk, name, {"unit.jobcenter": "nej", "unit.name": "Familieenheden"})
    assert made.final, made.reasons
    assert "Familieenheden, jf. § 28, stk. 1" in reading.text(made.content)


def test_the_one_plan_of_the_sick_also_replaces_their_agreement(desk: Desk) -> None:
    made = changed(
        desk, "plan-2018", {"person.group": "§ 2, nr. 5", "person.benefit": "sygedagpenge", "municipality": "Hillerød"}
    )
    assert made.final, made.reasons
    addresses = {str(address) for cited in made.cited for address in cited.addresses}
    assert {"2018-529#Par26_Stk3_Num3", "2018-809#Par13c_Stk2"} <= addresses


def test_ordinary_law_asks_for_no_experiment_and_any_municipality_may_use_it(desk: Desk) -> None:
    made = example(desk, "plan-2020")
    assert made.final
    assert not [cited for cited in made.cited if "bekendtgørelse" in cited.act]
    assert "Du gav samtykke til planen den 24. februar 2020" in reading.text(made.content)


def test_a_provision_that_asks_for_the_purpose_has_it(desk: Desk) -> None:
    """Serviceloven (LBK 1114/2018) § 3, stk. 2: decisions under §§ 101, 107 and others say what the effort is for."""
    case = copy.deepcopy(values_of("several-2018"))
    case["decisions"][0]["provision"] = "§ 107"
    made = desk.letter(cases.from_values(case, lambda field: field))
    assert [reason.says for reason in made.reasons] == ["Afgørelsen skal også sige formålet med indsatsen (purpose)."]
    case["decisions"][0]["purpose"] = "Formålet er, at du får en fast hverdag."
    made = desk.letter(cases.from_values(case, lambda field: field))
    assert made.final, made.reasons
    assert "Formålet er, at du får en fast hverdag." in reading.paragraphs(made.content)


SPECIAL = [
    ("lov om social service", "§ 129, stk. 1", "klagen kan udsætte afgørelsen"),
    ("lov om social service", "§ 68 b", "klagen kan udsætte afgørelsen"),
    ("lov om social service", "§ 109, stk. 3", "klagen kan udsætte afgørelsen"),
    ("lov om aktiv socialpolitik", "§ 95", "den ydelse, der skal betales tilbage"),
    ("lov om en aktiv beskæftigelsesindsats", "§ 70 f", "§ 128, stk. 5"),
    ("lov om en aktiv beskæftigelsesindsats", "§ 128", "en regel om klage"),
]


@pytest.mark.parametrize(("act", "provision", "says"), SPECIAL)
def test_a_decision_with_complaint_rules_of_its_own_stays_a_draft(
    desk: Desk, act: str, provision: str, says: str
) -> None:
    first, second = values_of("several-2018")["decisions"]
    items = [first, {**second, "act": act, "provision": provision}]
    made = changed(desk, "several-2018", {"decisions": items})
    assert [reason.says for reason in made.reasons if says in reason.says]


def test_one_decision_is_not_several(desk: Desk) -> None:
    made = changed(desk, "several-2018", {"decisions": values_of("several-2018")["decisions"][:1]})
    assert [reason.says for reason in made.reasons] == ["Sagen har kun én afgørelse; dette brev er til flere."]


def test_each_of_several_decisions_is_for_the_group_where_it_is_known(desk: Desk) -> None:
    first, second = values_of("several-2018")["decisions"]
    person = {"person.group": "§ 2, nr. 13", "person.born": "1992-05-17"}
    other = {"decisions": [first, {**second, "provision": "§ 42, stk. 1"}]}
    assert changed(desk, "several-2018", person).final
    assert "gælder ikke for § 2, nr. 13" in changed(desk, "several-2018", person | other).reasons[0].says


def test_the_decision_complained_of_is_read_as_the_law_was_then(desk: Desk) -> None:
    made = changed(desk, "reassessment-2018", {"decided": "2015-12-01", "provision": "§ 96 b, stk. 1"})
    assert "lovbekendtgørelse nr. 807 af 1. juli 2015" in reading.text(made.content).replace("\u00a0", " ")
