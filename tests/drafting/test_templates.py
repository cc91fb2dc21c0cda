"""The compiled template against docxtpl itself, part by part, and against what people and attackers put into it."""

import io
import re
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from docxtpl import RichText
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from lawtext.drafting.fragments import Picture, SubDocument
from lawtext.drafting.templates import Compiled, Template
from lawtext.errors import UnusableInputError
from tests.drafting import word
from tests.drafting.tricky import PICTURES, TRICKY, VALUES, rich
from tests.drafting.word import docx, paragraph, part, row, table

PLAIN = Template(TRICKY["plain"], "t")


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


def _noted(text: str) -> str:
    return f'<w:footnotes {word.W}><w:footnote w:id="1">{paragraph(text)}</w:footnote></w:footnotes>'


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
@pytest.mark.parametrize("where", ["body", "header", "footer", "title", "footnotes"])
def test_attacks_from_a_template_end_as_one_sentence(attack: str, where: str) -> None:
    quoted = attack.replace(">", "&gt;")
    content = {
        "body": lambda: docx(paragraph(quoted)),
        "header": lambda: docx(paragraph("x"), header=paragraph(quoted)),
        "footer": lambda: docx(paragraph("x"), footer=paragraph(quoted)),
        "title": lambda: docx(paragraph("x"), title=quoted),
        "footnotes": lambda: word.with_part(docx(paragraph("x")), "footnotes", _noted(quoted)),
    }[where]()
    with pytest.raises(UnusableInputError, match="Skabelonen t"):
        Template(content, "t").render(VALUES)


def test_cite_writes_what_was_handed_in_and_is_known_when_compiled() -> None:
    template = Template(docx(paragraph("jf. {{ cite('§ 2, nr. 11') }} og {{ cite(“§ 3”) }}")), "t")
    assert template.cites == ("§ 2, nr. 11", "§ 3")
    made = template.render(VALUES, {"§ 2, nr. 11": "§ 2, nr. 11, i lov om & til", "§ 3": "§ 3"})
    assert "jf. § 2, nr. 11, i lov om &amp; til og § 3" in part(made)


def _twice(name: str) -> bytes:
    target = io.BytesIO(docx(paragraph("x")))
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(name, "<x/>")
    return target.getvalue()


def _without(name: str) -> bytes:
    return word.zipped({key: text for key, text in word.parts(paragraph("x")).items() if key != name})


def _with(name: str, change: Callable[[str], str]) -> bytes:
    made = word.parts(paragraph("x"))
    return word.zipped(made | {name: change(made.get(name, ""))})


def _added(name: str, text: str) -> bytes:
    return _with(name, lambda _: text)


def _relation(kind: str, target: str, mode: str = "External") -> Callable[[str], str]:
    inserted = f'<Relationship Id="r9" Type="{word.OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return lambda text: text.replace("</Relationships>", f"{inserted}</Relationships>").replace("/></R", "/></R")


_LEVEL = "<!ENTITY {1} '&{0};&{0};&{0};&{0};&{0};&{0};&{0};&{0};&{0};&{0};'>"
FETCHING = (
    '<w:p><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE "http://x"</w:instrText></w:r></w:p>'
)
ATTACHED = _relation("attachedTemplate", "http://x/")(f"<Relationships {word.RELS}></Relationships>")
_BOMB = "<w:document>" + " " * 30_000_000 + "</w:document>"
_OLD_PICTURE = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="http://example.org/x.png"/>'
    "</v:shape></w:pict></w:r></w:p>"
)
_FILE = '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
_LAUGHS = f"<!DOCTYPE d [<!ENTITY a '{'ha' * 500}'>{''.join(_LEVEL.format(*pair) for pair in pairwise('abcdefgh'))}]>"
_LAUGHING = '<w:p w:rsidR="&h;">'
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
    "doctype in the properties": lambda: _with("docProps/core.xml", lambda text: _ENTITIES + text),
    "doctype in a part of one's own": lambda: _added("customXml/item1.xml", _ENTITIES + "<d>&b;</d>"),
    "laughs in an attribute": lambda: _with(
        "word/document.xml", lambda text: _LAUGHS + text.replace("<w:p>", _LAUGHING)
    ),
    "a file by entity": lambda: _with("word/document.xml", lambda text: _FILE + text.replace("x</w:t>", "&f;</w:t>")),
    "old drawing by address": lambda: docx(_OLD_PICTURE),
    "path out with backslashes": lambda: _added("..\\\\evil.xml", "<x/>"),
    "path from the root": lambda: _added("/etc/evil.xml", "<x/>"),
    "entry twice": lambda: _twice("word/document.xml"),
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


