"""`lawtext batch` as a user calls it."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lawtext.cli import pdf
from lawtext.cli.main import lawtext
from lawtext.errors import LawtextError, UnusableInputError, UsageError

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "sager.csv"


@pytest.fixture(autouse=True)
def key_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test writes a key into the home of whoever runs it."""
    monkeypatch.setenv("HOME", str(tmp_path / "hjem"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "hjem" / ".config"))


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """The example's first three cases."""
    path = tmp_path / "få.csv"
    parts = EXAMPLE.read_text(encoding="utf-8").split("\nhold;")
    path.write_text("\nhold;".join(parts[:4]) + "\n", encoding="utf-8")
    return path


def batch(*words: object) -> Result:
    return CliRunner().invoke(lawtext, ["batch", *map(str, words)])


def test_the_example_table_gives_200_letters_and_says_which_are_drafts(tmp_path: Path) -> None:
    answer = batch("run", EXAMPLE, "--out", tmp_path / "breve")
    assert answer.exit_code == 1, answer.output
    assert "200 breve" in answer.stdout
    assert "7 udkast" in answer.stdout
    assert len(list((tmp_path / "breve").glob("*.docx"))) == 200


def test_a_table_that_can_not_be_used_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sager.csv"
    path.write_text("decision;municipality;date\nhold;Fredensborg;i morgen\n", encoding="utf-8")
    answer = batch("run", path, "--out", tmp_path / "breve")
    assert isinstance(answer.exception, UnusableInputError)
    assert "sager.csv, række 2, kolonne »date«" in str(answer.exception)
    assert not (tmp_path / "breve").exists()


def test_rows_with_faults_may_be_left_out_and_are_listed(few: Path, tmp_path: Path) -> None:
    few.write_text(few.read_text(encoding="utf-8").replace("2018-09-11", "i går", 1), encoding="utf-8")
    marked = tmp_path / "mærket.xlsx"
    answer = batch("run", few, "--out", tmp_path / "breve", "--skip-invalid", "--marked", marked)
    assert answer.exit_code == 1
    assert "2 breve" in answer.stdout
    assert "1 række med fejl blev sprunget over" in answer.stdout
    assert "kolonne »date«" in answer.stdout.replace("\n", " ")
    assert marked.exists()


def test_what_was_left_out_is_listed_by_number_to_the_last(tmp_path: Path) -> None:
    path = tmp_path / "sager.csv"
    text = EXAMPLE.read_text(encoding="utf-8")
    columns = text.split("\n", 1)[0].count(";")
    rows = ["hold;Fredensborg;i går" + ";" * (columns - 2)] * 30
    path.write_text(text + "\n".join(rows) + "\n", encoding="utf-8")
    answer = batch("run", path, "--out", tmp_path / "breve", "--skip-invalid")
    assert "30 rækker med fejl blev sprunget over" in answer.stdout
    assert "… og 10 fejl til." in answer.stdout
    assert "Sprunget over: række 202-231." in answer.stdout


def test_the_screen_says_that_a_reason_is_about_the_party_and_the_copy_says_which(few: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415

    few.write_text(few.read_text(encoding="utf-8").replace(";1998-07-11;", ";1960-07-11;", 1), encoding="utf-8")
    answer = batch("run", few, "--check-only", "--marked", tmp_path / "mærket.xlsx")
    assert "for gammel" not in answer.output
    assert "Om borgeren (sagen): grunden står kun i en kopi med --marked" in answer.stdout
    cells = (cell for row in load_workbook(tmp_path / "mærket.xlsx").active for cell in row if cell.comment)
    assert any("for gammel" in cell.comment.text for cell in cells)


def test_a_table_that_is_itself_at_fault_promises_no_letters(few: Path) -> None:
    few.write_text(few.read_text(encoding="utf-8").replace("person.name", "person.navn", 1), encoding="utf-8")
    answer = batch("run", few, "--check-only")
    assert answer.exit_code == 1
    assert "Mente du »person.name«?" in answer.stdout
    assert "ingen breve kan laves, før tabellen selv er rettet" in answer.stdout


def test_checking_alone_makes_nothing(few: Path, tmp_path: Path) -> None:
    answer = batch("run", few, "--check-only", "--out", tmp_path / "breve")
    assert answer.exit_code == 0, answer.output
    assert "3 rækker: 3 kan blive endelige breve, 0 udkast, 0 har fejl." in answer.stdout
    assert not (tmp_path / "breve").exists()


def test_letters_can_be_zipped(few: Path, tmp_path: Path) -> None:
    import zipfile  # noqa: PLC0415

    assert batch("run", few, "--out", tmp_path / "breve", "--zip").exit_code == 0
    first = (tmp_path / "breve" / "breve.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "breve" / "breve.zip") as archive:
        assert archive.namelist() == ["00001.docx", "00002.docx", "00003.docx", "manifest.jsonl"]
    assert batch("run", few, "--out", tmp_path / "breve", "--zip").exit_code == 0
    assert (tmp_path / "breve" / "breve.zip").read_bytes() == first


def test_letters_without_pdf_give_no_file_for_the_printer(
    few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "made", lambda *_: False)
    answer = batch("run", few, "--out", tmp_path / "breve", "--merge")
    assert answer.exit_code == 1
    assert "Filen til tryk er ikke lavet" in answer.stdout


def test_drafts_alone_give_no_file_for_the_printer(few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "made", lambda *_: True)
    with few.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    with few.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(row | {"approval.by": "", "approval.date": ""} for row in rows)
    answer = batch("run", few, "--out", tmp_path / "breve", "--merge")
    assert "Ingen breve er endelige" in answer.stdout


def test_an_empty_table_is_written_once_and_is_read(tmp_path: Path) -> None:
    path = tmp_path / "tom.xlsx"
    assert batch("template", "hold", "--out", path).exit_code == 0
    answer = batch("run", path, "--check-only")
    assert answer.exit_code == 1
    assert "ingen rækker" in answer.stdout
    assert isinstance(batch("template", "hold", "--out", path).exception, UsageError)
    assert isinstance(batch("template", "hol", "--out", tmp_path / "x.xlsx").exception, UsageError)
    assert isinstance(batch("template", "hold", "--out", tmp_path / "x.csv").exception, UsageError)


def test_a_recheck_says_what_no_longer_stands_and_for_which_letters(few: Path, tmp_path: Path) -> None:
    batch("run", few, "--out", tmp_path / "breve")
    same = batch("recheck", tmp_path / "breve", "--on", "2018-10-01")
    assert (same.exit_code, "Intet" in same.stdout) == (0, True)
    later = batch("recheck", tmp_path / "breve" / "manifest.jsonl", "--on", "2020-03-02", "--json")
    assert later.exit_code == 1
    told = [json.loads(line) for line in later.stdout.splitlines()]
    order = next(one for one in told if one["address"].startswith("2018-529#Par33"))
    assert "gælder ikke den 2. marts 2020" in order["says"]
    assert order["letters"] == ["00001.docx", "00002.docx", "00003.docx"]


@pytest.mark.parametrize(
    ("words", "code"),
    [(["run"], 2), (["recheck"], 2), (["template"], 2), (["run", "x.csv", "--jobs", "0"], 2)],
)
def test_missing_and_impossible_words_are_a_usage_error(words: list[str], code: int) -> None:
    assert batch(*words).exit_code == code


@pytest.mark.parametrize("words", [["run", "x.csv"], ["run", "x.csv", "--out", "y"], ["recheck", "ingen.jsonl"]])
def test_what_can_not_be_done_is_one_message(words: list[str]) -> None:
    assert isinstance(batch(*words).exception, LawtextError)
