"""`lawtext decision`: the letter on disk, what is told, and the exit code."""

import zipfile
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from lawtext.cli.decision import decision
from lawtext.cli.main import lawtext
from lawtext.drafting import cases, forms
from lawtext.drafting.pdf import Converted
from lawtext.errors import LawtextError, UsageError
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"


def run(*args: str) -> Result:
    return CliRunner().invoke(lawtext, ["decision", *args])


def test_a_final_letter(tmp_path: Path) -> None:
    out = tmp_path / "brev.docx"
    result = run("make", str(EXAMPLES / "hold-2018.yaml"), "--out", str(out))
    assert result.exit_code == 0, result.output
    assert "endeligt brev. De formelle krav er til stede." in result.output
    assert "§ 96 b, stk. 1, i lov om en aktiv beskæftigelsesindsats\n    2016-1342#Par96b_Stk1" in result.output
    assert "Forbehold" in result.output
    assert zipfile.is_zipfile(out)
    assert [path.name for path in tmp_path.iterdir()] == ["brev.docx"]


def test_a_draft_is_written_and_told_with_exit_code_1(tmp_path: Path) -> None:
    out = tmp_path / "brev.docx"
    result = run("make", str(EXAMPLES / "hold-2020.yaml"), "--out", str(out))
    assert result.exit_code == 1
    assert "UDKAST. Brevet må ikke sendes, før dette er i orden:\n  1. " in result.output
    assert "lovbekendtgørelse nr. 826 af 16. august 2019, som ikke er i korpus" in result.output
    assert zipfile.is_zipfile(out)


def test_no_personal_data_is_told(tmp_path: Path) -> None:
    result = run("make", str(EXAMPLES / "hold-2018.yaml"), "--out", str(tmp_path / "brev.docx"))
    for personal in ("Maja", "320592", "angst", "Eksempelvej"):
        assert personal not in result.output


def test_without_out_the_letter_is_named_after_the_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("make", str(EXAMPLES / "hold-2018.yaml"))
    assert [path.name for path in tmp_path.iterdir()] == ["hold-2018.docx"]


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("decision: hold\nmunicipality: Fredensborg\ndate: i går\n", 3, "sag.yaml, linje 3: »date« er ingen dato"),
        ("decision: bero\n", 3, "Typer: hold, hold-change"),
        ('decision: hold\nmunicipality: Fredensborg\ndate: 2018-09-03\nfacts: "a\\x07b"\n', 3, "U+0007"),
        ("<xml/>", 3, "sag.yaml, linje 1"),
    ],
)
def test_bad_input_is_one_message_and_leaves_nothing(tmp_path: Path, text: str, code: int, said: str) -> None:
    case, out = tmp_path / "sag.yaml", tmp_path / "brev.docx"
    case.write_text(text, encoding="utf-8")
    result = run("make", str(case), "--out", str(out))
    assert isinstance(result.exception, LawtextError)
    assert result.exception.exit_code == code
    assert said in str(result.exception)
    assert not out.exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    result = run("make", str(EXAMPLES / "hold-2018.yaml"), "--out", str(tmp_path / "ikke" / "brev.docx"))
    assert isinstance(result.exception, LawtextError)
    assert "kan ikke skrives" in str(result.exception)


def test_a_missing_corpus_is_a_usage_error(tmp_path: Path) -> None:
    result = run("make", str(EXAMPLES / "hold-2018.yaml"), "--corpus", str(tmp_path / "ikke"))
    assert isinstance(result.exception, LawtextError)
    assert result.exception.exit_code == 2


def test_an_empty_case_has_every_field_with_its_help(tmp_path: Path) -> None:
    out = tmp_path / "sag.yaml"
    assert run("new", "hold", "--out", str(out)).exit_code == 0
    empty = yaml.safe_load(out.read_text(encoding="utf-8"))
    dotted = {f"{outer}.{name}" for outer, inner in empty.items() if isinstance(inner, dict) for name in inner}
    dotted |= {name for name, inner in empty.items() if not isinstance(inner, dict)}
    assert dotted == {"decision", *forms.dotted_fields(cases.Hold)}
    assert "# * Borgerens fulde navn." in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", cases.TYPES)
