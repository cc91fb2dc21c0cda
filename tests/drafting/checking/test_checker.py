"""Texts and what is told of them; the day that counts; what experiments waive; the complaint body; made letters."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document

from lawtext.drafting import cases
from lawtext.drafting.checking.checker import Asked, Checked, Checker
from lawtext.drafting.desk import Desk
from lawtext.drafting.findings.finding import Finding, Level
from scripts import check_documents

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
TODAY = date(2026, 1, 1)
EXAMPLES = Path(__file__).parent.parent.parent.parent / "examples"


def checked(checker: Checker, text: str | bytes, day: date | None = None, **asked: Any) -> Checked:
    content = text.encode() if isinstance(text, str) else text
    return checker.check(content, "brev.txt", Asked(TODAY, day, **asked))


def told(answer: Checked) -> list[str]:
    return [one.rule for one in answer.findings if one.level is not Level.NOTE]


def of_rule(answer: Checked, rule: str) -> list[Finding]:
    return [one for one in answer.findings if one.rule == rule]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text'][:60]} ({case['day']})")
def test_a_text_and_what_is_told_of_it(checker: Checker, case: dict[str, Any]) -> None:
    answer = checked(checker, case["text"], case["day"])
    assert told(answer) == case["rules"]
    said = " ".join(f"{one.says} {one.suggestion}" for one in answer.findings)
    assert case.get("said", "") in said


def test_a_finding_stands_exactly_where_its_words_do(checker: Checker) -> None:
    text = "Kære dig.\n\nSe reglerne\ni § 999 i forvaltningsloven."
    (one,) = [one for one in checked(checker, text, date(2018, 9, 3)).findings if one.level is Level.ERROR]
    assert (one.spot.line, one.spot.column, one.spot.text) == (4, 3, "§ 999 i forvaltningsloven")
    assert one.says_en == "§ 999 does not exist in forvaltningsloven on 2018-09-03."


@pytest.mark.parametrize(
    ("text", "spot", "right"),
    [
        (
            "Efter § 24 i lov om sygedagpenge, jf. lovbekendtgørelse nr. 38 af 15. januar 2018, stopper de.",
            "lovbekendtgørelse nr. 38 af 15. januar 2018",
            "lovbekendtgørelse nr. 38 af 19. januar 2018",
        ),
        (
            "Efter § 5 i bekendtgørelse nr. 529 af 24/5 2018 kan vi vente.",
            "bekendtgørelse nr. 529 af 24/5 2018",
            "bekendtgørelse nr. 529 af 23. maj 2018",
        ),
    ],
)
def test_a_right_date_stands_instead_of_the_wrong_one_alone(checker: Checker, text: str, spot: str, right: str) -> None:
    (one,) = of_rule(checked(checker, text, date(2018, 6, 20)), "wrong-date")
    assert (one.spot.text, one.suggestion) == (spot, right)


@pytest.mark.parametrize(
    ("text", "day", "says"),
    [
        ("København, den 3. september 2018\n\nSe § 24.", date(2018, 9, 3), "egen dato"),
        ("3. september 2018 | Sagsnr. 18/00000\n\nSe § 24.", date(2018, 9, 3), "egen dato"),
        ("Dato: 3.9.2018\n\nSe § 24.", date(2018, 9, 3), "egen dato"),
        ("Ansøgning om forsøg\nApril 2016\n\nSe § 24.", date(2016, 4, 1), "april 2016"),
        ("Notat\n7. august 2018\n\nSe § 24.", date(2018, 8, 7), "egen dato"),
        ("Vi mødtes den 3. september 2018 og talte.", TODAY, "ikke fundet"),
        ("Vi talte med dig den\n3. september 2018\nog igen senere.", TODAY, "ikke fundet"),
        ("Vi talte med dig sidst\n3. september 2018\nog igen senere.", TODAY, "ikke fundet"),
    ],
)
def test_the_day_is_the_documents_own(checker: Checker, text: str, day: date, says: str) -> None:
    answer = checked(checker, text)
    assert answer.day.day == day
    (note,) = of_rule(answer, "day-used")
    assert says in note.says


def test_samme_lov_looks_back_to_the_paragraph_before(checker: Checker) -> None:
    text = "Se § 85 i lov om social service.\n\nEfter samme lovs § 999 gælder intet."
    assert told(checked(checker, text, date(2018, 9, 3))) == ["no-such-provision"]


def test_strict_reads_whole_forms_only(checker: Checker) -> None:
    assert told(checked(checker, "Vi følger LAB 22.", date(2016, 4, 15), lenient=False)) == []


def test_what_may_be_waived_for_a_municipality(checker: Checker) -> None:
    text = "Se § 96 b, stk. 1, og § 2 i lov om en aktiv beskæftigelsesindsats."
    day = date(2018, 9, 3)
    (one,) = of_rule(checked(checker, text, day, municipality="Fredensborg"), "waived")
    assert "§ 33 i bekendtgørelse nr. 529 af 23. maj 2018" in one.says
    assert one.address == "2018-529#Par33"
    assert not of_rule(checked(checker, text, day, municipality="Gentofte"), "waived")


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Klag til Ankestyrelsen, jf. § 128 i lov om en aktiv beskæftigelsesindsats.", ["wrong-complaint-body"]),
        ("Klag til Ankestyrelsens Beskæftigelsesudvalg, jf. § 128 i lov om en aktiv beskæftigelsesindsats.", []),
        ("Klag til Ankestyrelsens Beskæftigelsesudvalg, jf. § 166 i lov om social service.", ["wrong-complaint-body"]),
        ("Hjælpen er bevilget efter § 85 i lov om social service.\n\nDu kan klage til Det Sociale Nævn.",
         ["wrong-complaint-body"]),
        (("Efter § 85 i lov om social service og § 128 i lov om en aktiv beskæftigelsesindsats.\n\n"
         "Du kan klage til Ankestyrelsen."), []),
        ("Ankestyrelsen har skrevet til os om § 128 i lov om en aktiv beskæftigelsesindsats.", []),
    ],
)  # fmt: skip
def test_the_complaint_body_is_that_of_the_act(checker: Checker, text: str, rules: list[str]) -> None:
    assert told(checked(checker, text, date(2018, 9, 3))) == rules


def letter(desk: Desk) -> bytes:
    return desk.letter(cases.read(EXAMPLES / "hold-2018.yaml")).content


def test_a_letter_of_ours_has_no_fault_and_says_what_has_changed_since(checker: Checker, desk: Desk) -> None:
    answer = checker.check(letter(desk), "brev.docx", Asked(TODAY))
    assert told(answer) == []
    assert answer.day.day == date(2018, 9, 3)
    assert all(one.spot.text for one in of_rule(answer, "changed-since"))
    since = " ".join(one.says for one in of_rule(answer, "changed-since"))
    assert "§ 96 b, stk. 1, i lov om en aktiv beskæftigelsesindsats: gælder ikke den 1. januar 2026." in since
    assert "Det angår dokumentets målgruppe, § 2, nr. 13." in since
    assert "ordene er andre den 1. januar 2026, jf. lovbekendtgørelse nr. 261 af 13. marts 2024" in since


def test_a_letter_of_ours_changed_by_hand_is_told(checker: Checker, desk: Desk) -> None:
    document = Document(io.BytesIO(letter(desk)))
    document.add_paragraph("Og mere.")
    target = io.BytesIO()
    document.save(target)
    assert "record-broken" in told(checker.check(target.getvalue(), "brev.docx", Asked(TODAY)))


def test_on_the_letters_own_day_nothing_has_changed(checker: Checker, desk: Desk) -> None:
    assert not of_rule(checker.check(letter(desk), "brev.docx", Asked(date(2018, 9, 3))), "changed-since")


@pytest.mark.parametrize("form", ["txt", "docx"])
def test_the_application_of_2016(checker: Checker, shared: Path, form: str) -> None:
    text = next((shared / "seeds").glob("004*")).read_text(encoding="utf-8")
    content = text.encode() if form == "txt" else check_documents.application(text)
    findings = checker.check(content, f"a.{form}", Asked(TODAY, date(2016, 4, 15))).findings
    serious = [one for one in findings if one.level is not Level.NOTE]
    for expected in check_documents.HAND_CHECK:
        assert any(check_documents.is_hit(expected, one) for one in serious), expected
    assert [one.says for one in serious if one.level is Level.ERROR] == []
