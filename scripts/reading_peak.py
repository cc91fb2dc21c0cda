"""Prints how much a process that has just started grows by reading one act, over the act's bytes.

It imports nothing but the reader of XML: what other imports take at their height would hide the growth.
"""

import re
import resource
import sys
from pathlib import Path

from lawtext.reading import lexdania

_SMALL = Path(__file__).parent.parent / "tests" / "data" / "lexdania" / "books.xml"
_STATUS = Path("/proc/self/status")


def growth(path: Path) -> float:
    """The growth of the peak over the file's bytes, the file's content itself among it."""
    lexdania.read(_SMALL.read_bytes(), _SMALL.name)
    before = peak()
    data = path.read_bytes()
    edition = lexdania.read(data, path.name)
    return (peak() - before) / len(data) if edition.units else 0.0


def peak() -> int:
    """This process's highest memory so far in bytes; Linux counts its parent's in ru_maxrss, so it is asked itself."""
    if _STATUS.exists() and (match := re.search(r"VmHWM:\s+(\d+) kB", _STATUS.read_text(encoding="utf-8"))):
        return int(match[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    print(growth(Path(sys.argv[1])))
