"""Files that are there whole or not at all."""

import os
import shutil
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from lawtext.errors import UnusableInputError, UsageError, why

_UNFINISHED = ".ufærdig"


def write(path: Path, content: bytes) -> None:
    """Write a file whole. Raises as `being_written`."""
    with being_written(path) as file:
        file.write(content)


@contextmanager
def being_written(path: Path) -> Iterator[BinaryIO]:
    """A file under a temporary name beside `path`, renamed when the block ends well: a reader never sees half of it.

    Raises UnusableInputError (disk full, no such folder, no permission, no ordinary file) and leaves what stood there
    untouched. A link is followed.
    """
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            raise _told(path, "det er en mappe" if target.is_dir() else "det er ikke en almindelig fil")
        with _replacing(target) as file:
            yield file
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a ring, before Python 3.13
        raise _told(path, why(error) if isinstance(error, OSError) else "genvejene peger i ring") from error


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    # A short name of its own: the target's may be as long as the system allows.
    unfinished = target.parent / f".{zlib.crc32(os.fsencode(target.name)):08x}.{threading.get_native_id()}.part"
    try:
        with suppress(OSError):
            unfinished.unlink()  # left by a thread of that number whose process was killed
        with unfinished.open("xb") as file:
            yield file
        unfinished.replace(target)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def folder(path: Path) -> None:
    """Make the folder and those above it. Raises UnusableInputError where it can't be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _told(path, why(error)) from error


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """A hidden folder inside the folder `path` for files that are not to be seen before all are made.

    It stays where the block fails or the process dies, for the next run to go on from, and goes when the block ends
    well. Raises UnusableInputError where it can't be made, UsageError while another process has it.
    """
    folder(path)
    hidden = path / _UNFINISHED
    with alone(path, f"{path}: en anden kørsel er i gang i mappen; vent, eller vælg en anden."):
        folder(hidden)
        with _locked(hidden, shared=False):
            pass  # the workers of a killed run end within a second of it; until then they may still write
        yield hidden
        shutil.rmtree(hidden, ignore_errors=True)


@contextmanager
def writing_in(path: Path) -> Iterator[None]:
    """While a worker writes files of its own in an `unfinished` folder."""
    with _locked(path, shared=True):
        yield


@contextmanager
def _locked(path: Path, *, shared: bool) -> Iterator[None]:
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        yield
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def settle(path: Path) -> None:
    """Return when all that is written in the folder's file system is on the disk, through a power loss too.

    One call for many files: five times as fast as a call a file. Raises OSError.
    """
    handle = os.open(path, os.O_RDONLY)
    try:
        import ctypes  # noqa: PLC0415 - only long runs settle

        sync = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if sync is None:
            os.sync()
        elif sync(handle) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
    finally:
        os.close(handle)


def bring_in(made: Path, target: Path) -> None:
    """Rename a finished file to where it is to stand. Raises UnusableInputError and leaves what stood there."""
    try:
        made.replace(target)
    except OSError as error:
        raise _told(target, why(error)) from error


@contextmanager
def alone(folder: Path, otherwise: str) -> Iterator[None]:
    """The folder for this process alone; the system gives it free when the process ends, however it ends.

    Raises UsageError that says `otherwise` while another process has it.
    """
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise _told(folder, why(error)) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError(otherwise) from None
        yield
    finally:
        os.close(handle)


def clear(folder: Path) -> None:
    """Remove what a killed `write` left half-written in the folder."""
    for unfinished in folder.glob(".[0-9a-f]*.part"):
        unfinished.unlink(missing_ok=True)


def _told(path: Path, reason: str) -> UnusableInputError:
    return UnusableInputError(f"{path}: kan ikke skrives ({reason}); se efter mappen, pladsen og rettighederne.")
