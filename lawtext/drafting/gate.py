"""The gate that every Word file comes through before it is used: what a letter never needs and an attacker does.

Macros, embedded objects, altChunk, linked pictures, fields that fetch, external relationships other than hyperlinks,
document types; bombs are refused before, when the file is unpacked (`packages.Limits`).
"""

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from lawtext.drafting import packages
from lawtext.drafting.packages import Part, refused

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


def read(content: bytes, name: str, limits: packages.Limits | None = None) -> dict[str, Part]:
    """The parts of a Word file in their order, after the gate. `name` is for messages.

    Raises UnusableInputError for no zip, a broken one, one beyond the limits, and for what the gate refuses.
    """
    parts = packages.unpacked(content, name, limits)
    _check(parts, name)
    return parts


def require_safe(parts: Mapping[str, Part], changed: Iterable[str], name: str) -> None:
    """The gate for a file that was made of one that has been through it, for the parts that are others now.

    Raises UnusableInputError for what the gate refuses.
    """
    said = packages.kinds(parts, name)
    for part in changed:
        _check_part(parts[part], said[part], name)


def _check(parts: Mapping[str, Part], name: str) -> None:
    if not {packages.CONTENT_TYPES, packages.RELATIONS, packages.DOCUMENT} <= parts.keys():
        raise refused(name, "den er ikke et Word-dokument (.docx)")
    said = packages.kinds(parts, name)
    if said[packages.DOCUMENT] != packages.MAIN_TYPE:
        raise refused(name, "den er ikke et almindeligt Word-dokument uden makroer; gem den som .docx")
    if kind := next(filter(_REFUSED_TYPE.search, said.values()), None):
        raise refused(name, f"den har indhold af typen {kind}")
    for part in parts.values():
        _check_part(part, said[part.name], name)


def _check_part(part: Part, kind: str, name: str) -> None:
    lower = part.name.lower()
    if lower.endswith("vbaproject.bin") or "/embeddings/" in lower or "/activex/" in lower:
        raise refused(name, f"den har delen {part.name} (makro eller indlejret objekt); fjern den i Word")
    if lower.endswith(".rels"):
        _check_relations(part, name)
    elif lower.endswith(".xml") or (kind.startswith("application/") and kind.endswith("xml")):
        _check_markup(part, name)


def _check_relations(part: Part, name: str) -> None:
    for relation in packages.parse_xml(part.data(), f"{name}: {part.name}"):
        kind = (relation.get("Type") or "").rpartition("/")[2]
        target = relation.get("Target") or ""
        if _REFUSED_RELATION.fullmatch(kind):
            raise refused(name, f"{part.name} har en forbindelse af typen {kind}")
        outside = (relation.get("TargetMode") or "Internal") != "Internal" or _ELSEWHERE.match(target)
        if outside and not (kind == "hyperlink" and _SAFE_LINK.match(target)):
            raise refused(name, f"{part.name} henter noget udefra ({kind}); kun links til http(s) og mailto må bruges")


def _check_markup(part: Part, name: str) -> None:
    root = packages.parse_xml(part.data(), f"{name}: {part.name}")
    if root.find(f".//{_WORD}altChunk") is not None:
        raise refused(name, f"{part.name} fletter et andet dokument ind (altChunk)")
    if any(map(_is_linked, root.iter(f"{_VML}imagedata", f"{_VML}fill", f"{_VML}stroke"))):
        raise refused(name, f"{part.name} henter et billede udefra")
    codes = _field_codes(root)
    names = (found[1].upper() for found in map(_FIELD_NAME.match, codes) if found)
    found = _FETCHING_ANYWHERE.search(f" {''.join(codes)} ")
    if fetches := next((one for one in names if one in _FETCHES), found and found[1]):
        raise refused(name, f"{part.name} har et felt, der henter noget udefra ({fetches})")


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
