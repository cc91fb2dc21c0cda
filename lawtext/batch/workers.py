"""Who makes the letters: this process, several processes of this machine, or a cluster (`lawtext.batch.cluster`)."""

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from lawtext import whole_files
from lawtext.batch import manifest
from lawtext.batch.making import Chunk, Done, Job, Maker
from lawtext.batch.manifest import Made, Run
from lawtext.drafting.desk import Desk
from lawtext.errors import UnusableInputError

Batch = tuple[Job | Made, ...]
"""A chunk's letters in order: those to be made, and those that are there already."""

_AHEAD = 2
"""Chunks that wait for each process: enough that none is idle, few enough that memory stays flat."""


class Workshop(Struct, frozen=True):
    """What a process needs to make a table's letters, small enough to send: a built corpus's file, and the columns.

    `templates`: a folder of templates, None for those that come with the program.
    """

    corpus: Path
    columns: tuple[str, ...]
    templates: Path | None = None

    def maker(self) -> Maker:
        """Set the desk up: half a second, once a process. Raises UnusableInputError for a file that is no corpus."""
        return Maker(Desk.open(self.corpus, self.templates), self.columns)


class Workers(Protocol):
    """Makes the letters of batches. `made_with`: program, corpus and templates, as the manifest's first line has it."""

    @property
    def made_with(self) -> Run: ...

    def over(self, batches: Iterator[Batch], hidden: Path) -> Iterator[tuple[Batch, Done]]:
        """Each batch with its new letters, in order; their files in `hidden`, or returned (`Done.contents`)."""
        ...


class Here:
    """This process alone."""

    def __init__(self, desk: Desk, columns: tuple[str, ...]) -> None:
        self._maker = Maker(desk, columns)
        self.made_with = manifest.made_with(desk)

    def over(self, batches: Iterator[Batch], hidden: Path) -> Iterator[tuple[Batch, Done]]:
        for batch in batches:
            yield batch, self._maker.make(to_make(batch), hidden)


class Processes:
    """So many processes of this machine."""

    def __init__(self, number: int, workshop: Workshop, made_with: Run) -> None:
        self._number, self._workshop = number, workshop
        self.made_with = made_with

    def over(self, batches: Iterator[Batch], hidden: Path) -> Iterator[tuple[Batch, Done]]:
        # A fresh interpreter each: a forked one would share the corpus's open file and this process's threads.
        pool = ProcessPoolExecutor(
            self._number, get_context("spawn"), initializer=_begin, initargs=(os.getpid(), self._workshop)
        )
        try:
            yield from in_order(
                batches, lambda chunk: pool.submit(_make, self._workshop, chunk, hidden), self._number * _AHEAD
            )
        except BrokenProcessPool as error:
            raise UnusableInputError(
                "En af processerne blev stoppet udefra (måske for lidt hukommelse). Kør samme kommando igen; "
                "det, der er lavet, bliver ikke lavet om."
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


class Promise(Protocol):
    """What a pool or a cluster answers at once: the chunk's letters when they are made."""

    def result(self) -> Done: ...


class _Nothing:
    """A batch of which every letter is there already needs no process."""

    def result(self) -> Done:
        return Done((), {})


def in_order(batches: Iterator[Batch], submit: Callable[[Chunk], Promise], ahead: int) -> Iterator[tuple[Batch, Done]]:
    """Hand on each batch with what it became, in order, with `ahead` chunks under way."""
    waiting: deque[tuple[Batch, Promise]] = deque()
    for batch in batches:
        chunk = to_make(batch)
        waiting.append((batch, submit(chunk) if chunk else _Nothing()))
        if len(waiting) > ahead:
            first, promise = waiting.popleft()
            yield first, promise.result()
    for batch, promise in waiting:
        yield batch, promise.result()


def to_make(batch: Batch) -> Chunk:
    """What of a batch is not there already."""
    return tuple(item for item in batch if isinstance(item, Job))


def _begin(parent: int, workshop: Workshop) -> None:
    """A worker's start: the terminal's Ctrl-C is the parent's to answer, and a worker never outlives it."""
    import signal  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _maker(workshop)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)


@cache
def _maker(workshop: Workshop) -> Maker:
    return workshop.maker()


def _make(workshop: Workshop, chunk: Chunk, hidden: Path) -> Done:
    with whole_files.writing_in(hidden):
        return _maker(workshop).make(chunk, hidden)
