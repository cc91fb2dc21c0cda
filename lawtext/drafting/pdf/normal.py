"""A PDF without clock and chance: its date is the one it is given, its id the hash of its content."""

import hashlib
import io
import re
import struct
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PdfReader, PdfWriter

_XMP_DATE = re.compile(rb"(<xmp:(?:Create|Modify|Metadata)Date>)[^<]*")
_XMP_ID = re.compile(rb"<xmpMM:(DocumentID|InstanceID|OriginalDocumentID)>[^<]*</xmpMM:\1>")
_NO_ID = bytes(16)
_PROFILE_DATE, _PROFILE_ID = slice(24, 36), slice(84, 100)
"""Where an ICC profile's header says when it was made, and the hash of the whole (ICC.1:2010, 7.2)."""


def normalised(reader: "PdfReader", day: date) -> bytes:
    """The file of `reader` written anew, dated `day`: the same content and day give the same bytes.

    What another version of LibreOffice draws otherwise, or draws with other fonts, is another content.
    """
    from pypdf import PdfWriter  # noqa: PLC0415 - heavy
    from pypdf.generic import ArrayObject, ByteStringObject  # noqa: PLC0415

    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    _date(writer, day)
    _date_colours(writer, day)
    writer._ID = ArrayObject([ByteStringObject(_NO_ID), ByteStringObject(_NO_ID)])
    target = io.BytesIO()
    writer.write(target)
    return _named(target.getvalue())


def _date(writer: "PdfWriter", day: date) -> None:
    """One date in both places that have one, as PDF/A asks."""
    from pypdf.generic import NameObject, StreamObject  # noqa: PLC0415

    facts = set(writer.metadata or ())
    dated = dict.fromkeys({"/CreationDate", "/ModDate"}.intersection(facts), f"D:{day:%Y%m%d}000000Z")
    writer.add_metadata(dict(sorted(dated.items())))
    metadata = writer.root_object.get(NameObject("/Metadata"))
    stream = metadata.get_object() if metadata is not None else None
    if isinstance(stream, StreamObject):
        xmp = _XMP_DATE.sub(rb"\g<1>" + f"{day}T00:00:00Z".encode(), stream.get_data())
        stream.set_data(_XMP_ID.sub(b"", xmp))


def _date_colours(writer: "PdfWriter", day: date) -> None:
    """LibreOffice makes its colour profile anew for every file, and it says when."""
    from pypdf.generic import StreamObject  # noqa: PLC0415

    for intent in writer.root_object.get("/OutputIntents") or ():
        stream = intent.get_object().get("/DestOutputProfile")
        stream = stream.get_object() if stream is not None else None
        if isinstance(stream, StreamObject):
            profile = bytearray(stream.get_data())
            profile[_PROFILE_DATE] = struct.pack(">6H", day.year, day.month, day.day, 0, 0, 0)
            profile[_PROFILE_ID] = _NO_ID  # "not calculated"
            stream.set_data(bytes(profile))


def _named(content: bytes) -> bytes:
    """The file with the hash of its content as its id, which takes as many places as the blank one did."""
    blank, own = (f"<{value.hex()}>".encode() for value in (_NO_ID, hashlib.sha256(content).digest()[:16]))
    body, trailer, end = content.rpartition(b"trailer")
    return body + trailer + end.replace(blank, own)
