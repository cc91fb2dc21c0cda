"""What a file is, told from its content, never from its name."""

import re

from lawtext.errors import UnusableInputError
from lawtext.law.editions import Form

LARGEST = 100_000_000
"""Bytes. The largest act known is under 3 MB and bills may exceed 8 MB (domain/lexdania.md)."""

BOM = b"\xef\xbb\xbf"
"""What some programs put before a text in UTF-8."""
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "et gammelt Word-dokument"),
    (b"{\\rtf", "en RTF-fil"),
    (b"\x1f\x8b", "en gzip-fil"),
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office keeps a file with a password (MS-OFFCRYPTO 2.3.4.4)."""
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|p|table|span|section|main|article)\b", re.IGNORECASE)
_OWN_LINE = re.compile(r"^[^\S\n]*(?:Stk\.\s?\d|Kapitel\s\d|(?:\d{1,2}|[a-z])\)\s)", re.MULTILINE)
_RUN_IN = re.compile(r"[^\s][^\S\n]+(?:Stk\.\s\d+\.\s[A-ZÆØÅ]|(?:\d{1,2}|[a-z])\)\s)")
_OTHER_LINE = re.compile(r"^[^\S\n]*[^\s§]", re.MULTILINE)


def form(data: bytes, name: str) -> Form:
    """The form of the content. Raises UnusableInputError with what it seems to be instead."""
    _refuse_size(data, name)
    if data.startswith(_FOREIGN[0][0]) and _ENCRYPTED in data:
        raise UnusableInputError(f"{name} er krypteret. Fjern adgangskoden i Word, og gem den igen.")
    for magic, what in _FOREIGN:
        if data.startswith(magic):
            raise UnusableInputError(f"{name} er {what}. Giv den som XML, HTML, PDF, docx eller ren tekst.")
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return Form.PDF
    if data.startswith(b"PK\x03\x04"):
        return Form.DOCX
    head = data[:4096].removeprefix(BOM).lstrip()
    if head.startswith(b"<"):
        return Form.HTML if _is_html(head) else Form.LEXDANIA
    if is_answer(data):
        return Form.HTML
    if b"\x00" in data[:65536]:
        raise UnusableInputError(f"{name} er ikke tekst. Giv den som XML, HTML, PDF, docx eller ren tekst i UTF-8.")
    return _form_of_text(decoded(data, name))


def is_answer(data: bytes) -> bool:
    """Whether the content is JSON: a whole answer of the site's API, with the page in it."""
    return data[:4096].removeprefix(BOM).lstrip().startswith((b"{", b"["))


def decoded(data: bytes, name: str) -> str:
    """The text of a file that is plain text or HTML. Raises UnusableInputError where it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = data[: error.start].count(b"\n") + 1
        raise UnusableInputError(
            f"{name} er ikke UTF-8 (linje {place}); den ser ud til at være gemt som Windows-1252. Gem den som UTF-8."
        ) from error


def _refuse_size(data: bytes, name: str) -> None:
    if not data.removeprefix(BOM).strip():
        raise UnusableInputError(f"{name} er tom.")
    if len(data) > LARGEST:
        raise UnusableInputError(f"{name} fylder mere end {LARGEST // 1_000_000} MB og læses ikke.")


def _is_html(head: bytes) -> bool:
    """Whether the first element is one of HTML's; what an XML declaration and comments say before it does not count."""
    first = re.search(rb"<(?![?!])|<!doctype", head, re.IGNORECASE)
    return first is not None and _HTML.match(head, first.start()) is not None


def _form_of_text(text: str) -> Form:
    """A text whose labels open lines has a unit a line; one whose labels stand inside lines was run together.

    Where there are no labels but those of §§, lines that begin with none show that preamble and headings are kept.
    """
    own, run_in = (sum(1 for _ in pattern.finditer(text)) for pattern in (_OWN_LINE, _RUN_IN))
    if own or run_in:
        return Form.LINED if own > run_in else Form.FLATTENED
    return Form.LINED if len(_OTHER_LINE.findall(text)) > len(("head", "title")) else Form.FLATTENED
