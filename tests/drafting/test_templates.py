"""The compiled template against docxtpl itself, part by part, and against what people and attackers put into it."""

import io
import re
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from docxtpl import RichText
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from lawtext.drafting.fragments import Picture, SubDocument
from lawtext.drafting.templates import Compiled, Template
from lawtext.errors import UnusableInputError
from tests.drafting import word
from tests.drafting.test_packages import HOSTILE
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


NO_TEXT = [
    *("{{ name.upper }}", "{{ rows[0].items }}", "{{ range }}", "{{ cite }}", "{{ rows|map('upper') }}", "{{ rows }}"),
    *("{{ yes }}", "{{ nobody }}", "{{ name.encode() }}"),
]


@pytest.mark.parametrize("tag", NO_TEXT)
def test_what_is_no_text_is_not_printed_in_the_words_of_python(tag: str) -> None:
    with pytest.raises(UnusableInputError, match="kun tekst, tal og datoer kan skrives"):
        Template(docx(paragraph(tag)), "t").render(VALUES | {"nobody": None})


def test_filters_that_part_a_list_work() -> None:
    content = docx(
        paragraph("{{ columns|slice(2)|map('join')|join('/') }} {{ columns|batch(3)|map('join')|join('/') }}")
    )
    assert "k1k2/k3k4 k1k2k3/k4" in part(Template(content, "t").render(VALUES))


TOO_DEEP = {
    "loops": "{% for r in rows %}" * 25 + "x" + "{% endfor %}" * 25,
    "conditions": "{% if yes %}" * 150 + "x" + "{% endif %}" * 150,
    "parentheses": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
}


@pytest.mark.parametrize("name", TOO_DEEP)
def test_tags_too_deep_to_compile_are_one_sentence(name: str) -> None:
    with pytest.raises(UnusableInputError, match="en kode kan ikke læses"):
        Template(docx(paragraph(TOO_DEEP[name])), "t")


def _typed(change: Callable[[str], str], **given: str) -> bytes:
    """A Word file whose list of content types is another."""
    made = word.parts(**given)
    return word.zipped(made | {"[Content_Types].xml": change(made["[Content_Types].xml"])})


_MAIN, _HEADER = (f'ContentType="{word.MAIN}.{kind}+xml"' for kind in ("document.main", "header"))
SAID_OTHERWISE: dict[str, tuple[str, str]] = {
    "document by its ending": (
        f'<Override PartName="/word/document.xml" {_MAIN}/>',
        f'<Default Extension="xml" {_MAIN}/>',
    ),
    "document in capitals": ("/word/document.xml", "/Word/Document.XML"),
    "header by its ending": (
        f'<Override PartName="/word/header1.xml" {_HEADER}/>',
        f'<Default Extension="xml" {_HEADER}/>',
    ),
    "header in capitals": ("/word/header1.xml", "/word/HEADER1.xml"),
}


@pytest.mark.parametrize("name", SAID_OTHERWISE)
def test_no_tag_is_left_in_a_letter_however_the_package_says_what_its_parts_are(name: str) -> None:
    old, new = SAID_OTHERWISE[name]
    content = _typed(
        lambda text: text.replace(old, new), body=paragraph("{{ name }}"), header=paragraph("{{ number }}")
    )
    made = Template(content, "t").render(VALUES)
    assert "{{" not in part(made) + part(made, "word/header1.xml")


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
        "{{ (2).to_bytes(1000000000, 'big') }}",
        "{{ number.bit_length() * 1000**10 * 1000**10 * 1000**10 }}",
        "{{ day.today() }}",
        "{{ '\\ud800' }}",
        "{{ 3|dictsort }}",
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