def test_an_empty_case_can_be_read_with_its_first_fields_filled(tmp_path: Path, kind: str) -> None:
    text = run("new", kind).output
    text = text.replace("\nmunicipality:\n", "\nmunicipality: Fredensborg\n").replace(
        "\ndate:\n", "\ndate: 2018-09-03\n"
    )
    (tmp_path / "sag.yaml").write_text(text, encoding="utf-8")
    assert cases.type_of(cases.read(tmp_path / "sag.yaml")) == kind


def test_types_are_listed_with_their_titles() -> None:
    result = run("types")
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.output.splitlines()[: len(cases.TYPES)]] == list(cases.TYPES)
    assert "Mentorstøtte i familiens plan" in result.output


def test_plain_language_is_said_and_leaves_the_letter_final(tmp_path: Path) -> None:
    text = (EXAMPLES / "hold-2018.yaml").read_text(encoding="utf-8")
    long = "Du er 26 år, " + "og det er en meget lang sætning " * 4 + "til sidst."
    (tmp_path / "sag.yaml").write_text(text.replace("Du er 26 år. ", f"{long} "), encoding="utf-8")
    result = run("make", str(tmp_path / "sag.yaml"), "--out", str(tmp_path / "brev.docx"))
    assert result.exit_code == 0
    assert "facts, afsnit 1: En sætning har" in result.output
    assert "meget lang" not in result.output


def test_new_of_an_unknown_type_is_a_usage_error() -> None:
    result = run("new", "hodl")
    assert isinstance(result.exception, LawtextError)
    assert result.exception.exit_code == 2


def test_the_letter_never_takes_the_place_of_the_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (EXAMPLES / "hold-2018.yaml").read_bytes()
    (tmp_path / "sag.docx").write_bytes(text)
    monkeypatch.chdir(tmp_path)
    for words in (["sag.docx"], [str(tmp_path / "sag.docx"), "--out", "sag.docx"]):
        result = run("make", *words)
        assert isinstance(result.exception, UsageError)
        assert "ville erstatte" in str(result.exception)
    assert (tmp_path / "sag.docx").read_bytes() == text


def test_an_empty_case_never_takes_the_place_of_a_filled_in_one(tmp_path: Path) -> None:
    (tmp_path / "sag.yaml").write_text("udfyldt")
    assert isinstance(run("new", "hold", "--out", str(tmp_path / "sag.yaml")).exception, UsageError)
    assert (tmp_path / "sag.yaml").read_text() == "udfyldt"


def test_help_is_danish_with_examples() -> None:
    result = CliRunner().invoke(decision, ["make", "--help"])
    assert "Afslutningskode" in result.output
    assert "lawtext decision make" in result.output


def test_the_letter_as_pdf_beside_the_word_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(paths: list[Path], folder: Path, *_: object) -> list[Converted]:
        assert [path.exists() for path in paths] == [True]
        return [Converted(paths[0], folder / "brev.pdf")]

    monkeypatch.setattr("lawtext.drafting.pdf.convert", convert)
    result = run("make", str(EXAMPLES / "hold-2018.yaml"), "--out", str(tmp_path / "brev.docx"), "--pdf")
    assert result.exit_code == 0, result.output
    assert f"1 PDF-fil i {tmp_path}." in result.output


def test_a_pdf_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(paths: list[Path], *_: object) -> list[Converted]:
        return [Converted(paths[0], None, ("brev.docx: Titlen mangler.",))]

    monkeypatch.setattr("lawtext.drafting.pdf.convert", convert)
    result = run("make", str(EXAMPLES / "hold-2018.yaml"), "--out", str(tmp_path / "brev.docx"), "--pdf")
    assert result.exit_code == 1
    assert "brev.docx: Titlen mangler." in result.output
