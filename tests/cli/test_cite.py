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
