"""A run: whole, resumable, the same bytes however many processes make it and however often it is killed."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lawtext.batch import Settings, manifest, run, tables
from lawtext.batch.filenames import Pattern
from lawtext.batch.manifest import Made
from lawtext.batch.tables import Row, Table
from lawtext.batch.workers import Here, Processes, Workshop
from lawtext.cli.given import shelf
from lawtext.drafting.desk import Desk
from lawtext.errors import UnusableInputError, UsageError

from .conftest import EXAMPLE, Cells, Edited, example, save, unchanged

KEY = bytes(32)
HERE = Path(__file__).parent


def made_in(folder: Path, table: Table, desk: Desk, settings: Settings | None = None) -> list[Made]:
    return list(run(table, Here(desk, table.columns), folder, settings or Settings(KEY)))


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_letter_a_row_and_a_manifest_that_says_which(table: Edited, at_desk: Desk, tmp_path: Path) -> None:
    made = made_in(tmp_path / "breve", table(unchanged), at_desk)
    assert [(one.number, one.row, one.file) for one in made] == [
        (1, 2, "00001.docx"),
        (2, 3, "00002.docx"),
        (3, 4, "00003.docx"),
    ]
    assert all(one.final and not one.reasons for one in made)
    written = manifest.read(tmp_path / "breve" / manifest.NAME)
    assert list(written.letters) == made
    assert {one.grounds for one in made} == set(written.grounds)
    for cited in written.grounds.values():
        assert any(address.startswith("2018-529#") for each in cited for address in each.addresses)


def test_what_is_made_already_is_not_made_again(table: Edited, at_desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "breve"
    made_in(folder, table(unchanged), at_desk)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}

    def other(rows: Cells) -> None:
        rows[1]["facts"] = "Noget andet."

    made_in(folder, table(other), at_desk)
    after = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert {name for name in before if before[name] != after[name]} == {"00002.docx", manifest.NAME}


def test_a_letter_taken_away_is_made_again(table: Edited, at_desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "breve"
    made_in(folder, table(unchanged), at_desk)
    before = snapshot(folder)
    (folder / "00002.docx").unlink()
    made_in(folder, table(unchanged), at_desk)
    assert snapshot(folder) == before


def test_a_letter_changed_by_hand_is_made_again(table: Edited, at_desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "breve"
    made_in(folder, table(unchanged), at_desk)
    before = snapshot(folder)
    (folder / "00002.docx").write_bytes(b"en anden")
    made_in(folder, table(unchanged), at_desk)
    assert snapshot(folder) == before


def test_nothing_made_of_a_letter_outlives_it(table: Edited, at_desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "breve"
    made_in(folder, table(unchanged), at_desk)
    bound = {"breve.zip", "til-tryk-00001-00003.pdf"}
    for name in ("00001.pdf", "00002.pdf", "00003.pdf", *bound):
        (folder / name).write_bytes(b"af det foerste brev")
    made_in(folder, table(unchanged), at_desk)
    assert bound <= {path.name for path in folder.iterdir()}

    def other(rows: Cells) -> None:
        rows[1]["facts"] = "Noget andet."
        del rows[2]

    made_in(folder, table(other), at_desk)
    left = {path.name for path in folder.iterdir()}
    assert left == {"00001.docx", "00001.pdf", "00002.docx", manifest.NAME}


def test_rows_may_be_left_out(table: Edited, at_desk: Desk, tmp_path: Path) -> None:
    made = made_in(tmp_path / "breve", table(unchanged), at_desk, Settings(KEY, skip=frozenset({3})))
    assert [one.row for one in made] == [2, 4]


def test_letters_of_an_earlier_longer_table_go_and_other_files_stay(
    table: Edited, at_desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "breve"
    made_in(folder, table(unchanged), at_desk)
    (folder / "noter.txt").write_text("min egen")
    made_in(folder, table(lambda rows: rows.pop()), at_desk)
    assert sorted(path.name for path in folder.iterdir()) == ["00001.docx", "00002.docx", manifest.NAME, "noter.txt"]


def test_a_run_that_stops_leaves_what_stood_there_and_is_gone_on_with(
    table: Edited, at_desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "breve"
    made_in(folder, table(unchanged), at_desk)
    before = snapshot(folder)

    def other(rows: Cells) -> None:
        for row in rows:
            row["facts"] = "Noget andet."

    cases = table(other)
    stopped = run(cases, Here(at_desk, cases.columns), folder, Settings(KEY))
    next(stopped)
    stopped.close()
    hidden = folder / ".ufærdig"
    assert snapshot_files(folder) == before
    assert (hidden / "00001.docx").exists()
    made_in(folder, cases, at_desk)
    assert not hidden.exists()
    assert snapshot(folder)["00001.docx"] != before["00001.docx"]


def snapshot_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_letter_that_a_power_loss_took_is_made_again_though_its_line_is_there(
    table: Edited, at_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lawtext.batch.running.CHUNK", 1)
    made_in(tmp_path / "hel", table(unchanged), at_desk)
    cases, folder = table(unchanged), tmp_path / "breve"
    stopped = run(cases, Here(at_desk, cases.columns), folder, Settings(KEY))
    assert [next(stopped).number, next(stopped).number] == [1, 2]
    stopped.close()
    hidden = folder / ".ufærdig"
    assert len(list(manifest.letters(hidden / manifest.NAME))) >= 2
    (hidden / "00002.docx").write_bytes(b"")
    made_in(folder, cases, at_desk)
    assert snapshot(folder) == snapshot(tmp_path / "hel")


def test_two_runs_at_once_into_one_folder_are_told(table: Edited, at_desk: Desk, tmp_path: Path) -> None:
    folder, cases = tmp_path / "breve", table(unchanged)
    first = run(cases, Here(at_desk, cases.columns), folder, Settings(KEY))
    next(first)
    with pytest.raises(UsageError, match="en anden kørsel"):
        made_in(folder, cases, at_desk)
    assert len(list(first)) == 2


def test_several_processes_give_the_same_bytes_as_one(at_desk: Desk, tmp_path: Path) -> None:
    cases = tables.read(EXAMPLE)
    made_in(tmp_path / "en", cases, at_desk)
    with Processes(2, Workshop(shelf(None).file, cases.columns), manifest.made_with(at_desk)) as several:
        assert len(list(run(cases, several, tmp_path / "to", Settings(KEY)))) == 200
    assert snapshot(tmp_path / "en") == snapshot(tmp_path / "to")


def test_another_key_gives_other_hashes_and_letters_made_anew(table: Edited, at_desk: Desk, tmp_path: Path) -> None:
    first = made_in(tmp_path / "breve", table(unchanged), at_desk)
    second = made_in(tmp_path / "breve", table(unchanged), at_desk, Settings(bytes([1]) * 32))
    assert all(one.input != other.input for one, other in zip(first, second, strict=True))
    assert [one.sha256 for one in first] == [one.sha256 for one in second]


def test_nothing_personal_is_in_the_manifest(table: Edited, at_desk: Desk, tmp_path: Path) -> None:
    def spoil(rows: Cells) -> None:
        rows[0]["approval.by"] = rows[0]["approval.date"] = ""
        for row, group in zip(rows, ("§ 2, nr. 11", "§ 2, nr. 12", "§ 2, nr. 99"), strict=True):
            row["person.group"] = group

    made = made_in(tmp_path / "breve", table(spoil), at_desk)
    assert not any(one.final for one in made)
    written = (tmp_path / "breve" / manifest.NAME).read_text(encoding="utf-8")
    first = example()[0]
    for field in ("person.name", "person.cpr", "case_number", "caseworker.name"):
        assert first[field] not in written
    assert not any(group in " ".join(one.reasons) for one in made for group in ("nr. 11", "nr. 12", "nr. 99"))


def test_file_names_follow_a_pattern_without_personal_data(table: Edited, at_desk: Desk, tmp_path: Path) -> None:
    names = Pattern("{decision}-{municipality}-{nummer}")
    made = made_in(tmp_path / "breve", table(unchanged), at_desk, Settings(KEY, names))
    assert made[0].file == "hold-Fredensborg-00001.docx"


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("{person.name}-{nummer}", "personoplysning"),
        ("{navn}-{nummer}", "findes ikke"),
        ("{municipality}", "skal have {nummer}"),
        ("{nummer", "skal have {nummer}"),
        ("{nummer}-}", "uden makker"),
        ("{decision}{nummer}", "begynde eller slutte med {nummer}"),
        ("{nummer}1", "begynde eller slutte med {nummer}"),
        ("{decision}-{nummer}-{municipality}", "begynde eller slutte med {nummer}"),
    ],
)
def test_a_pattern_that_would_tell_too_much_or_too_little_is_refused(at_desk: Desk, pattern: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        Pattern(pattern).require_impersonal([at_desk.templates.contract("hold")])
    assert says in str(caught.value)


def test_a_file_name_never_leaves_its_folder(table: Edited, at_desk: Desk, tmp_path: Path) -> None:
    def spoil(rows: Cells) -> None:
        rows[0]["municipality"] = "../../etc"

    made = made_in(tmp_path / "breve", table(spoil), at_desk, Settings(KEY, Pattern("{municipality}-{nummer}")))
    assert made[0].file == "etc-00001.docx"


@pytest.mark.parametrize("pattern", ["{nummer}-{municipality}", "{municipality}-{nummer}", "brev {nummer}"])
def test_a_long_file_name_keeps_its_number(pattern: str) -> None:
    row = Row(2, {"municipality": "æ" * 300})
    names = {Pattern(pattern).of(number, row) for number in (1, 2, 100_001)}
    assert len(names) == 3
    assert max(len(name.encode()) for name in names) < 256


@pytest.mark.parametrize("content", ["", "ikke en nøgle", "abcd"])
def test_a_key_file_that_is_no_key_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "batch.key"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnusableInputError, match="nøglefilen"):
        manifest.key(path)


def test_a_key_is_made_once_and_only_for_its_user(tmp_path: Path) -> None:
    path = tmp_path / "ny" / "batch.key"
    assert manifest.key(path) == manifest.key(path)
    assert path.stat().st_mode & 0o077 == 0


def test_a_manifest_cut_anywhere_is_read_up_to_its_last_whole_line(
    table: Edited, at_desk: Desk, tmp_path: Path
) -> None:
    made = made_in(tmp_path / "breve", table(unchanged), at_desk)
    whole = (tmp_path / "breve" / manifest.NAME).read_bytes()
    ends = [at + 1 for at, byte in enumerate(whole) if byte == ord("\n")]
    path = tmp_path / "halv.jsonl"
    for cut in range(0, len(whole), 97):
        for tail in (b"", b"\0" * 40):
            path.write_bytes(whole[:cut] + tail)
            last = max((end for _, end in manifest.lines(path)), default=0)
            assert last == max((end for end in ends if end <= cut), default=0)
            assert list(manifest.letters(path)) == made[: len(list(manifest.letters(path)))]


def test_no_manifest_is_told(tmp_path: Path) -> None:
    path = tmp_path / "manifest.jsonl"
    path.write_text('{"a": 1}\n')
    with pytest.raises(UnusableInputError, match="linje 1: ikke et manifest"):
        manifest.read(path)


def test_a_folder_that_can_not_be_written_is_told_and_keeps_what_is_there(
    table: Edited, at_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cases = tmp_path / "breve", table(unchanged)
    write, asked = Path.write_bytes, 0

    def full(self: Path, content: bytes) -> int:
        nonlocal asked
        asked += 1
        if asked == 3:
            raise OSError(28, "No space left on device")
        return write(self, content)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(UnusableInputError, match="disken er fuld"):
            made_in(folder, cases, at_desk)
    assert snapshot_files(folder) == {}
    assert len(made_in(folder, cases, at_desk)) == 3


KILLS = 6
"""Points at which the test kills a run; the benchmark does fifty and more."""


def test_a_run_killed_again_and_again_gives_the_bytes_of_an_unbroken_one(at_desk: Desk, tmp_path: Path) -> None:
    rows = example() * 4
    path = save(rows, tmp_path / "sager.csv")
    cases = tables.read(path)
    made_in(tmp_path / "hel", cases, at_desk)
    chance, folder = random.Random(20261121), tmp_path / "brudt"
    code = f"""
import sys
sys.path.insert(0, {str(HERE)!r})
from pathlib import Path
from lawtext.batch import Settings, run, tables
from lawtext.batch.workers import Here
from lawtext.cli.given import desk
table = tables.read(Path({str(path)!r}))
workers = Here(desk(None), table.columns)
print("klar", flush=True)
for _ in run(table, workers, Path({str(folder)!r}), Settings(bytes(32))):
    pass
"""
    for _ in range(KILLS):
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"klar\n"
        time.sleep(chance.uniform(0, 0.8))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
    made_in(folder, cases, at_desk)
    assert snapshot(folder) == snapshot(tmp_path / "hel")
