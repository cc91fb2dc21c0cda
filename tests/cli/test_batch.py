"""`lawtext batch run` as a user calls it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from lawtext.cli.main import lawtext
from lawtext.errors import UnusableInputError

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "sager.csv"


def test_the_example_table_gives_200_letters_and_says_which_are_drafts(tmp_path: Path) -> None:
    answer = CliRunner().invoke(lawtext, ["batch", "run", str(EXAMPLE), "--out", str(tmp_path / "breve")])
    assert answer.exit_code == 1, answer.output
    assert "200 breve" in answer.stdout
    assert "7 udkast" in answer.stdout
    assert len(list((tmp_path / "breve").glob("*.docx"))) == 200


def test_a_table_that_can_not_be_used_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sager.csv"
    path.write_text("decision;municipality;date\nhold;Fredensborg;i morgen\n", encoding="utf-8")
    answer = CliRunner().invoke(lawtext, ["batch", "run", str(path), "--out", str(tmp_path / "breve")])
    assert isinstance(answer.exception, UnusableInputError)
    assert not (tmp_path / "breve").exists()


@pytest.mark.parametrize("words", [["batch", "run"], ["batch", "run", "x.csv"]])
def test_missing_words_are_a_usage_error(words: list[str]) -> None:
    assert CliRunner().invoke(lawtext, words).exit_code == 2
