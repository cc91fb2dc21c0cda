"""`lawtext waivers lint`: faults with place, sentence and class; exit codes; wrong arguments."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lawtext.cli.main import lawtext
from lawtext.errors import UnusableInputError, UsageError

ORDERS = Path(__file__).parents[1] / "data" / "orders"


@pytest.fixture(autouse=True, scope="module")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        patch.delenv("LAWTEXT_CORPUS", raising=False)
        yield


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(lawtext, ["waivers", "lint", *map(str, words)])


def test_a_fault_has_place_class_and_sentence() -> None:
    result = run(ORDERS / "2001-20.txt")
    assert result.exit_code == 1
    assert "§ 10: forkert nummer i bekendtgørelsen selv: § 10 giver tilladelse til § 12, men § 12 er ikrafttræden" in (
        result.stdout
    )
    assert "Kan ikke kontrolleres:" in result.stdout
    assert "lov om hjælp til øvelse" in result.stdout.lower()


def test_an_order_without_faults_exits_with_0() -> None:
    result = run(ORDERS / "1999-7.txt")
    assert result.exit_code == 0
    assert "ingen fejl fundet" in result.stdout


def test_json_has_every_fault_and_what_is_not_known() -> None:
    found = json.loads(run(ORDERS / "2001-20.txt", "--json").stdout)
    assert found["order"] == "2001-20"
    (fault,) = (one for one in found["faults"] if one["kind"] == "internal")
    assert (fault["at"], fault["place"], fault["class"]) == ("Par10", "§ 10", "forkert nummer i bekendtgørelsen selv")
    assert {"at", "place", "cited", "says"} == set(found["not_known"][0])


def test_wrong_arguments_are_told(tmp_path: Path) -> None:
    assert isinstance(run(ORDERS / "2001-20.txt", "--texts", tmp_path / "nowhere").exception, UsageError)
    assert isinstance(run(tmp_path / "missing.txt").exception, UnusableInputError)
    spoilt = tmp_path / "spoilt.txt"
    spoilt.write_bytes(b"\xff\xfe\x00")
    assert isinstance(run(spoilt).exception, UnusableInputError)
