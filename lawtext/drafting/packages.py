"""Word files as zip packages: unpacked within limits, written so that the same parts give the same bytes.

What is in the parts is `gate`'s to judge.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from lxml import etree
from msgspec import Struct

from lawtext.errors import UnusableInputError

DOCUMENT = "word/document.xml"
"""The body; it is given this name where a program has called it something else (Word for the web: document2.xml)."""
CONTENT_TYPES = "[Content_Types].xml"
RELATIONS = "_rels/.rels"

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DOS_DATE = 0x21
"""1 January 1980, the first day that zip can say: a document has no clock (DESIGN rule 8)."""
_UTF8_NAMES = 0x800
_LEVEL = 1
"""Deflate level of the parts that change. Level 6 costs three times as much for a tenth of the size."""

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class Limits(Struct, frozen=True):
    """What a Word file may hold: parts, bytes packed and unpacked, how much a part may swell, tags in one part."""

    entries: int = 300
    packed: int = 20_000_000
    unpacked: int = 60_000_000
    ratio: int = 300
    ratio_from: int = 1_000_000
    """Parts below this size may swell freely: a small part of blanks is no bomb."""
    tags: int = 2_000_000
    """A tree takes 140 bytes for each; a document of 500 pages has a quarter of it."""


class Part(Struct, frozen=True):
    """One entry of the zip as it lies there. `packed` is deflated where `method` is 8, as it is where 0.

    `plain`: its own bytes, where they are at hand unpacked.
    """

    name: str
    packed: bytes
    method: int
    crc: int
    size: int
    plain: bytes | None = None

    def data(self) -> bytes:
        """The part's own bytes."""
        if self.plain is not None:
            return self.plain
        return zlib.decompress(self.packed, -15) if self.method else self.packed


def deflated(name: str, data: bytes) -> Part:
    """A part of these bytes, packed."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    return Part(name, packer.compress(data) + packer.flush(), 8, zlib.crc32(data), len(data), data)


def unpacked(content: bytes, name: str, limits: Limits | None = None) -> dict[str, Part]:
    """The parts of a Word file of which only the words are read, so that what it links or embeds can do nothing.

    Raises UnusableInputError for no zip, a broken one and one beyond the limits.
    """
    limits = limits or Limits()
    if len(content) > limits.packed:
        raise refused(name, f"filen er på {len(content):,} byte, grænsen er {limits.packed:,}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_size(archive.infolist(), name, limits)
            parts = {info.filename: _part(content, info, name, limits) for info in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise UnusableInputError(f"{name} er ikke en læsbar Word-fil (.docx); gem den igen fra Word.") from error
    return parts if DOCUMENT in parts or CONTENT_TYPES not in parts else _usually_named(parts, name)


def _usually_named(parts: dict[str, Part], name: str) -> dict[str, Part]:
    """The parts with the body called `DOCUMENT`, where what the file says of its types calls it something else."""
    body = next(
        (part for part, kind in kinds(parts, name).items() if kind == MAIN_TYPE and part.startswith("word/")), None
    )
    if body is None:
        return parts
    file = body.removeprefix("word/")
    new = {body: DOCUMENT, f"word/_rels/{file}.rels": "word/_rels/document.xml.rels"}
    said = {CONTENT_TYPES: (f'"/{body}"', f'"/{DOCUMENT}"'), "_rels/.rels": (f'{file}"', 'document.xml"')}
    renamed = {}
    for part in parts.values():
        if part.name in said:
            old, usual = (words.encode() for words in said[part.name])
            renamed[part.name] = deflated(part.name, part.data().replace(old, usual))
        else:
            called = new.get(part.name, part.name)
            renamed[called] = Part(called, part.packed, part.method, part.crc, part.size)
    return renamed


def kinds(parts: Mapping[str, Part], name: str) -> dict[str, str]:
    """Each part's content type: its own, else that of all with its ending; "" where the package says none.

    Names are compared without regard to case, as packages do.
    """
    own: dict[str, str] = {}
    of_ending: dict[str, str] = {}
    for said in parse_xml(parts[CONTENT_TYPES].data(), f"{name}: {CONTENT_TYPES}"):
        kind = said.get("ContentType") or ""
        if place := said.get("PartName"):
            own[place.lstrip("/").lower()] = kind
        elif ending := said.get("Extension"):
            of_ending[ending.lower()] = kind
    return {part: own.get(part.lower()) or of_ending.get(part.rpartition(".")[2].lower(), "") for part in parts}


def write(parts: Iterable[Part]) -> bytes:
    """The zip of these parts, in this order, dated 1980-01-01."""
    body: list[bytes] = []
    index: list[bytes] = []
    at = 0
    for part in parts:
        name = part.name.encode()
        facts = (_UTF8_NAMES, part.method, 0, _DOS_DATE, part.crc, len(part.packed), part.size, len(name), 0)
        local = _LOCAL.pack(b"PK\x03\x04", 20, *facts)
        body += (local, name, part.packed)
        index += (_CENTRAL.pack(b"PK\x01\x02", 20, 20, *facts, 0, 0, 0, 0, at), name)
        at += len(local) + len(name) + len(part.packed)
    count, size = len(index) // 2, sum(map(len, index))
    return b"".join((*body, *index, _END.pack(b"PK\x05\x06", 0, 0, count, count, size, at, 0)))


def parse_xml(data: bytes, name: str, *, blanks: bool = False) -> etree._Element:
    """The root of an XML part, parsed strictly: no entities, no document type, no network.

    `blanks`: keep white space between elements, and comments, for a part that is written back as it was.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_blank_text=not blanks,
        remove_comments=not blanks,
        remove_pis=not blanks,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        said = f"{name} er ikke velformet XML (fejl i linje {line}, tegn {column}); gem filen igen fra Word."
        raise UnusableInputError(said) from error
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise refused(name, "den har en dokumenttype (DOCTYPE)")
    return root


