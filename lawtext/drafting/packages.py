"""Word files as zip packages: opened behind a gate with limits, written so that the same parts give the same bytes.

The gate refuses what a letter never needs and an attacker does: macros, embedded objects, altChunk, linked pictures,
external relationships other than hyperlinks, document types, bombs.
"""

import io
import re
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

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_REFUSED_TYPE = re.compile(r"macroEnabled|vbaProject|vbaData|oleObject|activeX|ms-office\.control", re.IGNORECASE)
_REFUSED_RELATION = re.compile(
    "aFChunk|oleObject|package|control|vbaProject|wordVbaData|attachedTemplate|subDocument|frame|attachedToolbars"
)
_SAFE_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\\\", re.IGNORECASE)
"""How an address outside the file begins, whatever the relationship says of it: a scheme, a server."""
_FETCHES = ("INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "DDEAUTO", "DDE", "LINK", "IMPORT", "DATABASE", "RD")
_FIELD_NAME = re.compile(r"[\s\"]*(\w+)")
_FETCHING_ANYWHERE = re.compile(rf"(?:^|[\s\"}}])({'|'.join(_FETCHES[:-1])})(?=[\s\"])")
"""In capitals, as Word writes them: a field's name may itself be made by fields, and "link" be a word of its text."""
_VML = "{urn:schemas-microsoft-com:vml}"
_OLD_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


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


def read(content: bytes, name: str, limits: Limits | None = None) -> dict[str, Part]:
    """The parts of a Word file in their order, after the gate. `name` is for messages.

    Raises UnusableInputError for no zip, a broken one, one beyond the limits, and for what the gate refuses.
    """
    parts = unpacked(content, name, limits)
    _check_content(parts, name)
    return parts


def require_safe(parts: Mapping[str, Part], changed: Iterable[str], name: str) -> None:
    """The gate for a file that was made of one that has been through it, for the parts that are others now.

    Raises UnusableInputError for what the gate refuses.
    """
    said = kinds(parts, name)
    for part in changed:
        _check_part(parts[part], said[part], name)


def unpacked(content: bytes, name: str, limits: Limits | None = None) -> dict[str, Part]:
    """The parts of a Word file of which only the words are read, so that what it links or embeds can do nothing.

    Raises UnusableInputError for no zip, a broken one and one beyond the limits.
    """
    limits = limits or Limits()
    if len(content) > limits.packed:
        raise _refused(name, f"filen er på {len(content):,} byte, grænsen er {limits.packed:,}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_size(archive.infolist(), name, limits)
            parts = {info.filename: _part(content, info, name, limits) for info in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise UnusableInputError(f"{name} er ikke en læsbar Word-fil (.docx); gem den igen fra Word.") from error
    return parts if DOCUMENT in parts or CONTENT_TYPES not in parts else _usually_named(parts, name)


def _usually_named(parts: dict[str, Part], name: str) -> dict[str, Part]:
    """The parts with the body called `DOCUMENT`, where what the file says of its types calls it something else."""
    body = next((part for part, kind in kinds(parts, name).items() if kind == _MAIN and part.startswith("word/")), None)
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
        raise _refused(name, "den har en dokumenttype (DOCTYPE)")
    return root


def _refused(name: str, why: str) -> UnusableInputError:
    return UnusableInputError(f"{name} kan ikke bruges: {why}.")


def _check_size(infos: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    if len(infos) > limits.entries:
        raise _refused(name, f"den har {len(infos)} dele, grænsen er {limits.entries}")
    if sum(info.file_size for info in infos) > limits.unpacked:
        raise _refused(name, f"den fylder mere end {limits.unpacked:,} byte pakket ud")
    for info in infos:
        if info.file_size > limits.ratio_from and info.file_size > limits.ratio * max(info.compress_size, 1):
            raise _refused(name, f"delen {info.filename} svulmer mere end {limits.ratio} gange op")
        if info.flag_bits & 1:
            raise _refused(name, "den er krypteret; fjern adgangskoden i Word")
        if ".." in info.filename.split("/") or info.filename.startswith("/") or "\\" in info.filename:
            raise _refused(name, f"delen {info.filename!r} har et navn, der peger ud af filen")
    if len({info.filename.lower() for info in infos}) < len(infos):
        raise _refused(name, "to dele har samme navn")


def _part(content: bytes, info: zipfile.ZipInfo, name: str, limits: Limits) -> Part:
    """The entry with its packed bytes, unpacked once to see that they hold what the index says and no more."""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _refused(name, f"delen {info.filename} er pakket på en måde, som Word ikke bruger")
    *_, name_length, extra_length = _LOCAL.unpack_from(content, info.header_offset)
    start = info.header_offset + _LOCAL.size + name_length + extra_length
    packed = content[start : start + info.compress_size]
    unpacker = zlib.decompressobj(-15)
    data = unpacker.decompress(packed, info.file_size + 1) if info.compress_type else packed
    whole = unpacker.eof or not info.compress_type
    if not whole or len(data) != info.file_size or zlib.crc32(data) != info.CRC:
        raise _refused(name, f"delen {info.filename} er beskadiget")
    if data.count(b"<") > limits.tags:
        raise _refused(name, f"delen {info.filename} har flere end {limits.tags:,} koder")
    return Part(info.filename, packed, info.compress_type, info.CRC, len(data))


def _check_content(parts: Mapping[str, Part], name: str) -> None:
    if not {CONTENT_TYPES, RELATIONS, DOCUMENT} <= parts.keys():
        raise _refused(name, "den er ikke et Word-dokument (.docx)")
    said = kinds(parts, name)
    if said[DOCUMENT] != _MAIN:
        raise _refused(name, "den er ikke et almindeligt Word-dokument uden makroer; gem den som .docx")
    if refused := next(filter(_REFUSED_TYPE.search, said.values()), None):
        raise _refused(name, f"den har indhold af typen {refused}")
    for part in parts.values():
        _check_part(part, said[part.name], name)


def _check_part(part: Part, kind: str, name: str) -> None:
    lower = part.name.lower()
    if lower.endswith("vbaproject.bin") or "/embeddings/" in lower or "/activex/" in lower:
        raise _refused(name, f"den har delen {part.name} (makro eller indlejret objekt); fjern den i Word")
    if lower.endswith(".rels"):
        _check_relations(part, name)
    elif lower.endswith(".xml") or (kind.startswith("application/") and kind.endswith("xml")):
        _check_markup(part, name)


def _check_relations(part: Part, name: str) -> None:
    for relation in parse_xml(part.data(), f"{name}: {part.name}"):
        kind = (relation.get("Type") or "").rpartition("/")[2]
        target = relation.get("Target") or ""
        if _REFUSED_RELATION.fullmatch(kind):
            raise _refused(name, f"{part.name} har en forbindelse af typen {kind}")
        outside = (relation.get("TargetMode") or "Internal") != "Internal" or _ELSEWHERE.match(target)
        if outside and not (kind == "hyperlink" and _SAFE_LINK.match(target)):
            raise _refused(name, f"{part.name} henter noget udefra ({kind}); kun links til http(s) og mailto må bruges")


def _check_markup(part: Part, name: str) -> None:
    root = parse_xml(part.data(), f"{name}: {part.name}")
    if root.find(f".//{_WORD}altChunk") is not None:
        raise _refused(name, f"{part.name} fletter et andet dokument ind (altChunk)")
    if any(map(_is_linked, root.iter(f"{_VML}imagedata", f"{_VML}fill", f"{_VML}stroke"))):
        raise _refused(name, f"{part.name} henter et billede udefra")
    codes = _field_codes(root)
    names = (found[1].upper() for found in map(_FIELD_NAME.match, codes) if found)
    found = _FETCHING_ANYWHERE.search(f" {''.join(codes)} ")
    if fetches := next((one for one in names if one in _FETCHES), found and found[1]):
        raise _refused(name, f"{part.name} har et felt, der henter noget udefra ({fetches})")


def _field_codes(root: etree._Element) -> list[str]:
    """The code of each field, put together from the runs it is cut over; those inside it each for itself."""
    codes = [""]
    inside = [0]  # the fields that are open, by number; 0 is outside them all
    for element in root.iter(f"{_WORD}fldChar", f"{_WORD}instrText", f"{_WORD}fldSimple"):
        kind = element.get(f"{_WORD}fldCharType")
        if element.tag == f"{_WORD}instrText":
            codes[inside[-1]] += element.text or ""
        elif element.tag == f"{_WORD}fldSimple":
            codes.append(element.get(f"{_WORD}instr") or "")
        elif kind == "begin":
            inside.append(len(codes))
            codes.append("")
        elif kind == "end" and len(inside) > 1:
            inside.pop()
    return codes


def _is_linked(shape: etree._Element) -> bool:
    """Whether an old drawing names a picture by address instead of carrying it."""
    return any(shape.get(name) for name in ("src", "althref", f"{_OLD_OFFICE}href", f"{_OLD_OFFICE}althref"))
