"""A Dask cluster: chunks go to its workers, letters come back, and this process alone writes files and manifest.

A worker gets corpus and templates once. One that dies costs its chunk, which another makes.
"""

import atexit
import shutil
import tempfile
import threading
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from lawtext import shipped
from lawtext.batch.making import Chunk, Done, Maker
from lawtext.batch.manifest import Run
from lawtext.batch.workers import Batch, Workshop, in_order
from lawtext.drafting.desk import program_version
from lawtext.errors import UnusableInputError, UsageError

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

    def maker(self) -> Maker:
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
        return Workshop(corpus, self.columns, templates).maker()


class Cluster:
    """The workers of a running Dask scheduler ("tcp://10.0.0.5:8786")."""

    def __init__(self, address: str, workshop: Workshop, made_with: Run) -> None:
        self._address, self._workshop = address, workshop
        self.made_with = made_with

    def over(self, batches: Iterator[Batch], hidden: Path) -> Iterator[tuple[Batch, Done]]:  # noqa: ARG002 - bytes come back
        from distributed import KilledWorker  # noqa: PLC0415

        with self._client() as client:
            threads = sum(worker["nthreads"] for worker in client.scheduler_info(n_workers=-1)["workers"].values())
            if not threads:
                raise UsageError(f"{self._address}: klyngen har ingen arbejdere; start dem med: dask worker ADRESSE")
            parcel = client.scatter(Parcel.of(self._workshop), broadcast=True, hash=False)
            submit = partial(client.submit, _make, parcel, pure=False, retries=_RETRIES)
            try:
                yield from in_order(batches, submit, threads * _AHEAD)
            except KilledWorker as error:
                raise UnusableInputError(
                    f"{self._address}: klyngens arbejdere bliver ved med at dø. Se deres log, og kør samme kommando "
                    "igen; det, der er lavet, bliver ikke lavet om."
                ) from error

    def _client(self) -> Any:
        try:
            from distributed import Client  # noqa: PLC0415 - an extra that most installations don't have
        except ImportError as error:
            raise UsageError("--cluster kræver Dask. Installér det med: pip install 'lawtext-dk[cluster]'") from error
        try:
            return Client(self._address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise UsageError(
                f"{self._address}: ingen Dask-scheduler svarer. Start den med »dask scheduler«, eller ret adressen."
            ) from error


def _make(parcel: Parcel, chunk: Chunk) -> Done:
    return _maker(parcel, threading.get_ident()).make(chunk)


@cache
def _maker(parcel: Parcel, _thread: int) -> Maker:
    """A desk for each of a worker's threads: they would wait for each other at one."""
    return parcel.maker()
