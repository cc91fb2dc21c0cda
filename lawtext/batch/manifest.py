"""The manifest: one JSON line a letter, in the table's order, without personal data."""

import hashlib
from pathlib import Path

import msgspec
from msgspec import Struct

from lawtext import whole_files
from lawtext.drafting.desk import Letter

NAME = "manifest.jsonl"


class Made(Struct, frozen=True):
    """One letter. `row`: the number of the table's row; `reasons`: why it is a draft, () where final."""

    row: int
    file: str
    sha256: str
    final: bool
    reasons: tuple[str, ...]
    template: str
    template_sha256: str
    corpus: str
    program: str


def entry(row: int, file: str, letter: Letter) -> Made:
    """The manifest's line of a letter. Reasons that tell something of the party stay in the letter (DESIGN rule 9)."""
    return Made(
        row=row,
        file=file,
        sha256=hashlib.sha256(letter.content).hexdigest(),
        final=letter.final,
        reasons=tuple(dict.fromkeys(reason.public for reason in letter.reasons)),
        template=letter.record.template,
        template_sha256=letter.record.template_sha256,
        corpus=letter.record.corpus,
        program=letter.record.program,
    )


def write(folder: Path, made: list[Made]) -> Path:
    """The manifest of a finished run. Raises UnusableInputError where it can't be written."""
    path = folder / NAME
    whole_files.write(path, b"".join(msgspec.json.encode(one) + b"\n" for one in made))
    return path


def read(folder: Path) -> list[Made]:
    """The manifest of an earlier run in the folder; [] where there is none or it is not ours."""
    path = folder / NAME
    try:
        return [msgspec.json.decode(line, type=Made) for line in path.read_bytes().splitlines()]
    except (OSError, msgspec.DecodeError):
        return []
