"""`lawtext pdf`: what is told and the exit code; the stage itself is tested in drafting/pdf."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lawtext.cli import pdf as command
from lawtext.cli.main import lawtext
from lawtext.drafting.pdf import Converted, stage
from lawtext.errors import LawtextError


def run(*args: str) -> Result:
    return CliRunner().invoke(lawtext, ["pdf", *args])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.docx", "a.docx", "~$a.docx", "noter.txt"):
        (tmp_path / name).touch()
    return tmp_path


def test_a_folder_is_its_word_files_and_each_file_is_made_once(folder: Path) -> None:
    found = command.word_files([folder / "b.docx", folder])
    assert [path.name for path in found] == ["b.docx", "a.docx"]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    result = run(str(tmp_path), "--out", str(tmp_path / "pdf"))
    assert isinstance(result.exception, LawtextError)
    assert "uden Word-filer" in str(result.exception)


@pytest.mark.parametrize(
    ("faults", "code", "said"),
    [((), 0, "2 PDF-filer i "), (("a.docx: Titlen mangler.",), 1, "1 er ikke lavet:\n  a.docx: Titlen mangler.")],
)
def test_what_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, faults: tuple[str, ...], code: int, said: str
) -> None:
    def convert(paths: list[Path], *_: object) -> list[Converted]:
        return [Converted(path, None if faults and path.name == "a.docx" else path, faults) for path in paths]

    monkeypatch.setattr("lawtext.drafting.pdf.convert", convert)
    assert stage.convert is not convert
    result = run(str(folder), "--out", str(folder / "pdf"))
    assert result.exit_code == code
    assert said in result.output


def test_help_says_what_is_controlled_and_what_is_not() -> None:
    result = run("--help")
    assert "ikke en fuld kontrol af tilgængelighed" in " ".join(result.output.split())
    assert "lawtext pdf breve --out pdf" in result.output
