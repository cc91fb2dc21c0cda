"""`lawtext cite`: what a citation is, where it stands on a day, and the codes it ends with."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lawtext.cli.cite import cite
from lawtext.errors import UnusableInputError, UsageError


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(cite, list(arguments), input=given)


def test_a_citation_is_named_placed_and_addressed() -> None:
    result = run("§ 2, nr. 11, i lov om en aktiv beskæftigelsesindsats", "--on", "2018-09-01")
    assert result.exit_code == 0
    assert "lovbekendtgørelse nr. 1342 af 21. november 2016 (2016-1342)" in result.stdout
    assert "§ 2, nr. 11: findes  https://www.retsinformation.dk/eli/lta/2016/1342#P2" in result.stdout


@pytest.mark.parametrize(
    ("day", "code", "says"),
    [
        ("2018-06-30", 1, "gælder først fra den 1. juli 2018"),
        ("1. juli 2018", 0, "§ 33: findes"),
        ("2019-12-31", 0, "§ 33: findes"),
        ("1/1 2020", 1, "er afløst af bekendtgørelse nr. 1184 af 25. november 2019"),
    ],
)
def test_the_day_decides(day: str, code: int, says: str) -> None:
    result = run("§ 33 i bekendtgørelse nr. 529 af 23. maj 2018", "--on", day)
    assert says in result.stdout
    assert result.exit_code == code


def test_a_relative_citation_is_read_where_it_stands() -> None:
    result = run("jf. dog stk. 2", "--in", "2016-1342", "--at", "§ 68 a, stk. 4", "--on", "2018-09-01", "--json")
    (found,) = json.loads(result.stdout)
    assert (found["kind"], found["units"], found["verdict"]) == ("relative", ["Par68a_Stk2"], "findes")


def test_text_may_come_from_a_file_or_standard_input(tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("Se forvaltningslovens § 24.", encoding="utf-8")
    from_file = run(str(tmp_path / "brev.txt"), "--on", "2018-09-01")
    assert "2014-433" in from_file.stdout
    assert run("-", "--on", "2018-09-01", given="Se forvaltningslovens § 24.").stdout == from_file.stdout


def test_text_without_citations_says_so() -> None:
    assert run("Goddag", "--on", "2018-09-01").stdout == "Ingen henvisninger fundet.\n"


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((), UsageError, "Skriv en tekst"),
        (("§ 1", "--on", "2018-02-30"), UsageError, "er ikke en dato"),
        (("§ 1", "--at", "Par2"), UsageError, "--at skal have --in"),
        (("§ 1", "--in", "1342"), UsageError, "er ikke en udgave"),
        (("mangler.txt",), UnusableInputError, "findes ikke"),
        (("--jsonl", "-"), UnusableInputError, "linje 1: linjen er ikke et JSON-objekt"),
    ],
)
def test_what_cannot_be_meant_is_told(arguments: tuple[str, ...], error: type[Exception], says: str) -> None:
    result = run(*arguments, given="ikke json\n")
    assert isinstance(result.exception, error)
    assert says in str(result.exception)


def test_several_lines_are_counted_and_the_worst_decides() -> None:
    text = "Efter § 96 b i lov om en aktiv beskæftigelsesindsats\nog § 999 i samme lov, jf.\n§ 24 i forvaltningsloven."
    result = run(text, "--on", "2018-09-01")
    assert result.exit_code == 1
    assert "linje 1, tegn 7-52" in result.stdout
    assert "linje 2, tegn 4-20" in result.stdout
    assert "linje 3, tegn 1-24" in result.stdout
    assert "§ 999: ingen sådan bestemmelse" in result.stdout


def test_names_that_mean_two_acts_or_are_wrong_are_told() -> None:
    assert "er navn på flere retsakter" in run("retssikkerhedslovens § 5", "--on", "2018-09-01").stdout
    wrong = run("§ 11 i lov om en aktiv socialpolitik", "--on", "2018-09-01").stdout
    assert "den hedder lov om aktiv socialpolitik" in wrong
    dated = run("lov nr. 658 af 8. juni 2016", "--on", "2018-09-01").stdout
    assert "Mener du lov nr. 658 af 8. juni 2017 om frikommunenetværk?" in dated


def test_only_lenient_reading_guesses() -> None:
    assert "§ 22" not in run("LAB 22", "--on", "2018-09-01").stdout
    guessed = run("LAB 22", "--on", "2018-09-01", "--lenient").stdout
    assert "§ 22: findes" in guessed
    assert "tvivl: Paragraftegnet mangler" in guessed


def test_lines_in_and_lines_out(tmp_path: Path) -> None:
    texts = tmp_path / "tekster.jsonl"
    rows = [
        {"id": "a", "doc": "2016-1342", "where": "Par96b_Stk2", "text": "jf. stk. 1 og denne lovs § 97"},
        {"id": "b", "doc": "brev", "where": "", "text": "§§ 25-27 i bekendtgørelse nr. 529 af 23. maj 2018"},
    ]
    texts.write_text("\n\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    own, dated = (json.loads(line) for line in run("--jsonl", str(texts)).stdout.splitlines())
    assert [(found["act"], found["units"]) for found in own["citations"]] == [
        ("self", ["Par96b_Stk1"]),
        ("self", ["Par97"]),
    ]
    (found,) = dated["citations"]
    assert (dated["id"], found["act"], found["units"]) == ("b", "2018-529", ["Par25:Par27"])
    assert {"start", "end", "text", "title", "name", "edition", "kind", "status", "doubts"} <= set(found)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("Se sagen.\nog § 6 i lov om én ting".encode("latin-1"), "linje 2: teksten er ikke UTF-8"),
        (b"PK\x03\x04 og mere", "er ikke en tekstfil"),
        (b"%PDF-1.7", "er ikke en tekstfil"),
    ],
)
def test_a_file_that_is_no_text_is_told(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "brev.txt"
    file.write_bytes(content)
    result = run(str(file))
    assert isinstance(result.exception, UnusableInputError)
    assert says in str(result.exception)


def test_a_folder_is_no_text(tmp_path: Path) -> None:
    result = run(str(tmp_path))
    assert isinstance(result.exception, UsageError)
    assert "er en mappe" in str(result.exception)


def test_a_unit_that_is_no_single_place_is_told() -> None:
    result = run("stk. 2", "--in", "2016-1342", "--at", "§§ 3 og 4")
    assert isinstance(result.exception, UsageError)
    assert "er ikke ét sted" in str(result.exception)
