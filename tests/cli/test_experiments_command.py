"""`lawtext experiments verify`: what was compared, what differs, what is not known."""

import json
import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from lawtext.cli.main import lawtext
from lawtext.errors import UsageError

CORPUS = Path(__file__).parents[2] / "corpus"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(lawtext, ["experiments", "verify", *map(str, words)])


def test_registry_and_reading_agree() -> None:
    result = run()
    assert result.exit_code == 0
    assert "Registret og det læste er ens." in result.stdout
    assert "Ikke kendt:" in result.stdout


def test_a_difference_is_shown_and_ends_with_1(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(CORPUS, folder)
    networks = folder / "networks.yaml"
    networks.write_text(networks.read_text("utf-8").replace("- {name: Allerød}", "- {name: Vejle}"), "utf-8")
    result = run("--corpus", folder)
    assert result.exit_code == 1
    assert "læst: Allerød" in result.stdout
    assert json.loads(run("--corpus", folder, "--json").stdout)["differences"]


def test_wrong_arguments_are_told(tmp_path: Path) -> None:
    assert isinstance(run("--texts", tmp_path / "nowhere").exception, UsageError)
