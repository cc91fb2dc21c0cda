"""LexDania: each small act in tests/data/lexdania has the tree that stands beside it, and nothing of it is lost."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from notation import tree

from lawtext import reading
from lawtext.errors import UnusableInputError
from lawtext.law.editions import ActType, AmendedBy, Form
from lawtext.law.ids import steps
from lawtext.reading import lexdania, losses

CASES = sorted((Path(__file__).parent.parent / "data" / "lexdania").glob("*.xml"))


def one(name: str) -> Path:
    return next(path for path in CASES if path.stem == name)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_act_has_the_tree_beside_it(path: Path) -> None:
    assert tree(reading.read(path)) == path.with_suffix(".tree").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_character_is_lost_or_read_twice(path: Path) -> None:
    data = path.read_bytes()
    edition = lexdania.read(data, path.name)
    assert losses.found(edition, lexdania.characters(data)) == []
    assert losses.in_order(edition)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_two_units_share_an_id(path: Path) -> None:
    edition = reading.read(path)
    ids = [unit.id for root in (*edition.title_notes, *edition.units) for unit in root.walk()]
    assert len(ids) == len(set(ids))


def test_the_facts_come_from_the_metadata() -> None:
    edition = reading.read(one("consolidation"))
    assert (edition.id, edition.type, edition.amending, edition.signed) == (
        "2016-9001",
        ActType.LBK,
        False,
        date(2016, 5, 4),
    )
    assert edition.popular_title == "Prøvehaveloven"
    assert edition.accession == "A20160900129"
    assert edition.amended_by == (
        AmendedBy("A20170900130", date(2017, 1, 2), "Lov om ændring af lov om prøvehaver (Ny sæson)"),
    )
    assert edition.source.form is Form.LEXDANIA
    assert edition.source.address == "https://www.retsinformation.dk/eli/lta/2016/9001"
    assert edition.chapters_known


def test_an_amending_act_keeps_title_and_subtitle_apart() -> None:
    edition = reading.read(one("amending"))
    assert (edition.title, edition.subtitle, edition.amending) == (
        "Lov om ændring af lov om prøvehaver",
        "(Ny sæson)",
        True,
    )


def test_the_day_of_publication_is_read_where_it_is_stated() -> None:
    assert reading.read(one("order-annexes")).published == date(2024, 3, 8)
    assert reading.read(one("consolidation")).published is None


def test_numbers_come_from_labels_never_from_local_ids() -> None:
    assert b'localId="7"' in one("consolidation").read_bytes()
    assert "Par1" in reading.read(one("consolidation")).by_id()
    assert "Par7" not in reading.read(one("consolidation")).by_id()


def test_a_note_stands_at_its_anchor() -> None:
    stk = reading.read(one("consolidation")).by_id()["Par2_Stk1"]  # type: ignore[index]
    before = stk.content[: stk.content.index(stk.children[0])]
    assert "".join(item.text for item in before if not hasattr(item, "id")).endswith("nr. 1-3")


def minimal(body: str = "<Bog/>", meta: str = "", head: str = "") -> bytes:
    facts = meta or "<DocumentType>LOV H#LOKDOK01</DocumentType><Year>2016</Year><Number>9</Number>"
    facts += "" if "DiesSigni" in facts else "<DiesSigni>2016-01-02</DiesSigni>"
    return f"{head}<Dokument><Meta>{facts}</Meta><DokumentIndhold>{body}</DokumentIndhold></Dokument>".encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<Dokument><Meta>", "ikke velformet XML"),
        (b"<html><Meta/></html>", "ingen af retsakters klasser"),
        (b"<lex:LexDaniaDokument xmlns:lex='x'/>", "ikke LexDania"),
        (b"<Dokument><Meta/></Dokument>", "kun metadata"),
        (minimal(head='<!DOCTYPE Dokument [<!ENTITY e "ord">]>'), "DOCTYPE"),
        (minimal(head='<!DOCTYPE Dokument SYSTEM "http://127.0.0.1/x.dtd">'), "DOCTYPE"),
        (minimal(meta="<Year>2016</Year>"), "mangler år eller nummer"),
        (minimal(meta="<Year>2016</Year><Number>1</Number><DiesSigni>2016-02-31</DiesSigni>"), "Meta/DiesSigni"),
    ],
)
def test_a_document_that_cannot_be_read_says_why_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UnusableInputError, match=said) as raised:
        reading.read(data, "prøve.xml")
    assert "prøve.xml" in str(raised.value)


def test_an_entity_is_never_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "hemmelig.txt"
    secret.write_text("hemmelighed", encoding="utf-8")
    head = f'<!DOCTYPE Dokument [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(UnusableInputError):
        reading.read(minimal("<Bog><Exitus><Linea><Char>&e;</Char></Linea></Exitus></Bog>", head=head), "x")


def test_an_endless_nesting_is_refused() -> None:
    with pytest.raises(UnusableInputError, match="ikke velformet"):
        reading.read(minimal("<Bog>" * 3000 + "</Bog>" * 3000), "x")


def test_text_in_an_unforeseen_element_is_kept() -> None:
    body = "<Bog><Nyt><Linea><Char>Ny form.</Char></Linea></Nyt><Andet>Løst ord.</Andet></Bog>"
    data = minimal(f"<Bog><Paragraf><Explicatus>§ 1.</Explicatus>{body}</Paragraf></Bog>")
    edition = reading.read(data, "x")
    assert [passage.text for passage in edition.by_id()["Par1"].passages] == ["Ny form.", "Løst ord."]  # type: ignore[index]


def test_markup_inside_a_run_keeps_its_text() -> None:
    run = "<Linea><Char>H<sub>2</sub>O <!-- vand -->er <b>vådt</b>.</Char></Linea>"
    data = minimal(f"<Bog><Paragraf><Explicatus>§ 1.</Explicatus><Stk><Exitus>{run}</Exitus></Stk></Paragraf></Bog>")
    assert reading.read(data, "x").by_id()["Par1_Stk1"].passages[0].text == "H2O er vådt."  # type: ignore[index]


TAGS = (
    "Bog Afsnit Kapitel ParagrafGruppe Paragraf Stk Exitus Linea Index Indentatio Nota Table Tr Td Image Rubrica"
    " Ikraft IkraftCentreretParagraf AendringCentreretParagraf AendringsNummer Aendring AendringDefinition "
    "AendringAktion AendringNyTekst Rykningsklausul Indledning Hymne Titel Ukendt"
)
TEXTS = st.sampled_from(["§ 1.", "Stk. 2.", "1)", "a)", "i)", "-", "Kapitel 1", "(Ophævet)", "Ord.", " ", "\u200c", ""])


@st.composite
def elements(draw: st.DrawFn, depth: int = 0) -> etree._Element:
    """Any nesting of the format's elements, most of it wrong."""
    tag = draw(st.sampled_from([*TAGS.split(), "Explicatus", "Char"] if depth < 4 else ["Explicatus", "Char"]))
    element = etree.Element(tag)
    if tag in ("Explicatus", "Char"):
        element.text = draw(TEXTS)
    else:
        element.extend(draw(st.lists(elements(depth + 1), max_size=3)))
    return element


def markup_of(body: list[etree._Element]) -> str:
    return "".join(etree.tostring(element, encoding="unicode") for element in body)


@settings(max_examples=80, deadline=None)
@given(st.lists(elements(), max_size=3).map(markup_of))
def test_any_nesting_is_read_with_ids_of_their_own(markup: str) -> None:
    data = minimal(markup)
    edition = reading.read(data, "x")
    ids = [unit.id for root in edition.units for unit in root.walk()]
    assert len(ids) == len(set(ids))
    assert all(steps(uid) for uid in ids)
    assert losses.found(edition, lexdania.characters(data)) == []
    assert losses.in_order(edition)
