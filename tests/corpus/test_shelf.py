"""The built corpus: opened, asked, found again; and what happens when files are broken."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from lawtext.corpus import fingerprint
from lawtext.corpus.shelf import SqliteShelf, built, open_shelf
from lawtext.errors import UnusableInputError, UsageError
from lawtext.law.ids import EditionId, UnitId, UnitRange
from lawtext.law.shelf import NameKind, Shelf
from lawtext.law.verdicts import Status
from lawtext.law.works import WorkId

MARKER = WorkId("marker")


def at(shelf: SqliteShelf, unit: str, day: str) -> Status:
    return shelf.standing(MARKER, UnitId(unit), date.fromisoformat(day)).status


def test_it_is_a_shelf(shelf: SqliteShelf) -> None:
    asked: Shelf = shelf
    assert asked.work(MARKER).title == "lov om prøvemarker"
    assert {naming.name for naming in asked.namings() if naming.kind is NameKind.POPULAR} == {"markloven"}
    with pytest.raises(KeyError):
        asked.work(WorkId("ukendt"))


@pytest.mark.parametrize(
    ("unit", "day", "status"),
    [
        ("Par1", "1999-03-02", Status.NOT_KNOWN),
        ("Par1", "2000-01-01", Status.NOT_KNOWN),
        ("Par1_Stk1_Pkt2", "2001-03-01", Status.EXISTS),
        ("Par3_Stk2", "2001-06-30", Status.NOT_KNOWN),
        ("Par6a", "2001-06-30", Status.NOT_KNOWN),
        ("Par3_Stk2", "2001-07-01", Status.EXISTS),
        ("Par5", "2001-07-01", Status.REPEALED),
        ("Par3_Stk2", "2002-07-01", Status.NOT_KNOWN),
        ("Par3_Stk2_Pkt2", "2002-07-01", Status.RENUMBERED),
        ("Par3_Stk5", "2002-07-01", Status.NOT_KNOWN),
        ("Par3_Stk1", "2002-07-01", Status.EXISTS),
        ("Par7", "2002-06-30", Status.EXISTS),
        ("Par7", "2002-07-01", Status.REPEALED),
        ("Par6b", "2002-12-31", Status.NO_SUCH_PROVISION),
        ("Par6b", "2003-01-01", Status.NOT_KNOWN),
        ("Par2_Stk1_Num3", "2003-06-01", Status.REPEALED),
        ("Par1_Stk3", "2003-06-01", Status.NOT_KNOWN),
        ("Par12", "2003-06-01", Status.NO_SUCH_PROVISION),
        ("Par12", "2004-02-01", Status.NOT_KNOWN),
        ("Par99", "2004-02-01", Status.NO_SUCH_PROVISION),
        ("Par3_Stk5", "2005-04-01", Status.EXISTS),
        ("Kap1", "2005-04-01", Status.NOT_KNOWN),
        ("Par1", "2007-05-01", Status.NOT_KNOWN),
    ],
)
def test_a_provision_through_its_years(shelf: SqliteShelf, unit: str, day: str, status: Status) -> None:
    assert at(shelf, unit, day) is status


def test_an_order_cited_by_its_number_is_repealed_by_the_next(shelf: SqliteShelf) -> None:
    old, new = EditionId("2003-9030"), EditionId("2006-9031")
    before, after = date(2006, 12, 31), date(2007, 1, 1)
    assert shelf.standing_of(old, UnitId("Par1"), before).status is Status.EXISTS
    assert shelf.standing_of(old, UnitId("Par1"), after).by == new
    assert shelf.standing_of(new, UnitId("Par1"), before).status is Status.NOT_YET_IN_FORCE
    assert shelf.standing_of(EditionId("1990-1"), UnitId("Par1"), after).status is Status.NOT_KNOWN


def test_a_consolidation_cited_by_its_number_only_dates_the_act(shelf: SqliteShelf) -> None:
    verdict = shelf.standing_of(EditionId("2001-9010"), UnitId("Par1"), date(2005, 4, 1))
    assert verdict.address is not None
    assert verdict.address.edition == "2005-9020"


@pytest.mark.parametrize(
    ("edition", "unit", "status", "where"),
    [
        ("2002-9005", "Par1_Num3", Status.EXISTS, "2002-9005#Aen1.3"),
        ("2002-9005", "Par1_Stk1_Num3", Status.EXISTS, "2002-9005#Aen1.3"),
        ("2002-9005", "Par1_Num9", Status.NO_SUCH_PROVISION, None),
        ("2002-9005", "Par2_Stk2", Status.EXISTS, "2002-9005#Par2_Stk2"),
        ("2003-9006", "Par1_Num3", Status.NOT_KNOWN, None),
    ],
)
def test_a_point_of_an_amending_act_is_cited_as_its_number(
    shelf: SqliteShelf, edition: str, unit: str, status: Status, where: str | None
) -> None:
    verdict = shelf.standing_of(EditionId(edition), UnitId(unit), date(2004, 1, 1))
    assert (verdict.status, str(verdict.address) if verdict.address else None) == (status, where)


def test_what_else_it_can_be_asked(shelf: SqliteShelf) -> None:
    edition = EditionId("2001-9010")
    facts = shelf.edition(edition)
    assert facts is not None
    assert (facts.title, facts.signed) == ("Bekendtgørelse af lov om prøvemarker (markloven)", date(2001, 3, 1))
    assert shelf.edition(EditionId("1999-9001")) is None
    listed = shelf.listed(EditionId("1999-9001"))
    assert listed is not None and not listed.held
    work = shelf.work_of(edition)
    assert work is not None and work.id == MARKER
    assert shelf.heading(edition, UnitId("Kap2a")) == "Hegn"
    assert shelf.chapter(edition, UnitId("Par6a_Stk1")) == "Kap2a"
    assert shelf.chapter(edition, UnitId("Par5")) == "Kap2"
    assert shelf.chapter(EditionId("2005-9020"), UnitId("Par1")) == ""
    assert shelf.paragraphs(edition, UnitId("Kap2")) == ("Par3", "Par4-6")
    assert shelf.members(edition, UnitRange(UnitId("Par2"), UnitId("Par6a"))) == ("Par2", "Par3", "Par4-6", "Par6a")
    assert shelf.hash_of(edition, UnitId("Par6a")) == shelf.hash_of(EditionId("2005-9020"), UnitId("Par6a")) != ""
    assert [work.id for work in shelf.works()][:2] == ["marker", "forsoeg"]
    assert shelf.standing_in(edition, UnitId("Par7")).status is Status.EXISTS
    assert shelf.standing_in(EditionId("1999-9001"), UnitId("Par7")).status is Status.NOT_KNOWN


def test_references_out_and_in(shelf: SqliteShelf) -> None:
    edition = EditionId("2001-9010")
    assert shelf.references(edition, UnitId("Par7")) == (("Par7_Stk1", "self", "marker", "Par2_Stk1_Num2"),)
    found = {(each.edition, each.unit, each.named) for each in shelf.referring(MARKER, UnitId("Par3_Stk1"))}
    assert ("2001-9010", "Par1_Stk2", "Par3_Stk1") in found
    assert ("2003-9030", "Par1_Stk1", "Par3_Stk1") in found, "an order names the act by its title"
    assert not any(named == "Par3_Stk2" for _, _, named in found)


def test_it_is_built_once_and_found_again(folder: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = open_shelf(folder)
    again = open_shelf(folder)
    assert capsys.readouterr().err.count("bygger korpus") == 1
    assert first.file == again.file == cache / f"corpus-{first.fingerprint}.sqlite"
    assert not list(cache.glob("*.part"))


def test_a_changed_file_gives_another_corpus(folder: Path, cache: Path) -> None:
    before = open_shelf(folder).fingerprint
    listed = folder / "works.yaml"
    listed.write_text(listed.read_text(encoding="utf-8").replace("2007-05-01", "2007-06-01"), encoding="utf-8")
    after = open_shelf(folder)
    assert after.fingerprint != before
    assert at(after, "Par1", "2007-05-01") is Status.EXISTS
    assert len(list(cache.glob("*.sqlite"))) == 2


def test_the_fingerprint_is_of_the_contents_not_of_the_place(folder: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    folder.rename(moved)
    (moved / "registers" / "notes.txt").write_text("not an input")
    name = fingerprint.of_contents(moved)
    moved.rename(folder)
    assert fingerprint.of_contents(folder) == name


def test_the_environment_names_another_corpus(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = built(folder)
    monkeypatch.setenv("LAWTEXT_CORPUS", str(file))
    assert open_shelf().file == file
    assert cache in file.parents


def test_without_a_cache_the_temporary_folder_serves(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").write_text("no folder")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "closed"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    assert tmp_path / "temporary" in open_shelf(folder).file.parents


class Numbers:
    """A table of a higher room."""

    name = "numbers"
    version = 1

    def fill(self, connection: sqlite3.Connection, folder: Path) -> None:
        connection.execute("CREATE TABLE numbers (number INTEGER)")
        connection.executemany("INSERT INTO numbers VALUES (?)", [(1,), (len(list(folder.iterdir())),)])


def test_higher_rooms_keep_tables_in_it(folder: Path, cache: Path) -> None:
    plain = open_shelf(folder)
    shelf = open_shelf(folder, [Numbers()])
    assert shelf.select("SELECT number FROM numbers ORDER BY rowid") == [(1,), (3,)]
    assert shelf.fingerprint == plain.fingerprint
    assert open_shelf(folder).file == shelf.file
    assert len(list(cache.glob("*.sqlite"))) == 1


def test_a_named_file_without_a_needed_table_is_told(folder: Path, cache: Path) -> None:
    file = built(folder)
    assert file.parent == cache
    with pytest.raises(UnusableInputError, match="mangler tabellen numbers"):
        open_shelf(file, [Numbers()])


def test_a_missing_path_is_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="findes ikke"):
        open_shelf(tmp_path / "nowhere.sqlite")


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_file_that_is_no_corpus_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "corpus.sqlite"
    path.write_bytes(content)
    with pytest.raises(UnusableInputError, match="er ikke et korpus"):
        open_shelf(path)


def test_a_corpus_of_another_version_is_told(folder: Path, cache: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    other.write_bytes(built(folder).read_bytes())
    connection = sqlite3.connect(other)
    connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema'")
    connection.commit()
    connection.close()
    assert cache.is_dir()
    with pytest.raises(UnusableInputError, match="en anden version"):
        open_shelf(other)


def test_a_broken_register_leaves_no_half_corpus(folder: Path, cache: Path) -> None:
    (folder / "registers" / "2001-9010.json").write_text("{")
    with pytest.raises(UnusableInputError, match=r"2001-9010\.json"):
        open_shelf(folder)
    assert not list(cache.glob("corpus*"))
