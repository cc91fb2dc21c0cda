"""What the program demands of every PDF before it lets it out; no validation of PDF/UA, which needs a person too."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from pypdf import PdfReader

LANGUAGE = "da-DK"

_TEXT_BLOCKS = frozenset(("/P", "/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Caption", "/BlockQuote", "/Note"))
_CELLS = frozenset(("/TD", "/TH"))
_ACTIONS = re.compile("/(?:Launch|JavaScript|GoToR|GoToE|SubmitForm|ImportData)")
_PROMISED = (
    "<pdfaid:part>2</pdfaid:part>",
    "<pdfaid:conformance>B</pdfaid:conformance>",
    "<pdfuaid:part>1</pdfuaid:part>",
)


class Element(Struct, frozen=True):
    """One element of the structure tree: its standard role, its parent's, how many children, elements of each role.

    `described`: it has an alternative text.
    """

    role: str
    parent: str
    children: int
    siblings: int
    described: bool


def faults(reader: "PdfReader") -> tuple[str, ...]:
    """What the file lacks, a whole Danish sentence each; () where it has all that is asserted.

    Marked content, language, title and that it is shown, header cells where there is a table, no empty paragraph, text
    for pictures, fonts in the file, and nothing that is fetched, run or opened from elsewhere.
    """
    root = reader.trailer["/Root"]
    return tuple(dict.fromkeys((*_document(reader, root), *_structure(root), *_pages(reader), *_foreign(reader))))


def _document(reader: "PdfReader", root: Any) -> Iterator[str]:
    if not (root.get("/MarkInfo") or {}).get("/Marked") or "/StructTreeRoot" not in root:
        yield "Indholdet er ikke mærket op, så en skærmlæser ikke kan læse det."
    if (language := root.get("/Lang")) != LANGUAGE:
        said = f"»{language}«" if language else "ikke oplyst"
        yield f"Sproget er {said}; sæt hele dokumentet til dansk i Word (Gennemse, Sprog)."
    title = (reader.metadata.title if reader.metadata else "") or ""
    if not title.strip():
        yield "Titlen mangler; skriv den i Word (Filer, Oplysninger, Titel)."
    if not (root.get("/ViewerPreferences") or {}).get("/DisplayDocTitle"):
        yield "Titlen bliver ikke vist; filens navn vises i stedet."
    metadata = root.get("/Metadata")
    xmp = metadata.get_data().decode("utf-8", "replace") if metadata is not None else ""
    if not all(mark in xmp for mark in _PROMISED):
        yield "Filen er ikke mærket som PDF/A-2b og PDF/UA; LibreOffice er for gammel eller sat anderledes op."


def _structure(root: Any) -> Iterator[str]:
    if "/StructTreeRoot" not in root:
        return
    table_heads: list[bool] = []
    for element in _elements(root["/StructTreeRoot"]):
        if element.role == "/Table":
            table_heads.append(False)
        elif element.role == "/TH" and table_heads:
            table_heads[-1] = True
        elif element.role == "/Figure" and not element.described:
            yield "Et billede har ingen alternativ tekst; skriv den i Word (højreklik, Vis alternativ tekst)."
        elif _empty(element):
            yield "Der er et tomt afsnit; slet det, og brug afstand før eller efter afsnittet."
    if not all(table_heads):
        yield "En tabel har ingen overskriftsrække; sæt »Gentag som overskriftsrække« på dens første række i Word."


def _empty(element: Element) -> bool:
    """A paragraph without content; the one paragraph of an empty cell is the cell's own."""
    alone_in_cell = element.parent in _CELLS and element.siblings == 1
    return element.role in _TEXT_BLOCKS and element.children == 0 and not alone_in_cell


def _elements(tree: Any) -> Iterator[Element]:
    """The structure tree in reading order; a style's own name is told by the role it is mapped to."""
    roles = tree.get("/RoleMap") or {}
    todo: list[tuple[Any, str, int]] = [(kid, "", 1) for kid in reversed(_kids(tree))]
    while todo:
        node, parent, siblings = todo.pop()
        if not hasattr(node, "get") or "/S" not in node:
            continue
        kids, role = _kids(node), node["/S"]
        role = str(roles.get(role, role))
        yield Element(role, parent, len(kids), siblings, bool(node.get("/Alt")))
        todo += [(kid, role, len(kids)) for kid in reversed(kids)]


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K")
    if kids is None:
        return []
    kids = kids.get_object()
    return [kid.get_object() for kid in kids] if isinstance(kids, list) else [kids]


def _pages(reader: "PdfReader") -> Iterator[str]:
    """Fonts, of pages and of the forms that are drawn on them."""
    seen: set[int] = set()
    todo = [page.get("/Resources") for page in reader.pages]
    while todo:
        resources = todo.pop()
        resources = resources.get_object() if resources is not None else None
        if not resources or id(resources) in seen:
            continue
        seen.add(id(resources))
        for font in (resources.get("/Font") or {}).values():
            if not _embedded(font.get_object()):
                yield f"Skriften {str(font.get_object().get('/BaseFont', ''))[1:]} er ikke i filen."
        drawn = (one.get_object() for one in (resources.get("/XObject") or {}).values())
        todo += [one.get("/Resources") for one in drawn]


def _embedded(font: Any) -> bool:
    inner = [one.get_object() for one in font.get("/DescendantFonts") or [font]]
    descriptors = [one.get("/FontDescriptor") for one in inner]
    return font.get("/Subtype") == "/Type3" or all(
        descriptor is not None and any(f"/FontFile{kind}" in descriptor.get_object() for kind in ("", "2", "3"))
        for descriptor in descriptors
    )


def _foreign(reader: "PdfReader") -> Iterator[str]:
    """Streams that lie outside the file, files inside it, and actions other than links."""
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        node: Any = reader.get_object(number)
        if hasattr(node, "get"):
            if "/F" in node and hasattr(node, "get_data"):
                yield "Filen henter noget udefra."
            if _ACTIONS.fullmatch(str(node.get("/S") or "")):
                yield "Filen har en handling, der åbner eller kører noget."
            if "/EF" in node:
                yield "Der ligger en anden fil i den."
