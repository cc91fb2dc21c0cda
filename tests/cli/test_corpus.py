"""`lawtext corpus` as it is typed."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lawtext.cli.corpus import corpus
from lawtext.errors import LawtextError

TEXTS = Path(__file__).parent.parent / "data" / "corpus" / "texts"


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAWTEXT_CORPUS", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(corpus, [str(argument) for argument in arguments])


def refused(*arguments: str | Path) -> tuple[int, str]:
    """The exit code and message of a command that the user must mend (cli.main turns the error into them)."""
    result = run(*arguments)
    assert isinstance(result.exception, LawtextError), result.output
    return result.exception.exit_code, str(result.exception)


def test_help_is_danish_with_examples() -> None:
    for command in ([], ["register"], ["build"], ["verify"], ["add"], ["list"], ["info"]):
        shown = run(*command, "--help")
        assert shown.exit_code == 0
        assert "Eksemp" in shown.output


def test_a_register_is_shown_or_written(tmp_path: Path) -> None:
    shown = run("register", TEXTS / "2001-9010.xml")
    assert shown.exit_code == 0 and '"edition": "2001-9010"' in shown.output
    written = run("register", TEXTS / "2001-9010.xml", "--out", tmp_path / "one.json")
    assert written.exit_code == 0
    assert (tmp_path / "one.json").read_text(encoding="utf-8") == shown.output


def test_a_folder_of_texts_gives_a_folder_of_registers(tmp_path: Path) -> None:
    made = run("register", TEXTS, "--out", tmp_path / "registers")
    assert made.output == f"5 registre i {tmp_path / 'registers'}\n"
    assert len(list((tmp_path / "registers").glob("*.json"))) == 5


def test_building_listing_and_info(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(TEXTS.parent, folder)
    run("register", TEXTS, "--out", folder / "registers")
    built = run("build", folder, "--out", tmp_path / "small.sqlite")
    assert built.exit_code == 0, built.output
    tables = {row[0] for row in sqlite3.connect(tmp_path / "small.sqlite").execute("SELECT name FROM sqlite_master")}
    assert {"unit", "reference", "naming"} <= tables
    listed = run("list", "--corpus", tmp_path / "small.sqlite")
    assert "marker: lov om prøvemarker" in listed.output
    assert "  LBK 2001-9010  fra 2001-03-01  i korpus, LexDania-XML" in listed.output
    assert "  LBK 2007-9040  fra 2007-05-01  ikke i korpus" in listed.output
    one = run("list", "marker", "--corpus", tmp_path / "small.sqlite")
    assert "2002-9005  § 1 nr. 3 i kraft 2003-01-01; alle ændringer kendt, i 2005-9020" in one.output
    info = run("info", "--corpus", tmp_path / "small.sqlite")
    assert "Udgaver:      4 i korpus af 6 kendte" in info.output


def test_verify_counts_and_fails_on_differences(tmp_path: Path) -> None:
    shelved = tmp_path / "registers"
    run("register", TEXTS, "--out", shelved)
    good = run("verify", "--registers", shelved, "--texts", TEXTS)
    assert (good.exit_code, good.output) == (0, "5 registre svarer til teksten, 0 gør ikke, 0 uden tekst.\n")
    changed = tmp_path / "texts"
    changed.mkdir()
    text = (TEXTS / "2003-9030.txt").read_text(encoding="utf-8").replace("fravige", "ændre")
    (changed / "2003-9030.txt").write_text(text, encoding="utf-8")
    bad = run("verify", "--registers", shelved, "--texts", changed)
    assert bad.exit_code == 1
    assert "§ 1: teksten er anderledes." in bad.output
    assert bad.output.endswith("0 registre svarer til teksten, 1 gør ikke, 4 uden tekst.\n")


def test_verify_can_write_what_has_changed(tmp_path: Path) -> None:
    shelved, changed = tmp_path / "registers", tmp_path / "texts"
    run("register", TEXTS, "--out", shelved)
    shutil.copytree(TEXTS, changed)
    text = (TEXTS / "2003-9030.txt").read_text(encoding="utf-8").replace("fravige", "ændre")
    (changed / "2003-9030.txt").write_text(text, encoding="utf-8")
    written = run("verify", "--registers", shelved, "--texts", changed, "--write")
    assert (written.exit_code, written.output) == (0, "1 registre skrevet igen, 4 som før.\n")
    assert run("verify", "--registers", shelved, "--texts", changed).exit_code == 0


def test_added_texts_are_used_by_verify(tmp_path: Path) -> None:
    shelved = tmp_path / "registers"
    run("register", TEXTS, "--out", shelved)
    added = run("add", TEXTS / "2003-9030.txt")
    assert added.output == f"2003-9030: {tmp_path / 'data' / 'lawtext' / 'texts' / '2003-9030.txt'}\n"
    assert run("verify", "--registers", shelved).output.startswith("1 registre svarer til teksten")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["register", "nowhere.xml"], 3, "nowhere.xml findes ikke"),
        (["build", "nowhere"], 2, "nowhere er ikke en mappe"),
        (["verify", "--texts", "nowhere"], 2, "nowhere er ikke en mappe"),
        (["verify", "--registers", "nowhere"], 2, "nowhere har ingen registre"),
        (["add", "nowhere.xml"], 3, "nowhere.xml findes ikke"),
        (["list", "--corpus", "nowhere"], 2, "nowhere findes ikke"),
        (["info", "--corpus", __file__], 3, "er ikke et korpus"),
    ],
)
def test_what_the_user_must_mend_is_one_sentence(arguments: list[str], code: int, said: str) -> None:
    exit_code, message = refused(*arguments)
    assert exit_code == code
    assert said in message
    assert "\n" not in message


def test_an_unknown_work_is_usage(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(TEXTS.parent, folder)
    (folder / "registers").mkdir()
    assert refused("list", "ukendt", "--corpus", folder)[0] == 2


def test_a_place_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, message = refused("register", TEXTS / "2003-9030.txt", "--out", tmp_path / "file" / "x.json")
    assert code == 3
    assert "kan ikke skrives" in message
