"""The provisions' texts: printed from a folder of acts, said to be lacking where there is none."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from lawtext.cli import given
from lawtext.cli.main import lawtext
from lawtext.drafting import plans, record
from tests.drafting import reading
from tests.drafting.conftest import EXAMPLES

ROUND = EXAMPLES / "ansoegning-runde-2.yaml"
PLACE = "i lov om organisering og understøttelse af beskæftigelsesindsatsen m.v."
ACT = """LBK nr 1342 af 21/11/2016
Bekendtgørelse af lov om en prøve

§ 93. Den, der prøver, skal prøve igen. Stk. 2. Prøven kan gentages.
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "2016-1342.txt").write_text(ACT, encoding="utf-8")
    return tmp_path


def test_what_the_folder_has_is_printed_and_the_rest_is_named(texts: Path) -> None:
    made = given.applicant(None, (texts,)).application(plans.read(ROUND))
    shown = reading.paragraphs(made.content)
    annex = shown[shown.index("Bilag 2: Bestemmelsernes ordlyd") :]
    assert annex[1] == "§ 93 i lov om en aktiv beskæftigelsesindsats"
    assert "med senere ændringer" not in annex[2]
    assert "Senere ændringer er ikke indarbejdet." in annex[2]
    assert annex[3].startswith("§ 93. Den, der prøver")
    lacking = next(line for line in shown if line.startswith("Ordlyden af "))
    assert "§ 13 b, stk. 1 og 2, i lov om sygedagpenge" in lacking
    assert record.of_document(made.content, "a.docx") == made.record


def test_without_texts_one_line_says_so() -> None:
    shown = reading.paragraphs(given.applicant(None).application(plans.read(ROUND)).content)
    assert [line for line in shown if "ordlyd" in line.lower()] == [
        "Bestemmelsernes ordlyd er ikke vedlagt; retsakternes tekster var ikke til rådighed."
    ]


def test_real_acts_are_printed_whole(shared: Path) -> None:
    made = given.applicant(None, (shared / "corpus",)).application(plans.read(ROUND))
    shown = reading.paragraphs(made.content)
    assert any(line.startswith("§ 96 c. En person, der er omfattet af § 2, nr. 13") for line in shown)
    assert not any(line.startswith("Ordlyden af ") for line in shown)


def test_it_is_made_again_from_the_same_texts(texts: Path, tmp_path: Path) -> None:
    out, run = tmp_path / "a.docx", CliRunner().invoke
    run(lawtext, ["application", "make", str(ROUND), "--texts", str(texts), "--out", str(out)])
    with_texts = run(lawtext, ["record", "reproduce", str(out), "--case", str(ROUND), "--texts", str(texts)])
    without = run(lawtext, ["record", "reproduce", str(out), "--case", str(ROUND)])
    assert (with_texts.exit_code, without.exit_code) == (0, 1), with_texts.output


def test_a_chapter_is_printed_as_law_is_and_each_provision_has_its_own_reservations(shared: Path) -> None:
    plan = plans.read(EXAMPLES / "borgerforloeb.yaml")
    made = given.applicant(None, (shared / "corpus",)).application(plan)
    shown = reading.paragraphs(made.content)
    annex = shown[shown.index("Bilag 2: Bestemmelsernes ordlyd") :]
    assert any(line.startswith("§ 27. Personer omfattet af § 2") for line in annex)
    assert not [line for line in annex if line in ("§ 27.", "§ 68 a.") or "m.v.." in line]
    second, fifth, ninth, sixth = (annex.index(f"§ {n} {PLACE}") for n in (2, 5, 9, 6))
    assert not any(line.startswith("Forbehold: ") for line in annex[second:fifth])
    assert any("En del af § 9 er ændret" in line for line in annex[ninth:sixth])
