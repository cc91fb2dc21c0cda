"""A Word file to an edition: its paragraphs are the rows, its tables stand where they are, notes at their marks.

Only the parts that hold text are read, each with a cap on what it may unpack to; no macro, relationship or field is
followed. Source of the elements: ECMA-376 part 1 (WordprocessingML).
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml.etree import _Element

from lawtext.errors import UnusableInputError
from lawtext.law.editions import Edition, Form
from lawtext.reading import heads, lexdania_elements, lined, strict_xml
from lawtext.reading.roles import Row

LARGEST_PART = 30_000_000
"""Bytes of one part when unpacked; the longest act is under 10 MB as WordprocessingML."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_NOTES = "word/footnotes.xml"
_HEADINGS = ("heading", "overskrift", "titel", "title")
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": "\xad"}
_NOT_SHOWN = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}pPr", f"{_W}rPr"))


def read(data: bytes, name: str) -> Edition:
    """Read a whole file. Raises UnusableInputError."""
    body = _part(data, _BODY, name)
    notes = _part(data, _NOTES, name, needed=False)
    if body is None or body.find(f"{_W}body") is None:
        raise UnusableInputError(f"{name} er en Word-fil uden tekst. Gem den igen fra Word.")
    rows = list(_Body(notes).rows(body))
    text = "\n".join(row.text for row in rows[:8])
    head, end = heads.at_start(text, name)
    return lined.edition(list(_without_head(rows, text[:end])), head, Form.DOCX, data, name)


def _without_head(rows: list[Row], head: str) -> Iterator[Row]:
    """The rows after the head, which may share its row with more text."""
    left = len(head)
    for row in rows:
        if left > 0:
            rest = row.text[left:].strip()
            left -= len(row.text) + 1
            if rest:
                yield row._replace(text=rest)
        else:
            yield row


def _part(data: bytes, part: str, name: str, *, needed: bool = True) -> _Element | None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if part not in archive.namelist() and not needed:
                return None
            with archive.open(part) as file:
                content = file.read(LARGEST_PART + 1)
    except KeyError as error:
        raise UnusableInputError(f"{name} er en zip-fil, men ikke en Word-fil (docx).") from error
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise UnusableInputError(f"{name} er en beskadiget Word-fil. Gem den igen fra Word.") from error
    except Exception as error:  # zlib.error and lzma's own, by the compression that the file claims
        raise UnusableInputError(f"{name} er en beskadiget Word-fil. Gem den igen fra Word.") from error
    if len(content) > LARGEST_PART:
        raise UnusableInputError(f"{name} fylder pakket ud mere end {LARGEST_PART // 1_000_000} MB og læses ikke.")
    return _parsed(content, name)


def _parsed(content: bytes, name: str) -> _Element:
    try:
        root = strict_xml.parsed(content)
    except strict_xml.NotWellFormedError as error:
        raise UnusableInputError(f"{name} er en beskadiget Word-fil ({error}). Gem den igen fra Word.") from error
    if strict_xml.has_document_type(root):
        raise UnusableInputError(f"{name} har en dokumenttype (DOCTYPE) i sig; det har Word-filer ikke.")
    return root


class _Body:
    """The rows of a body, with the notes that its marks lead to."""

    def __init__(self, notes: _Element | None) -> None:
        found = notes.iter(f"{_W}footnote") if notes is not None else ()
        self._notes = {note.get(f"{_W}id", ""): note for note in found if note.get(f"{_W}type") is None}
        self._count = 0

    def rows(self, root: _Element) -> Iterator[Row]:
        gap = False
        for block in root.iter(f"{_W}p", f"{_W}tbl"):
            if block.tag == f"{_W}tbl":
                if not _inside_table(block):
                    yield Row("", table=self._table(block))
            elif not _inside_table(block):
                text, notes = self._text(block)
                if text.strip():
                    yield Row(text.strip(), _is_heading(block), gap=gap, notes=tuple(notes))
                gap = not text.strip()

    def _text(self, block: _Element) -> tuple[str, list[_Element]]:
        """The shown text of a paragraph, and its notes."""
        said: list[str] = []
        notes: list[_Element] = []
        for element in _shown(block):
            if element.tag == f"{_W}t":
                said.append(element.text or "")
            elif element.tag == f"{_W}footnoteReference":
                notes.extend(self._note(element.get(f"{_W}id", "")))
            else:
                said.append(_BREAKS.get(str(element.tag), ""))
        return "".join(said).replace("\t", " "), notes

    def _note(self, key: str) -> Iterator[_Element]:
        note = self._notes.pop(key, None)
        if note is not None:
            self._count += 1
            element = lexdania_elements.labelled("Nota", f"{self._count})")
            element.append(lexdania_elements.exitus((self._text(note)[0].strip(),)))
            yield element

    def _table(self, block: _Element) -> _Element:
        rows = (row for row in block.iter(f"{_W}tr"))
        return lexdania_elements.table([[self._text(cell)[0] for cell in row.iter(f"{_W}tc")] for row in rows])


def _shown(block: _Element) -> Iterator[_Element]:
    """The elements of a paragraph that are shown; deleted text and properties are not."""
    for child in block:
        if child.tag in _NOT_SHOWN:
            continue
        if child.tag in (f"{_W}t", f"{_W}footnoteReference") or child.tag in _BREAKS:
            yield child
        elif isinstance(child.tag, str):
            yield from _shown(child)


def _inside_table(block: _Element) -> bool:
    return next(block.iterancestors(f"{_W}tbl"), None) is not None


def _is_heading(block: _Element) -> bool:
    """Whether it is set as one: by its style's name, or centred, or all in bold or italics."""
    properties = block.find(f"{_W}pPr")
    if properties is not None:
        style, centred = properties.find(f"{_W}pStyle"), properties.find(f"{_W}jc")
        named = style.get(f"{_W}val", "").lower() if style is not None else ""
        if named.startswith(_HEADINGS) or (centred is not None and centred.get(f"{_W}val") == "center"):
            return True
    runs = [run for run in block.iter(f"{_W}r") if "".join(each.text or "" for each in run.iter(f"{_W}t")).strip()]
    return bool(runs) and all(
        run.find(f"{_W}rPr/{_W}b") is not None or run.find(f"{_W}rPr/{_W}i") is not None for run in runs
    )
