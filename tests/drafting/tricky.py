"""Templates that use all of docxtpl's language, each a small Word file, and the values they are rendered with."""

import io
import struct
import zlib
from datetime import date
from typing import Any

from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph

from lawtext.drafting.fragments import Picture, SubDocument
from tests.drafting import word
from tests.drafting.word import cell, docx, paragraph, row, table


def png(width: int, height: int) -> bytes:
    """A one-coloured picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress((b"\x00" + b"\x7f" * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def rich() -> RichText:
    made = RichText("fed & <tekst>", bold=True)
    made.add(" kursiv", italic=True, color="#112233", size=24, lang="da-DK")
    return made


VALUES: dict[str, Any] = {
    "name": "Søren & <Ærø>",
    "yes": True,
    "none": [],
    "rows": [{"a": "1 < 2", "b": "x"}, {"a": "\u201d", "b": "y"}, {"a": "æøå", "b": "z"}],
    "columns": ["k1", "k2", "k3", "k4"],
    "groups": [{"title": "g1", "rows": ["a", "b"]}, {"title": "g2", "rows": []}, {"title": "g3", "rows": ["c"]}],
    "broken": "en\nto\n\ntre",
    "tabbed": "a\tb",
    "number": 7,
    "day": date(2018, 9, 3),
    "rich": rich(),
    "rich_paragraphs": RichTextParagraph(rich(), parastyle="Citat"),
    "listing": Listing("første <linje>\nanden\alinje i nyt afsnit\fny side\ttab"),
}
PICTURES = [Picture(png(4, 3), "en grå flade", width_mm=20), Picture(png(5, 5), "en anden flade")]
_INNER = docx(paragraph("Indsat &amp; læst", style="Citat") + paragraph("{{ står som tekst }}"))
INSERTED = SubDocument(_INNER, "indsat.docx")


def theirs(template: DocxTemplate, values: dict[str, Any]) -> dict[str, Any]:
    """The values with docxtpl's own objects for pictures and sub-documents."""
    made = dict(values)
    if "pictures" in values:
        made["pictures"] = [
            InlineImage(template, io.BytesIO(one.content), width=round(one.width_mm * 36_000) or None)
            for one in values["pictures"]
        ]
    if "inserted" in values:
        made["inserted"] = template.new_subdoc(io.BytesIO(values["inserted"].content))
    return made


EACH = "{% for r in rows %}{{ loop.index }}: {{ r.b|upper }}{{ ', ' if not loop.last }}{% endfor %}"
ROW_LOOP = (row("{%tr for r in rows %}", ""), row("{{ r.a }}", "{{ r.b }}"), row("{%tr endfor %}", ""))
NESTED_ROWS = (
    row("{%tr for g in groups %}", ""),
    row("{{ g.title }}", "{{ g.rows|length }}"),
    row("{%tr for r in g.rows %}", ""),
    row("{{ loop.index }}", "{{ r }}"),
    row("{%tr endfor %}", ""),
    row("{%tr endfor %}", ""),
)
NESTED_PARAGRAPHS = "".join(
    map(
        paragraph,
        (
            "{%p for g in groups %}",
            "{{ g.title }}",
            "{%p for r in g.rows %}",
            "{{ r }}",
            "{%p else %}",
            "ingen",
            "{%p endfor %}",
            "{%p endfor %}",
        ),
    )
)
CUT_CELL_LOOP = f"<w:tr>{cell('{%', 'tc for c in col', 'umns %}')}{cell('{{ c }}')}{cell('{%t', 'c endfor %}')}</w:tr>"
INNER_TABLE = table(row("{{ name }}", "y"), columns=2)
FOOTNOTES = (
    f'<w:footnotes {word.W}><w:footnote w:id="1">{paragraph("Note om {{ name }} {% if yes %}ja{% endif %}")}'
    "</w:footnote></w:footnotes>"
)

