"""A fetched text against the register made of another copy of it."""

from pathlib import Path

import pytest
from loopback_retsinformation import act

from lawtext import reading, shipped
from lawtext.citing.names import Names
from lawtext.corpus import making, registers
from lawtext.corpus.build import names_in
from lawtext.corpus.retsinformation.comparison import Comparison
from lawtext.corpus.verify import Difference

EDITION = "2024-9001"
LATER = """
    <Change id="change_1" /><Ref_Accn REFid="change_1">A20250000130</Ref_Accn>
    <Ref_Af REFid="change_1">2025-01-02</Ref_Af><Ref_Text REFid="change_1">Lov om ændring</Ref_Text>"""


def register(data: bytes, folder: Path) -> None:
    made = making.make(reading.read(data), Names([]))
    registers.write(made, registers.path_in(folder, made.edition))


def compared(data: bytes, folder: Path) -> tuple[Difference, ...] | None:
    return Comparison(folder, Names([])).differences(reading.read(data))


def test_without_a_register_there_is_nothing_to_compare(shelved: Path) -> None:
    assert compared(act(EDITION), shelved) is None


@pytest.mark.parametrize(
    "text",
    [
        act(EDITION),
        act(EDITION).replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + act(EDITION),
        act(EDITION, meta=LATER),
        act(EDITION, meta="<DiesEdicti>2024-03-08</DiesEdicti>"),
        act(EDITION, ministry="Det nye ministerium"),
    ],
)
def test_what_the_site_keeps_up_to_date_is_no_difference(shelved: Path, text: bytes) -> None:
    register(act(EDITION), shelved)
    assert compared(text, shelved) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (act(EDITION, text="Kasser er af jern."), "§ 1: teksten er anderledes."),
        (act(EDITION).replace("§ 2.".encode(), "§ 3.".encode()), "§ 2 er ikke i teksten."),
        (act(EDITION).replace(b"Lov om", b"Lov for"), "title: registeret siger noget andet end teksten."),
        (
            act(EDITION).replace(b"<DiesSigni>2024-03-07", b"<DiesSigni>2024-03-08"),
            "signed: registeret siger noget andet",
        ),
    ],
)
def test_what_the_act_says_otherwise_is_a_difference(shelved: Path, text: bytes, said: str) -> None:
    register(act(EDITION), shelved)
    found = compared(text, shelved)
    assert found and any(said in each.says for each in found)


def test_a_date_of_publication_that_changes_is_a_difference(shelved: Path) -> None:
    register(act(EDITION, meta="<DiesEdicti>2024-03-08</DiesEdicti>"), shelved)
    found = compared(act(EDITION, meta="<DiesEdicti>2024-03-09</DiesEdicti>"), shelved)
    assert found and "published" in found[0].says


@pytest.mark.parametrize("edition", ["2014-433", "2016-1342", "2015-807", "2013-648"])
def test_the_shipped_registers_are_met_by_the_acts_as_they_are_served_today(shared: Path, edition: str) -> None:
    names = Names(names_in(shipped.folder("corpus")))
    shipped_ones = Comparison(shipped.folder("corpus") / "registers", names)
    data = (shared / "corpus" / "lexdania" / f"{edition}.xml").read_bytes().removeprefix(b"\xef\xbb\xbf")
    served = data.replace(b"\n", b"\r\n")  # 2026: no BOM, CRLF (domain/lexdania.md)
    found = shipped_ones.differences(reading.read(served))
    assert found == ()


@pytest.mark.parametrize("edition", ["2014-433"])
def test_a_register_of_flattened_text_is_met_by_the_xml_of_the_act(shared: Path, shelved: Path, edition: str) -> None:
    register((shared / "corpus" / "text" / f"{edition}.txt").read_bytes(), shelved)
    xml = (shared / "corpus" / "lexdania" / f"{edition}.xml").read_bytes()
    assert compared(xml, shelved) == ()
    changed = xml.replace(b"myndighed", b"instans")
    found = compared(changed, shelved)
    assert found and found[0].says.endswith("teksten er anderledes.")
