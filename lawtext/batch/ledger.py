"""What is made already: the manifest that grows in the hidden folder, and that of a finished run before it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lawtext import whole_files
from lawtext.batch import manifest, outputs
from lawtext.batch.manifest import Grounded, Grounds, Line, Made, Run
from lawtext.batch.working import GO_ON, Job
from lawtext.errors import UnusableInputError, why


class Ledger:
    """The manifest of a run under way. A line is in it only when its letter is written; both go to the disk together.

    A power loss in between may leave a line whose letter is not there whole, so each is held against its letter's hash.
    What an unfinished run left is gone through letter by letter (`already`); at the first that the table no longer asks
    for it is cut off, and new lines follow.
    """

    def __init__(self, hidden: Path, folder: Path, made_with: Run) -> None:
        """`hidden`: where letters lie until all are made; `folder`: where they come then."""
        self._hidden, self._folder = hidden, folder
        self._made_with = made_with
        self._path = hidden / manifest.NAME
        self._lines, self._end = _of_same_run(self._path, made_with)
        self._written: set[str] = set()
        self._has_pdfs: bool | None = None

    def already(self, job: Job) -> Made | None:
        """The letter of the next job where it is made; None from the first that isn't."""
        grounds: set[str] = set()
        for line, end in self._lines:
            if isinstance(line, Grounded):
                grounds.add(line.id)
            elif isinstance(line, Made) and _is_of(line, job) and self._is_there(line):
                self._end = end
                self._written |= grounds
                return line
            else:
                break
        self._lines = iter(())
        return None

    def write(self, letters: Iterable[Made], grounds: Mapping[str, Grounds]) -> None:
        """Add the lines of letters that are written, and put all of it on the disk. Raises UnusableInputError."""
        try:
            with self._path.open("r+b" if self._end else "wb") as file:
                file.truncate(self._end)
                file.seek(self._end)
                file.write(b"" if self._end else manifest.encoded(self._made_with))
                for line in self._new_lines(letters, grounds):
                    file.write(manifest.encoded(line))
                self._end = file.tell()
            whole_files.settle(self._hidden)
        except OSError as error:
            raise UnusableInputError(f"{self._folder}: brevene kan ikke gemmes ({why(error)}). {GO_ON}") from error

    def close(self) -> None:
        """Cut off what the table no longer asks for, where no letter was made after it."""
        self.write((), {})

    def bring_in(self) -> None:
        """Rename all letters into the folder, those of a run before away with what was made of them, the manifest last.

        While there is a manifest in the folder it says what lies there. Stopped at any point, it can be called again.
        Raises UnusableInputError.
        """
        try:
            self._bring_in()
        except OSError as error:
            raise UnusableInputError(f"{self._folder}: brevene kan ikke gemmes ({why(error)}). {GO_ON}") from error

    def _bring_in(self) -> None:
        finished = self._folder / manifest.NAME
        for path in _left_over(finished, self._path):
            self._made_way(path).unlink(missing_ok=True)
        finished.unlink(missing_ok=True)
        for letter in manifest.letters(self._path):
            made = self._hidden / letter.file
            if made.exists():  # others stand in the folder already
                made.replace(self._made_way(letter.file))
        whole_files.bring_in(self._path, finished)
        whole_files.settle(self._folder)

    def _made_way(self, file: str) -> Path:
        """A letter's place in the folder; nothing that was made of one that stood there before outlives it."""
        if self._has_pdfs is None:
            outputs.unbind(self._folder)
            self._has_pdfs = any(self._folder.glob("*.pdf"))  # asked once: most folders have none
        place = self._folder / file
        if self._has_pdfs:
            place.with_suffix(".pdf").unlink(missing_ok=True)
        return place

    def _is_there(self, letter: Made) -> bool:
        return _holds(self._hidden, letter) or _holds(self._folder, letter)

    def _new_lines(self, letters: Iterable[Made], grounds: Mapping[str, Grounds]) -> Iterator[Line]:
        for letter in letters:
            if letter.grounds not in self._written:
                self._written.add(letter.grounds)
                yield Grounded(letter.grounds, grounds[letter.grounds])
            yield letter


class Before:
    """The letters of a finished run in the folder that need not be made again, asked for by growing number."""

    def __init__(self, folder: Path, made_with: Run) -> None:
        self._folder = folder
        self._lines, _ = _of_same_run(folder / manifest.NAME, made_with)
        self._next: Made | None = None
        self.grounds: dict[str, Grounds] = {}
        """The grounds of its letters up to the one last asked for."""

    def letter(self, job: Job) -> Made | None:
        """The letter of a job, None where it isn't made or no longer there."""
        while self._next is None or self._next.number < job.number:
            found = next(self._lines, None)
            if found is None:
                return None
            if isinstance(found[0], Grounded):
                self.grounds[found[0].id] = found[0].citations
            elif isinstance(found[0], Made):
                self._next = found[0]
        return self._next if _is_of(self._next, job) and _holds(self._folder, self._next) else None


def _of_same_run(path: Path, made_with: Run) -> tuple[Iterator[tuple[Line, int]], int]:
    """The lines after the first, and where that ends; none where program, corpus or templates were others."""
    lines = manifest.lines(path)
    first = next(lines, None)
    return (lines, first[1]) if first and first[0] == made_with else (iter(()), 0)


def _is_of(letter: Made, job: Job) -> bool:
    return (letter.number, letter.row, letter.file, letter.input) == (job.number, job.row.number, job.file, job.input)


def _holds(folder: Path, letter: Made) -> bool:
    """Whether the letter lies there as it was made; one that was changed since is not what the manifest tells of."""
    try:
        content = (folder / letter.file).read_bytes()
    except OSError:
        return False
    return hashlib.sha256(content).hexdigest() == letter.sha256


def _left_over(finished: Path, new: Path) -> Iterator[str]:
    """The files of the finished run that the new one doesn't have. Both are in the order of their numbers."""
    letters = manifest.letters(new)
    letter = next(letters, None)
    for old in manifest.letters(finished):
        while letter is not None and letter.number < old.number:
            letter = next(letters, None)
        if letter is None or letter.file != old.file:
            yield Path(old.file).name
