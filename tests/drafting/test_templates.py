"""The compiled template against docxtpl itself, part by part, and against what people and attackers put into it."""

import io
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from docxtpl import DocxTemplate
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined
from lxml import etree

from lawtext.drafting.templates import Template
from lawtext.errors import UnusableInputError
from tests.drafting import word
from tests.drafting.word import docx, paragraph, part, row, table

VALUES: dict[str, Any] = {
    "name": "Søren & <Ærø>",
    "yes": True,
    "none": [],
    "rows": [{"a": "1 < 2", "b": "x"}, {"a": "\u201d", "b": "y"}, {"a": "æøå", "b": "z"}],
    "columns": ["k1", "k2", "k3", "k4"],
    "broken": "en\nto\n\ntre",
    "tabbed": "a\tb",
    "number": 7,
    "day": date(2018, 9, 3),
}

ROW_LOOP = (row("{%tr for r in rows %}", ""), row("{{ r.a }}", "{{ r.b }}"), row("{%tr endfor %}", ""))
EACH = "{% for r in rows %}{{ loop.index }}: {{ r.b|upper }}{{ ', ' if not loop.last }}{% endfor %}"

TRICKY: dict[str, bytes] = {
    "plain": docx(paragraph("Kære {{ name }}, {{ number }} {{ day }}")),
    "tag cut over runs": docx(paragraph("Kære {", "{ na", "me }", "} og {% if ", "yes %}ja{% e", "ndif %}")),
    "smart quotes": docx(paragraph("{% if name == “Søren” %}a{% else %}b{% endif %}")),
    "paragraph loop": docx(paragraph("{%p for r in rows %}") + paragraph("{{ r.a }}") + paragraph("{%p endfor %}")),
    "paragraph if": docx(paragraph("{%p if none %}") + paragraph("væk") + paragraph("{%p endif %}") + paragraph("her")),
    "row loop": docx(
        table(
            row("A", "B"),
            row("{%tr for r in rows %}", ""),
            row("{{ r.a }}", "{{ r.b }}"),
            row("{%tr endfor %}", ""),
            columns=2,
        )
    ),
    "cell loop": docx(table(row("{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"), columns=2)),
    "vertical merge": docx(
        table(
            row("{%tr for r in rows %}", ""), row("{% vm %}fælles", "{{ r.b }}"), row("{%tr endfor %}", ""), columns=2
        )
    ),
    "column span": docx(table(row("{% colspan columns|length %}bred"), columns=4)),
    "cell colour": docx(table(row("{% cellbg 'FF0000' %}rød"), columns=1)),
    "run tag": docx(paragraph("før ", "{%r if yes %}", "midt", "{%r endif %}", " efter")),
    "comment": docx(paragraph("{#p en note #}") + paragraph("tekst {# skjult #} slut")),
    "merge before": docx(paragraph("første") + paragraph("{%- if yes %} anden{% endif %}")),
    "merge after": docx(paragraph("{% if yes -%}") + paragraph("første") + paragraph("{%- endif %}")),
    "line breaks in a value": docx(paragraph("{{ broken }}")),
    "tab in a value": docx(paragraph("{{ tabbed }}")),
    "braces as text": docx(paragraph("skriv {_{ felt }_} og {_% if %_}")),
    "header, footer and title": docx(
        paragraph("x"), paragraph("{{ name }}"), paragraph("{{ number }}"), "Om {{ number }}"
    ),
    "no tags": docx(paragraph("kun tekst"), paragraph("hoved")),
    "filters and loops": docx(
        paragraph("{% for r in rows %}{{ loop.index }}: {{ r.b|upper }}{{ ', ' if not loop.last }}{% endfor %}")
    ),
}


PLAIN = Template(TRICKY["plain"], "t")


def by_docxtpl(content: bytes, values: dict[str, Any]) -> bytes:
    template = DocxTemplate(io.BytesIO(content))
    template.render(dict(values), Environment(undefined=StrictUndefined), autoescape=True)
    target = io.BytesIO()
    template.save(target)
    return target.getvalue()


def canonical(content: bytes, name: str) -> bytes:
    parser = etree.XMLParser(remove_blank_text=True)
    return etree.tostring(etree.fromstring(part(content, name).encode(), parser), method="c14n")


def compared(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]


@pytest.mark.parametrize("name", TRICKY)
def test_as_docxtpl_part_by_part(name: str) -> None:
    ours, theirs = Template(TRICKY[name], name).render(VALUES), by_docxtpl(TRICKY[name], VALUES)
    for each in compared(TRICKY[name]):
        assert canonical(ours, each) == canonical(theirs, each)


def test_title_property_is_rendered_and_escaped_once() -> None:
    made = Template(docx(paragraph("x"), title="Om {{ name }}"), "t").render(VALUES)
    assert "<dc:title>Om Søren &amp; &lt;Ærø&gt;</dc:title>" in part(made, "docProps/core.xml")


