"""What points of amending acts do: one invented point a case."""

import pytest

from lawtext.corpus import instructions
from lawtext.law.ids import UnitId
from lawtext.law.units import Kind, Passage, Unit

_KINDS = {"Par": Kind.PARAGRAPH, "Stk": Kind.STK, "Num": Kind.NUMBER, "Lit": Kind.LITRA, "Kap": Kind.CHAPTER}


def passage(text: str) -> Passage:
    return Passage(text, text, 0)


def point(instruction: str, new: str = "", moves: str = "") -> Unit:
    """A point; `new` are the new units as "Stk2: Text. More." one a line, `moves` its renumbering clause."""
    content: list[Passage | Unit] = [passage(instruction)]
    if new:
        units = []
        for line in new.split("\n"):
            name, _, text = line.partition(": ")
            units.append(Unit(UnitId(f"Aen1.1_Ny_{name}"), _KINDS[name[:3]], content=(passage(text),)))
        content.append(Unit(UnitId("Aen1.1_Ny"), Kind.NEW_TEXT, content=tuple(units)))
    if moves:
        content.append(Unit(UnitId("Aen1.1_Ryk"), Kind.RENUMBERING, content=(passage(moves),)))
    return Unit(UnitId("Aen1.1"), Kind.POINT, content=tuple(content))


def told(unit: Unit) -> list[str]:
    """The changes in short: "ændrer Par1", "rykker Par1_Stk2 Par1_Stk3", "indsætter Par2_Stk3 =2"."""
    return [
        " ".join(filter(None, (each.how.value, each.unit, each.to, f"={each.sentences}" if each.sentences else "")))
        for each in instructions.changes_of(unit)
    ]


