"""`lawtext check` and `lawtext application check`: outputs, exit codes, folders, and what can't be meant."""

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from openxml_audit import OpenXmlValidator

from lawtext.cli import given, progress
from lawtext.cli.application import application
from lawtext.cli.check import check
from lawtext.drafting import cases
from lawtext.errors import UnusableInputError, UsageError
from tests.drafting.findings import sarif_shape

WRONG = "Efter § 999 i forvaltningsloven kan vi vente."
RIGHT = "Efter § 24 i forvaltningsloven begrunder vi."
FORM = "Efter §24 i forvaltningsloven begrunder vi."
DAY = ("--on", "2018-09-03")


def run(*arguments: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(check, list(arguments), input=given)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("forkert", WRONG), ("rigtig", RIGHT), ("form", FORM)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def word(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        paragraph = document.add_paragraph(text[:9])
        paragraph.add_run(text[9:]).bold = True
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "options", "code"),
    [
        ("rigtig.txt", (), 0),
        ("forkert.txt", (), 1),
        ("form.txt", (), 1),
        ("form.txt", ("--level", "fejl"), 0),
        ("rigtig.txt", ("--level", "oplysning"), 1),
    ],
)
def test_exit_codes_are_those_of_linters(folder: Path, name: str, options: tuple[str, ...], code: int) -> None:
    assert run(str(folder / name), *DAY, *options).exit_code == code


def test_the_table_is_grouped_by_file_with_the_counts_last(folder: Path) -> None:
    said = run(str(folder), *DAY).stdout
    assert said.index("forkert.txt") < said.index("[no-such-provision]") < said.index("form.txt")
    assert "§ 999 findes ikke" in said
    assert said.splitlines()[-1].startswith("1 fejl, 1 advarsel og ")
    assert said.splitlines()[-1].endswith(" i 3 filer.")


def test_every_citation_is_listed_when_asked_for(folder: Path) -> None:
    assert (
        "»§ 24 i forvaltningsloven« findes (forvaltningsloven)" in run(str(folder / "rigtig.txt"), *DAY, "--all").stdout
    )


def test_json_has_findings_and_citations(folder: Path) -> None:
    told = json.loads(run(str(folder / "forkert.txt"), *DAY, "--json").stdout)
    assert told["counts"]["fejl"] == 1
    assert told["findings"][0]["spot"]["text"] == "§ 999 i forvaltningsloven"
    assert told["files"][0]["citations"][0]["status"] == "no such provision"


def test_sarif_names_file_and_line(folder: Path) -> None:
    log = json.loads(run(str(folder), *DAY, "--sarif").stdout)
    assert sarif_shape.faults(log) == []
    serious = [one for one in log["runs"][0]["results"] if one["level"] != "note"]
    places = [one["locations"][0]["physicalLocation"] for one in serious]
    assert {Path(place["artifactLocation"]["uri"]).name for place in places} == {"forkert.txt", "form.txt"}
    assert places[0]["region"]["startLine"] == 1


def test_standard_input() -> None:
    result = run("-", *DAY, given=WRONG.encode())
    assert (result.exit_code, "standardinput" in result.stdout) == (1, True)


def test_a_copy_with_comments_is_a_right_word_file_of_the_same_text(tmp_path: Path) -> None:
    source, out = tmp_path / "brev.docx", tmp_path / "ud.docx"
    source.write_bytes(word(RIGHT, WRONG, FORM))
    assert run(str(source), *DAY, "--comments", str(out)).exit_code == 1
    document = Document(str(out))
    assert [paragraph.text for paragraph in document.paragraphs] == [RIGHT, WRONG, FORM]
    errors = [comment.text for comment in document.comments if comment.text.startswith("Fejl")]
    assert len(errors) == 1
    assert "§ 999 findes ikke" in errors[0]
    faults = [[str(one) for one in OpenXmlValidator().validate(file).errors] for file in (source, out)]
    assert faults[0] == faults[1]  # those of python-docx's own template


def test_a_copy_of_our_own_letter_is_valid(tmp_path: Path) -> None:
    source, out = tmp_path / "brev.docx", tmp_path / "ud.docx"
    case = cases.read(Path(__file__).parent.parent.parent / "examples" / "hold-2018.yaml")
    source.write_bytes(given.desk(None).letter(case).content)
    assert run(str(source), "--comments", str(out)).exit_code == 0
    assert OpenXmlValidator().validate(out).is_valid


def test_many_files_are_checked_with_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_SECONDS", 0.0)
    for number in range(9):
        (tmp_path / f"{number}.txt").write_text(WRONG if number == 4 else RIGHT, encoding="utf-8")
    (tmp_path / "ikke.docx").write_bytes(b"PK\x03\x04")
    result = run(str(tmp_path), *DAY, "--json")
    assert result.exit_code == 3
    assert "Kontrollerer dokumenter: 10 af 10" in result.stderr
    assert "ikke.docx er ikke en læsbar Word-fil" in result.stderr
    assert json.loads(result.stdout)["counts"]["fejl"] == 1


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        (("forkert.txt", "--json", "--sarif"), UsageError, "Vælg én"),
        (("forkert.txt", "--municipality", "Atlantis"), UsageError, "ikke i noget frikommunenetværk"),
        (("forkert.txt", "--comments", "ud.docx"), UsageError, "ikke en Word-fil"),
        (("forkert.txt", "rigtig.txt", "--comments", "ud.docx"), UsageError, "netop én fil"),
        (("tom",), UnusableInputError, "uden dokumenter"),
    ],
)
def test_what_cannot_be_meant_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], error: type[Exception], says: str
) -> None:
    (folder / "tom").mkdir()
    monkeypatch.chdir(folder)
    result = run(*arguments)
    assert isinstance(result.exception, error)
    assert says in str(result.exception)


def test_an_application_of_others(tmp_path: Path) -> None:
    text = "Vi søger om fritagelse for følgende bestemmelser: "
    text += "Lov om social service § 85, lov om sygedagpenge kapitel 6.\n\n"
    text += "Bilag 1\n\nStøtte SEL § 85\n\nStøtte SEL § 86\n\nTilbud LAB § 22"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(application, ["check", str(tmp_path / "a.txt"), *DAY])
    assert result.exit_code == 1
    assert "Kapitel 6 i lov om sygedagpenge står på listen" in result.stdout
    assert "§ 86 i lov om social service står i bilaget" in result.stdout
