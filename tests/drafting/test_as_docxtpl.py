"""The compiled template against docxtpl itself, part by part: the shipped templates and all of docxtpl's language."""

import io
import re
import zipfile
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

import pytest
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined
from lxml import etree

from lawtext.drafting.templates import Template
from lawtext.errors import UnusableInputError
from tests.drafting import tricky
from tests.drafting.tricky import TRICKY, VALUES, WITH_PARTS
from tests.drafting.word import docx, paragraph, part, row, table

_DESCRIBED = re.compile(rb' descr="[^"]*"')


def by_docxtpl(content: bytes, values: dict[str, Any]) -> bytes:
    template = DocxTemplate(io.BytesIO(content))
    template.init_docx()
    template.render(tricky.theirs(template, values), Environment(undefined=StrictUndefined), autoescape=True)
    target = io.BytesIO()
    template.save(target)
    return target.getvalue()


def canonical(content: bytes, name: str) -> bytes:
    parser = etree.XMLParser(remove_blank_text=True)
    return etree.tostring(etree.fromstring(part(content, name).encode(), parser), method="c14n")


def compared(content: bytes) -> list[str]:
    """The parts that docxtpl renders or brings; it writes empty properties into every document."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]


@pytest.mark.parametrize("name", TRICKY)
def test_as_docxtpl_part_by_part(name: str) -> None:
    ours, theirs = Template(TRICKY[name], name).render(VALUES), by_docxtpl(TRICKY[name], VALUES)
    for each in compared(TRICKY[name]):
        assert canonical(ours, each) == canonical(theirs, each), each


@pytest.mark.parametrize("name", WITH_PARTS)
def test_pictures_and_sub_documents_as_docxtpl_part_by_part(name: str) -> None:
    if "sub-document" in name:
        pytest.importorskip("docxcompose", reason="sub-documents need docxtpl[subdoc]")
    content, values = WITH_PARTS[name]
    ours, theirs = Template(content, name).render(values), by_docxtpl(content, values)
    names = compared(theirs)
    assert set(names) <= set(compared(ours))
    for each in names:  # an alternative text is what ours has and docxtpl can't write
        assert _DESCRIBED.sub(b"", canonical(ours, each)) == _DESCRIBED.sub(b"", canonical(theirs, each)), each
    media = {name: part_bytes(theirs, name) for name in entries(theirs) if name.startswith("word/media/")}
    assert media == {name: part_bytes(ours, name) for name in entries(ours) if name.startswith("word/media/")}


def entries(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def part_bytes(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


INSERTED_RUN = '<w:ins w:id="1" w:author="a"><w:r><w:t>{{ name</w:t></w:r></w:ins>'


@pytest.mark.parametrize(
    "body",
    [
        paragraph("{% if none %}a") + table(row("b{% endif %}"), columns=1) + paragraph("tabt"),
        f"<w:p>{INSERTED_RUN}<w:r><w:t> }}}}</w:t></w:r></w:p>" + paragraph("tabt"),
    ],
    ids=["table", "tracked change"],
)
def test_tags_that_cut_the_markup_are_an_error_where_docxtpl_hides_it(body: str) -> None:
    content = docx(body)
    assert part(by_docxtpl(content, VALUES)) != part(content)
    with pytest.raises(UnusableInputError, match="ikke velformet XML"):
        Template(content, "t").render(VALUES)


WORDS = st.text(alphabet="abæøå §12,.-“”’<&{}%# \u00a0", max_size=12).map(
    lambda text: escape(re.sub(r"\{(?=[{%#_])|[}%#_](?=\})|\{$|^\}|%$|#$", "", text))
)
EXPRESSIONS = st.sampled_from(
    ["{{ name }}", "{{ number }}", "{{ broken }}", "{{ tabbed|upper }}", "{{ rows[0].a }}", "{#note#}", "{{ day }}"]
)
INLINE = st.sampled_from(
    ["{% if yes %}ja{% else %}nej{% endif %}", "{% for r in rows %}{{ r.b }}{% endfor %}", "{% set x = 1 %}{{ x }}"]
)


@st.composite
def runs(draw: st.DrawFn) -> str:
    """A paragraph whose text is cut into runs anywhere, also inside its tags."""
    text = "".join(draw(st.lists(st.one_of(WORDS, EXPRESSIONS, INLINE), max_size=5)))
    pieces = re.findall(r"&\w+;|.", text, re.DOTALL)
    cuts = sorted(draw(st.lists(st.integers(0, len(pieces)), max_size=4)))
    ends = [0, *cuts, len(pieces)]
    return paragraph(*("".join(pieces[start:end]) for start, end in pairwise(ends)))


ROWS = st.sampled_from(
    [
        row("A", "{{ name }}"),
        *("".join(rows) for rows in (tricky.ROW_LOOP, tricky.NESTED_ROWS)),
        row("{%tr if none %}", "") + row("1", "2") + row("{%tr endif %}", ""),
        row("{% colspan 2 %}x"),
    ]
)
TABLES = st.lists(ROWS, min_size=1, max_size=3).map(lambda rows: table(row("A", "B"), *rows, columns=2))
AROUND = st.sampled_from(
    [("{%p for r in rows %}", "{%p endfor %}"), ("{%p if none %}", "{%p endif %}"), ("{%p if yes %}", "{%p endif %}")]
)
BLOCKS = st.recursive(
    st.one_of(runs(), TABLES),
    lambda inner: st.tuples(AROUND, st.lists(inner, max_size=3)).map(
        lambda made: paragraph(made[0][0]) + "".join(made[1]) + paragraph(made[0][1])
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCKS, max_size=4), runs())
def test_any_template_of_these_parts_as_docxtpl(blocks: list[str], header: str) -> None:
    content = docx("".join(blocks), header)
    ours, theirs = Template(content, "t").render(VALUES), by_docxtpl(content, VALUES)
    for each in compared(content):
        assert canonical(ours, each) == canonical(theirs, each), each
