"""Files to editions: LexDania XML, documentHtml, and plain text.

>>> from lawtext.reading import read
>>> edition = read("2014-433.xml")  # doctest: +SKIP
>>> edition.by_id()["Par19_Stk1"]  # doctest: +SKIP
"""

from pathlib import Path

from lawtext.errors import UnusableInputError
from lawtext.law.editions import Edition, Form
from lawtext.reading import detect

__all__ = ["read"]


def read(source: str | Path | bytes, name: str = "") -> Edition:
    """The edition in a file (path) or in its content (bytes). `name` is what messages call it: by default the path.

    Raises UnusableInputError, with one sentence that says what is wrong and what to do.
    """
    name = name or ("Indholdet" if isinstance(source, bytes) else str(source))
    data = source if isinstance(source, bytes) else _content(Path(source), name)
    beside = b"" if isinstance(source, bytes) else _beside(Path(source))
    return _read(detect.form(data, name), data, beside, name)


def _read(form: Form, data: bytes, beside: bytes, name: str) -> Edition:
    """Hand the content to its reader; each is imported only where its form is met."""
    match form:
        case Form.LEXDANIA:
            from lawtext.reading import lexdania  # noqa: PLC0415

            return lexdania.read(data, name)
        case Form.HTML:
            from lawtext.reading import documenthtml  # noqa: PLC0415

            if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
                return documenthtml.read(detect.decoded(data, name), data, beside, name)
            return documenthtml.read_answer(data, name)
        case Form.LINED:
            from lawtext.reading import lined  # noqa: PLC0415

            return lined.read(detect.decoded(data, name), data, name)
        case Form.PDF:
            from lawtext.reading import pdf  # noqa: PLC0415

            return pdf.read(data, name)
        case Form.DOCX:
            raise UnusableInputError(f"{name} er en {form}-fil. Giv XML, HTML eller ren tekst fra Retsinformation.")
        case _:
            from lawtext.reading import flattened  # noqa: PLC0415

            return flattened.read(detect.decoded(data, name), data, name)


def _beside(path: Path) -> bytes:
    """The metadata that lies beside a page (`2020_448.html` and `2020_448.meta.json`), b"" where there is none."""
    place = path.with_suffix(".meta.json")
    try:
        return place.read_bytes() if place != path and place.stat().st_size < detect.LARGEST else b""
    except OSError:
        return b""


def _content(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > detect.LARGEST:
            raise UnusableInputError(f"{name} fylder mere end {detect.LARGEST // 1_000_000} MB og læses ikke.")
        return path.read_bytes()
    except IsADirectoryError as error:
        raise UnusableInputError(f"{name} er en mappe. Giv en fil.") from error
    except FileNotFoundError as error:
        raise UnusableInputError(f"{name} findes ikke. Kontrollér stien.") from error
    except OSError as error:
        raise UnusableInputError(f"{name} kan ikke læses ({error.strerror}). Kontrollér rettighederne.") from error
