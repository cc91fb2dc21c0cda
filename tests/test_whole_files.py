"""A file is there whole, or what stood there before is."""

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
    with pytest.raises(UnusableInputError, match=r"brev\.docx: kan ikke skrives \(No space left"):
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
