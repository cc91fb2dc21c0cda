"""A run: a letter a row, in one process or many; resumable, and in the folder whole or not at all.

Letters and manifest grow in a hidden folder, synced to the disk some chunks at a time. The same command after a crash
goes on where the manifest ends. When all letters are made they are renamed into the folder, the manifest last.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from pathlib import Path

from msgspec import Struct

from lawtext import whole_files
from lawtext.batch import making, manifest
from lawtext.batch.filenames import Pattern
from lawtext.batch.ledger import Before, Ledger
from lawtext.batch.making import Done, Job
from lawtext.batch.manifest import Grounds, Made
from lawtext.batch.tables import Table
from lawtext.batch.workers import Batch, Workers

CHUNK = 100
"""Letters a chunk: a process gets so many at a time."""
_TOGETHER = 8
"""Chunks saved together at most. Synced one by one they took as long as the making (1,200 letters/s on one disk)."""


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
    """Chunk after chunk; what is finished while the disk is busy is saved next, together: a sync costs the same for it.

    At most `_TOGETHER` chunks wait, which is what a power loss can cost.
    """
    saving: Future[tuple[Made, ...]] | None = None
    ready: list[tuple[Batch, Done]] = []
    with ThreadPoolExecutor(1, thread_name_prefix="saving") as disk:
        for batch, done in workers.over(_batches(jobs, before), hidden):
            ready.append((batch, done))
            if saving is None or saving.done() or len(ready) >= _TOGETHER:
                if saving is not None:
                    yield from saving.result()
                saving = disk.submit(_save, ready, dict(before.grounds), ledger, hidden)
                ready = []
        if saving is not None:
            yield from saving.result()
        yield from _save(ready, before.grounds, ledger, hidden)


def _batches(jobs: Iterator[Job], before: Before) -> Iterator[Batch]:
    """Chunks of what is to be made, with what is there already between them in its place."""
    items = (before.letter(job) or job for job in jobs)
    while batch := tuple(islice(items, CHUNK)):
        yield batch


def _save(
    ready: list[tuple[Batch, Done]], grounds: Mapping[str, Grounds], ledger: Ledger, hidden: Path
) -> tuple[Made, ...]:
    """Put chunks on the disk and their letters into the manifest."""
    found = dict(grounds)
    letters: list[Made] = []
    for batch, done in ready:
        for letter, content in zip(done.letters, done.contents, strict=False):
            making.write(hidden / letter.file, content)
        new = iter(done.letters)
        letters += (item if isinstance(item, Made) else next(new) for item in batch)
        found |= done.grounds
    ledger.write(letters, found)
    return tuple(letters)
