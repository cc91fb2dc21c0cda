"""A run: a letter a row, in one process or many; resumable, and in the folder whole or not at all.

Letters and manifest grow in a hidden folder, synced to the disk a chunk at a time. The same command after a crash
goes on where the manifest ends. When all letters are made they are renamed into the folder, the manifest last.
"""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from pathlib import Path

from msgspec import Struct

from lawtext import whole_files
from lawtext.batch import manifest, working
from lawtext.batch.filenames import Pattern
from lawtext.batch.ledger import Before, Ledger
from lawtext.batch.manifest import Grounds, Made
from lawtext.batch.tables import Table
from lawtext.batch.workers import Batch, Workers
from lawtext.batch.working import Done, Job

CHUNK = 100
"""Letters a chunk: a process gets so many at a time, and they are saved together. To sync them takes some 5 ms."""


class Settings(Struct, frozen=True):
    """How the letters of a table are to be made.

    `key`: the user's, for the rows' hashes (`manifest.key`); `skip`: numbers of rows that are left out.
    """

    key: bytes
    names: Pattern = Pattern()
    skip: frozenset[int] = frozenset()


def run(table: Table, workers: Workers, folder: Path, settings: Settings) -> Iterator[Made]:
    """Make the letters of a table's rows in `folder`; what is yielded, in the table's order, is on the disk.

    Letters that an earlier run made of the same rows are not made again; its others go when all are made. The rows must
    have been checked: UnusableInputError ends the run at a row that can't be read, and where the folder can't be
    written.
    """
    with whole_files.unfinished(folder) as hidden:
        ledger = Ledger(hidden, folder, workers.made_with)
        jobs = _jobs(table, settings)
        for job in jobs:
            if (made := ledger.already(job)) is None:
                before = Before(folder, workers.made_with)
                yield from _made(chain([job], jobs), before, workers, ledger, hidden)
                break
            yield made
        ledger.close()
        ledger.bring_in()


def _jobs(table: Table, settings: Settings) -> Iterator[Job]:
    rows = (row for row in table.rows() if row.number not in settings.skip)
    for number, row in enumerate(rows, 1):
        yield Job(number, row, manifest.keyed(row, settings.key), settings.names.of(number, row))


def _made(jobs: Iterator[Job], before: Before, workers: Workers, ledger: Ledger, hidden: Path) -> Iterator[Made]:
    """Chunk after chunk: while one is saved the next are made. A power loss costs what is made and not yet saved."""
    saving: Future[tuple[Made, ...]] | None = None
    with ThreadPoolExecutor(1, thread_name_prefix="saving") as disk:
        for batch, done in workers.over(_batches(jobs, before), hidden):
            if saving is not None:
                yield from saving.result()
            saving = disk.submit(_save, batch, done, dict(before.grounds), ledger, hidden)
        if saving is not None:
            yield from saving.result()


def _batches(jobs: Iterator[Job], before: Before) -> Iterator[Batch]:
    """Chunks of what is to be made, with what is there already between them in its place."""
    items = (before.letter(job) or job for job in jobs)
    while batch := tuple(islice(items, CHUNK)):
        yield batch


def _save(batch: Batch, done: Done, grounds: dict[str, Grounds], ledger: Ledger, hidden: Path) -> tuple[Made, ...]:
    """Put a chunk on the disk and its letters into the manifest."""
    for letter, content in zip(done.letters, done.contents, strict=False):
        working.write(hidden / letter.file, content)
    new = iter(done.letters)
    letters = tuple(item if isinstance(item, Made) else next(new) for item in batch)
    ledger.write(letters, grounds | done.grounds)
    return letters