def test_a_body_of_another_name_is_the_body() -> None:
    made = word.parts(paragraph("Kære {{ name }}"))
    made["word/document2.xml"] = made.pop("word/document.xml")
    made["word/_rels/document2.xml.rels"] = made.pop("word/_rels/document.xml.rels")
    for name in ("[Content_Types].xml", "_rels/.rels"):
        made[name] = made[name].replace("document.xml", "document2.xml")
    rendered = Template(word.zipped(made), "t").render(VALUES)
    assert "Kære Søren &amp; &lt;Ærø&gt;" in part(rendered)
    assert "document2" not in part(rendered, "[Content_Types].xml") + part(rendered, "_rels/.rels")


def test_the_same_content_is_compiled_once_and_the_least_used_forgotten() -> None:
    compiled = Compiled()
    first = compiled.template(TRICKY["plain"], "a.docx")
    assert compiled.template(TRICKY["plain"], "b.docx") is first
    for number in range(80):
        compiled.template(docx(paragraph(str(number))), "c.docx")
    assert compiled.template(TRICKY["plain"], "a.docx") is not first


def test_an_error_in_a_table_names_its_cell() -> None:
    content = docx(paragraph("x") + table(row("A", "B"), row("{{ name }}", "{{ law }}"), columns=2))
    with pytest.raises(UnusableInputError, match=re.escape("tabel 1, række 2, kolonne 2, »{{ law }}«: »law« har")):
        Template(content, "t").render(VALUES)


def test_an_error_in_a_prefixed_tag_names_its_own_paragraph() -> None:
    content = docx(paragraph("før") + paragraph("{%p if law.basis %}") + paragraph("x") + paragraph("{%p endif %}"))
    with pytest.raises(UnusableInputError, match=re.escape("afsnit 2, »{%p if law.basis %}«: »law« har")):
        Template(content, "t").render(VALUES)


def test_endnotes_are_rendered_too() -> None:
    notes = f'<w:endnotes {word.W}><w:endnote w:id="1">{paragraph("Se {{ name }}")}</w:endnote></w:endnotes>'
    made = Template(word.with_part(docx(paragraph("x")), "endnotes", notes), "t").render(VALUES)
    assert "Se Søren &amp; &lt;Ærø&gt;" in part(made, "word/endnotes.xml")


FRAGMENT_ATTACKS = [
    "{{ f.add('x') }}",
    "{{ f.xml }}",
    "{{ f.tpl.docx.save('/tmp/x') }}",
    "{{ f._made() }}",
    "{{ f|string }}",
]


@pytest.mark.parametrize("attack", FRAGMENT_ATTACKS)
@pytest.mark.parametrize("fragment", [rich(), PICTURES[0]], ids=["rich text", "picture"])
def test_a_fragment_can_be_printed_and_nothing_else(attack: str, fragment: object) -> None:
    with pytest.raises(UnusableInputError, match="Skabelonen t"):
        Template(docx(paragraph(attack)), "t").render({"f": fragment})


BROKEN_PICTURES = [
    Picture(b"GIF89a", "x"),
    Picture(b"", "x"),
    Picture(b"<svg/>", "x"),
    Picture(PICTURES[0].content, " "),
]


@pytest.mark.parametrize("picture", BROKEN_PICTURES, ids=["cut off", "empty", "svg", "without words"])
def test_a_picture_that_cannot_be_shown_is_refused_by_its_field(picture: Picture) -> None:
    with pytest.raises(UnusableInputError, match=r"Billedet i feltet »logo, 1«"):
        Template(docx(paragraph("{{ logo[0] }}")), "t").render({"logo": [picture]})


def test_a_hostile_sub_document_is_refused() -> None:
    inner = SubDocument(HOSTILE["linked picture"](), "indsat.docx")
    with pytest.raises(UnusableInputError, match=r"^indsat\.docx"):
        Template(docx(paragraph("{{p inner }}")), "t").render({"inner": inner})


def test_control_characters_in_rich_text_are_refused_by_field_name() -> None:
    with pytest.raises(UnusableInputError, match="»f« indeholder kontroltegnet U\\+0001"):
        Template(docx(paragraph("{{r f }}")), "t").render({"f": RichText("a\x01")})


def test_columns_that_are_no_number_are_an_error_in_one_sentence() -> None:
    content = docx(table(row("{% colspan name %}x"), columns=1))
    with pytest.raises(UnusableInputError, match="en tabels kolonner kan ikke regnes ud"):
        Template(content, "t").render(VALUES)
