"""What commands are given alike: days in every spelling, files in folders, and one built corpus for them all."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from lawtext.cli import given
from lawtext.cli.main import lawtext
from lawtext.corpus.build import build
from lawtext.errors import UnusableInputError, UsageError
from lawtext.experiments.book import load
from lawtext.experiments.limits import limits
from lawtext.experiments.positions import positions


@pytest.mark.parametrize("text", ["2018-09-03", "3. september 2018", " 3. September 2018 ", "3/9 2018", "03.09.2018"])
def test_a_day_as_people_write_it(text: str) -> None:
    assert given.day(text) == date(2018, 9, 3)


@pytest.mark.parametrize("text", ["2018-13-03", "2018-02-29", "20180903", "2018-W36-1", "i dag", ""])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(UsageError, match="er ikke en dato"):
        given.day(text)


def test_a_folder_is_its_readable_files(tmp_path: Path) -> None:
    for name in ("b.xml", "a.txt", "c.md"):
        (tmp_path / name).touch()
    found = list(given.files(["-", "x.xml", str(tmp_path)]))
    assert found == ["-", "x.xml", str(tmp_path / "a.txt"), str(tmp_path / "b.xml")]


def test_a_folder_without_acts_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="er en mappe uden"):
        list(given.files([str(tmp_path)]))


def test_all_commands_share_one_built_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("LAWTEXT_CORPUS", raising=False)
    shelf = given.shelf(None)
    built = shelf.file.stat()
    assert shelf.select("SELECT COUNT(*) FROM waived") != [(0,)]
    given.desk(None)
    assert shelf.file.stat() == built
    assert [shelf.file] == list((tmp_path / "lawtext").glob("*.sqlite"))


def test_a_folder_without_experiments_is_a_corpus_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "works.yaml").write_text("works: []\n", encoding="utf-8")
    assert given.shelf(folder).works() == ()
    with pytest.raises(UnusableInputError, match=r"networks\.yaml"):
        given.book(given.shelf(folder))


def test_a_corpus_built_without_experiments_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "works.yaml").write_text("works: []\n", encoding="utf-8")
    build(folder, tmp_path / "korpus.sqlite", "0")
    with pytest.raises(UnusableInputError, match="uden forsøg"):
        given.book(given.shelf(tmp_path / "korpus.sqlite"))


def test_a_built_file_carries_its_own_experiments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("LAWTEXT_CORPUS", raising=False)
    kept = given.book(given.shelf(None))
    written = load()
    assert kept.registry == written.registry
    assert kept.by_hand == written.by_hand
    for entry in written.registry.orders:
        assert kept.order(entry.edition) == written.order(entry.edition)
    assert limits(kept.source) == limits(written.source)
    assert positions(kept.source) == positions(written.source)


@pytest.mark.parametrize(
    "words",
    [
        ("waivers", "lint", "order.txt"),
        ("experiments", "verify"),
        ("corpus", "verify"),
        ("application", "make", "plan.yaml"),
        ("record", "reproduce", "brev.docx", "--case", "sag.yaml"),
    ],
)
def test_a_folder_of_texts_that_is_not_there_is_told_alike_by_every_command(words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(lawtext, [*words, "--texts", "findes/ikke"])
    assert isinstance(result.exception, UsageError)
    assert str(result.exception) == "findes/ikke er ikke en mappe med tekster."
