"""`lawtext waivers check` across 1 January 2020: what changed with the order is said, for the group it is about."""

import json

import pytest
from click.testing import CliRunner, Result

from lawtext.cli.main import lawtext

pytestmark = pytest.mark.usefixtures("cache_of_its_own")


def check(day: str, group: str, *more: str) -> Result:
    asked = ("--municipality", "Fredensborg", "--experiment", "ret-og-pligt", "--on", day, "--group", group)
    return CliRunner().invoke(lawtext, ["waivers", "check", *asked, *more])


def test_the_duty_that_is_waived_no_more_is_said_after_and_not_before() -> None:
    assert "Δ" not in check("2019-12-31", "§ 2, nr. 13").stdout
    after = check("2020-01-01", "§ 6, nr. 5").stdout
    assert "Δ Anderledes end efter bekendtgørelse nr. 529 fra 2018: Pligten til at tage imod tilbud" in after
    assert "§ 104" in after


def test_another_group_has_another_change() -> None:
    assert "ingen efterfølger" in check("2020-03-02", "§ 6, nr. 3").stdout
    assert "Δ" not in check("2020-03-02", "§ 6, nr. 1").stdout


def test_json_has_the_changes() -> None:
    found = json.loads(check("2020-03-02", "§ 6, nr. 5", "--json").stdout)
    assert [one["after"]["units"] for one in found["changed"]] == [["Par104"]]
