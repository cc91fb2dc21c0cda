"""Text files as Windows has saved them, in UTF-8: who asks about a letter can't always save it again.

A text in Windows-1252 is taken for one only where all it has beside ASCII is what Danish letters have: one in an older
code page would else lose its signs without a word.
"""

import codecs
import re

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NO_TEXT = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_AS_DANES_WRITE = re.compile(
    r"[\x09-\x0d\x20-\x7e æøåÆØÅ§«»–—‘’“”„…•·€½¼¾°´¨±²³éèêëáàâäãíìîïóòôöõúùûüçñÉÈÁÄÖÜß\xa0\xad®©™µ¤£]*"
)


def in_utf8(content: bytes) -> bytes:
    """The content in UTF-8 where it is text in UTF-16 with its mark or in Windows-1252; else as it is."""
    if content.startswith(_UTF_16):
        return content.decode("utf-16", "replace").encode()
    if content.startswith(_NO_TEXT) or _is_utf8(content):
        return content
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return content
    return text.encode() if _AS_DANES_WRITE.fullmatch(text) else content


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
