"""Every kind of plan: its example made, one list in body and annex, the same bytes, clean in Word and our own check."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from openxml_audit import OpenXmlValidator

from lawtext import shipped
from lawtext.cli import given
from lawtext.drafting import plans, record
from lawtext.drafting.applications import Applicant, Application
from lawtext.drafting.checking import reports
from lawtext.drafting.checking.checker import Asked
from lawtext.drafting.findings.finding import Level
from lawtext.drafting.plans import Network, Row
from lawtext.drafting.templates import Template
from lawtext.errors import UnusableInputError
from tests.drafting import reading
from tests.drafting.conftest import EXAMPLES
from tests.drafting.test_as_docxtpl import by_docxtpl, canonical, compared
from tests.drafting.word import part

EXAMPLE = {
    "network": "borgerforloeb",
    "round": "ansoegning-runde-2",
    "single": "enkeltforsoeg-2018",
    "bylaw": "vedtaegt-2018",
    "agenda": "dagsorden-2017",
}
ORGANISING = "lov om organisering og understøttelse af beskæftigelsesindsatsen m.v."
LATER = "af 1. juli 2015 med senere ændringer"
BY_ACT = {
    f"Lov nr. 1482 af 23. december 2014 {ORGANISING[4:]} med senere ændringer": "§§ 2, 5, 6, 9 og 10",
    f"Lov om en aktiv beskæftigelsesindsats, jf. lovbekendtgørelse nr. 807 {LATER}": (
        "§ 22 og kapitel 7, 9, 10, 11, 12, 12 a, 12 b, 13 og 17"
    ),
    f"Lov om aktiv socialpolitik, jf. lovbekendtgørelse nr. 806 {LATER}": "§ 74 og kapitel 4 og 6 a",
    "Lov om sygedagpenge, jf. lovbekendtgørelse nr. 48 af 13. januar 2016": "Kapitel 6",
}


@pytest.fixture(scope="module")
def made(applicant: Applicant) -> dict[str, Application]:
    return {kind: applicant.application(plans.read(EXAMPLES / f"{name}.yaml"), name) for kind, name in EXAMPLE.items()}


def of(applicant: Applicant, *rows: Row, day: date = date(2016, 4, 15)) -> Application:
    return applicant.application(Network(title="Prøve", date=day, rows=rows))


def test_every_type_has_an_example_a_contract_and_a_template(applicant: Applicant) -> None:
    assert list(EXAMPLE) == list(plans.TYPES)
    for kind, name in EXAMPLE.items():
        assert plans.type_of(plans.read(EXAMPLES / f"{name}.yaml")) == kind
        assert applicant.templates.plan(kind).type == kind


@pytest.mark.parametrize("kind", [kind for kind in EXAMPLE if kind != "network"])
def test_the_examples_have_nothing_to_look_at(made: dict[str, Application], kind: str) -> None:
    assert [one.says for one in made[kind].findings] == []
    assert "[mangler]" not in part(made[kind].content)


def test_what_is_found_in_the_network_application(made: dict[str, Application]) -> None:
    found = {(one.rule, one.spot.heading, one.suggestion) for one in made["network"].findings}
    assert found == {
        ("wrong-name", "Generelt; Ressourceforløb og ressourceforløbsydelse", ORGANISING),
        ("chapter-misfit", "Mentor", "kapitel 9 b"),
        (
            "wrong-name",
            "Fælles: Uddannelseshjælp, kontanthjælp og ressourceforløbsydelse; Fælles: Ledighedsydelse",
            "lov om aktiv socialpolitik",
        ),
    }


def test_every_provision_is_resolved_as_of_april_2016(made: dict[str, Application]) -> None:
    editions = {address.edition for cited in made["network"].cited for address in cited.addresses}
    assert editions == {"2015-807", "2014-1482", "2015-806", "2016-48"}


def test_list_and_annex_name_the_same_provisions(made: dict[str, Application]) -> None:
    shown = reading.paragraphs(made["network"].content)
    listed = shown[shown.index("Bestemmelser") + 1 : shown.index("2. Løsninger")]
    assert dict(zip(listed[::2], listed[1::2], strict=True)) == BY_ACT
    annex = shown[shown.index("Kapitel/paragraf") + 2 :]
    resource = annex.index("Ressourceforløb og ressourceforløbsydelse")
    assert annex[resource + 2] == (
        f"Kapitel 12 a i lov om en aktiv beskæftigelsesindsats; § 6, stk. 4, og §§ 9 og 10 i {ORGANISING}"
    )
    assert annex.count("Kun jobcenteret kan give tilbud efter lov om en aktiv beskæftigelsesindsats.") == 8


@pytest.mark.parametrize("kind", EXAMPLE)
def test_our_own_check_finds_nothing_wrong_in_what_we_make(made: dict[str, Application], kind: str) -> None:
    report = reports.of_content(given.checker(None), made[kind].content, "a.docx", Asked(date(2020, 1, 2), None))
    wrong = [one for one in report.findings if one.level is not Level.NOTE]
    assert {one.rule for one in wrong} == ({"chapter-misfit"} if kind == "network" else set())


def test_each_row_tells_what_depends_on_its_provisions(made: dict[str, Application]) -> None:
    shown = "\n".join(reading.paragraphs(made["round"].content))
    assert "Der henvises hertil i §§ 21 e, 91 a, 94 og 96 i lov om en aktiv beskæftigelsesindsats." in shown
    assert "Blandt dem rejser § 128 i lov om en aktiv beskæftigelsesindsats spørgsmålet »Klageadgang«." in shown
    assert "§ 128 i lov om en aktiv beskæftigelsesindsats henviser til bestemmelserne." in shown
    assert "En frist, en varighed eller et mellemrum bliver længere; ellers står reglen. I stedet: Fristen" in shown
    assert "Længere frist eller varighed: Fristen" in shown
    assert "2. ansøgningsrunde, frist den 1. maj 2017" in shown


def test_the_bylaw_rests_on_the_paragraph_of_the_order_of_the_day(made: dict[str, Application]) -> None:
    shown = reading.paragraphs(made["bylaw"].content)
    assert any(line.startswith("§ 33 i bekendtgørelse nr. 529 af 23. maj 2018") for line in shown)
    assert "2018-529#Par33" in {str(address) for one in made["bylaw"].cited for address in one.addresses}


def test_the_agenda_paper_has_the_councils_headings(made: dict[str, Application]) -> None:
    shown = reading.paragraphs(made["agenda"].content)
    headings = ["Beslutningstema", "Sagsfremstilling og økonomi", "Bevilling", "Retsgrundlag", "Kompetence"]
    headings += ["Kommunikation", "Indstilling", "Beslutning"]
    assert [line for line in shown if line in headings] == headings
    assert "Sagen er ikke behandlet endnu." in shown


@pytest.mark.parametrize(
    ("basis", "written"),
    [
        (
            "lov nr. 707 af 8. juni 2018",
            "Lov nr. 707 af 8. juni 2018 om ændring af lov om en aktiv beskæftigelsesindsats",
        ),
        ("lov om frikommunenetværk", "Lov om frikommunenetværk, jf. lovbekendtgørelse nr. 831 af 25. juni 2018"),
        ("§ 3 i lov om frikommunenetværk", "§ 3 i lov om frikommunenetværk, jf. lovbekendtgørelse nr. 831"),
    ],
)
def test_the_legal_basis_is_written_from_what_was_found(applicant: Applicant, basis: str, written: str) -> None:
    plan = msgspec.structs.replace(plans.read(EXAMPLES / "dagsorden-2017.yaml"), date=date(2018, 12, 3), basis=(basis,))
    shown = [line.replace("\u00a0", " ") for line in reading.paragraphs(applicant.application(plan).content)]
    assert shown[shown.index("Retsgrundlag") + 1].startswith(written)


def test_a_limit_that_several_rows_raise_is_told_in_one_sentence(made: dict[str, Application]) -> None:
    shown = reading.paragraphs(made["network"].content)
    row = shown[shown.index("Økonomiske fordele") : shown.index("Fastsatte satser")]
    assert len([line for line in row if line.endswith("henviser til bestemmelserne.")]) == 1


def test_the_limits_of_the_invitation_stand_in_every_application(made: dict[str, Application]) -> None:
    for kind in ("network", "round", "single"):
        shown = reading.paragraphs(made[kind].content)
        limits = shown[shown.index("Derfor rejses det") :]
        assert {"Grundloven", "EU-regler", "Økonomiske fordele", "Retssikkerhed"} <= set(limits)
        assert "Stilles ved alle forsøg." in limits


def test_what_is_not_known_of_those_who_refer_is_said_of_acts_in_force(made: dict[str, Application]) -> None:
    shown = "\n".join(reading.paragraphs(made["network"].content))
    assert "Fravigelserne i bekendtgørelse nr. 1002 af 30. august 2015, som gjaldt den 15. april 2016" in shown
    assert "lov om ansvaret for og styringen af den aktive beskæftigelsesindsats" not in shown


@pytest.mark.parametrize("kind", EXAMPLE)
def test_no_sentence_has_two_full_stops(made: dict[str, Application], kind: str) -> None:
    assert not [line for line in reading.paragraphs(made[kind].content) if ".." in line]


def test_no_line_is_broken_between_a_sign_and_its_number(made: dict[str, Application]) -> None:
    assert "ved §\u00a01 i lov nr.\u00a01875 af 29. december 2015, som ikke er indarbejdet" in part(
        made["network"].content
    )


def test_a_limit_by_chapter_is_told_by_the_chapters_name(made: dict[str, Application]) -> None:
    shown = reading.paragraphs(made["network"].content)
    assert "Kapitel 12 i lov om en aktiv beskæftigelsesindsats hedder »Ansættelse med løntilskud«." in shown


def test_a_reservation_names_its_act(made: dict[str, Application]) -> None:
    shown = reading.paragraphs(made["network"].content)
    inside = [line for line in shown if "En del af kapitel 6 a er ændret" in line]
    assert inside
    assert all(line.startswith("Lov om aktiv socialpolitik: ") for line in inside)


@pytest.mark.parametrize("kind", ["network", "round", "single", "bylaw"])
def test_a_plan_without_rows_leaves_no_table_empty(applicant: Applicant, kind: str) -> None:
    plan = plans.TYPES[kind](title="Prøve", date=date(2018, 9, 1))
    shown = reading.paragraphs(applicant.application(plan).content)
    last = "I forsøget" if kind == "bylaw" else "Ønsket fravigelse"
    assert shown[shown.index(last) + 1] == "[mangler]"
    if kind != "bylaw":
        assert shown[shown.index("Bestemmelser") + 1] == "[mangler]"


def test_what_is_marked_in_a_bylaws_row_is_told(applicant: Applicant) -> None:
    plan = plans.read(EXAMPLES / "vedtaegt-2018.yaml")
    found = applicant.application(msgspec.structs.replace(plan, rows=(Row("A", ("LAB § 93",)),))).findings
    assert [one.rule for one in found] == ["missing-field", "no-operation"]


def test_as_above_repeats_the_requirement() -> None:
    demands = ("Krav", "Som ovenfor.", "Andet", "som ovenfor", "")
    rows = tuple(Row("A", ("§ 1",), demand, (demand,)) for demand in demands)
    assert plans.requirements(rows) == ("Krav", "Krav", "Andet", "Andet", "")
    assert plans.hindrances(rows)[:4] == (("Krav",), ("Krav",), ("Andet",), ("Andet",))


def test_the_first_row_cannot_be_as_above(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    row = "rows:\n  - {label: A, requirement: som ovenfor, provisions: LAB § 22}\n"
    path.write_text(f"template: network\ntitle: A\ndate: 2016-04-15\n{row}", encoding="utf-8")
    with pytest.raises(UnusableInputError, match=r"plan\.yaml, linje \d+: den første række"):
        plans.read(path)


@pytest.mark.parametrize(("kind", "says"), [("", "mangler"), ("netvork", "Mente du »network«"), ("x", "Typer:")])
def test_an_unknown_type_is_told_with_its_line(kind: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(f"title: A\ntemplate: {kind}\n", encoding="utf-8")
    with pytest.raises(UnusableInputError, match=says):
        plans.read(path)


def test_what_can_not_be_read_stands_in_list_and_annex_beside_what_can(applicant: Applicant) -> None:
    made = of(applicant, Row("Aktive tilbud", ("LAB § 22", "paragraf toogtyve", "LAB")))
    unread = [(one.rule, one.spot.text) for one in made.findings if one.rule == "unread"]
    assert unread == [("unread", "paragraf toogtyve"), ("unread", "LAB")]
    shown = reading.paragraphs(made.content)
    assert "§ 22 i lov om en aktiv beskæftigelsesindsats; Paragraf toogtyve; LAB" in shown
    assert {"Paragraf toogtyve", "LAB"} <= set(shown)


def test_what_is_typed_in_a_rows_words_is_of_the_rows_act(applicant: Applicant) -> None:
    made = of(applicant, Row("A", ("LAB § 22",), "Se § 23.", ("Også § 999 er i vejen.",)))
    assert "2015-807#Par23" in {str(address) for one in made.cited for address in one.addresses}
    assert [one.spot.text for one in made.findings if one.rule == "no-such-provision"]


@pytest.mark.parametrize("kind", EXAMPLE)
def test_word_accepts_it_and_it_is_accessible(made: dict[str, Application], kind: str, tmp_path: Path) -> None:
    path = tmp_path / "ansøgning.docx"
    path.write_bytes(made[kind].content)
    result = OpenXmlValidator().validate(str(path))
    assert result.is_valid, [str(error) for error in result.errors]
    assert "" not in [line.strip() for line in reading.paragraphs(made[kind].content)]
    document = part(made[kind].content)
    assert document.count("<w:tbl>") == document.count("<w:tblHeader/>") >= 1


@pytest.mark.parametrize("kind", EXAMPLE)
def test_it_is_what_docxtpl_itself_makes_of_the_template(
    applicant: Applicant, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: dict[str, Any] = {}
    written: dict[str, str] = {}
    render = Template.render

    def seen(self: Template, values: dict[str, Any], texts: dict[str, str], made_by: record.Record) -> bytes:
        rendered.update(values)
        written.update(texts)
        return render(self, values, texts, made_by)

    monkeypatch.setattr(Template, "render", seen)
    applicant.application(plans.read(EXAMPLES / f"{EXAMPLE[kind]}.yaml"))
    content = (shipped.folder("templates") / "applications" / f"{kind}.docx").read_bytes()
    template, _ = applicant.templates.application(kind)
    assert isinstance(template, Template)
    ours = render(template, rendered, written)
    theirs = by_docxtpl(content, rendered | {"cite": written.get})
    assert len(compared(content)) > 1
    for each in compared(content):
        assert canonical(ours, each) == canonical(theirs, each)


@pytest.mark.parametrize("kind", EXAMPLE)
def test_same_plan_same_bytes_with_its_record(applicant: Applicant, made: dict[str, Application], kind: str) -> None:
    again = applicant.application(plans.read(EXAMPLES / f"{EXAMPLE[kind]}.yaml"), "et andet navn")
    assert again.content == made[kind].content
    assert record.of_document(made[kind].content, "ansøgning.docx") == made[kind].record
