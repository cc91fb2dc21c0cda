"""What would make the letter's PDF inaccessible, told where it can be mended: in the Word template.

Rules: PDF/UA-1 (ISO 14289-1) as far as they depend on the template; `rules.yaml` names the clause of each.
"""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from lawtext.drafting.findings.finding import Finding
from lawtext.drafting.findings.word import Paragraph, W
from lawtext.drafting.linting.template import Linted
from lawtext.drafting.packages import DOCUMENT, parse_xml

_DC = "{http://purl.org/dc/elements/1.1/}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_OLD_SHAPE = "{urn:schemas-microsoft-com:vml}shape"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_REMOVED = re.compile(r"\{[{%#]-?(?:p|tr|tc) ")
"""Tags whose paragraph, row or cell goes away when the template is filled in."""
_CARRIED = tuple(f"{W}{name}" for name in ("drawing", "pict", "sectPr", "fldSimple", "instrText"))
_LEVEL = re.compile(r"(?:heading|overskrift)\s*(?P<level>[1-9])", re.IGNORECASE)


def access(template: Linted) -> Iterator[Finding]:
    """Every problem of every part."""
    yield from _title(template)
    yield from _language(template)
    yield from _headings(template)
    for part, paragraphs in template.paragraphs.items():
        root = template.root(part)
        if root is not None:
            yield from _tables(template, root, part)
            yield from _pictures(template, root, part)
            yield from _empty(template, paragraphs)


def _title(template: Linted) -> Iterator[Finding]:
    core = template.parts.get("docProps/core.xml")
    root = parse_xml(core.data(), template.name) if core else None
    if root is None or not (root.findtext(f"{_DC}title") or "").strip():
        yield template.finding("no-title", "Dokumentet har ingen titel; skriv en under Filer, Oplysninger.")


def _language(template: Linted) -> Iterator[Finding]:
    """The styles' default language, and every piece of text that says another."""
    styles = template.parts.get("word/styles.xml")
    root = parse_xml(styles.data(), template.name) if styles else None
    default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang") if root is not None else None
    if default is None or default.get(f"{W}val") != "da-DK":
        says = "Dokumentets sprog er ikke sat til dansk; vælg dansk som standardsprog for korrektur."
        yield template.finding("no-language", says, what="the document")
    for part in template.paragraphs:
        tree = template.root(part)
        for spoken in tree.iter(f"{W}lang") if tree is not None else ():
            language = spoken.get(f"{W}val", "da-DK")
            paragraph = template.around(spoken, part)
            if language != "da-DK" and paragraph is not None and paragraph.text.strip():
                says = f"Teksten er sat til sproget {language}; sæt den til dansk."
                yield template.about("no-language", paragraph, says, what="a text")


def _headings(template: Linted) -> Iterator[Finding]:
    before, levels = 0, _levels(template)
    for paragraph in template.paragraphs.get(DOCUMENT, ()):
        style = paragraph.element.find(f"{W}pPr/{W}pStyle")
        level = levels.get(style.get(f"{W}val", ""), 0) if style is not None else 0
        if level > before + 1:
            says = f"Overskriften er på niveau {level}, men den før er på niveau {before}."
            yield template.about("skipped-heading", paragraph, says, level=str(level), before=str(before))
        before = level or before
    if not before:
        yield template.finding("no-heading", "Dokumentet har ingen overskrifter sat med en overskriftstypografi.")


def _levels(template: Linted) -> dict[str, int]:
    """Style id → level of heading."""
    styles = template.parts.get("word/styles.xml")
    found = {}
    for style in parse_xml(styles.data(), template.name).iter(f"{W}style") if styles else ():
        name = style.find(f"{W}name")
        if name is not None and (match := _LEVEL.match(name.get(f"{W}val", ""))):
            found[style.get(f"{W}styleId", "")] = int(match["level"])
    return found


def _tables(template: Linted, root: _Element, part: str) -> Iterator[Finding]:
    for table in root.iter(f"{W}tbl"):
        rows = [row for row in table.findall(f"{W}tr") if not _REMOVED.search(_text(row))]
        paragraph = template.around(table, part)
        if not rows or paragraph is None:
            continue
        if rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            says = "Tabellens første række er ikke markeret som overskriftsrække."
            yield template.about("no-header-row", paragraph, says)
        elif any(not _text(cell).strip() for cell in rows[0].findall(f"{W}tc")):
            yield template.about("empty-header-cell", paragraph, "En kolonne i tabellen har ingen overskrift.")


def _pictures(template: Linted, root: _Element, part: str) -> Iterator[Finding]:
    for shape in root.iter(_DRAWN, _OLD_SHAPE):
        words = shape.get("descr") or shape.get("title") or shape.get("alt") or ""
        if not words.strip() and next(shape.iter(_DECORATIVE), None) is None:
            paragraph = template.around(shape, part)
            says = "Billedet har ingen alternativ tekst, der siger, hvad det viser."
            if paragraph is None:
                yield template.finding("no-alt-text", says)
            else:
                yield template.about("no-alt-text", paragraph, says)


def _empty(template: Linted, paragraphs: tuple[Paragraph, ...]) -> Iterator[Finding]:
    """Paragraphs without text, but those a cell must have and those that only carry something else."""
    for paragraph in paragraphs:
        element = paragraph.element
        parent = element.getparent()
        alone = parent is not None and parent.tag == f"{W}tc" and len(parent.findall(f"{W}p")) == 1
        carried = next(element.iter(*_CARRIED), None)
        if not paragraph.text.strip() and not alone and carried is None and not _in_note(element):
            yield template.about(
                "empty-paragraph", paragraph, "Afsnittet er tomt; brug afstand i typografien i stedet."
            )


def _in_note(element: _Element) -> bool:
    """Whether it is one of the separators that Word keeps among its notes."""
    notes = element.iterancestors(f"{W}footnote", f"{W}endnote")
    return any(note.get(f"{W}type") in ("separator", "continuationSeparator") for note in notes)


def _text(element: _Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))
