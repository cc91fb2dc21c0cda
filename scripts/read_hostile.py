"""Reads hostile input with every reader and writes what came of it, under limits: for fuzzing and for a test.

`python -m scripts.read_hostile CASES SECONDS BYTES`: CASES lists a reader, a tabulator and a path a line; what breaks a
reader (an error that is not the program's own, an id given twice, text out of order, too much work or memory) is
printed as JSON.
"""

import io
import json
import logging
import resource
import signal
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from lawtext import reading
from lawtext.errors import UnusableInputError
from lawtext.law.editions import Edition
from lawtext.reading import documenthtml, docx, flattened, lexdania, lined, losses, pdf

_HEAD = "LBK nr 9 af 22/04/2014\nTitel\n\n"
_META = b'{"shortName": "LBK nr 9 af 22/04/2014"}'


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _zipped(document: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", document)
    return out.getvalue()


READERS: dict[str, Callable[[bytes], Edition]] = {
    "any": lambda data: reading.read(data, "fil"),
    "lexdania": lambda data: lexdania.read(data, "fil"),
    "html": lambda data: documenthtml.read(_text(data), data, _META, "fil"),
    "lined": lambda data: lined.read(_HEAD + _text(data), data, "fil"),
    "flattened": lambda data: flattened.read(f"{_HEAD}§ 1. {_text(data)}", data, "fil"),
    "pdf": lambda data: pdf.read(data, "fil"),
    "docx": lambda data: docx.read(data, "fil"),
    "word": lambda data: docx.read(_zipped(data), "fil"),
}
"""How an input is read, by name; what a form must open with is put before it. `word`: the document inside a docx."""


def read(reader: str, data: bytes) -> None:
    """Read one input and write it in every form. Raises whatever is not the program's own refusal."""
    try:
        edition = READERS[reader](data)
    except UnusableInputError as error:
        assert "\n" not in str(error), "more than one line"
        return
    for form in reading.WRITTEN:
        reading.write(edition, form)
    ids = [unit.id for root in (*edition.title_notes, *edition.units) for unit in root.walk()]
    assert len(ids) == len(set(ids)), "an id twice"
    assert losses.in_order(edition), "out of order"


def _expire(*_: object) -> None:
    raise TimeoutError("too much work")


def main() -> None:
    cases, seconds, memory = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGPROF, _expire)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    faults = []
    for case in Path(cases).read_text(encoding="utf-8").splitlines():
        reader, path = case.split("\t")
        data = Path(path).read_bytes()
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            read(reader, data)
        except BaseException as error:
            faults.append([path, repr(error)[:300]])
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    print(json.dumps(faults))


if __name__ == "__main__":
    main()
