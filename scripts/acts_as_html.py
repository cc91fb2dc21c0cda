"""LexDania XML written as the flat HTML that Retsinformation serves: to measure how well such pages are read.

Written from the XML's own elements, not from the tree that the reader makes of them. The classes, the contents' order
and the quotation marks around new text are those of the real pages (domain/lexdania.md section 7).
"""

import re
from collections.abc import Iterator
from html import escape

from lxml import etree
from lxml.etree import _Element

_HEADINGS = {
    "Bog": "BogOverskrift",
    "Afsnit": "AfsnitOverskrift",
    "Kapitel": "KapitelOverskrift2",
    "ParagrafGruppe": "ParagrafGruppeOverskrift",
    "AendringCentreretParagraf": "ParagrafOverskrift",
    "Bilag": "BilagTekst",
}
_OPENING = re.compile(r"<p [^>]*>(?:<span[^>]*>)?")
_CLOSING = re.compile(r"</p>$")
_FORMS = ("Italic", "Bold", "Superscript", "Subscript")


def write(data: bytes) -> str:
    """The page of one document."""
    return _Writer(etree.fromstring(data)).page()


class _Writer:
    def __init__(self, root: _Element) -> None:
        self._root = root
        self._notes: list[_Element] = []

    def page(self) -> str:
        lines = ['<div class="bjelke">Den fulde tekst</div>']
        for part in ("TitelGruppe", "DokumentIndhold", "UnderskriftGruppe", "Bilag"):
            for element in self._root.findall(part):
                lines.extend(self._element(element))
        if self._notes:
            lines.append('<div class="bjelke">Officielle noter</div>')
        place = 0
        while place < len(self._notes):
            lines.append(self._footnote(place))
            place += 1
        return "\n".join(lines)

    def _element(self, element: _Element) -> Iterator[str]:  # noqa: PLR0912 - one case an element of the format
        match element.tag:
            case "Titel" | "UnderTitel":
                yield f'<p class="{element.tag}2">{self._inline(element)}</p>'
            case "Hymne" | "Indledning" | "Praeambel":
                css = "Hymne2" if element.tag == "Hymne" else "Indledning2"
                for block in element:
                    yield f'<p class="{css}">{self._inline(block)}</p>'
            case "Bog" | "Afsnit" | "Kapitel" | "ParagrafGruppe" | "Bilag":
                yield from self._structure(element)
            case "Paragraf" if element[0].tag == "Explicatus" and not element.getparent().tag.startswith("Ikraft"):
                yield from self._paragraph(element)
            case "AendringCentreretParagraf" | "IkraftCentreretParagraf" | "Paragraf":
                yield from self._centred(element)
            case "Stk":
                yield from self._stk(element, "Stk2")
            case "UnderskriftGruppe":
                for block in element:
                    yield f'<p class="Segl">{self._inline(block)}</p>'
            case "AendringsNummer":
                yield from self._point(element)
            case "Ikraft":
                yield from self._commencement(element)
            case "Exitus" | "Index" | "Table":
                yield from self._block(element, "TekstGenerel", 1)
            case "Indentatio":
                yield from self._item(element, 1)
            case "Rubrica":
                before = element.getprevious()
                css = _HEADINGS["Kapitel" if before is not None and before.tag == "Explicatus" else "ParagrafGruppe"]
                yield f'<p class="{css}"><span>{self._inline(element)}</span></p>'
            case "Explicatus":
                if (element.text or "").strip():
                    yield f'<p class="Kapitel"><span>{escape(element.text or "")}</span></p>'
            case _:
                for child in element:
                    yield from self._element(child)

    def _structure(self, element: _Element) -> Iterator[str]:
        opened = False
        for child in element:
            if child.tag == "Explicatus":
                if (child.text or "").strip():
                    opened = True
                    yield f'<p class="{element.tag}"><span>{escape(child.text or "")}</span></p>'
            elif child.tag == "Rubrica" and (opened or element.tag != "Bilag"):
                yield f'<p class="{_HEADINGS[element.tag]}">{self._inline(child)}</p>'
            else:
                yield from self._element(child)

    def _paragraph(self, element: _Element) -> Iterator[str]:
        label = f'<span class="ParagrafNr">{escape(element[0].text or "")}</span>'
        rest = list(element[1:])
        if rest and rest[0].tag == "Stk" and rest[0][0].tag != "Explicatus":
            yield from self._stk(rest.pop(0), "Paragraf", label)
        else:
            yield f'<p class="Paragraf">{label}</p>'
        for child in rest:
            yield from self._element(child)

    def _centred(self, element: _Element) -> Iterator[str]:
        rest = list(element)
        label = rest.pop(0).text or "" if rest and rest[0].tag == "Explicatus" else ""
        for child in [each for each in rest if each.tag == "Rubrica"]:
            yield f'<p class="ParagrafOverskrift">{self._inline(child)}</p>'
            rest.remove(child)
        if label or rest:
            yield f'<p class="CentreretParagraf">{escape(label)}</p>'
        for child in rest:
            if child.tag == "Exitus":
                yield from self._block(child, "Paragraf", 1)
            else:
                yield from self._element(child)

    def _stk(self, element: _Element, css: str, label: str = "") -> Iterator[str]:
        rest = list(element)
        if rest and rest[0].tag == "Explicatus":
            label = f'<span class="StkNr">{escape(rest.pop(0).text or "")}</span>'
        if rest and rest[0].tag == "Exitus" and any(each.tag in ("Linea", "Nota") for each in rest[0]):
            yield from self._block(rest.pop(0), css, 1, label)
        else:
            yield f'<p class="{css}">{label}</p>'
        for child in rest:
            if child.tag == "Exitus":
                yield from self._block(child, "TekstGenerel", 1)
            else:
                yield from self._element(child)

    def _block(self, block: _Element, css: str, depth: int, label: str = "") -> Iterator[str]:
        """One block of text: its lines as one `p`, each list and table in it on its own."""
        if block.tag == "Index":
            for item in block:
                yield from self._item(item, depth)
            return
        if block.tag == "Table":
            yield self._table(block)
            return
        text = ""
        for child in block:
            if child.tag in ("Index", "Table"):
                if text or label:
                    yield f'<p class="{css}">{label} {text}</p>'
                text, label, css = "", "", "TekstGenerel"
                yield from self._block(child, css, depth)
            else:
                text += self._inline(child) if child.tag != "Linea" else self._spaced(text, self._inline(child))
        if text or label:
            yield f'<p class="{css}">{label} {text}</p>'

    def _spaced(self, before: str, line: str) -> str:
        return line if not before or line[:1] in ",.;:)" or before.endswith("</a>") else " " + line

    def _item(self, element: _Element, depth: int) -> Iterator[str]:
        if element.tag != "Indentatio":
            yield from self._element(element)
            return
        css = f"Liste{depth}"
        rest = list(element)
        printed = rest.pop(0).text or "" if rest and rest[0].tag == "Explicatus" else ""
        label = f'<span class="{css}Nr">{escape(printed)}</span>'
        if not rest:
            yield f'<p class="{css}">{label}</p>'
        for place, child in enumerate(rest):
            if child.tag == "Exitus":
                yield from self._block(
                    child, css if place == 0 else "TekstGenerel", depth + 1, label if place == 0 else ""
                )
            else:
                yield from self._element(child)

    def _point(self, element: _Element) -> Iterator[str]:
        label = f'<span class="AendringNr">{escape(element.findtext("Explicatus") or "")}</span>'
        for part in element:
            if part.tag == "Rykningsklausul":
                for block in part:
                    yield from (
                        self._block(block, "Rykningsklausul", 1) if block.tag == "Exitus" else self._element(block)
                    )
            elif part.tag == "Aendring":
                for each in part:
                    if each.tag == "AendringDefinition":
                        for block in each:
                            yield from self._block(block, "AendringMedNummer", 1, label)
                            label = ""
                    else:
                        yield from self._quoted([line for text in each for line in self._new(text)])

    def _new(self, text: _Element) -> Iterator[str]:
        for child in text:
            yield from self._element(child)

    def _quoted(self, lines: list[str]) -> Iterator[str]:
        """The marks that the site prints around new text."""
        if lines and "»" not in lines[0][:200]:
            lines[0] = _OPENING.sub(r"\g<0>»", lines[0], count=1)
            lines[-1] = _CLOSING.sub(r"«\g<0>", lines[-1], count=1)
        yield from lines

    def _commencement(self, element: _Element) -> Iterator[str]:
        for child in element:
            if child.tag == "Exitus":
                yield from self._block(child, "IkraftTekst", 1)
            else:
                yield from self._element(child)

    def _table(self, table: _Element) -> str:
        rows = "".join(f"<tr>{''.join(map(self._cell, row))}</tr>" for row in table if row.tag == "Tr")
        head = "".join(f'<p class="TekstGenerel">{self._inline(each)}</p>' for each in table.findall("Rubrica"))
        return f"{head}<table>{rows}</table>"

    def _cell(self, cell: _Element) -> str:
        blocks = "".join(f'<div class="TabelTekst2">{self._inline(block)}</div>' for block in cell)
        return f"<td>{blocks}</td>"

    def _inline(self, element: _Element) -> str:
        if element.tag == "Nota":
            return self._mark(element)
        if element.tag == "Char":
            form = element.get("formaChar", "")
            text = escape(element.text or "")
            return f'<span class="{form}">{text}</span>' if form in _FORMS else text
        if element.tag in ("Table", "Index"):
            return self._table(element) if element.tag == "Table" else "".join(self._block(element, "", 1))
        if element.tag == "Image":
            return f'<img src="{escape(element.get("src", ""))}">'
        out = ""
        for child in element:
            text = self._inline(child)
            out += self._spaced(out, text) if child.tag == "Linea" else text
        return out

    def _mark(self, note: _Element) -> str:
        self._notes.append(note)
        name = f"id{len(self._notes)}"
        label = escape(note.findtext("Explicatus") or "")
        return f'<a class="FodnoteHenvisning" name="Henvisning_{name}" href="#{name}">{label}</a>'

    def _footnote(self, place: int) -> str:
        note = self._notes[place]
        label = escape(note.findtext("Explicatus") or "")
        text = "".join(self._inline(each) for each in note if each.tag != "Explicatus")
        name = f"id{place + 1}"
        return f'<p class="Fodnote"><a class="FodnoteNr" name="{name}" href="#Henvisning_{name}">{label}</a> {text}</p>'
