"""Letters and what the PDF stage makes of them; LibreOffice is started as few times as can be."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lawtext.drafting import cases, pdf
from lawtext.drafting.desk import Desk
from tests.drafting import word
from tests.drafting.conftest import EXAMPLES


@pytest.fixture(scope="session")
def office() -> None:
    """Tests that need LibreOffice skip where it is not at hand."""
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        pytest.skip("needs LibreOffice (soffice is not on the path)")


@pytest.fixture(scope="session")
def letters(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A final letter, a draft, and a document that is no letter and lacks all that can be lacked."""
    folder = tmp_path_factory.mktemp("word")
    contents = {name: desk.letter(cases.read(EXAMPLES / f"{name}.yaml")).content for name in ("hold-2018", "hold-2020")}
    body = word.paragraph("Hej") + word.paragraph("") + word.table(word.row("a", "b"), word.row("c", ""), columns=2)
    contents["mangelfuld"] = word.docx(body)
    for name, content in contents.items():
        (folder / f"{name}.docx").write_bytes(content)
    return [folder / f"{name}.docx" for name in contents]


@pytest.fixture(scope="session")
def made(office: None, letters: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[pdf.Converted]:  # noqa: ARG001 - skips
    return list(pdf.convert(letters, tmp_path_factory.mktemp("pdf"), processes=1))


@pytest.fixture
def fake_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """A program that stands in for LibreOffice: a shell script that goes on with `$out` and the files in `$@`.

    What it is called with goes to the log that is returned.
    """

    def faked(script: str) -> Path:
        log, program = tmp_path / "log", tmp_path / "bin" / "soffice"
        program.parent.mkdir()
        head = f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done; out=$2; shift 2\necho "${{@##*/}}" >> {log}\n'
        program.write_text(head.replace("${@##*/}", "$(basename -a $@ | tr '\\n' ' ')") + script)
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
        return log

    return faked
