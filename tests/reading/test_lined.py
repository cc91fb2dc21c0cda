"""Plain text with a unit a line: what is printed of an act reads as the act again, and no row is lost."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notation import compact

from lawtext import reading
from lawtext.errors import UnusableInputError
from lawtext.law.editions import Edition, Form
from lawtext.reading import agreement, lexdania, losses, to_text

DATA = Path(__file__).parent.parent / "data" / "lexdania"
HEAD = "BEK nr 9 af 23/05/2018\nBekendtgørelse om prøver\n"


def lined(*rows: str) -> Edition:
    edition = reading.read((HEAD + "\n".join(rows) + "\n").encode(), "tekst")
    assert edition.source.form is Form.LINED
    return edition


def outline(edition: Edition) -> str:
    return " ".join(compact(unit) for unit in edition.units)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["§ 1. Ord:", "1) et og", "2) to.", "Stk. 2. Mere."], "§1/(stk1/(nr1,nr2),stk2)"),
        (
            ["§ 1. Ord:", "1) et:", "a) x", "b) y:", "i) z", "ii) w", "2) to."],
            "§1/stk1/(nr1/(litra a,litra b/(nri,nrii)),nr2)",
        ),
        (["§ 1. Ord:", "g) x", "h) y", "i) z."], "§1/stk1/(litra g,litra h,litra i)"),
        (["§ 1. Ord:", "- et", "- to", "Stk. 2. To."], "§1/(stk1/(led1,led2),stk2)"),
        (["§ 1. Ord:", "1. et", "2. to", "Stk. 2. To."], "§1/(stk1/(nr1,nr2),stk2)"),
        (["§ 1. Ord:", "1) et og", "2) to.", "Det gælder altid.", "Stk. 2. To."], "§1/(stk1/(nr1,nr2),stk2)"),
        (
            ["Kapitel 1", "Formål", "§ 1. Et.", "Stk. 2. To.", "Kapitel 2 a", "§ 2. Tre."],
            "kap1/§1/(stk1,stk2) kap2a/§2/stk1",
        ),
        (["Afsnit I", "Dyr", "Kapitel 1", "Katte m.v.", "§ 1. Et.", "Stk. 2. To."], "afsI/kap1/§1/(stk1,stk2)"),
        (
            ["Om natten", "§ 1. Et.", "Stk. 2. To.", "", "Om regn m.v.", "", "§ 2. Tre."],
            "grp1/§1/(stk1,stk2) grp2/§2/stk1",
        ),
        (["I medfør af § 1 fastsættes:", "§ 1. Et.", "Stk. 2. To."], "ind §1/(stk1,stk2)"),
        (
            ["§§ 1 og 2. (Ophævet)", "§ 3. Et.", "Stk. 2. To.", "Stk. 3-5. (Ophævet)"],
            "§1-2!/stk1! §3/(stk1,stk2,stk3-5!)",
        ),
        (
            [
                "§ 1. Et.",
                "Stk. 2. To.",
                "Prøveministeriet, den 23. maj 2018",
                "Ø. Prøvestad",
                "Bilag 1",
                "Satser",
                "1) et",
            ],
            "§1/(stk1,stk2) und bil1/nr1",
        ),
        (
            [
                "§ 1. Et.",
                "Stk. 2. To.",
                "Lov nr. 9 af 2. maj 2015 indeholder følgende bestemmelse:",
                "§ 2",
                "Stk. 1. Nu.",
            ],
            "§1/(stk1,stk2) ikr1/§2/stk1",
        ),
        (
            ["§ 1. Satser:", "Areal\tGebyr", "under 10\t5 kr.", "Stk. 2. To."],
            "§1/(stk1/tab1/(r1/(c1,c2),r2/(c1,c2)),stk2)",
        ),
    ],
)
def test_a_label_at_the_start_of_a_row_opens_its_unit(rows: list[str], expected: str) -> None:
    assert outline(lined(*rows)) == expected


def test_a_label_inside_a_row_opens_nothing() -> None:
    edition = lined("§ 1. Efter § 2. Stk. 2. gælder 1) og 2).", "Stk. 2. Det gælder kun", "1) haver.")
    assert outline(edition) == "§1/(stk1,stk2/nr1)"


def test_an_amending_act_has_points_and_new_text() -> None:
    text = (
        "LOV nr 8 af 23/05/2018\nLov om ændring af lov om prøver\n(Ny sæson)\n\n§ 1\nI lov om prøver foretages "
        "følgende ændringer:\n1. Efter § 2 indsættes:\n»§ 3. Nyt.\nStk. 2. Mere.«\nStk. 4 bliver herefter stk. 5.\n"
        "2. § 7 ophæves.\n\n§ 2\nLoven træder i kraft nu.\n"
    )
    edition = reading.read(text.encode())
    assert (edition.amending, edition.subtitle) == (True, "(Ny sæson)")
    assert outline(edition) == "§1/(aen1.1/(ny/§3/(stk1,stk2),ryk),aen1.2) §2/stk1"


@pytest.mark.parametrize("name", ["consolidation", "books", "amending-within"])
def test_what_is_printed_of_an_act_reads_as_the_act(name: str) -> None:
    edition = reading.read(DATA / f"{name}.xml")
    again = reading.read(to_text.write(edition).encode())
    assert again.source.form is Form.LINED
    assert agreement.of(edition, again).wrong == ()


def test_a_text_without_paragraphs_is_refused() -> None:
    with pytest.raises(UnusableInputError, match="ingen paragraffer"):
        lined("Kapitel 1", "1) et", "2) to")


def test_real_acts_printed_a_unit_a_line_are_read_again(shared: Path) -> None:
    right = first = second = 0
    for path in sorted((shared / "corpus" / "lexdania").glob("*.xml"))[::20]:
        edition = lexdania.read(path.read_bytes(), path.name)
        if not edition.amending:
            found = agreement.of(edition, reading.read(to_text.write(edition).encode(), path.name))
            right, first, second = right + found.right, first + found.first, second + found.second
    assert right / first > 0.995
    assert right / second > 0.995


ROWS = st.sampled_from(
    [
        *("§ 1. Ord.", "§ 2", "»§ 3. Nyt.", "Stk. 2. Mere:", "stk. 3. ord", "1) et", "a) x", "i) y", "- z", "1. Punkt"),
        *("Kapitel 1", "Afsnit I", "Bilag 1", "Overskrift", "", "Et ord.«", "I lov foretages følgende ændringer:"),
        *("Stk. 2 bliver stk. 3.", "Lov nr. 1 af i dag indeholder følgende bestemmelse:", "a\tb", "Givet på et slot"),
        *("Prøveministeriet", "7) Note: rettelig § 2.", "(Ophævet)"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(ROWS, max_size=16))
def test_any_rows_are_read_whole_and_every_id_once(rows: list[str]) -> None:
    text = HEAD + "\n".join(["§ 1. Ord.", "Stk. 2. Et.", "Stk. 3. To.", *rows])
    edition = reading.read(text.encode())
    ids = [unit.id for root in edition.units for unit in root.walk()]
    assert len(ids) == len(set(ids))
    assert losses.in_order(edition)
    printed = "".join("".join(each.raw.split()) for each in losses.passages(edition))
    assert sorted("BEKnr9af23/05/2018" + printed) == sorted("".join(text.split()))