def test_same_input_same_bytes_also_from_threads() -> None:
    template = Template(TRICKY["row loop"], "t")
    first = template.render(VALUES)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: template.render(VALUES), range(40))) == {first}
    assert Template(TRICKY["row loop"], "t").render(VALUES) == first


def test_zip_is_dated_1980_and_keeps_order_and_unchanged_parts() -> None:
    content = docx(paragraph("{{ name }}"), paragraph("uændret"))
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(io.BytesIO(Template(content, "t").render(VALUES))) as after,
    ):
        assert {info.date_time for info in after.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert after.namelist()[: len(before.namelist())] == before.namelist()
        assert after.read("word/header1.xml") == before.read("word/header1.xml")
        assert after.testzip() is None


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=200)
)
def test_any_text_comes_out_as_text(text: str) -> None:
    made = PLAIN.render(VALUES | {"name": text})
    found = etree.fromstring(part(made).encode()).xpath("string(//*[local-name()='t'])")
    assert found == f"Kære {text}, 7 2018-09-03"


@pytest.mark.parametrize(
    "text", ["{{ number }}", "{_{ number }_}", "{% if x %}", "{#", "]]>", "&lt;", "<w:p/>", "\u202eomvendt"]
)
def test_markup_and_braces_from_a_user_are_text(text: str) -> None:
    made = PLAIN.render(VALUES | {"name": text})
    assert etree.fromstring(part(made).encode()).xpath("string(//*[local-name()='t'])") == f"Kære {text}, 7 2018-09-03"


def test_a_megabyte_of_text() -> None:
    made = Template(TRICKY["plain"], "t").render(VALUES | {"name": "ord " * 250_000})
    assert len(part(made)) > 1_000_000


@pytest.mark.parametrize(
    ("value", "said"), [("klokke\x07", "U+0007 på plads 7"), ("\x00", "U+0000 på plads 1"), ("a\ufffe", "U+FFFE")]
)
def test_control_characters_are_refused_by_field_name(value: str, said: str) -> None:
    with pytest.raises(UnusableInputError, match=r"»rows, 1\.a«") as raised:
        Template(TRICKY["row loop"], "t").render(VALUES | {"rows": [{"a": value, "b": ""}]})
    assert said in str(raised.value)


class _Danger:
    def save(self, path: str) -> None:
        raise AssertionError(path)


@pytest.mark.parametrize(
    "value", [_Danger(), b"bytes", {1: _Danger()}, [object()], len], ids=["object", "bytes", "dict", "list", "function"]
)
def test_only_plain_values_enter(value: object) -> None:
    with pytest.raises(TypeError):
        Template(TRICKY["plain"], "t").render(VALUES | {"extra": value})


def test_undefined_field_is_told_with_part_paragraph_and_heading() -> None:
    content = docx(paragraph("Regler", style="Heading2") + paragraph("efter {{ rows[0].law }} og mere"))
    with pytest.raises(UnusableInputError, match="»law« har ingen værdi") as raised:
        Template(content, "brev.docx").render(VALUES)
    assert "brev.docx, word/document.xml" in str(raised.value)
    assert "under »Regler«" in str(raised.value)


@pytest.mark.parametrize(
    "tag",
    [
        "{{ cite(name) }}",
        "{{ cite() }}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% if %}",
        "{{ name|random }}",
        "{% for %}",
        "{{ }}",
    ],
)
def test_broken_or_forbidden_tags_are_refused_when_compiled(tag: str) -> None:
    with pytest.raises(UnusableInputError, match=r"t\.docx, word/document\.xml"):
        Template(docx(paragraph(tag)), "t.docx")


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ cite.__call__.__globals__ }}",
        "{{ cite._written }}",
        "{{ rows.append(1) }}",
        "{{ 'x' * 100000000 }}",
        "{{ [1] * 100000000 }}",
        "{{ 9 ** 999999 }}",
        "{{ 'x'.ljust(1000000000) }}",
        "{{ '%0999999999d' % 1 }}",
        "{{ '{:>999999999}'.format(1) }}",
        "{{ range(10000000) }}",
        "{{ rows|batch(1000000000, 'x')|list }}",
        "{{ lipsum(1000) }}",
        "{{ 1 / 0 }}",
        "{{ self.__init__.__globals__ }}",
    ],
)
@pytest.mark.parametrize("where", ["body", "header", "title"])
def test_attacks_from_a_template_end_as_one_sentence(attack: str, where: str) -> None:
    quoted = attack.replace(">", "&gt;")
    content = {
        "body": lambda: docx(paragraph(quoted)),
        "header": lambda: docx(paragraph("x"), header=paragraph(quoted)),
        "title": lambda: docx(paragraph("x"), title=quoted),
    }[where]()
    with pytest.raises(UnusableInputError, match="Skabelonen t"):
        Template(content, "t").render(VALUES)


