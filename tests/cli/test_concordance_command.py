"""`lawtext concordance`: always suggestions; table, JSON, wrong arguments."""

import csv
import json
from pathlib import Path

from click.testing import CliRunner, Result

from lawtext.cli.main import lawtext
from lawtext.errors import UsageError


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(lawtext, ["concordance", *map(str, words)])


def test_it_says_that_it_suggests() -> None:
    result = run()
    assert result.exit_code == 0
    assert "Forslag" in result.stdout
    assert "§ 2, nr. 13 → § 6, nr. 5" in result.stdout
    assert "Én fælles plan: § 26 → § 23" in result.stdout
    assert json.loads(run("--json").stdout)["status"] == "forslag"


def test_every_row_of_the_table_is_a_suggestion(tmp_path: Path) -> None:
    table = tmp_path / "nøgle.csv"
    assert run("--csv", table).exit_code == 0
    rows = list(csv.DictReader(table.open(encoding="utf-8-sig"), delimiter=";"))
    assert {row["status"] for row in rows} == {"forslag"}
    assert {row["art"] for row in rows} == {"forsøg", "enhed"}


def test_orders_may_be_named_by_number_and_year_or_day() -> None:
    by_name = run("--from", "BEK 529/2018", "--to", "bekendtgørelse nr. 1184 af 25. november 2019")
    assert by_name.stdout == run().stdout


def test_orders_without_a_common_experiment_say_so_and_one_with_itself_is_refused() -> None:
    assert (
        run("--from", "2013-1485", "--to", "2017-603").stdout.splitlines()[-1] == "Ingen forsøg er kendt i dem begge."
    )
    assert isinstance(run("--to", "2018-529").exception, UsageError)


def test_an_order_that_is_not_held_is_told_with_those_that_are() -> None:
    error = run("--from", "2015-711").exception
    assert isinstance(error, UsageError)
    assert "2018-529" in str(error)
