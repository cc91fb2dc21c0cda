"""Citations that people have typed themselves: in a case's own words, in a template's fixed ones."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lawtext import shipped
from lawtext.cli import given
from lawtext.drafting import cases, forms, gate, packages, record
from lawtext.drafting.contracts import Templates
from lawtext.drafting.desk import Desk, Letter
from lawtext.drafting.letters import ReasonKind
from tests.drafting import word
from tests.drafting.conftest import EXAMPLES

LAB = "lov om en aktiv beskæftigelsesindsats"


def with_facts(desk: Desk, text: str) -> Letter:
    values, _ = forms.read_yaml(EXAMPLES / "hold-2018.yaml")
    return desk.letter(cases.from_values({**values, "facts": [text]}, lambda field: field))


CANNOT_STAND = {
    f"Det følger af § 999 i {LAB}.": "§ 999 findes ikke",
    f"Det følger af § 95 i {LAB}.": "§ 95 er ophævet",
    "Det følger af § 3 i lov om leg.": "ikke i korpus",
    "Det følger af § 96 b, stk. 7, i LAB.": "stk. 7",
    "Det følger af § toogtyve.": "uden en bestemmelse, som programmet kan læse",
    "Du har fået støtte efter kapitel 99 i LAB.": "kapitel 99",
}


@pytest.mark.parametrize("text", CANNOT_STAND)
def test_what_is_typed_in_a_case_and_cannot_stand_makes_a_draft(desk: Desk, text: str) -> None:
    made = with_facts(desk, text)
    assert [reason.kind for reason in made.reasons] == [ReasonKind.PROVISION]
    assert made.reasons[0].says.startswith("I sagens egne ord")
    assert CANNOT_STAND[text] in made.reasons[0].says
    assert made.record.reasons == ("Bestemmelse: se brevet.",)


def test_what_is_typed_and_exists_is_final_and_in_the_record(desk: Desk) -> None:
    made = with_facts(desk, f"Vi har set på § 22, stk. 2, i {LAB}.")
    assert made.final
    assert made.record.citations[-1].addresses == ("2016-1342#Par22_Stk2",)
    assert record.read(made.content, "brev.docx").record == made.record


def test_words_without_a_citation_change_nothing(desk: Desk) -> None:
    plain = with_facts(desk, "Du bor alene.")
    assert plain.final
    assert plain.record.citations == with_facts(desk, "Du har to kapitler tilbage af din bog.").record.citations


@pytest.fixture
def retyped(tmp_path: Path) -> Callable[[str], Letter]:
    """The example's letter from a template with one more paragraph of fixed words."""

    def made(text: str) -> Letter:
        folder = tmp_path / "templates"
        shutil.copytree(shipped.folder("templates"), folder)
        path = folder / "decisions" / "hold.docx"
        parts = gate.read(path.read_bytes(), path.name)
        body = parts["word/document.xml"].data().decode()
        body = body.replace("<w:sectPr", f"{word.paragraph(text)}<w:sectPr", 1)
        parts["word/document.xml"] = packages.deflated("word/document.xml", body.encode())
        path.write_bytes(packages.write(parts.values()))
        law = given.shelf(None)
        desk = Desk(law, given.book(law), law.fingerprint, Templates(folder))
        return desk.letter(cases.read(EXAMPLES / "hold-2018.yaml"))

    return made


def test_what_is_typed_in_a_template_and_cannot_stand_makes_every_letter_a_draft(
    retyped: Callable[[str], Letter],
) -> None:
    made = retyped(f"Se § 95 i {LAB}.")
    assert [reason.says.split(":")[0] for reason in made.reasons] == ["I skabelonens faste ord"]
    assert "§ 95 er ophævet" in made.record.reasons[0]


def test_what_is_typed_in_a_template_and_exists_is_in_the_record(retyped: Callable[[str], Letter]) -> None:
    made = retyped(f"Se § 22, stk. 2, i {LAB}.")
    assert made.final
    assert made.record.citations[-1].addresses == ("2016-1342#Par22_Stk2",)
