"""docxtpl's own passes over a part, so that every docxtpl template is valid: once when compiled, or each letter.

What costs time per letter (parsing the result for tables and drawings) is done only for parts in which it can matter.
"""

import re

from lxml import etree

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKUP = re.compile(r"<[^>]*>")
_CELL_TAG = re.compile(
    r"""
    \{% -? \s*
    (?: tc \s                    # {%tc for … %}: as many cells as there are values
      | colspan \s               # {% colspan n %}
      | [hv]m \s* -? %           # {% hm %}, {% vm %}: cells merged in a loop
    )""",
    re.VERBOSE,
)
_ROW_TAG = re.compile(r"\{%-?tr\s")
_BLOCK_TAG = re.compile(r"\{%[-+]?(?:[pr]\s)?\s*(?P<end>end)?(?:for|if|with|call|macro|filter)\b")
_BREAKING = "\a\f\n\t"
_LITERAL_BRACES = re.compile(
    r"""
      \{\{ .*? \}\} | \{% .*? %\} | \{\# .*? \#\}         # tags, passed over
    | (?P<spelt> \{_\{ | \}_\} | \{_% | %_\} )            # docxtpl's spelling of braces as text
    """,
    re.VERBOSE | re.DOTALL,
)
_FIRST_DRAWING = 1000
"""Where docxtpl begins to number drawings."""


def patched(source: str) -> str:
    """The part's XML as Jinja is to see it.

    `{_{` is docxtpl's spelling of `{{` as text; it is turned here, and not in the finished part as docxtpl does, so
    that a user's own `{_{` comes out as he wrote it.
    """
    from docxtpl import DocxTemplate  # noqa: PLC0415 - heavy

    clean: str = DocxTemplate(None).patch_xml(source)
    return _LITERAL_BRACES.sub(_literally, clean)


def _literally(match: re.Match[str]) -> str:
    spelt = match["spelt"]
    return f"{{{{ '{spelt.replace('_', '')}' }}}}" if spelt else match[0]


def with_breaks(body: str) -> str:
    """Line breaks and tabs of values as Word's own elements; what Listing has for new paragraphs and pages likewise."""
    if not any(sign in body for sign in _BREAKING):  # ten times as fast as a pattern, for every letter
        return body
    from docxtpl import DocxTemplate  # noqa: PLC0415 - heavy

    broken: str = DocxTemplate(None).resolve_listing(body)
    return broken


def needs_settling(root: etree._Element) -> bool:
    """Whether docxtpl's slow passes could change what this part becomes: see `settled`."""
    if "<wp:docPr" in (text := etree.tostring(root, encoding="unicode")):
        return True
    if "{" not in text:
        return False
    return any(map(_unsteady, root.iter(f"{_WORD}tbl"))) or bool(_CELL_TAG.search(_MARKUP.sub("", text)))


def _unsteady(table: etree._Element) -> bool:
    """Whether rows could leave the table with another number of columns than its grid; counted as docxtpl counts."""
    columns = len(table.findall(f"{_WORD}tblGrid/{_WORD}gridCol"))
    for row in table.iter(f"{_WORD}tr"):
        if _ROW_TAG.search(_text(row)):  # it goes, and what it has goes with it, unless another table does
            if row.find(f".//{_WORD}tbl") is not None:
                return True
        elif _width(row) != columns or any(map(_cut, row.findall(f"{_WORD}tc"))):
            return True
    return False


def _cut(cell: etree._Element) -> bool:
    """Whether a loop or a condition begins in the cell and ends in another, so that there may be more or fewer."""
    tags = list(_BLOCK_TAG.finditer(_text(cell)))
    return len(tags) != 2 * sum(tag["end"] is not None for tag in tags)


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext(f"{_WORD}t")))


def _width(row: etree._Element) -> int:
    spans = (cell.find(f"{_WORD}tcPr/{_WORD}gridSpan") for cell in row.findall(f"{_WORD}tc"))
    widths = (span.get(f"{_WORD}val", "") if span is not None else "1" for span in spans)
    return sum(int(width) if width.isdecimal() else 0 for width in widths)


def settled(data: bytes) -> bytes:
    """A finished document after docxtpl's slow passes: grids of tables with columns by tags, drawings with own ids."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - heavy

    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    fixer = DocxTemplate(None)
    fixer.docx_ids_index = _FIRST_DRAWING
    for body in root.findall(f"{_WORD}body"):
        tree = fixer.fix_tables(etree.tostring(body, encoding="unicode"))
        fixer.fix_docpr_ids(tree)
        root.replace(body, tree)
    whole: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return whole
