"""What a corpus was made of, as one short word: it names the built file and goes into every record.

The fingerprint is a hash of the contents of the input files, so that it is the same on every machine. Reading them all
takes tens of milliseconds, which a command's start can't spare; so the built corpus is also remembered under a key
made of the files' names, sizes and times, which costs a directory listing.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

SCHEMA = 2
"""Changes when the same files give another SQLite file."""

_INPUTS = (".json", ".yaml", ".tsv")


def of_contents(folder: Path) -> str:
    """The fingerprint of a corpus folder: the same on every machine."""
    total = hashlib.blake2b(str(SCHEMA).encode(), digest_size=8)
    for name, path in _files(folder):
        total.update(f"{name}\0".encode())
        total.update(hashlib.blake2b(Path(path).read_bytes()).digest())
    return total.hexdigest()


def of_times(folder: Path) -> str:
    """A key that changes when a file of the folder is written, added or removed. Only good on this machine."""
    total = hashlib.blake2b(f"{SCHEMA} {folder.resolve()}".encode(), digest_size=8)
    for name, path in _files(folder):
        facts = Path(path).stat()
        total.update(f"{name}\0{facts.st_size}\0{facts.st_mtime_ns}\0".encode())
    return total.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """The input files below a folder, name (with "/") and path, in the order of their names."""
    found = []
    pending = [(str(folder), "")]
    while pending:
        place, prefix = pending.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir():
                    pending.append((entry.path, f"{prefix}{entry.name}/"))
                elif entry.name.endswith(_INPUTS):
                    found.append((prefix + entry.name, entry.path))
    yield from sorted(found)
