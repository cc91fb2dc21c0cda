"""A run over the shipped corpus and the example table: checked first, whole, the same twice."""

import csv
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from lawtext.batch import manifest, run, tables
from lawtext.batch.tables import Table
from lawtext.cli.given import desk
from lawtext.drafting.desk import Desk
from lawtext.errors import UnusableInputError, UsageError

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "sager.csv"
Edit = Callable[[list[dict[str, str]]], None]


@pytest.fixture(scope="session")
def at_desk() -> Desk:
    return desk(None)


@pytest.fixture
def table(tmp_path: Path) -> Callable[[Edit], Table]:
    """The first three cases of the example, after an edit."""

    def edited(edit: Edit) -> Table:
        with EXAMPLE.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))[:3]
        edit(rows)
        path = tmp_path / "sager.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
            writer.writeheader()
            writer.writerows(rows)
        return tables.read(path)

    return edited


def made_in(
    folder: Path, table: Table, desk: Desk, on_made: Callable[[manifest.Made], None] | None = None
) -> list[manifest.Made]:
    return run.run(table, run.checked(table), desk, folder, on_made)


def unchanged(_: list[dict[str, str]]) -> None:
    """The rows as they are."""


def test_a_letter_a_row_and_a_manifest_that_says_which(
    table: Callable[[Edit], Table], at_desk: Desk, tmp_path: Path
) -> None:
    made = made_in(tmp_path / "breve", table(unchanged), at_desk)
    assert [one.row for one in made] == [2, 3, 4]
    assert all(one.final and not one.reasons for one in made)
    assert manifest.read(tmp_path / "breve") == made
    for one in made:
        content = (tmp_path / "breve" / one.file).read_bytes()
        assert hashlib.sha256(content).hexdigest() == one.sha256


def test_the_same_table_gives_the_same_bytes(table: Callable[[Edit], Table], at_desk: Desk, tmp_path: Path) -> None:
    for folder in ("en", "to"):
        made_in(tmp_path / folder, table(unchanged), at_desk)
    for path in (tmp_path / "en").iterdir():
        assert path.read_bytes() == (tmp_path / "to" / path.name).read_bytes()


def test_nothing_is_made_while_a_row_has_a_fault(table: Callable[[Edit], Table], at_desk: Desk, tmp_path: Path) -> None:
    def spoil(rows: list[dict[str, str]]) -> None:
        rows[1]["date"] = "31. juni 2018"
        rows[2]["channel"] = "brevdue"

    with pytest.raises(UnusableInputError) as caught:
        made_in(tmp_path / "breve", table(spoil), at_desk)
    said = str(caught.value).splitlines()
    assert len(said) == 2
    assert "sager.csv, række 3, kolonne »date«" in said[0]
    assert "sager.csv, række 4, kolonne »channel«" in said[1]
    assert not (tmp_path / "breve").exists()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("person.name", "person.navn", "kolonnen »person.navn« findes ikke. Mente du »person.name«?"),
        ("decision", "type", "kolonnen »decision« mangler"),
    ],
)
def test_a_column_that_is_not_a_field_is_told_once(
    table: Callable[[Edit], Table], old: str, new: str, says: str
) -> None:
    def rename(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row[new] = row.pop(old)

    with pytest.raises(UnusableInputError) as caught:
        run.checked(table(rename))
    assert says in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_column_that_no_case_can_do_without_is_told_once(table: Callable[[Edit], Table]) -> None:
    def without(rows: list[dict[str, str]]) -> None:
        for row in rows:
            del row["municipality"]

    with pytest.raises(UnusableInputError, match="række 1: kolonnen »municipality« mangler"):
        run.checked(table(without))


def test_an_unknown_decision_is_told_by_row(table: Callable[[Edit], Table]) -> None:
    def other(rows: list[dict[str, str]]) -> None:
        rows[1]["decision"] = "hold on"

    with pytest.raises(UnusableInputError, match=r"række 3.*»hold on« findes ikke"):
        run.checked(table(other))


def test_a_draft_says_why_and_what_is_personal_stays_in_the_letter(
    table: Callable[[Edit], Table], at_desk: Desk, tmp_path: Path
) -> None:
    def unapproved(rows: list[dict[str, str]]) -> None:
        rows[0]["approval.by"] = rows[0]["approval.date"] = ""

    made = made_in(tmp_path / "breve", table(unapproved), at_desk)
    assert [one.final for one in made] == [False, True, True]
    assert any("godkendt" in reason for reason in made[0].reasons)
    written = (tmp_path / "breve" / manifest.NAME).read_text(encoding="utf-8")
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file, delimiter=";"))
    for field in ("person.name", "person.cpr", "case_number", "caseworker.name"):
        assert first[field] not in written


