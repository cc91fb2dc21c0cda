"""`lawtext templates`: list, lint, new and preview as a user calls them."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lawtext import shipped
from lawtext.cli.main import lawtext
from lawtext.errors import LawtextError, UnusableInputError, UsageError
from tests.drafting.findings import sarif_shape
from tests.drafting.word import docx, paragraph, part


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(lawtext, ["templates", *map(str, words)])


def raised(*words: str | Path) -> LawtextError:
    error = run(*words).exception
    assert isinstance(error, LawtextError)
    return error


def test_list_has_every_template_with_version_and_fingerprint() -> None:
    shown = json.loads(run("list", "--json").stdout)
    (hold,) = (row for row in shown if row["type"] == "hold")
    assert hold["title"] == "Ret- og pligttilbud i bero"
    assert len(hold["sha256"]) == 64
    assert hold["fields"] > 30
    assert any(text.startswith("§ 33") for text in hold["citations"])
    table = run("list").stdout
    assert all(row["type"] in table and row["sha256"][:8] in table for row in shown)


def test_lint_of_a_type_finds_nothing() -> None:
    done = run("lint", "hold")
    assert done.exit_code == 0
    assert done.stdout == "0 fejl, 0 advarsler og 0 oplysninger i 1 fil.\n"


def test_lint_of_a_file_ends_with_one_and_names_the_place(tmp_path: Path) -> None:
    file = tmp_path / "egen.docx"
    file.write_bytes(docx(paragraph("Efter § 12 skal {{ name }")))
    done = run("lint", file)
    assert done.exit_code == 1
    assert "[typed-citation]" in done.stdout and "[DTL001]" in done.stdout and "[no-contract]" in done.stdout
    assert json.loads(run("lint", file, "--json").stdout)["counts"]["fejl"] >= 4
    assert sarif_shape.faults(json.loads(run("lint", file, "--sarif").stdout)) == []
    assert run("lint", file, "--comments", tmp_path / "kopi.docx").exit_code == 1
    assert "skrevet som tekst" in part((tmp_path / "kopi.docx").read_bytes(), "word/comments.xml")


def test_lint_checks_the_fields_of_the_yaml_beside_the_file(tmp_path: Path) -> None:
    assert run("new", "egen", "--folder", tmp_path).exit_code == 0
    assert run("lint", tmp_path / "egen.docx").exit_code == 0
    contract = tmp_path / "egen.yaml"
    contract.write_text(contract.read_text(encoding="utf-8").replace("period.end", "period.stop"), encoding="utf-8")
    assert "[unused-field]" in run("lint", tmp_path / "egen.docx").stdout


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("lint", "findes-ikke"), UsageError),
        (("lint", "hold", "--json", "--sarif"), UsageError),
        (("lint", "hold", "network", "--comments", "x.docx"), UsageError),
        (("lint", "README.md"), UsageError),
        (("preview", "hold", "--out", "x.odt"), UsageError),
        (("new", "../ude"), UsageError),
        (("new", ""), UsageError),
        (("new", "egen", "--title", "to\nlinjer"), UsageError),
        (("new", "egen", "--title", "klokke\x07"), UsageError),
    ],
)
def test_what_cannot_be_meant_is_told(words: tuple[str, ...], kind: type[LawtextError]) -> None:
    assert isinstance(raised(*words), kind)


def test_a_file_that_is_no_template_is_told(tmp_path: Path) -> None:
    file = tmp_path / "x.docx"
    file.write_bytes(b"PK")
    assert isinstance(raised("lint", file), UnusableInputError)
    assert isinstance(raised("preview", file, "--out", tmp_path / "y.docx"), UnusableInputError)


def test_new_leaves_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "egen.yaml").write_text("min\n")
    assert isinstance(raised("new", "egen", "--folder", tmp_path), UsageError)
    assert [path.name for path in tmp_path.iterdir()] == ["egen.yaml"]


def test_preview_shows_names_and_examples(tmp_path: Path) -> None:
    out = tmp_path / "v.docx"
    assert run("preview", "hold", "--out", out).exit_code == 0
    made = part(out.read_bytes())
    assert "«person.name»" in made and "10. september 2018" in made


def test_preview_of_a_case_is_its_letter_also_by_a_foreign_template(tmp_path: Path) -> None:
    case = Path(__file__).parent.parent.parent / "examples" / "hold-2018.yaml"
    own = tmp_path / "egen.docx"
    shutil.copy(shipped.folder("templates") / "decisions" / "hold.docx", own)
    for name, out in (("hold", "a.docx"), (str(own), "b.docx")):
        assert run("preview", name, "--case", case, "--out", tmp_path / out).exit_code == 0
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


@pytest.mark.skipif(not shutil.which("soffice") or not shutil.which("pdftoppm"), reason="needs LibreOffice and poppler")
def test_preview_as_pictures_of_the_pages_of_its_pdf(tmp_path: Path) -> None:
    file = tmp_path / "egen.docx"
    assert run("new", "egen", "--folder", tmp_path).exit_code == 0
    assert run("preview", file, "--out", tmp_path / "v.png").exit_code == 0
    assert (tmp_path / "v-1.png").read_bytes().startswith(b"\x89PNG")
