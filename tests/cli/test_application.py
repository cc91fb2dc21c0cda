"""`lawtext application`: the document on disk, the findings in a table, the exit code."""

import zipfile
from pathlib import Path

from click.testing import CliRunner, Result

from lawtext.cli.main import lawtext
from lawtext.errors import LawtextError
from tests.conftest import ROOT

PLAN = ROOT / "examples" / "borgerforloeb.yaml"


def run(*args: str) -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(lawtext, ["application", *args])


def test_findings_are_shown_and_the_document_is_made_all_the_same(tmp_path: Path) -> None:
    out = tmp_path / "ansøgning.docx"
    result = run("make", str(PLAN), "--out", str(out))
    assert result.exit_code == 1
    assert "ansøgning med 21 bestemmelser" in result.output
    assert "»Mentor« passer ikke til kapitel 9" in result.output
    assert "»Mentorstøtte«" in result.output
    assert zipfile.is_zipfile(out)


def test_a_plan_without_faults_ends_with_0(tmp_path: Path) -> None:
    text = PLAN.read_text(encoding="utf-8")
    for wrong, right in (
        ("LAB kap. 9}", "LAB kap. 9 b}"),
        ("om en aktiv s", "om aktiv s"),
        ("styrings", "organiserings"),
    ):
        text = text.replace(wrong, right)
    plan = tmp_path / "plan.yaml"
    plan.write_text(text, encoding="utf-8")
    result = run("make", str(plan), "--out", str(tmp_path / "a.docx"))
    assert result.exit_code == 0, result.output
    assert "Bør ses efter" not in result.output


def test_a_faulty_plan_is_told_by_line_and_leaves_nothing(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN.read_text(encoding="utf-8").replace("applicants:", "aplicants:"), encoding="utf-8")
    result = run("make", str(plan), "--out", str(tmp_path / "a.docx"))
    assert isinstance(result.exception, LawtextError)
    assert "Mente du »applicants«?" in str(result.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]
