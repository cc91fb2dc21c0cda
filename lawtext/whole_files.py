"""Files that are there whole or not at all."""

import os
from pathlib import Path

from lawtext.errors import UnusableInputError


def write(path: Path, content: bytes) -> None:
    """Write under a temporary name beside `path`, then rename: a reader never sees half a file.

    Raises UnusableInputError (disk full, no such folder, no permission) and leaves what stood there untouched.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        unfinished.unlink(missing_ok=True)  # left by a process of that number that was killed
        with unfinished.open("xb") as file:
            file.write(content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise _told(path, error) from error
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def folder(path: Path) -> None:
    """Make the folder and those above it. Raises UnusableInputError where it can't be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _told(path, error) from error


def _told(path: Path, error: OSError) -> UnusableInputError:
    return UnusableInputError(
        f"{path}: kan ikke skrives ({error.strerror}); se efter mappen, pladsen og rettighederne."
    )
