"""What a file is, told from its content, never from its name."""

from lawtext.errors import UnusableInputError
from lawtext.law.editions import Form

LARGEST = 100_000_000
"""Bytes. The largest act known is under 3 MB and bills may exceed 8 MB (domain/lexdania.md)."""

_BOM = b"\xef\xbb\xbf"
_FOREIGN = (
    (b"%PDF", "en PDF-fil"),
    (b"PK\x03\x04", "en zip-fil (måske Word)"),
    (b"\xd0\xcf\x11\xe0", "et gammelt Word-dokument"),
    (b"{\\rtf", "en RTF-fil"),
    (b"\x1f\x8b", "en gzip-fil"),
)


def form_and_text(data: bytes, name: str) -> tuple[Form, str]:
    """The form of the content, and its text where the form is plain text ("" for XML).

    Raises UnusableInputError with what the content seems to be instead.
    """
    _refuse_size(data, name)
    for magic, what in _FOREIGN:
        if data.startswith(magic):
            raise UnusableInputError(f"{name} er {what}. Giv LexDania-XML eller ren tekst fra Retsinformation.")
    head = data[:4096].removeprefix(_BOM).lstrip()
    if head.startswith(b"<"):
        return _form_of_markup(head, name), ""
    if b"\x00" in data[:65536]:
        raise UnusableInputError(f"{name} er ikke tekst. Giv LexDania-XML eller ren tekst i UTF-8.")
    return Form.FLATTENED, _decoded(data, name)


def _refuse_size(data: bytes, name: str) -> None:
    if not data.removeprefix(_BOM).strip():
        raise UnusableInputError(f"{name} er tom.")
    if len(data) > LARGEST:
        raise UnusableInputError(f"{name} fylder mere end {LARGEST // 1_000_000} MB og læses ikke.")


def _form_of_markup(head: bytes, name: str) -> Form:
    lower = head.lower()
    if b"<html" in lower or lower.startswith(b"<!doctype html"):
        raise UnusableInputError(f"{name} er en HTML-side. Hent retsaktens XML eller gem siden som ren tekst.")
    return Form.LEXDANIA


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = data[: error.start].count(b"\n") + 1
        raise UnusableInputError(
            f"{name} er ikke UTF-8 (linje {place}); den ser ud til at være gemt som Windows-1252. Gem den som UTF-8."
        ) from error