def test_tags_that_cut_the_markup_are_an_error_where_docxtpl_hides_it() -> None:
    content = docx(paragraph("{% if none %}a") + table(row("b{% endif %}"), columns=1) + paragraph("tabt"))
    assert b"tabt" not in canonical(by_docxtpl(content, VALUES), "word/document.xml")
    with pytest.raises(UnusableInputError, match="ikke velformet XML"):
        Template(content, "t").render(VALUES)


def test_cite_writes_what_was_handed_in_and_is_known_when_compiled() -> None:
    template = Template(docx(paragraph("jf. {{ cite('§ 2, nr. 11') }} og {{ cite(“§ 3”) }}")), "t")
    assert template.cites == ("§ 2, nr. 11", "§ 3")
    made = template.render(VALUES, {"§ 2, nr. 11": "§ 2, nr. 11, i lov om & til", "§ 3": "§ 3"})
    assert "jf. § 2, nr. 11, i lov om &amp; til og § 3" in part(made)


def _without(name: str) -> bytes:
    return word.zipped({key: text for key, text in word.parts(paragraph("x")).items() if key != name})


def _with(name: str, change: Callable[[str], str]) -> bytes:
    made = word.parts(paragraph("x"))
    return word.zipped(made | {name: change(made.get(name, ""))})


def _relation(kind: str, target: str, mode: str = "External") -> Callable[[str], str]:
    inserted = f'<Relationship Id="r9" Type="{word.OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return lambda text: text.replace("</Relationships>", f"{inserted}</Relationships>").replace("/></R", "/></R")


FETCHING = (
    '<w:p><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE "http://x"</w:instrText></w:r></w:p>'
)
ATTACHED = _relation("attachedTemplate", "http://x/")(f"<Relationships {word.RELS}></Relationships>")
_BOMB = "<w:document>" + " " * 30_000_000 + "</w:document>"
_ENTITIES = '<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'

HOSTILE: dict[str, Callable[[], bytes]] = {
    "no zip": lambda: b"%PDF-1.4",
    "empty": lambda: b"",
    "cut off": lambda: docx(paragraph("x"))[:-40],
    "no document": lambda: _without("word/document.xml"),
    "no content types": lambda: _without("[Content_Types].xml"),
    "macro": lambda: _with("word/vbaProject.bin", lambda _: "MZ"),
    "macro type": lambda: _with(
        "[Content_Types].xml", lambda text: text.replace(".document.main+xml", ".document.macroEnabled.main+xml")
    ),
    "embedded object": lambda: _with("word/embeddings/oleObject1.bin", lambda _: "x"),
    "altChunk part": lambda: _with("word/_rels/document.xml.rels", _relation("aFChunk", "a.html", "Internal")),
    "altChunk markup": lambda: docx('<w:altChunk r:id="r1"/>'),
    "linked picture": lambda: _with("word/_rels/document.xml.rels", _relation("image", "http://example.org/x.png")),
    "file link": lambda: _with("word/_rels/document.xml.rels", _relation("hyperlink", "file:///etc/passwd")),
    "attached template": lambda: _with(
        "word/_rels/settings.xml.rels",
        lambda _: _relation("attachedTemplate", "http://x/")(f"<Relationships {word.RELS}></Relationships>"),
    ),
    "fetching field": lambda: docx(
        '<w:p><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE "http://x"</w:instrText></w:r></w:p>'
    ),
    "zip bomb": lambda: _with("word/document.xml", lambda _: _BOMB),
    "many parts": lambda: word.zipped(word.parts(paragraph("x")) | {f"word/media/{n}.txt": "" for n in range(400)}),
    "path out": lambda: _with("../evil.xml", lambda _: "<x/>"),
    "doctype": lambda: _with("word/document.xml", lambda text: _ENTITIES + text.replace("x</w:t>", "&b;</w:t>")),
    "not well formed": lambda: _with("word/document.xml", lambda text: text.replace("</w:body>", "")),
    "same name twice": lambda: _with("WORD/document.xml", lambda _: "<x/>"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_packages_are_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(UnusableInputError, match=r"^skabelon\.docx"):
        Template(HOSTILE[name](), "skabelon.docx")


def test_a_length_that_lies_is_refused() -> None:
    content = docx(paragraph("x" * 5000))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lying = content.replace(size.to_bytes(4, "little"), (size - 100).to_bytes(4, "little"))
    with pytest.raises(UnusableInputError):
        Template(lying, "skabelon.docx")


def test_ordinary_hyperlinks_may_stay() -> None:
    content = _with("word/_rels/document.xml.rels", _relation("hyperlink", "https://ast.dk/"))
    assert Template(content, "t").render({})