def test_letters_of_an_earlier_longer_table_go_and_other_files_stay(
    table: Callable[[Edit], Table], at_desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "breve"
    made_in(folder, table(unchanged), at_desk)
    (folder / "noter.txt").write_text("min egen")
    made_in(folder, table(lambda rows: rows.pop()), at_desk)
    assert sorted(path.name for path in folder.iterdir()) == ["0001.docx", "0002.docx", manifest.NAME, "noter.txt"]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_run_that_stops_leaves_what_stood_there(
    table: Callable[[Edit], Table], at_desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "breve"
    made_in(folder, table(unchanged), at_desk)
    before = snapshot(folder)

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    def other(rows: list[dict[str, str]]) -> None:
        rows[0]["facts"] = "Noget andet."

    with pytest.raises(KeyboardInterrupt):
        made_in(folder, table(other), at_desk, stop)
    assert snapshot(folder) == before


def test_two_runs_at_once_into_one_folder_are_told(
    table: Callable[[Edit], Table], at_desk: Desk, tmp_path: Path
) -> None:
    folder, cases = tmp_path / "breve", table(unchanged)

    def second(_: object) -> None:
        with pytest.raises(UsageError, match="en anden kørsel"):
            made_in(folder, cases, at_desk)

    assert len(made_in(folder, cases, at_desk, second)) == len(cases.rows)
    assert manifest.read(folder)


def test_what_a_killed_run_left_is_removed(table: Callable[[Edit], Table], at_desk: Desk, tmp_path: Path) -> None:
    left = tmp_path / "breve" / ".ufærdig"
    left.mkdir(parents=True)
    (left / "0009.docx").write_bytes(b"halvt")
    made_in(tmp_path / "breve", table(unchanged), at_desk)
    assert not left.exists()


def test_a_control_character_is_told_by_row_before_any_letter_is_made(
    table: Callable[[Edit], Table], at_desk: Desk, tmp_path: Path
) -> None:
    def spoil(rows: list[dict[str, str]]) -> None:
        rows[2]["person.name"] = "Maja\x07"

    with pytest.raises(UnusableInputError, match=r"række 4, kolonne »person\.name«: .* kontroltegnet U\+0007"):
        made_in(tmp_path / "breve", table(spoil), at_desk)
    assert not (tmp_path / "breve").exists()


def test_a_fault_in_every_row_is_not_told_ten_thousand_times(table: Callable[[Edit], Table]) -> None:
    def spoil(rows: list[dict[str, str]]) -> None:
        rows[:] = [{**rows[0], "date": "i går"} for _ in range(200)]

    with pytest.raises(UnusableInputError) as caught:
        run.checked(table(spoil))
    said = str(caught.value).splitlines()
    assert (len(said), said[-1]) == (51, "… og 150 fejl til.")


def test_the_group_of_the_party_is_not_in_the_manifest(
    table: Callable[[Edit], Table], at_desk: Desk, tmp_path: Path
) -> None:
    def other_group(rows: list[dict[str, str]]) -> None:
        for row, group in zip(rows, ("§ 2, nr. 11", "§ 2, nr. 12", "§ 2, nr. 99"), strict=True):
            row["person.group"] = group

    made = made_in(tmp_path / "breve", table(other_group), at_desk)
    assert not any(one.final for one in made)
    groups = [row.values["person.group"] for row in table(other_group).rows]
    written = (tmp_path / "breve" / manifest.NAME).read_text(encoding="utf-8")
    assert [group for group in groups if group in written] == []
