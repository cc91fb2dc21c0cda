"""Word files to PDFs: several LibreOffice processes at once; each file let in, made, normalised and asserted."""

import io
import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from itertools import count, islice
from math import ceil
from pathlib import Path
from queue import SimpleQueue
from threading import Event

from msgspec import Struct

from lawtext import whole_files
from lawtext.drafting import gate, packages, record
from lawtext.drafting.pdf import asserted, normal, office
from lawtext.errors import UnusableInputError, UsageError, why

_CHUNK = 50
"""Files that one LibreOffice is given at most: what it loses when it falls, and how long it may grow."""
_NO_DAY = date(1980, 1, 1)
"""The date of a PDF of a document that names none, as in the zip of a Word file."""


class Converted(Struct, frozen=True):
    """What became of a Word file. `pdf`: the finished file, None where there is none; `faults`: why, in Danish."""

    source: Path
    pdf: Path | None
    faults: tuple[str, ...] = ()


class _Work(Struct, frozen=True):
    """A file on its way: the source, its copy behind the gate, where its PDF goes, and the date that the PDF has."""

    source: Path
    copy: Path
    target: Path
    day: date


def convert(
    paths: Sequence[Path], folder: Path, processes: int | None = None, patience: float = office.PATIENCE
) -> Iterator[Converted]:
    """PDFs of the Word files in `folder`, by their names, in the order of `paths`.

    `processes`: LibreOffice processes at once, the machine's cores where None. `patience`: seconds that one may work
    without another file being done; then it is stopped and started again. A file that is not made with others is tried
    alone. What fails leaves no PDF, and what stood in its place stays.

    Raises OfficeMissingError before anything is made, UsageError where two files would have one name.
    """
    soffice = office.program()
    targets = _targets(paths, folder)
    whole_files.folder(folder)
    at_once = max(1, min(processes or os.cpu_count() or 1, len(targets)))
    return _converted(soffice, targets, at_once, patience)


def _targets(paths: Sequence[Path], folder: Path) -> dict[Path, Path]:
    """Source → where its PDF goes."""
    targets: dict[Path, Path] = {}
    names: dict[str, Path] = {}
    for path in dict.fromkeys(paths):
        target = folder / path.with_suffix(".pdf").name
        if (other := names.setdefault(target.name.casefold(), path)) != path:
            raise UsageError(f"{other} og {path} ville begge blive til {target}; giv den ene et andet navn.")
        targets[path] = target
    return targets


def _converted(soffice: Path, targets: dict[Path, Path], at_once: int, patience: float) -> Iterator[Converted]:
    stopped = Event()
    with tempfile.TemporaryDirectory(prefix="lawtext-pdf-") as place:
        offices: SimpleQueue[office.Office] = SimpleQueue()
        for number in range(at_once):
            offices.put(office.Office(soffice, Path(place) / f"profil{number}", stopped, patience))
        numbers, sources = count(1), iter(targets.items())
        size = min(_CHUNK, ceil(len(targets) / at_once))
        chunks = iter(lambda: list(islice(sources, size)), [])

        def made(chunk: list[tuple[Path, Path]]) -> list[Converted]:
            room = Path(place) / f"bunke{next(numbers)}"
            one = offices.get()
            try:
                return _Chunk(one, room, stopped).converted(chunk)
            finally:
                offices.put(one)

        pool = ThreadPoolExecutor(at_once)
        try:
            for results in pool.map(made, chunks):
                yield from results
        finally:  # also where the caller stops listening, or the user stops the program
            stopped.set()
            pool.shutdown(cancel_futures=True)


class _Chunk:
    """Files that one LibreOffice is given together, in a folder of their own."""

    def __init__(self, one: office.Office, room: Path, stopped: Event) -> None:
        self._office, self._stopped, self._room = one, stopped, room
        self._done: dict[Path, Converted] = {}

    def converted(self, chunk: Sequence[tuple[Path, Path]]) -> list[Converted]:
        """What became of each file, in order."""
        self._room.mkdir()
        waiting = [work for at, (source, target) in enumerate(chunk) if (work := self._let_in(at, source, target))]
        while waiting and not self._stopped.is_set():
            progress = partial(self._finish, waiting)
            whole = self._office.convert([work.copy for work in waiting], self._room, progress)
            left = self._taken(waiting, whole=whole)
            if left:
                self._alone(left[0])
            waiting = left[1:]
        return [self._done[source] for source, _ in chunk if source in self._done]

    def _let_in(self, at: int, source: Path, target: Path) -> _Work | None:
        """The file's copy under a name that says nothing, after the gate: LibreOffice would fetch what it links to."""
        try:
            content = _content(source)
            parts = gate.read(content, source.name)
            copy = self._room / f"{at:04}.docx"
            copy.write_bytes(packages.write(parts.values()))
        except (OSError, UnusableInputError) as error:
            said = f"{source}: filen kan ikke læses ({why(error)})." if isinstance(error, OSError) else str(error)
            self._done[source] = Converted(source, None, (said,))
            return None
        return _Work(source, copy, target, record.day_of(parts, source.name) or _NO_DAY)

    def _finish(self, waiting: Sequence[_Work]) -> int:
        """Finish what LibreOffice is done with while it makes the next ones; how many it has made or begun.

        It makes them in order, so that it may be at work on the last one there is, and on no other.
        """
        there = [work for work in waiting if work.copy.with_suffix(".pdf").exists()]
        for work in there[:-1]:
            self._done[work.source] = _finished(work)
        return sum(work.source in self._done for work in waiting) + len(there[-1:])

    def _taken(self, waiting: Sequence[_Work], *, whole: bool) -> list[_Work]:
        """Bring in the PDFs that were made; the works that are left. Where not `whole`, the last may be half a file."""
        made = [work for work in waiting if work.copy.with_suffix(".pdf").exists()]
        if made and not whole:
            made.pop().copy.with_suffix(".pdf").unlink()
        for work in made:
            self._done[work.source] = _finished(work)
        return [work for work in waiting if work.source not in self._done]

    def _alone(self, work: _Work) -> None:
        """One more try, alone; then it is given up."""
        whole = self._office.convert([work.copy], self._room)
        if whole and work.copy.with_suffix(".pdf").exists():
            self._done[work.source] = _finished(work)
        elif not self._stopped.is_set():
            says = f"{work.source.name}: LibreOffice kunne ikke lave den til PDF, heller ikke alene; åbn den i Word."
            self._done[work.source] = Converted(work.source, None, (says,))


def _content(source: Path) -> bytes:
    """The file's bytes. A pipe that nobody writes to would hold the run for ever. Raises as reading does."""
    if source.exists() and not source.is_file():
        raise UnusableInputError(f"{source}: det er ikke en almindelig fil.")
    return source.read_bytes()


def _finished(work: _Work) -> Converted:
    """The PDF normalised, asserted and put in its place."""
    from pypdf import PdfReader  # noqa: PLC0415 - heavy

    made = work.copy.with_suffix(".pdf")
    try:
        content = normal.normalised(PdfReader(made), work.day)
        faults = asserted.faults(PdfReader(io.BytesIO(content)))
    except Exception as error:  # pypdf fails in as many ways as a PDF can be broken
        faults = (f"PDF'en kan ikke læses igen ({error}).",)
    finally:
        made.unlink()
    if faults:
        return Converted(work.source, None, tuple(f"{work.source.name}: {says}" for says in faults))
    try:
        whole_files.write(work.target, content)
    except UnusableInputError as error:
        return Converted(work.source, None, (str(error),))
    return Converted(work.source, work.target)
