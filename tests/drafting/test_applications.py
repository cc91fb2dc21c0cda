"""Applications: one list for body and annex, and what is found in it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import OpenXmlValidator

from lawtext import shipped
from lawtext.drafting import plans, record
from lawtext.drafting.applications import Applicant, Application, FindingKind
from lawtext.drafting.plans import Plan, Row
from lawtext.drafting.templates import Template
from lawtext.errors import UnusableInputError, UsageError
from tests.drafting import reading
from tests.drafting.conftest import EXAMPLES
from tests.drafting.test_as_docxtpl import by_docxtpl, canonical, compared
from tests.drafting.word import part

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
def made(applicant: Applicant) -> Application:
    return applicant.application(plans.read(EXAMPLES / "borgerforloeb.yaml"))


def of(applicant: Applicant, *rows: Row, day: date = date(2016, 4, 15)) -> Application:
    return applicant.application(Plan("network", "Prøve", "Prøvekommunen", day, rows))


def test_what_is_found_in_the_network_application(made: Application) -> None:
    found = {(one.kind, one.rows, one.suggestion) for one in made.findings}
    assert found == {
        (FindingKind.NAME, ("Generelt", "Ressourceforløb og ressourceforløbsydelse"), ORGANISING),
        (FindingKind.CHAPTER, ("Mentor",), "kapitel 9 b"),
        (
            FindingKind.NAME,
            ("Fælles: Uddannelseshjælp, kontanthjælp og ressourceforløbsydelse", "Fælles: Ledighedsydelse"),
            "lov om aktiv socialpolitik",
        ),
    }


def test_every_provision_is_resolved_as_of_april_2016(made: Application) -> None:
    editions = {address.edition for cited in made.cited for address in cited.addresses}
    assert editions == {"2015-807", "2014-1482", "2015-806", "2016-48"}
    assert len([address for cited in made.cited for address in cited.addresses]) == 21


def test_list_and_annex_name_the_same_provisions(made: Application) -> None:
    shown = reading.paragraphs(made.content)
    listed = shown[shown.index("Bestemmelser") + 1 : shown.index("2. Løsninger") - 1]
    assert dict(zip(listed[::2], listed[1::2], strict=True)) == BY_ACT
    annex = shown[shown.index("Kapitel/paragraf") + 1 :]
    assert annex[3 * 8 : 3 * 9 : 2] == [
        "Ressourceforløb og ressourceforløbsydelse",
        f"Kapitel 12 a i lov om en aktiv beskæftigelsesindsats; § 6, stk. 4, og §§ 9 og 10 i {ORGANISING}",
    ]
    assert annex[1::3][2:8] == ["Kun jobcenteret kan give tilbud efter lov om en aktiv beskæftigelsesindsats."] * 6


def test_as_above_repeats_the_requirement() -> None:
    demands = ("Krav", "Som ovenfor.", "Andet", "som ovenfor", "")
    rows = tuple(Row("A", ("§ 1",), demand) for demand in demands)
    assert plans.requirements(rows) == ("Krav", "Krav", "Andet", "Andet", "")


def test_the_first_row_cannot_be_as_above(tmp_path: Path) -> None:
    text = (EXAMPLES / "borgerforloeb.yaml").read_text(encoding="utf-8")
    first = text[text.index("  - label: Generelt") : text.index("  - label: Aktive tilbud")]
    path = tmp_path / "plan.yaml"
    row = "  - {label: A, requirement: som ovenfor, provisions: LAB § 22}\n"
    path.write_text(text.replace(first, row), encoding="utf-8")
    with pytest.raises(UnusableInputError, match=r"plan\.yaml, linje \d+: den første række"):
        plans.read(path)


@pytest.mark.parametrize(
    ("provisions", "kind", "says"),
    [
        ("LAB § 999", FindingKind.PROVISION, "§ 999 findes ikke"),
        ("LAB kap. 5 z", FindingKind.PROVISION, "findes ikke"),
        ("LAB kap. 11 a", FindingKind.PROVISION, "ophævet"),
        ("paragraf toogtyve", FindingKind.UNREADABLE, "kan ikke læses"),
        ("LAB § 22, stk. 99999999999", FindingKind.UNREADABLE, "»stk 99999999999« ikke læses"),
        ("LAB § 22 og lidt til", FindingKind.UNREADABLE, "»lidt til« ikke læses"),
        ("lov om leg § 3", FindingKind.PROVISION, "ikke i korpus"),
    ],
)
def test_a_provision_that_cannot_stand_is_found(
    applicant: Applicant, provisions: str, kind: FindingKind, says: str
) -> None:
    found = of(applicant, Row("Aktive tilbud", (provisions,))).findings
    assert [one.kind for one in found] == [kind]
    assert says in found[0].says


def test_what_can_not_be_read_stands_in_list_and_annex_beside_what_can(applicant: Applicant) -> None:
    made = of(applicant, Row("Aktive tilbud", ("LAB § 22", "paragraf toogtyve", "LAB")))
    assert [(one.kind, one.cited) for one in made.findings] == [
        (FindingKind.UNREADABLE, "paragraf toogtyve"),
        (FindingKind.UNREADABLE, "LAB"),
    ]
    shown = reading.paragraphs(made.content)
    assert "§ 22 i lov om en aktiv beskæftigelsesindsats; Paragraf toogtyve; LAB" in shown
    assert {"Paragraf toogtyve", "LAB"} <= set(shown)


def test_a_later_chapter_is_not_found_before_its_time(applicant: Applicant) -> None:
    row = Row("Kontaktforløb", ("LAB § 204",))
    assert of(applicant, row).findings
    assert not of(applicant, row, day=date(2020, 3, 2)).findings


def test_an_unknown_template_is_a_usage_error(applicant: Applicant) -> None:
    with pytest.raises(UsageError, match="network"):
        applicant.application(Plan("../decisions/hold", "x", "y", date(2016, 4, 15), ()))


def test_word_accepts_it_and_it_is_accessible(made: Application, tmp_path: Path) -> None:
    path = tmp_path / "ansøgning.docx"
    path.write_bytes(made.content)
    result = OpenXmlValidator().validate(str(path))
    assert result.is_valid, [str(error) for error in result.errors]
    assert "" not in [line.strip() for line in reading.paragraphs(made.content)]
    document = part(made.content)
    assert document.count("<w:tbl>") == document.count("<w:tblHeader/>") == 2


def test_the_application_is_what_docxtpl_itself_makes_of_the_template(
    applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: dict[str, Any] = {}
    render = Template.render

    def seen(self: Template, values: dict[str, Any], **rest: Any) -> bytes:
        rendered.update(values)
        return render(self, values, **rest)

    monkeypatch.setattr(Template, "render", seen)
    applicant.application(plans.read(EXAMPLES / "borgerforloeb.yaml"))
    content = (shipped.folder("templates") / "applications" / "network.docx").read_bytes()
    template, _ = applicant.templates.application("network")
    ours, theirs = render(template, rendered), by_docxtpl(content, rendered)
    assert len(compared(content)) > 1
    for each in compared(content):
        assert canonical(ours, each) == canonical(theirs, each)


def test_same_plan_same_bytes_with_its_record(applicant: Applicant, made: Application) -> None:
    again = applicant.application(plans.read(EXAMPLES / "borgerforloeb.yaml"))
    assert again.content == made.content
    assert record.of_document(made.content, "ansøgning.docx") == made.record
