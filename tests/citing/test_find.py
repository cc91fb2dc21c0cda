"""Finding: tables of cases, and what holds of every text."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawtext.citing.citations import Act, Citation, Place
from lawtext.citing.find import find
from lawtext.citing.names import Names
from lawtext.law.ids import EditionId, UnitId, UnitRange
from lawtext.law.shelf import NameKind, Naming
from lawtext.law.works import WorkId

CASES = Path(__file__).parent / "cases"
NAMES = Names(
    [
        Naming("lov om en bro", WorkId("bro"), NameKind.OFFICIAL),
        Naming("LAB", WorkId("lab"), NameKind.ABBREVIATION),
        Naming("lov om kanaler og sluser m.v.", WorkId("kanal"), NameKind.OFFICIAL),
    ]
)


class Case(NamedTuple):
    name: str
    text: str
    place: Place | None
    expected: tuple[str, ...]


def cases(file: str) -> Iterator[Case]:
    text, place, expected, line = "", None, [], 0
    for number, raw in enumerate([*(CASES / file).read_text(encoding="utf-8").splitlines(), "> "], start=1):
        if raw.startswith("> "):
            if text:
                yield Case(f"{file}:{line}", text, place, tuple(expected))
            text, place, expected, line = raw[2:].replace("\\n", "\n"), None, [], number
        elif raw.startswith("@ "):
            place = _place(dict(part.split("=", 1) for part in raw[2:].split()))
        elif raw and not raw.startswith("#"):
            expected.append(" | ".join(re.split(r"\s*\|\s*", raw)).rstrip(" |"))


def _place(given: dict[str, str]) -> Place:
    amends = given.get("amends")
    commencement = given.get("commencement_of")
    return Place(
        EditionId(given["edition"]),
        UnitId(given["unit"]),
        UnitId(given.get("chapter", "")),
        Act(name=amends.replace("_", " ")) if amends else None,
        EditionId(commencement) if commencement else None,
    )


def shown(citation: Citation) -> str:
    act = citation.act
    key = "self" if act.own else f"eu:{act.eu}" if act.eu else act.edition or act.name or "-"
    units = " ".join(":".join(unit) if isinstance(unit, UnitRange) else unit for unit in citation.units)
    marks = citation.dated or ("?" if citation.doubts else "")
    text = citation.text.replace("\n", "\\n")
    return f"{text} | {citation.kind} | {key} | {units} | {marks}".rstrip(" |")


@pytest.mark.parametrize("case", list(cases("find.txt")), ids=lambda case: case.name)
def test_finds_what_the_table_says(case: Case) -> None:
    assert [shown(found) for found in find(case.text, NAMES, case.place)] == list(case.expected)


@pytest.mark.parametrize("case", list(cases("lenient.txt")), ids=lambda case: case.name)
def test_reads_damaged_text_with_a_doubt(case: Case) -> None:
    assert [shown(found) for found in find(case.text, NAMES, case.place, lenient=True)] == list(case.expected)


@pytest.mark.parametrize("case", list(cases("lenient.txt")), ids=lambda case: case.name)
def test_strict_mode_never_guesses(case: Case) -> None:
    doubted = {line.rpartition(" | ")[0] for line in case.expected if line.endswith("?")}
    assert not doubted & {shown(found) for found in find(case.text, NAMES, case.place)}


_PIECES = (
    "§ 5|§§ 3-7|, | og |stk. 2| i |lov om en bro|lovens |nr. 3|1. pkt.|kapitel 4 a|. |jf. |samme lov|»|«"
    "|lov nr. 5 af 1. maj 2010|artikel 7|direktiv 98/26/EF| |\n|\u00a0|\u00ad|dette kapitel|serviceloven|litra a-f"
    "|(|)|Kommunen kan |12|a|-|§|broloven|LAB|i|bilag"
)
_PARTS = st.sampled_from(_PIECES.split("|"))
_TEXTS = st.lists(_PARTS, max_size=25).map("".join) | st.text(max_size=60)
_PLACE = Place(EditionId("2001-10"), UnitId("Par9_Stk2"), UnitId("Kap4"))


@settings(max_examples=400, deadline=None)
@given(_TEXTS, st.sampled_from([None, _PLACE]), st.booleans())
def test_spans_lie_in_the_text_in_order_and_apart(text: str, place: Place | None, lenient: bool) -> None:
    end = 0
    for citation in find(text, NAMES, place, lenient=lenient):
        assert end <= citation.start < citation.end <= len(text)
        assert citation.text == text[citation.start : citation.end]
        end = citation.end


@settings(max_examples=200, deadline=None)
@given(_TEXTS)
def test_what_is_found_does_not_change_by_text_around_it(text: str) -> None:
    before, after = "Kommunen træffer afgørelse herom.\n\n", "\n\nDet gælder fra årets begyndelse."
    alone = [(found.text, found.units) for found in find(f"{before}{text}\n\nSlut.", NAMES)]
    longer = [(found.text, found.units) for found in find(f"{before}{before}{text}\n\nSlut.{after}", NAMES)]
    assert alone == longer


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "Efter §\u00a05,\u00a0stk. 2, i lov om soci\u00adal  service,\nog efter"
    (found,) = find(text, NAMES)
    assert text[found.start : found.end] == "§\u00a05,\u00a0stk. 2, i lov om soci\u00adal  service"
    assert found.act.name == "lov om social service"


def test_the_lead_in_of_a_list_names_the_act() -> None:
    place = Place(
        EditionId("2001-10"), UnitId("Par3_Stk1_Num2"), before="Som betingelse efter lov om kanaler gælder, at"
    )
    (found,) = find("personen er omfattet af lovens § 2, nr. 10", NAMES, place)
    assert (found.act.name, found.units) == ("lov om kanaler", ("Par2_Stk1_Num10",))


def test_new_stykker_stand_in_the_paragraph_of_their_instruction() -> None:
    place = Place(
        EditionId("2001-10"),
        UnitId("Aen3.32_Ny_Stk5"),
        amends=Act(name="lov om broer"),
        before="I § 109 indsættes efter stk. 2 som nye stykker:",
    )
    (found,) = find("jf. stk. 4", NAMES, place)
    assert found.units == ("Par109_Stk4",)


def test_quoted_words_are_of_the_amended_act_whose_introduction_names_others() -> None:
    place = Place(
        EditionId("2001-10"),
        UnitId("Aen1.7"),
        amends=Act(name="lov om broer"),
        before="I lov om broer, som ændret ved § 2 i lov nr. 7 af 1. maj 2001, foretages følgende ændringer:",
    )
    *_, quoted = find("I § 10 ændres »§ 2, nr. 2« til: »loven«.", NAMES, place)
    assert (quoted.text, quoted.act, quoted.units) == ("§ 2, nr. 2", Act(name="lov om broer"), ("Par2_Stk1_Num2",))
    assert not quoted.doubts


def test_new_words_without_a_label_are_what_their_instruction_names() -> None:
    place = Place(
        EditionId("2001-10"),
        UnitId("Aen3.32_Ny_Stk(1)"),
        amends=Act(name="lov om broer"),
        before="§ 17, stk. 3, affattes således:",
    )
    found = find("efter 1. pkt. og stk. 2", NAMES, place)
    assert [unit for each in found for unit in each.units] == ["Par17_Stk3_Pkt1", "Par17_Stk2"]


def test_renumbering_starts_from_the_instruction_before_it() -> None:
    place = Place(
        EditionId("2001-10"),
        UnitId("Aen2.3_Ryk"),
        amends=Act(name="lov om broer"),
        before="§ 3, stk. 3 og 4, ophæves, og i stedet indsættes:",
    )
    found = find("Stk. 5-8 bliver herefter stk. 10-13.", NAMES, place)
    assert [each.units for each in found] == [
        (UnitRange(UnitId("Par3_Stk5"), UnitId("Par3_Stk8")),),
        (UnitRange(UnitId("Par3_Stk10"), UnitId("Par3_Stk13")),),
    ]


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.sampled_from([None, _PLACE]))
def test_lenient_reading_keeps_what_strict_reading_finds(text: str, place: Place | None) -> None:
    lenient = find(text, NAMES, place, lenient=True)
    for strict in find(text, NAMES, place):
        same = [each for each in lenient if each.start < strict.end and strict.start < each.end]
        assert same
        assert strict in same or any(each.doubts for each in lenient)


def _plain(found: tuple[Citation, ...], shift: int) -> list[tuple[object, ...]]:
    return [(each.start - shift, each.end - shift, each.kind, each.act, each.units, each.doubts) for each in found]


@settings(max_examples=200, deadline=None)
@given(_TEXTS, st.sampled_from(["", "Der er givet afslag.\n\n", "Kære borger\n\nVi skriver til dig.\n\n"]))
def test_the_whole_reading_is_stable_under_plain_text_around_it(text: str, before: str) -> None:
    text = f"Sagen:\n\n{text}\n\nSlut."
    longer = find(f"{before}{text}\n\nVenlig hilsen", NAMES, _PLACE)
    assert _plain(longer, len(before)) == _plain(find(text, NAMES, _PLACE), 0)
