"""Writing in the official form; what is written is found and read back as the same units."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lawtext.citing.find import find
from lawtext.citing.names import Names
from lawtext.citing.resolve import Resolver
from lawtext.citing.write import ActWords, Cited, Form, units_in_words, write, write_addresses
from lawtext.law.ids import Address, EditionId, UnitId, UnitRange, address
from lawtext.law.shelf import Shelf
from tests.citing.conftest import CANAL, UNITS, WORKS

BRIDGES = ActWords("lov om broer m.v.", "broloven", "LBK", "99", date(2005, 3, 2))
CANALS = ActWords("lov om kanaler", "", "LOV", "7", date(2003, 4, 4), amended=True)
FEES = ActWords("bekendtgørelse om brogebyr", "", "BEK", "529", date(2011, 5, 23))

CHANGES = ActWords("Lov om ændring af lov om broer m.v. (Gebyrer)", "", "LOV", "8", date(2004, 5, 5))
PILOTS = ActWords("lodselov", "", "LOV", "9", date(2005, 6, 6))
ISLANDS = ActWords("lov for Grønland om broer", "", "LOV", "11", date(2006, 7, 7))


def units(text: str) -> tuple[UnitId | UnitRange, ...]:
    found: list[UnitId | UnitRange] = []
    for word in text.split():
        first, colon, last = word.partition(":")
        found.append(UnitRange(UnitId(first), UnitId(last)) if colon else UnitId(first))
    return tuple(found)


@pytest.mark.parametrize(
    ("given_units", "words"),
    [
        ("Par96b_Stk1", "§ 96 b, stk. 1"),
        ("Par33_Stk1 Par33_Stk2 Par33_Stk4_Num1", "§ 33, stk. 1, 2 og 4, nr. 1"),
        ("Par105_Stk2 Par105_Stk1", "§ 105, stk. 1 og 2"),
        ("Par5_Stk1 Par6_Stk1_Pkt1 Par6_Stk4_Pkt2", "§ 5, stk. 1, og § 6, stk. 1, 1. pkt., og stk. 4, 2. pkt."),
        ("Par25:Par27b Par30a", "§§ 25-27 b og 30 a"),
        ("Par5_Stk1 Par5_Stk2 Par5_Stk3 Par5_Stk5", "§ 5, stk. 1-3 og 5"),
        ("Kap12a", "kapitel 12 a"),
        ("Kap9b:Kap12 Kap14", "kapitel 9 b-12 og 14"),
        ("AfsIIA BilII", "afsnit II A og bilag II"),
        ("Par7_Stk1_Lita Par7_Stk1_Litb", "§ 7, stk. 1, litra a og b"),
        ("Par3_Stk2_Pkt2:Par3_Stk2_Pkt4", "§ 3, stk. 2, 2.-4. pkt."),
        ("Par3_Stk2_PktLast", "§ 3, stk. 2, sidste pkt."),
        ("Par5 Par5_Stk1", "§ 5 og § 5, stk. 1"),
        ("Par1 Par2", "§§ 1 og 2"),
        ("Par25_Stk2_Num2_Litf_Num5", "§ 25, stk. 2, nr. 2, litra f, nr. 5"),
        ("Par20_Stk1_Num6_Litb_Numiii", "§ 20, stk. 1, nr. 6, litra b, nr. iii"),
        ("Par25_Stk2_Num2_Litf_Num1 Par25_Stk2_Num2_Litg", "§ 25, stk. 2, nr. 2, litra f, nr. 1, og litra g"),
    ],
)
def test_units_in_words(given_units: str, words: str) -> None:
    assert units_in_words(units(given_units)) == words


@pytest.mark.parametrize(
    ("act", "form", "words"),
    [
        (BRIDGES, Form.LONG, "§ 4, stk. 1, i lov om broer m.v., jf. lovbekendtgørelse nr. 99 af 2. marts 2005"),
        (BRIDGES, Form.SHORT, "§ 4, stk. 1, i broloven"),
        (BRIDGES, Form.BARE, "§ 4, stk. 1"),
        (CANALS, Form.LONG, "§ 4, stk. 1, i lov nr. 7 af 4. april 2003 om kanaler med senere ændringer"),
        (CANALS, Form.SHORT, "§ 4, stk. 1, i lov om kanaler"),
        (FEES, Form.LONG, "§ 4, stk. 1, i bekendtgørelse nr. 529 af 23. maj 2011 om brogebyr"),
        (CHANGES, Form.LONG, "§ 4, stk. 1, i lov nr. 8 af 5. maj 2004"),
        (CHANGES, Form.SHORT, "§ 4, stk. 1, i lov nr. 8 af 5. maj 2004"),
        (PILOTS, Form.LONG, "§ 4, stk. 1, i lov nr. 9 af 6. juni 2005 (lodseloven)"),
        (PILOTS, Form.SHORT, "§ 4, stk. 1, i lodseloven"),
        (ISLANDS, Form.LONG, "§ 4, stk. 1, i lov nr. 11 af 7. juli 2006 for Grønland om broer"),
    ],
)
def test_acts_in_each_form(act: ActWords, form: Form, words: str) -> None:
    assert write([Cited(act, units("Par4_Stk1"))], form) == words


@pytest.mark.parametrize("act", [CHANGES, PILOTS, ISLANDS])
def test_acts_of_other_forms_are_found_as_one(act: ActWords) -> None:
    [found] = find(write([Cited(act, units("Par4_Stk1"))]), Names())
    assert (found.act.edition, found.units, found.doubts) == (f"{act.signed:%Y}-{act.number}", units("Par4_Stk1"), ())


def test_an_act_closes_its_own_list() -> None:
    cited = [Cited(BRIDGES, units("Par1")), Cited(CANALS, units("Par2_Stk1")), Cited(BRIDGES, units("Par3"))]
    assert write(cited, Form.SHORT) == "§§ 1 og 3 i broloven og § 2, stk. 1, i lov om kanaler"


def test_a_whole_act_has_no_units() -> None:
    assert write([Cited(BRIDGES)], Form.SHORT) == "broloven"


def test_documents_keep_sign_and_number_together() -> None:
    words = write([Cited(BRIDGES, units("Par12a_Stk2_Pkt1 Kap4a"))], Form.LONG, glue=True)
    assert "§\u00a012\u00a0a, stk.\u00a02, 1.\u00a0pkt., og kapitel\u00a04\u00a0a i lov om broer" in words
    assert "nr.\u00a099 af" in words


@pytest.mark.parametrize("unit", ["Ind", "Bil", "BilTabel3", "Par2_Stk1_Led", "Kap(1)", "Par1_Grp2", "Not1@Par2"])
def test_what_has_no_citation_form_is_refused(unit: str) -> None:
    with pytest.raises(ValueError, match="no citation form"):
        units_in_words(units(unit))


def test_addresses_are_written_as_their_edition_has_them(memory_shelf: Shelf) -> None:
    def written(*texts: str) -> str:
        return write_addresses([address(text) for text in texts], memory_shelf, Form.BARE)

    assert written("2005-99#Par3", "2005-99#Par3a", "2005-99#Par3b", "2005-99#Par4") == "§§ 3-4"
    assert written("2005-99#Par3", "2005-99#Par3b", "2005-99#Par4") == "§§ 3, 3 b og 4"
    assert written("2005-99#Par2_Num3") == "§ 2, nr. 3"
    assert written("2005-99#Par3_Stk1") == "§ 3, stk. 1"
    assert write_addresses([Address(EditionId("2005-99"))], memory_shelf, Form.SHORT) == "broloven"


def test_a_popular_name_of_two_acts_is_not_written(memory_shelf: Shelf) -> None:
    assert write_addresses([Address(CANAL, UnitId("Par4"))], memory_shelf, Form.SHORT) == "§ 4 i lov om kanaler"


def test_the_word_before_the_act_is_not_glued_to_its_number() -> None:
    cited = [Cited(BRIDGES, units("Par42")), Cited(CANALS, units("Par5 Par9i"))]
    assert write(cited, Form.SHORT, glue=True) == "§\u00a042 i broloven og §§\u00a05 og 9\u00a0i i lov om kanaler"


_LETTER = st.sampled_from(["", "", "", *"abcdefghijkl", "æ"])
_NUMBER = st.builds(lambda digits, letter: f"{digits}{letter}", st.integers(1, 130), _LETTER)
_BELOW = st.one_of(
    st.just(""),
    st.builds(lambda n: f"_Stk{n}", st.integers(1, 12)),
    st.builds(lambda n, m: f"_Stk{n}_Num{m}", st.integers(1, 12), st.integers(1, 30)),
    st.builds(
        lambda n, m, a: f"_Stk{n}_Num{m}_Lit{a}", st.integers(1, 3), st.integers(1, 3), st.sampled_from("abcdij")
    ),
    st.builds(lambda n, m: f"_Stk{n}_Pkt{m}", st.integers(1, 12), st.sampled_from([*range(1, 7), "Last"])),
)
_PARAGRAPHS = st.builds(lambda number, below: f"Par{number}{below}", _NUMBER, _BELOW)
_OTHERS = st.one_of(
    st.builds(lambda number: f"Kap{number}", _NUMBER),
    st.sampled_from(["AfsI", "AfsIV", "AfsIIA", "Bil1", "Bil2a", "BilII"]),
)
_SETS = st.lists(st.one_of(_PARAGRAPHS, _PARAGRAPHS, _PARAGRAPHS, _OTHERS), min_size=1, max_size=7, unique=True)


def _expanded(found: tuple[UnitId | UnitRange, ...]) -> set[str]:
    out: set[str] = set()
    for unit in found:
        if not isinstance(unit, UnitRange):
            out.add(unit)
            continue
        head = unit.first.rpartition("_")[0]
        level = unit.first.rpartition("_")[2][:3]
        low, high = (int(end.rpartition(level)[2]) for end in unit)
        out |= {f"{head}_{level}{number}" for number in range(low, high + 1)}
    return out


@settings(max_examples=500, deadline=None)
@given(_SETS, st.sampled_from(Form), st.sampled_from([BRIDGES, CANALS, FEES]), st.booleans())
def test_what_is_written_is_read_back(wanted: list[str], form: Form, act: ActWords, glue: bool) -> None:
    words = write([Cited(act, tuple(UnitId(unit) for unit in wanted))], form, glue=glue)
    found = find(words, Names())
    assert [citation.text for citation in found] == [words.removesuffix(" med senere ændringer")]
    assert _expanded(found[0].units) == set(wanted)
    assert not found[0].doubts


def _standing_on(day: date) -> list[Address]:
    """Every unit of the invented acts whose edition is the one that counts on the day."""
    editions = [work.edition_on(day) for work in WORKS.values() if work.until is None or day <= work.until]
    return [
        Address(listed.edition, UnitId(unit))
        for listed in editions
        if listed is not None
        for unit in UNITS[listed.edition]
    ]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.data(),
    day=st.sampled_from([date(2002, 1, 1), date(2006, 1, 1), date(2012, 1, 1)]),
    glue=st.booleans(),
    form=st.sampled_from([Form.LONG, Form.SHORT]),
)
def test_units_of_acts_are_written_found_and_resolved(
    memory_shelf: Shelf, data: st.DataObject, day: date, glue: bool, form: Form
) -> None:
    wanted = data.draw(st.lists(st.sampled_from(_standing_on(day)), min_size=1, max_size=8, unique=True))
    names = Names(memory_shelf.namings())
    resolver = Resolver(memory_shelf, names)
    found = [
        resolver.resolve(citation, day)
        for citation in find(write_addresses(wanted, memory_shelf, form, glue=glue), names)
    ]
    assert {Address(each.edition or EditionId(""), meant.unit) for each in found for meant in each.meant} == set(wanted)
    assert not any(each.doubts for each in found)


@pytest.mark.parametrize(
    "unit",
    [
        "Par20_Stk1_Num6_Litb_Numiii",
        "Par25_Stk2_Num2_Litf_Num1",
        "Par25_Stk2_Num2_Litf_Num5",
        "Bil1_Litj_Numi",
        "Bil1_Litb_Num2",
        "Bil1_Litii",
    ],
)
def test_a_nr_below_a_litra_is_read_back(unit: str) -> None:
    assert parse_units(write([Cited(BRIDGES, units(unit))])) == units(unit)


def parse_units(words: str) -> tuple[UnitId | UnitRange, ...]:
    [found] = find(words, Names())
    return found.units
