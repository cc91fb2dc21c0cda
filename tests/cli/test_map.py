"""`lawtext map`: files by their endings, days and municipalities; wrong arguments."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lawtext.cli.main import lawtext
from lawtext.errors import UsageError

pytest.importorskip("altair")
pytest.importorskip("vl_convert")


pytestmark = pytest.mark.usefixtures("cache_of_its_own")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(lawtext, ["map", *map(str, words)])


def test_a_file_is_made_by_its_ending(tmp_path: Path) -> None:
    assert run("--out", tmp_path / "kort.svg").exit_code == 0
    assert (tmp_path / "kort.svg").read_bytes().startswith(b"<svg")
    result = run("--out", tmp_path / "kort.html", "--on", "2018-09-03", "--municipality", "Fredensborg")
    assert "9 forsøg" in result.stdout
    assert "<html" in (tmp_path / "kort.html").read_text("utf-8")


def test_wrong_arguments_are_told_and_leave_no_file(tmp_path: Path) -> None:
    assert isinstance(run("--out", tmp_path / "kort.png").exception, UsageError)
    assert isinstance(run("--out", tmp_path / "kort.svg", "--on", "2012-06-01").exception, UsageError)
    nothing = run("--out", tmp_path / "kort.svg", "--on", "2018-09-03", "--municipality", "Randers")
    assert isinstance(nothing.exception, UsageError)
    assert list(tmp_path.iterdir()) == []
