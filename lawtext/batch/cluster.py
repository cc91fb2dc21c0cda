"""A Dask cluster: chunks go to its workers, letters come back, and this process alone writes files and manifest.

A worker gets corpus and templates once. One that dies costs its chunk, which another makes.
"""

import atexit
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from lawtext import shipped
from lawtext.batch.found import Found, Rows
from lawtext.batch.manifest import Run
from lawtext.batch.workers import Batch, Nothing, Promise, Workshop, in_order, to_make
from lawtext.batch.working import Chunk, Done, Worker
from lawtext.drafting.desk import program_version
from lawtext.errors import UnusableInputError, UsageError

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 3
"""Chunks that wait for each of the cluster's threads: the way there and back takes a little."""
_RETRIES = 5
"""How often a chunk whose worker died is given to another."""
_PATIENCE = "10s"


class Parcel(Struct, frozen=True):
    """All that a worker needs: the built corpus, the table's columns, the templates by relative path."""

    program: str
    corpus: bytes
    columns: tuple[str, ...]
    templates: tuple[tuple[str, bytes], ...]

    @classmethod
    def of(cls, workshop: Workshop) -> "Parcel":
        """The parcel of what lies on this machine."""
        folder = workshop.templates or shipped.folder("templates")
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        templates = tuple((path.relative_to(folder).as_posix(), path.read_bytes()) for path in files)
        return cls(program_version(), workshop.corpus.read_bytes(), workshop.columns, templates)

    def worker(self) -> Worker:
        """Unpack it in a folder that goes when the process ends, and set the desk up."""
        if self.program != program_version():
            raise UnusableInputError(
                f"En af klyngens arbejdere har lawtext {program_version()}, denne maskine {self.program}; "
                "installér den samme udgave på alle."
            )
        folder = Path(tempfile.mkdtemp(prefix="lawtext-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        corpus, templates = folder / "corpus.sqlite", folder / "templates"
        corpus.write_bytes(self.corpus)
        for name, content in self.templates:
            path = templates / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return Workshop(corpus, self.columns, templates).worker()


class Cluster(AbstractContextManager["Cluster"]):
    """The workers of a running Dask scheduler ("tcp://10.0.0.5:8786").

    Raises UsageError where none answers or it has no workers.
    """

    def __init__(self, address: str, workshop: Workshop, made_with: Run) -> None:
        self._address, self.made_with = address, made_with
        self._client = _connected(address)
        threads = sum(worker["nthreads"] for worker in self._client.scheduler_info(n_workers=-1)["workers"].values())
        if not threads:
            self._client.close()
            raise UsageError(f"{address}: klyngen har ingen arbejdere; start dem med: dask worker ADRESSE")
        self._ahead = threads * _AHEAD
        self._parcel = self._client.scatter(Parcel.of(workshop), broadcast=True, hash=False)

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def checked(self, slices: Iterator[Rows]) -> Iterator[Found]:
        for _, found in self._ordered(slices, partial(self._submit, _check)):
            yield found

    def over(self, batches: Iterator[Batch], hidden: Path) -> Iterator[tuple[Batch, Done]]:  # noqa: ARG002 - bytes come back
        def make(batch: Batch) -> Promise[Done]:
            chunk = to_make(batch)
            return self._submit(_make, chunk) if chunk else Nothing()

        return self._ordered(batches, make)

    def _submit(self, work: Callable[[Parcel, T], R], item: T) -> Promise[R]:
        return self._client.submit(work, self._parcel, item, pure=False, retries=_RETRIES)  # type: ignore[no-any-return]

    def _ordered(self, items: Iterator[T], submit: Callable[[T], Promise[R]]) -> Iterator[tuple[T, R]]:
        from distributed import KilledWorker  # noqa: PLC0415

        try:
            yield from in_order(items, submit, self._ahead)
        except KilledWorker as error:
            raise UnusableInputError(
                f"{self._address}: klyngens arbejdere bliver ved med at dø. Se deres log, og kør samme kommando "
                "igen; det, der er lavet, bliver ikke lavet om."
            ) from error


def _connected(address: str) -> Any:
    try:
        from distributed import Client  # noqa: PLC0415 - an extra that most installations don't have
    except ImportError as error:
        raise UsageError("--cluster kræver Dask. Installér det med: pip install 'lawtext-dk[cluster]'") from error
    try:
        return Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(
            f"{address}: ingen Dask-scheduler svarer. Start den med »dask scheduler«, eller ret adressen."
        ) from error


def _check(parcel: Parcel, rows: Rows) -> Found:
    return _worker(parcel, threading.get_ident()).check(rows)


def _make(parcel: Parcel, chunk: Chunk) -> Done:
    return _worker(parcel, threading.get_ident()).make(chunk)


@cache
def _worker(parcel: Parcel, _thread: int) -> Worker:
    """A desk for each of a worker's threads: they would wait for each other at one."""
    return parcel.worker()
