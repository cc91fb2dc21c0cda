"""`lawtext impact`: the tree, the table and JSON on the shipped corpus; wrong arguments."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lawtext.cli.main import lawtext
from lawtext.errors import UnusableInputError, UsageError

ASKED = ("LAB §§ 85, 87-88 og 92-96 c", "--on", "2018-09-01")


pytestmark = pytest.mark.usefixtures("cache_of_its_own")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(lawtext, ["impact", *map(str, words)])


def test_every_provision_of_the_ranges_is_answered() -> None:
    found = json.loads(run(*ASKED, "--json").stdout)
    units = [one["unit"] for one in found["touched"]]
    assert units == [f"Par{n}" for n in ("85", "87", "88", "92", "93", "94", "95", "96", "96a", "96b", "96c")]
    by = {one["unit"]: one for one in found["touched"]}
    assert by["Par95"]["verdict"]["status"] == "repealed"
    assert {one["item"] for one in by["Par96c"]["waived_by"]} == {
        "Par19_Stk3", "Par20_Stk4", "Par33_Stk4_Num1", "Par37_Stk4"
    }  # fmt: skip
    assert ("sygedagpenge", 1) not in {(one["work"], one["depth"]) for one in by["Par85"]["referring"]}
    assert {one["unit"] for one in by["Par88"]["referring"]} >= {"Par89_Stk1", "Par91_Stk1", "Par84_Stk2"}


def test_the_tree_shows_experiments_references_and_flags() -> None:
    result = run("LAB § 128 og § 116", "--on", "2018-09-01")
    assert result.exit_code == 0
    assert "§ 128 i lov om en aktiv beskæftigelsesindsats: findes ⚑ Klageadgang" in result.stdout
    assert "§ 28, stk. 4, i bekendtgørelse om frikommuneforsøg II" in result.stdout
    assert "bekendtgørelse nr. 529 fra 2018, efter § 116" in result.stdout
    assert "Vides ikke:" in result.stdout


def test_depth_follows_the_references_further() -> None:
    near = json.loads(run("LAB § 85", "--on", "2018-09-01", "--json").stdout)["touched"][0]["referring"]
    far = json.loads(run("LAB § 85", "--on", "2018-09-01", "--depth", "2", "--json").stdout)["touched"][0]["referring"]
    assert {one["depth"] for one in near} == {1}
    assert {one["depth"] for one in far} == {1, 2}
    assert len(far) > len(near)


def test_the_table_has_a_row_for_each_relation(tmp_path: Path) -> None:
    table = tmp_path / "berører.csv"
    assert run(*ASKED, "--csv", table).exit_code == 0
    rows = list(csv.DictReader(table.open(encoding="utf-8-sig"), delimiter=";"))
    assert {row["forhold"] for row in rows} == {"fraviges", "henvisning"}
    assert {"§ 33, stk. 4, nr. 1"} <= {row["sted"] for row in rows}


def test_a_chapter_is_opened() -> None:
    found = json.loads(run("LAB kap. 17 a", "--on", "2018-09-01", "--json").stdout)
    assert [one["unit"] for one in found["touched"]] == ["Par96a", "Par96b", "Par96c"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("LAB §§ 1-9999", "Hvad §§ 1-9999 omfatter, kan ikke siges den dag; kun de to ender er slået op."),
        ("LAB §§ 88-85", "Hvad §§ 88-85 omfatter, kan ikke siges den dag"),
        ("LAB § 85 og lov om leg § 3", "»lov om leg § 3« er ikke slået op"),
        (
            "LAB § 85",
            "Lov om en aktiv beskæftigelsesindsats: Retsakten er ændret ved § 1 i lov nr. 553 af 29. maj 2018",
        ),
        ("LAB §§ 67 a-67 f", "§§ 67 a-67 f i lov om en aktiv beskæftigelsesindsats: ophævet"),
    ],
)
def test_what_is_not_looked_up_or_not_certain_is_told(words: str, says: str) -> None:
    result = run(words, "--on", "2018-09-01")
    assert result.exit_code == 0, result.exception
    assert says in result.stdout


def test_what_is_not_there_is_touched_by_nothing() -> None:
    (one,) = json.loads(run("LAB § 85, stk. 2, nr. 99", "--on", "2018-09-01", "--json").stdout)["touched"]
    assert one["verdict"]["status"] == "no such provision"
    assert (one["waived_by"], one["referring"]) == ([], [])
    assert "└─ § 85, stk. 2, nr. 99, findes ikke i" in run("LAB § 85, stk. 2, nr. 99", "--on", "2018-09-01").stdout


def test_wrong_arguments_are_told(tmp_path: Path) -> None:
    assert isinstance(run("noget helt andet", "--on", "2018-09-01").exception, UsageError)
    assert isinstance(run("§ 5", "--on", "2018-09-01").exception, UsageError)
    assert run("LAB § 85").exit_code == 2
    assert run("LAB § 85", "--on", "2018-09-01", "--depth", "0").exit_code == 2
    assert isinstance(run(*ASKED, "--csv", tmp_path / "no" / "x.csv").exception, UnusableInputError)
