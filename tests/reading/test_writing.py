"""Writing an edition: as LexDania that reads the same again, as plain text, as Akoma Ntoso."""

from pathlib import Path

import msgspec
import pytest

from lawtext import reading
from lawtext.law.editions import Edition
from lawtext.reading import lexdania, losses, to_lexdania, to_text

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