CASES = [
    ("I § 5 ændres »a« til: »b«.", ["ændrer Par5"]),
    ("I § 6, stk. 1, 1. pkt., ændres », jf. dog stk. 2-6« til: », jf. dog stk. 2-7«.", ["ændrer Par6_Stk1_Pkt1"]),
    ("I § 1, § 2, stk. 3, og to steder i § 5, nr. 2, udgår »a«.",
     ["ændrer Par1", "ændrer Par2_Stk3", "ændrer Par5_Stk1_Num2"]),
    ("I § 5, stk. 1, 1. pkt., ændres »a« til: »b«, og i 2. pkt. udgår »c«.",
     ["ændrer Par5_Stk1_Pkt1", "ændrer Par5_Stk1_Pkt2"]),
    ("§ 5, stk. 2, affattes således:", ["affatter Par5_Stk2"]),
    ("§§ 5-7 a ophæves.", ["ophæver Par5:Par7a"]),
    ("Kapitel 4 a ophæves.", ["ophæver Kap4a"]),
    ("§ 5, stk. 2-4, ophæves.", ["ophæver Par5_Stk2", "ophæver Par5_Stk3", "ophæver Par5_Stk4"]),
    ("I § 5, stk. 3, 2. pkt., der bliver stk. 4, 2. pkt., indsættes efter »a«: »b«.", ["ændrer Par5_Stk3_Pkt2"]),
    ("I § 5, stk. 1, indsættes efter »§ 9, stk. 2,«: »eller »x««.", ["ændrer Par5_Stk1"]),
    ("I § 75 i ændres »a« til: »b«.", ["ændrer Par75i"]),
    ("Overskriften til kapitel 9 affattes således:", ["overskrift Kap9"]),
    ("Overskriften før § 18 ophæves.", ["overskrift Par18"]),
    ("Overskriften før § 49 og § 49 ophæves.", ["overskrift Par49", "ophæver Par49"]),
    ("Overskriften før § 5 a og §§ 5 a-7 ophæves.", ["overskrift Par5a", "ophæver Par5a:Par7"]),
    ("Før § 12 indsættes som overskrift:", ["overskrift Par12"]),
    ("I § 5, stk. 1, indsættes som 2. pkt.: »Det gælder.«", ["indsætter Par5_Stk1_Pkt2"]),
    ("Overalt i loven ændres »a« til: »b«.", []),
    ("Fodnoten til lovens titel affattes således:", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("instruction", "expected"), CASES)
def test_what_an_instruction_does(instruction: str, expected: list[str]) -> None:
    assert told(point(instruction)) == expected


INSERTIONS = [
    ("I § 5 indsættes som stk. 3:", "Stk3: En sætning. To sætninger.", "", ["indsætter Par5_Stk3 =2"]),
    ("I § 5 indsættes efter stk. 1 som nyt stykke:", "Stk2: En sætning.", "Stk. 2-3 bliver herefter stk. 3-4.",
     ["indsætter Par5_Stk2 =1", "rykker Par5_Stk2 Par5_Stk3", "rykker Par5_Stk3 Par5_Stk4"]),
    ("I § 5 indsættes efter stk. 1, der bliver stk. 2, som nyt stykke:", "Stk3: En sætning.", "",
     ["indsætter Par5_Stk3 =1"]),
    ("I § 5, stk. 2, indsættes efter nr. 1 som nye numre:", "Num2: to,\nNum3: tre,", "Nr. 2 bliver herefter nr. 4.",
     ["indsætter Par5_Stk2_Num2 =1", "indsætter Par5_Stk2_Num3 =1", "rykker Par5_Stk2_Num2 Par5_Stk2_Num4"]),
    ("I § 5, nr. 2, indsættes efter litra a som nyt litra:", "Litb: b,", "Litra b-c bliver herefter litra c-d.",
     ["indsætter Par5_Stk1_Num2_Litb =1", "rykker Par5_Stk1_Num2_Litb Par5_Stk1_Num2_Litc",
      "rykker Par5_Stk1_Num2_Litc Par5_Stk1_Num2_Litd"]),
    ("I § 5 indsættes efter 1. pkt. som nyt punktum:", "", "", ["indsætter Par5_Stk1_Pkt2"]),
    ("Efter § 5 indsættes i kapitel 2:", "Par5a: Ny.\nPar5b: Ny.", "", ["indsætter Par5a", "indsætter Par5b"]),
    ("Efter § 5 indsættes før overskriften før § 6:", "Par5a: Ny.", "", ["indsætter Par5a"]),
    ("§ 5, stk. 2, ophæves, og i stedet indsættes:", "Stk2: Ny.\nStk3: Ny.", "Stk. 3 bliver herefter stk. 4.",
     ["ophæver Par5_Stk2", "indsætter Par5_Stk2 =1", "indsætter Par5_Stk3 =1", "rykker Par5_Stk3 Par5_Stk4"]),
    ("I § 5 indsættes før stk. 1 som nyt stykke: Stk. 1 og 2 bliver herefter stk. 2 og 3.", "", "",
     ["indsætter Par5_Stk1", "rykker Par5_Stk1 Par5_Stk2", "rykker Par5_Stk2 Par5_Stk3"]),
    ("§ 9 ophæves.", "", "§§ 10 og 11 bliver herefter §§ 9 og 10.",
     ["ophæver Par9", "rykker Par10 Par9", "rykker Par11 Par10"]),
]  # fmt: skip


@pytest.mark.parametrize(("instruction", "new", "moves", "expected"), INSERTIONS)
def test_new_units_and_moved_ones(instruction: str, new: str, moves: str, expected: list[str]) -> None:
    assert told(point(instruction, new, moves)) == expected


def test_a_new_chapter_brings_its_paragraphs() -> None:
    paragraph = Unit(UnitId("Aen1.1_Ny_Par9"), Kind.PARAGRAPH, content=(passage("Ny."),))
    chapter = Unit(UnitId("Aen1.1_Ny_Kap3a"), Kind.CHAPTER, content=(paragraph,))
    new = Unit(UnitId("Aen1.1_Ny"), Kind.NEW_TEXT, content=(chapter,))
    instructed = Unit(UnitId("Aen1.1"), Kind.POINT, content=(passage("Efter kapitel 3 indsættes:"), new))
    assert told(instructed) == ["indsætter Kap3a", "indsætter Par9"]


def test_a_chapter_written_anew_changes_every_paragraph_of_its_new_text() -> None:
    paragraphs = tuple(
        Unit(UnitId(f"Aen1.1_Ny_Par{number}"), Kind.PARAGRAPH, content=(passage("Ny."),)) for number in ("9", "9a")
    )
    chapter = Unit(UnitId("Aen1.1_Ny_Kap3"), Kind.CHAPTER, content=paragraphs)
    new = Unit(UnitId("Aen1.1_Ny"), Kind.NEW_TEXT, content=(chapter,))
    instructed = Unit(UnitId("Aen1.1"), Kind.POINT, content=(passage("Kapitel 3 affattes således:"), new))
    assert told(instructed) == ["affatter Kap3", "affatter Par9", "affatter Par9a"]


def test_a_change_of_the_title_touches_no_unit() -> None:
    assert instructions.touches_no_unit(point("I fodnoten til lovens titel ændres »a« til: »b«."))
    assert not instructions.touches_no_unit(point("Overalt i loven ændres »a« til: »b«."))