def refused(name: str, why: str) -> UnusableInputError:
    """The error that says why a file can't be used."""
    return UnusableInputError(f"{name} kan ikke bruges: {why}.")


def _check_size(infos: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    if len(infos) > limits.entries:
        raise refused(name, f"den har {len(infos)} dele, grænsen er {limits.entries}")
    if sum(info.file_size for info in infos) > limits.unpacked:
        raise refused(name, f"den fylder mere end {limits.unpacked:,} byte pakket ud")
    for info in infos:
        if info.file_size > limits.ratio_from and info.file_size > limits.ratio * max(info.compress_size, 1):
            raise refused(name, f"delen {info.filename} svulmer mere end {limits.ratio} gange op")
        if info.flag_bits & 1:
            raise refused(name, "den er krypteret; fjern adgangskoden i Word")
        if ".." in info.filename.split("/") or info.filename.startswith("/") or "\\" in info.filename:
            raise refused(name, f"delen {info.filename!r} har et navn, der peger ud af filen")
    if len({info.filename.lower() for info in infos}) < len(infos):
        raise refused(name, "to dele har samme navn")


def _part(content: bytes, info: zipfile.ZipInfo, name: str, limits: Limits) -> Part:
    """The entry with its packed bytes, unpacked once to see that they hold what the index says and no more."""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refused(name, f"delen {info.filename} er pakket på en måde, som Word ikke bruger")
    *_, name_length, extra_length = _LOCAL.unpack_from(content, info.header_offset)
    start = info.header_offset + _LOCAL.size + name_length + extra_length
    packed = content[start : start + info.compress_size]
    unpacker = zlib.decompressobj(-15)
    data = unpacker.decompress(packed, info.file_size + 1) if info.compress_type else packed
    whole = unpacker.eof or not info.compress_type
    if not whole or len(data) != info.file_size or zlib.crc32(data) != info.CRC:
        raise refused(name, f"delen {info.filename} er beskadiget")
    if data.count(b"<") > limits.tags:
        raise refused(name, f"delen {info.filename} har flere end {limits.tags:,} koder")
    return Part(info.filename, packed, info.compress_type, info.CRC, len(data))
