"""Files to editions: LexDania XML, documentHtml, gazette PDF, Word, and plain text; and back again.

>>> from lawtext.reading import read
>>> edition = read("2014-433.xml")  # doctest: +SKIP
>>> edition.by_id()["Par19_Stk1"]  # doctest: +SKIP
"""

from importlib import import_module
from pathlib import Path

from lawtext.errors import UnusableInputError, why
from lawtext.law.editions import Edition, Form
from lawtext.reading import detect

__all__ = ["WRITTEN", "read", "write"]

WRITTEN = {"text": ".txt", "json": ".json", "xml": ".xml", "akn": ".akn.xml"}
"""What an edition can be written as, and how such a file's name ends."""


def read(source: str | Path | bytes, name: str = "") -> Edition:
    """The edition in a file (path) or in its content (bytes). `name` is what messages call it: by default the path.

    Raises UnusableInputError, with one sentence that says what is wrong and what to do.
    """
    name = name or ("Indholdet" if isinstance(source, bytes) else str(source))
    data = source if isinstance(source, bytes) else _content(Path(source), name)
    beside = b"" if isinstance(source, bytes) else _beside(Path(source))
    try:
        return _read(detect.form(data, name), data, beside, name)
    except RecursionError as error:
        raise UnusableInputError(f"{name} er indlejret for dybt til at være en retsakt. Hent filen igen.") from error


def write(edition: Edition, form: str) -> bytes:
    """The edition as plain text, JSON, LexDania ("xml") or Akoma Ntoso ("akn"), in UTF-8. `form` is one of WRITTEN."""
    writer = import_module(f"lawtext.reading.{_WRITERS[form]}")
    written: bytes | str = writer.write(edition)
    return written.encode() if isinstance(written, str) else written


_WRITERS = {"text": "to_text", "json": "to_json", "xml": "to_lexdania", "akn": "to_akoma_ntoso"}
_READERS = {
    Form.LEXDANIA: "lexdania",
    Form.PDF: "pdf",
    Form.DOCX: "docx",
    Form.HTML: "documenthtml",
    Form.LINED: "lined",
    Form.FLATTENED: "flattened",
}
"""The module that reads a form; each is imported only where its form is met."""


def _read(form: Form, data: bytes, beside: bytes, name: str) -> Edition:
    reader = import_module(f"lawtext.reading.{_READERS[form]}")
    edition: Edition
    if form in (Form.LEXDANIA, Form.PDF, Form.DOCX):
        edition = reader.read(data, name)
    elif form is not Form.HTML:
        edition = reader.read(detect.decoded(data, name), data, name)
    elif detect.is_answer(data):
        edition = reader.read_answer(data, name)
    else:
        edition = reader.read(detect.decoded(data, name), data, beside, name)
    return edition


def _beside(path: Path) -> bytes:
    """The metadata that lies beside a page (`2020_448.html` and `2020_448.meta.json`), b"" where there is none."""
    place = path.with_suffix(".meta.json")
    try:
        return place.read_bytes() if place != path and place.stat().st_size < detect.LARGEST else b""
    except OSError:
        return b""


def _content(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(detect.LARGEST + 1)  # a device has no size and no end; `detect` refuses the rest
    except IsADirectoryError as error:
        raise UnusableInputError(f"{name} er en mappe. Giv en fil.") from error
    except FileNotFoundError as error:
        raise UnusableInputError(f"{name} findes ikke. Kontrollér stien.") from error
    except OSError as error:
        raise UnusableInputError(f"{name} kan ikke læses ({why(error)}). Kontrollér rettighederne.") from error