TRICKY: dict[str, bytes] = {
    "plain": docx(paragraph("Kære {{ name }}, {{ number }} {{ day }}")),
    "tag cut over runs": docx(paragraph("Kære {", "{ na", "me }", "} og {% if ", "yes %}ja{% e", "ndif %}")),
    "tag cut with formatting between": docx(
        "<w:p><w:r><w:t>{</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>{ name</w:t></w:r>"
        "<w:r><w:t> }}</w:t></w:r></w:p>"
    ),
    "smart quotes": docx(paragraph("{% if name == “Søren” %}a{% else %}b{% endif %}{{ ‘x’ }}")),
    "entities in tags": docx(paragraph("{% if number &gt; 3 and number &lt; 9 %}mellem{% endif %} 1 &lt; 2 &amp; 3")),
    "paragraph loop": docx(paragraph("{%p for r in rows %}") + paragraph("{{ r.a }}") + paragraph("{%p endfor %}")),
    "paragraph if": docx(paragraph("{%p if none %}") + paragraph("væk") + paragraph("{%p endif %}") + paragraph("her")),
    "paragraph loops in loops": docx(NESTED_PARAGRAPHS),
    "row loop": docx(table(row("A", "B"), *ROW_LOOP, columns=2)),
    "row loops in row loops": docx(table(row("A", "B"), *NESTED_ROWS, columns=2)),
    "row if": docx(table(row("A"), row("{%tr if none %}"), row("væk"), row("{%tr endif %}"), columns=1)),
    "table in a paragraph loop": docx(
        paragraph("{%p for g in groups %}")
        + table(row("{{ g.title }}", "x"), *ROW_LOOP, columns=2)
        + paragraph("{%p endfor %}")
    ),
    "table in a cell": docx(table(f"<w:tr>{cell()}<w:tc>{INNER_TABLE}<w:p/></w:tc></w:tr>", columns=2)),
    "cell loop": docx(table(row("{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"), columns=2)),
    "cell loop cut over runs": docx(table(CUT_CELL_LOOP, columns=2)),
    "a loop over cells without a prefix": docx(
        table(row("{% for r in rows %}{{ r.a }}", "{{ r.b }}{% endfor %}"), row("x", "{{ name }}"), columns=2)
    ),
    "a condition over cells": docx(table(row("{% if none %}a", "{% endif %}b", "{{ name }}"), columns=3)),
    "a wide row around a table with a row loop": docx(
        table(f"<w:tr>{cell('a')}{cell('b')}<w:tc>{table(*ROW_LOOP, columns=2)}<w:p/></w:tc></w:tr>", columns=2)
    ),
    "a row loop in a row loop's table in a cell": docx(
        table(
            row("{%tr for g in groups %}", ""),
            f"<w:tr>{cell('{{ g.title }}')}<w:tc>{table(*ROW_LOOP, columns=2)}<w:p/></w:tc></w:tr>",
            row("{%tr endfor %}", ""),
            columns=2,
        )
    ),
    "rows wider than the grid": docx(table(row("a", "b", "{{ name }}"), columns=2)),
    "rows narrower than the grid": docx(table(row("a", "{{ name }}"), columns=4)),
    "a wide row that goes": docx(
        table(row("a", "b"), row("{%tr if none %}"), row("1", "2", "3"), row("{%tr endif %}"), columns=3)
    ),
    "vertical merge": docx(
        table(
            row("{%tr for r in rows %}", ""), row("{% vm %}fælles", "{{ r.b }}"), row("{%tr endfor %}", ""), columns=2
        )
    ),
    "horizontal merge": docx(
        table(
            row("{%tc for c in columns %}", "{% hm %}fælles", "{%tc endfor %}"),
            row("{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"),
            columns=2,
        )
    ),
    "column span": docx(table(row("{% colspan columns|length %}bred"), columns=4)),
    "cell colour": docx(table(row("{% cellbg 'FF0000' %}rød"), columns=1)),
    "run tag": docx(paragraph("før ", "{%r if yes %}", "midt", "{%r endif %}", " efter")),
    "rich text": docx(paragraph("før ", "{{r rich }}", " efter")),
    "rich text in the middle of a run": docx(paragraph("før {{r rich }} efter")),
    "rich text in table rows": docx(
        table(row("{%tr for r in rows %}"), row("{{ r.a }} {{r rich }}"), row("{%tr endfor %}"), columns=1)
    ),
    "rich paragraph": docx(paragraph("før") + paragraph("{{p rich_paragraphs }}") + paragraph("efter")),
    "listing": docx(paragraph("a {{ listing }} b", style="Citat")),
    "comment": docx(paragraph("{#p en note #}") + paragraph("tekst {# skjult #} slut")),
    "merge before": docx(paragraph("første") + paragraph("{%- if yes %} anden{% endif %}")),
    "merge after": docx(paragraph("{% if yes -%}") + paragraph("første") + paragraph("{%- endif %}")),
    "white space control in one paragraph": docx(paragraph("a {% if yes -%} b {%- endif %} c")),
    "white space kept": docx(paragraph("a  {{ name }}  ", "{{ number }} ")),
    "raw": docx(paragraph("{% raw %}{{ ikke en kode }}{% endraw %} {{ name }}")),
    "line breaks in a value": docx(paragraph("{{ broken }}")),
    "tab in a value": docx(paragraph("{{ tabbed }}")),
    "braces as text": docx(paragraph("skriv {_{ felt }_} og {_% if %_}")),
    "unicode": docx(paragraph("{% set ærø = 'ø' %}{{ ærø }} 𝔄 e\u0301 \u202b {{ name }} §\u00a02")),
    "set, macro and filters": docx(
        paragraph("{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}{% set y = number + 1 %}{{ twice(y) }}")
        + paragraph(
            "{{ rows|map(attribute='b')|join('-') }} {{ name|lower|replace('s', 'S') }} {{ none|default('x') }}"
        )
    ),
    "header, footer and title": docx(
        paragraph("x"), paragraph("{{ name }}"), paragraph("{{ number }}"), "Om {{ number }}"
    ),
    "table and rich text in a header": docx(
        paragraph("x"), table(row("A", "B"), *ROW_LOOP, columns=2) + paragraph("{{r rich }}"), paragraph(EACH)
    ),
    "footnotes": word.with_part(docx(paragraph("{{ name }}")), "footnotes", FOOTNOTES),
    "a drawing in a loop": docx(
        paragraph("{%p for r in rows %}") + word.drawing(1, "{{ r.b }}") + paragraph("{%p endfor %}")
    ),
    "text box": docx(word.text_box(paragraph("I boksen: {{ name }}"), paragraph("Til ældre: {{ name }}"))),
    "content control": docx(f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('{{ name }}')}</w:sdtContent></w:sdt>"),
    "hyperlink and bookmark": docx(
        '<w:p><w:bookmarkStart w:id="1" w:name="b"/><w:hyperlink w:anchor="b"><w:r><w:t>{{ name }}</w:t></w:r>'
        '</w:hyperlink><w:bookmarkEnd w:id="1"/></w:p>'
    ),
    "field in a run": docx(
        '<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t>{{ name }}</w:t></w:r></w:p>'
    ),
    "no tags": docx(paragraph("kun tekst"), paragraph("hoved")),
    "filters and loops": docx(paragraph(EACH)),
}

WITH_PARTS: dict[str, tuple[bytes, dict[str, Any]]] = {
    "pictures in a loop": (
        docx(paragraph("{%p for one in pictures %}") + paragraph("{{ one }}") + paragraph("{%p endfor %}")),
        {"pictures": PICTURES},
    ),
    "picture in a table cell": (docx(table(row("{{ pictures[0] }}", "x"), columns=2)), {"pictures": PICTURES}),
    "picture in a header": (docx(paragraph("x"), paragraph("{{ pictures[1] }}")), {"pictures": PICTURES}),
    "one picture twice": (docx(paragraph("{{ pictures[0] }} og {{ pictures[0] }}")), {"pictures": PICTURES}),
    "sub-document": (
        docx(paragraph("før") + paragraph("{{p inserted }}") + paragraph("efter")),
        {"inserted": INSERTED},
    ),
    "sub-document and picture": (
        docx(paragraph("{{p inserted }}") + paragraph("{{ pictures[0] }}")),
        {"inserted": INSERTED, "pictures": PICTURES},
    ),
}
