"""What one process does for a table, whichever process that is: it checks rows, and makes letters."""

import hashlib
from pathlib import Path

from msgspec import Struct

from lawtext.batch import manifest
from lawtext.batch.columns import Columns, Fault
from lawtext.batch.found import Found, Rows, found
from lawtext.batch.manifest import Grounds, Made
from lawtext.batch.tables import Row
from lawtext.drafting.desk import Desk, Letter
from lawtext.errors import UnusableInputError, why

GO_ON = "Kør samme kommando igen, når det er i orden; det, der er lavet, bliver ikke lavet om."
"""What to do when the disk stops a run."""


class Job(Struct, frozen=True):
    """A letter to be made: its running number, its row, the row's keyed hash, and the name of its file."""

    number: int
    row: Row
    input: str
    file: str


Chunk = tuple[Job, ...]


class Done(Struct, frozen=True):
    """A chunk's letters in order. `grounds`: those that they name, by id; `contents`: the Word files, () if written."""

    letters: tuple[Made, ...]
    grounds: dict[str, Grounds]
    contents: tuple[bytes, ...] = ()


class Worker:
    """Checks the rows and makes the letters of a table with these columns."""

    def __init__(self, desk: Desk, columns: tuple[str, ...]) -> None:
        self._desk, self._columns = desk, Columns(columns)

    def check(self, rows: Rows) -> Found:
        """What is found in rows."""
        return found(rows, self._columns, self._desk)

    def make(self, chunk: Chunk, folder: Path | None = None) -> Done:
        """The letters of a chunk, written into `folder` or, without one, returned.

        Raises UnusableInputError for a row that can't be read, and where the folder can't be written.
        """
        letters: list[Made] = []
        contents: list[bytes] = []
        grounds: dict[str, Grounds] = {}
        for job in chunk:
            letter = self._letter(job)
            id_ = manifest.grounds_id(letter.record.citations)
            grounds[id_] = letter.record.citations
            letters.append(_line(job, letter, id_))
            if folder is None:
                contents.append(letter.content)
            else:
                write(folder / job.file, letter.content)
        return Done(tuple(letters), grounds, tuple(contents))

    def _letter(self, job: Job) -> Letter:
        faults: list[Fault] = []
        case = self._columns.case(job.row, faults)
        if case is None:
            says = "; ".join(f"{fault.column}: {fault.says}" for fault in faults)
            raise UnusableInputError(f"Række {job.row.number} kan ikke læses: {says}.")
        return self._desk.letter(case)


def _line(job: Job, letter: Letter, grounds: str) -> Made:
    """The manifest's line of a letter. Reasons that tell something of the party stay in the letter (DESIGN rule 9)."""
    return Made(
        number=job.number,
        row=job.row.number,
        file=job.file,
        input=job.input,
        sha256=hashlib.sha256(letter.content).hexdigest(),
        on=letter.record.date,
        final=letter.final,
        reasons=tuple(dict.fromkeys(reason.public for reason in letter.reasons)),
        grounds=grounds,
        template=letter.record.template,
        template_sha256=letter.record.template_sha256,
    )


def write(path: Path, content: bytes) -> None:
    """Write a letter into a folder that nobody looks into yet. Raises UnusableInputError where it can't be.

    Without a temporary name of its own: until its manifest line is on the disk the letter counts as not made.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UnusableInputError(f"{path.parent.parent}: brevet kan ikke skrives ({why(error)}). {GO_ON}") from error
