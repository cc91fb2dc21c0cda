"""The gate that every Word file comes through, and zips written so that the same parts give the same bytes."""

import io
import zipfile
import zlib
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawtext.drafting import gate, packages
from lawtext.drafting.templates import Template
from lawtext.errors import UnusableInputError
from tests.drafting import word
from tests.drafting.tricky import VALUES
from tests.drafting.word import docx, paragraph, part


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


def _encoded(name: str, text: str, encoding: str) -> bytes:
    target = io.BytesIO(docx(paragraph("x")))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding))
    return target.getvalue()


def _renamed_header(content: str) -> bytes:
    made = word.parts(paragraph("x"), header=content)
    made["word/hoved.dat"] = made.pop("word/header1.xml")
    return word.zipped({name: text.replace("header1.xml", "hoved.dat") for name, text in made.items()})


def _raw(contents: dict[str, bytes], end: int = zlib.Z_FINISH) -> bytes:
    parts = []
    for name, data in contents.items():
        packer = zlib.compressobj(1, zlib.DEFLATED, -15)
        parts.append(packages.Part(name, packer.compress(data) + packer.flush(end), 8, zlib.crc32(data), len(data)))
    return packages.write(parts)


def _added(name: str, text: str) -> bytes:
    return _with(name, lambda _: text)


def _relation(kind: str, target: str, mode: str = "External") -> Callable[[str], str]:
    inserted = f'<Relationship Id="r9" Type="{word.OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return lambda text: text.replace("</Relationships>", f"{inserted}</Relationships>").replace("/></R", "/></R")


_LEVEL = "<!ENTITY {1} '&{0};&{0};&{0};&{0};&{0};&{0};&{0};&{0};&{0};&{0};'>"


def _field(*codes: str) -> str:
    """A field whose code is cut over runs."""
    runs = "".join(f"<w:instrText>{code}</w:instrText>" for code in codes)
    begin, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "end"))
    return f"<w:p><w:r>{begin}{runs}{end}</w:r></w:p>"


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
    "fetching field": lambda: docx(_field(" INCLUDE", 'PICTURE "http://x"')),
    "fetching field in small letters": lambda: docx(_field(' includetext "http://x"')),
    "fetching field in a field": lambda: docx(_field("IF ", _field(' include "http://x"'), " = 1")),
    "fetching field behind a tag": lambda: docx(_field('{% if yes %}INCLUDEPICTURE "http://x"{% endif %}')),
    "a server's picture that is said to lie in the file": lambda: _with(
        "word/_rels/document.xml.rels", _relation("image", "http://example.org/x.png", "Internal")
    ),
    "linked picture in small letters": lambda: _with(
        "word/_rels/document.xml.rels", _relation("image", "x.png", "external")
    ),
    "old drawing in a header of another name": lambda: _renamed_header(_OLD_PICTURE),
    "doctype in another encoding": lambda: _encoded("customXml/item1.xml", _ENTITIES + "<d>&b;</d>", "utf-16"),
    "no relationships": lambda: _without("_rels/.rels"),
    "no body": lambda: _with("word/document.xml", lambda _: f"<w:document {word.W}/>"),
    "empty body": lambda: _with("word/document.xml", lambda _: f"<w:document {word.W}><w:body/></w:document>"),
    "something else than a document": lambda: _with("word/document.xml", lambda _: "<html/>"),
    "names with another prefix": lambda: _with("word/document.xml", lambda text: text.replace("w:", "x:")),
    "packed without an end": lambda: _raw(
        {name: text.encode() for name, text in word.parts("x").items()}, zlib.Z_SYNC_FLUSH
    ),
    "a name in no encoding": lambda: _raw({"word/æ.xml": b"<x/>"}).replace("æ".encode(), b"\xff\xfe"),
    "more elements than memory holds": lambda: docx("".join(f"<w:p/><w:r{at % 9}/>" for at in range(1_100_000))),
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


WHOLE = docx(paragraph("Kære {{ name }}"), header=paragraph("x"))


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_file_with_bytes_changed_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    content = bytearray(WHOLE)
    for at, value in changes:
        content[at] = value
    try:
        parts = gate.read(bytes(content), "skabelon.docx")
    except UnusableInputError:
        return
    assert gate.read(packages.write(parts.values()), "skabelon.docx").keys() == parts.keys()


def test_comments_and_instructions_in_the_lists_of_a_package_change_nothing() -> None:
    made = word.parts(paragraph("Kære {{ name }}"))
    noted = {name: text.replace("><", "><!-- x --><?x y?><", 1) for name, text in made.items()}
    assert "Kære Søren" in part(Template(word.zipped(noted), "t").render(VALUES))


def test_a_word_of_a_field_s_text_is_no_field_that_fetches() -> None:
    assert Template(docx(_field(' HYPERLINK "https://ast.dk/" \\o "se vores link her"')), "t").render({})


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
