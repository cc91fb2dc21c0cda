"""Registers: facts and no text, the same bytes each time."""

from pathlib import Path

import pytest

from lawtext import reading
from lawtext.citing.names import Names
from lawtext.corpus import making, registers
from lawtext.corpus.registers import Register
from lawtext.errors import UnusableInputError
from lawtext.law.editions import Form


def test_a_register_is_written_and_read_back(small: dict[str, Register], tmp_path: Path) -> None:
    for register in small.values():
        path = registers.path_in(tmp_path, register.edition)
        registers.write(register, path)
        assert registers.load(path) == register
    assert [register.edition for register in registers.load_all(tmp_path)] == [
        "2001-9010", "2002-9005", "2003-9030", "2005-9020", "2006-9031",
    ]  # fmt: skip
    assert not list(tmp_path.glob("*.part"))


def test_one_unit_is_one_line(small: dict[str, Register]) -> None:
    lines = registers.encode(small["2001-9010"]).decode().splitlines()
    assert ' {"id":"Par3_Stk3","kind":"stykke","label":"Stk. 3.","sentences":1,"text":"7f3e80c834"},' in lines


def test_the_same_act_gives_the_same_bytes(texts: Path, small_names: Names, small: dict[str, Register]) -> None:
    again = making.make(reading.read(texts / "2001-9010.xml"), small_names)
    assert registers.encode(again) == registers.encode(small["2001-9010"])


def test_no_sentence_of_the_act_is_in_its_register(small: dict[str, Register], texts: Path) -> None:
    written = registers.encode(small["2001-9010"]).decode()
    for words in ("slår græsset", "skal være grønne", "straffes med bøde", "store marker"):
        assert words in (texts / "2001-9010.xml").read_text(encoding="utf-8")
        assert words not in written


def test_flattened_and_xml_text_have_the_same_hashes(small: dict[str, Register]) -> None:
    older = {unit.id: unit.text for unit in small["2001-9010"].units}
    newer = {unit.id: unit.text for unit in small["2005-9020"].units}
    assert newer["Par2_Stk1_Num1"] == older["Par2_Stk1_Num1"]
    assert newer["Par1_Stk2"] == older["Par1_Stk2"]
    assert newer["Par3_Stk3"] == older["Par3_Stk2"], "moved, but not changed"
    assert newer["Par1_Stk1"] != older["Par1_Stk1"], "changed"


def test_hashes_do_not_see_white_space() -> None:
    assert registers.hash_of("Haver er  frie.") == registers.hash_of("Haver\ner frie. ")
    assert registers.hash_of("Haver er frie.") != registers.hash_of("Haver er fri.")


def test_what_the_form_can_not_know_is_said(small: dict[str, Register]) -> None:
    flattened, xml = small["2005-9020"], small["2001-9010"]
    assert flattened.source.form is Form.FLATTENED
    assert set(flattened.unknown) == {"preamble", "chapters", "headings", "annexes", "chain"}
    assert flattened.chain is None
    assert xml.unknown == ()


def test_identity_and_chain(small: dict[str, Register]) -> None:
    register = small["2001-9010"]
    assert register.work_title == "lov om prøvemarker"
    assert register.chain is not None
    assert register.chain.consolidates == "1999-9001"
    assert [(taken.act, taken.part, taken.points) for taken in register.chain.takes_in] == [
        ("1999-9002", "Par2", ""), ("2000-9003", "", ""), ("2000-9004", "Par1", "1-3 og 5"),
    ]  # fmt: skip
    assert [later.units for later in register.chain.later] == [("Par3_Stk2", "Kap2a")]


def test_references_name_the_act_and_the_units(small: dict[str, Register]) -> None:
    units = {unit.id: unit for unit in small["2001-9010"].units}
    assert [tuple(ref) if isinstance(ref, tuple) else (ref.act, ref.units) for ref in units["Par7_Stk1"].refs] == [
        ("self", ("Par2_Stk1_Num2",))
    ]
    assert [ref.act for ref in units["Par2_Stk1_Num2"].refs] == ["title:lov om prøvehaver"]


def test_an_amending_act_tells_what_it_changes(small: dict[str, Register]) -> None:
    (part,) = small["2002-9005"].amends
    assert (part.part, part.act, part.edition) == ("Par1", "title:lov om prøvemarker", "2001-9010")
    assert not part.unread
    told = [f"{change.how.value} {change.unit} {change.to}".strip() for change in part.changes]
    assert told == [
        "ændrer Par1_Stk1_Pkt2",
        "indsætter Par3_Stk2",
        "rykker Par3_Stk2 Par3_Stk3",
        "rykker Par3_Stk3 Par3_Stk4",
        "rykker Par3_Stk4 Par3_Stk5",
        "indsætter Par6b",
        "ophæver Par7",
        "overskrift Kap3",
    ]


@pytest.mark.parametrize("content", [b"", b"{}", b"<xml/>", b'{"format": 1}', b"\xff\xfe"])
def test_a_broken_register_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "2001-9010.json"
    path.write_bytes(content)
    with pytest.raises(UnusableInputError, match=r"2001-9010\.json: filen er ikke et register"):
        registers.load(path)


def test_a_missing_register_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="lawtext corpus register"):
        registers.load(tmp_path / "2001-1.json")


@pytest.mark.parametrize(
    ("title", "base"),
    [
        ("Bekendtgørelse af lov om integration af udlændinge i Danmark (integrationsloven)",
         "lov om integration af udlændinge i Danmark"),
        ("Lov om organisering m.v.\\n", "lov om organisering m.v."),
        ("Bekendtgørelse om forsøg II", "bekendtgørelse om forsøg II"),
        ("Bekendtgørelse af forvaltningsloven", "forvaltningsloven"),
    ],
)  # fmt: skip
def test_a_title_in_base_form(title: str, base: str) -> None:
    assert making.work_title(title) == base
