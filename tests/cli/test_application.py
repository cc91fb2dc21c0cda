"""`lawtext application`: the document on disk, the findings, the exit code, empty plans."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lawtext.cli.main import lawtext
from lawtext.drafting import plans
from lawtext.errors import LawtextError, UnusableInputError, UsageError
from tests.conftest import ROOT

PLAN = ROOT / "examples" / "borgerforloeb.yaml"


def run(*args: str) -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(lawtext, ["application", *args])


def test_findings_are_shown_and_the_document_is_made_all_the_same(tmp_path: Path) -> None:
    out = tmp_path / "ansøgning.docx"
    result = run("make", str(PLAN), "--out", str(out))
    assert result.exit_code == 1
    assert "lavet med 20 forskellige bestemmelser" in result.output
    assert "»Mentor« passer ikke til kapitel 9" in result.output
    assert "Forslag: kapitel 9 b" in result.output
    assert zipfile.is_zipfile(out)


def test_findings_as_json_name_rule_row_and_suggestion(tmp_path: Path) -> None:
    result = run("make", str(PLAN), "--out", str(tmp_path / "a.docx"), "--json")
    told = json.loads(result.output)
    assert told["file"].endswith("a.docx")
    misfit = next(one for one in told["findings"] if one["rule"] == "chapter-misfit")
    assert (misfit["spot"]["heading"], misfit["suggestion"]) == ("Mentor", "kapitel 9 b")
    assert misfit["spot"]["file"] == "borgerforloeb.yaml"


def test_a_plan_without_faults_ends_with_0(tmp_path: Path) -> None:
    text = PLAN.read_text(encoding="utf-8")
    for wrong, right in (
        ("LAB kap. 9,", "LAB kap. 9 b,"),
        ("om en aktiv s", "om aktiv s"),
        ("styrings", "organiserings"),
    ):
        text = text.replace(wrong, right)
    plan = tmp_path / "plan.yaml"
    plan.write_text(text, encoding="utf-8")
    result = run("make", str(plan), "--out", str(tmp_path / "a.docx"))
    assert result.exit_code == 0, result.output


def test_a_faulty_plan_is_told_by_line_and_leaves_nothing(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN.read_text(encoding="utf-8").replace("background:", "backround:"), encoding="utf-8")
    result = run("make", str(plan), "--out", str(tmp_path / "a.docx"))
    assert isinstance(result.exception, LawtextError)
    assert "Mente du »background«?" in str(result.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_texts_must_be_a_folder(tmp_path: Path) -> None:
    result = run("make", str(PLAN), "--texts", str(tmp_path / "findes-ikke"), "--out", str(tmp_path / "a.docx"))
    assert isinstance(result.exception, UsageError)


@pytest.mark.parametrize("kind", plans.TYPES)
def test_an_empty_plan_says_what_it_must_have_and_then_reads(kind: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    assert run("new", kind, "--out", str(plan)).exit_code == 0
    with pytest.raises(UnusableInputError, match="»title« mangler"):
        plans.read(plan)
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("title:\n", "title: T\n", 1).replace("date:\n", "date: 2018-10-01\n", 1), "utf-8")
    assert plans.type_of(plans.read(plan)) == kind
    result = run("make", str(plan), "--out", str(tmp_path / "a.docx"))
    assert result.exit_code == 1
    assert "missing-field" in result.output
    assert "[mangler]" in zipfile.ZipFile(tmp_path / "a.docx").read("word/document.xml").decode()


def test_an_empty_plan_takes_no_other_files_place(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("udfyldt", encoding="utf-8")
    assert isinstance(run("new", "round", "--out", str(plan)).exception, UsageError)
    assert plan.read_text(encoding="utf-8") == "udfyldt"


def test_types_are_listed_and_an_unknown_one_is_told() -> None:
    listed = run("types").output
    assert all(kind in listed for kind in plans.TYPES)
    assert isinstance(run("new", "rund").exception, UsageError)
