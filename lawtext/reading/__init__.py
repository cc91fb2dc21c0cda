"""Files to editions: LexDania XML and flattened plain text.

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
    form, text = detect.form_and_text(data, name)
    if form is Form.LEXDANIA:
        from lawtext.reading import lexdania  # noqa: PLC0415 - lxml only where XML is read

        return lexdania.read(data, name)
    from lawtext.reading import flattened  # noqa: PLC0415

    return flattened.read(text, data, name)


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
