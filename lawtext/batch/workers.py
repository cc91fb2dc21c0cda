"""Who checks rows and makes letters: this process, several of this machine, or a cluster (`lawtext.batch.cluster`)."""

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import Struct

from lawtext import whole_files
from lawtext.batch import manifest
from lawtext.batch.found import Found, Rows
from lawtext.batch.manifest import Made, Run
from lawtext.batch.working import Chunk, Done, Job, Worker
from lawtext.drafting.desk import Desk
from lawtext.errors import UnusableInputError

Batch = tuple[Job | Made, ...]
"""A chunk's letters in order: those to be made, and those that are there already."""

T = TypeVar("T")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

_AHEAD = 2
"""What waits for each process: enough that none is idle, few enough that memory stays flat."""


class Workshop(Struct, frozen=True):
    """What a process needs for a table's rows, small enough to send: a built corpus's file, and the columns.

    `templates`: a folder of templates, None for those that come with the program.
    """

    corpus: Path
    columns: tuple[str, ...]
    templates: Path | None = None

    def worker(self) -> Worker:
        """Set the desk up: half a second, once a process. Raises UnusableInputError for a file that is no corpus."""
        return Worker(Desk.open(self.corpus, self.templates), self.columns)


class Workers(AbstractContextManager["Workers"], Protocol):
    """Check the rows and make the letters of one table, and go when the block ends.

    `made_with`: program, corpus and templates, as the manifest's first line has it.
    """

    @property
    def made_with(self) -> Run: ...

    def checked(self, slices: Iterator[Rows]) -> Iterator[Found]:
        """What is found in each slice, in order."""
        ...

    def over(self, batches: Iterator[Batch], hidden: Path) -> Iterator[tuple[Batch, Done]]:
        """Each batch with its new letters, in order; their files in `hidden`, or returned (`Done.contents`)."""
        ...


class Here(AbstractContextManager["Here"]):
    """This process alone."""

    def __init__(self, desk: Desk, columns: tuple[str, ...]) -> None:
        self._worker = Worker(desk, columns)
        self.made_with = manifest.made_with(desk)

    def __exit__(self, *_: object) -> None:
        """Nothing has to go."""

    def checked(self, slices: Iterator[Rows]) -> Iterator[Found]:
        return map(self._worker.check, slices)

    def over(self, batches: Iterator[Batch], hidden: Path) -> Iterator[tuple[Batch, Done]]:
        for batch in batches:
            yield batch, self._worker.make(to_make(batch), hidden)


class Processes(AbstractContextManager["Processes"]):
    """So many processes of this machine, from the first slice or batch on."""

    def __init__(self, number: int, workshop: Workshop, made_with: Run) -> None:
        self._ahead, self._workshop = number * _AHEAD, workshop
        self.made_with = made_with
        # A fresh interpreter each: a forked one would share the corpus's open file and this process's threads.
        self._pool = ProcessPoolExecutor(
            number, get_context("spawn"), initializer=_begin, initargs=(os.getpid(), workshop)
        )

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def checked(self, slices: Iterator[Rows]) -> Iterator[Found]:
        with _told():
            for _, found in in_order(slices, lambda rows: self._pool.submit(_check, self._workshop, rows), self._ahead):
                yield found

    def over(self, batches: Iterator[Batch], hidden: Path) -> Iterator[tuple[Batch, Done]]:
        def make(batch: Batch) -> Promise[Done]:
            chunk = to_make(batch)
            return self._pool.submit(_make, self._workshop, chunk, hidden) if chunk else Nothing()

        try:
            with _told():
                yield from in_order(batches, make, self._ahead)
        finally:
            self._pool.shutdown(cancel_futures=True)  # nothing is written after a run that was stopped


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise UnusableInputError(
            "En af processerne blev stoppet udefra (måske for lidt hukommelse). Kør samme kommando igen; "
            "det, der er lavet, bliver ikke lavet om."
        ) from error


class Promise(Protocol[R_co]):
    """What a pool or a cluster answers at once: the result when it is there."""

    def result(self) -> R_co: ...


class Nothing:
    """A batch of which every letter is there already needs no process."""

    def result(self) -> Done:
        return Done((), {})


def in_order(items: Iterator[T], submit: Callable[[T], Promise[R]], ahead: int) -> Iterator[tuple[T, R]]:
    """Hand on each item with what it became, in order, with `ahead` of them under way."""
    waiting: deque[tuple[T, Promise[R]]] = deque()
    for item in items:
        waiting.append((item, submit(item)))
        if len(waiting) > ahead:
            first, promise = waiting.popleft()
            yield first, promise.result()
    for item, promise in waiting:
        yield item, promise.result()


def to_make(batch: Batch) -> Chunk:
    """What of a batch is not there already."""
    return tuple(item for item in batch if isinstance(item, Job))


def _begin(parent: int, workshop: Workshop) -> None:
    """A worker's start: the terminal's Ctrl-C is the parent's to answer, and a worker never outlives it."""
    import signal  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _worker(workshop)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)


@cache
def _worker(workshop: Workshop) -> Worker:
    return workshop.worker()


def _check(workshop: Workshop, rows: Rows) -> Found:
    return _worker(workshop).check(rows)


def _make(workshop: Workshop, chunk: Chunk, hidden: Path) -> Done:
    with whole_files.writing_in(hidden):
        return _worker(workshop).make(chunk, hidden)
