"""A file is there whole, or what stood there before is."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lawtext import whole_files
from lawtext.errors import UnusableInputError


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    whole_files.write(tmp_path / "brev.docx", b"et")
    whole_files.write(tmp_path / "brev.docx", b"to")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("brev.docx", b"to")]


def test_a_write_that_fails_leaves_what_stood_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "brev.docx"
    path.write_bytes(b"gammelt")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UnusableInputError, match=r"brev\.docx: kan ikke skrives \(disken er fuld\)"):
        whole_files.write(path, b"nyt")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("brev.docx", b"gammelt")]


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        whole_files.write(tmp_path / "brev.docx", b"nyt")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "breve").write_text("")
    with pytest.raises(UnusableInputError, match="kan ikke skrives"):
        whole_files.folder(tmp_path / "breve" / "2018")
    with pytest.raises(UnusableInputError, match="kan ikke skrives"):
        whole_files.write(tmp_path / "ingen" / "brev.docx", b"")


@pytest.mark.parametrize("name", ["", ".", "breve", "en.txt/brev.docx", f"{'æ' * 200}.docx", "ring", "rør"])
def test_what_can_not_be_written_is_one_sentence_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "breve").mkdir()
    (tmp_path / "en.txt").write_text("")
    (tmp_path / "ring").symlink_to("ring")
    os.mkfifo(tmp_path / "rør")
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(UnusableInputError, match="kan ikke skrives"):
        whole_files.write(Path(name), b"x")
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert (tmp_path / "rør").is_fifo()


def test_a_name_as_long_as_the_system_allows(tmp_path: Path) -> None:
    whole_files.write(tmp_path / ("a" * 255), b"x")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"x"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "brev.docx").write_bytes(b"et")
    (tmp_path / "genvej.docx").symlink_to("brev.docx")
    whole_files.write(tmp_path / "genvej.docx", b"to")
    assert (tmp_path / "brev.docx").read_bytes() == b"to"
    assert (tmp_path / "genvej.docx").is_symlink()


def test_threads_that_write_one_file_at_once_leave_a_whole_one(tmp_path: Path) -> None:
    contents = [bytes([at]) * 200_000 for at in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda content: whole_files.write(tmp_path / "brev.docx", content), contents * 10))
    assert [path.name for path in tmp_path.iterdir()] == ["brev.docx"]
    assert (tmp_path / "brev.docx").read_bytes() in contents
