"""Labels: every form seen in the acts means one step, and a step written as a label means itself again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawtext.law.ids import Step
from lawtext.wording import labels

MEANT = """
§ 13.              Par13
§ 13 a.            Par13a
§\u00a013\u00a0a.  Par13a
§ 13a.             Par13a
§ 7 A.             Par7A
§ 7 Æ.             Par7Æ
§ 13               Par13
§ 13 a             Par13a
 § 80.\u0020       Par80
§\u200d 9.         Par9
§ l                Par1
§ 5. E             Par5E
§§ 22-26.          Par22-26
§ 58-59.           Par58-59
§§ 11–15.          Par11-15
§§ 50 a-51.        Par50a-51
§§ 62 a-b.         Par62a-b
§§ 56 a-56 f.      Par56a-56f
§ 16-§ 24.         Par16-24
§ 8 b- § 9.        Par8b-9
§§ 176 - 176 a.    Par176-176a
§§ 62.-63.         Par62-63
§§ 5 og 6.         Par5-6
§§ 5 og 9.         Par5+9
§ 71 og § 71 a.    Par71+71a
§§ 46 g, 46 h og 46 i  Par46g+46h+46i
Stk. 2.            Stk2
Stk.\u00a02.       Stk2
Stk.2.             Stk2
Stk 2.             Stk2
stk. 2.            Stk2
Stk. 2)            Stk2
Stk. 2,            Stk2
Stk. 2             Stk2
Stk. 3-5.          Stk3-5
Stk.3-5.           Stk3-5
Stk. 3 - 5.        Stk3-5
Stk. 3 og 4.       Stk3-4
Stk. 3-5 og 7.     Stk3-5+7
1)                 Num1
1) \u0020          Num1
1 )                Num1
1.                 Num1
1                  Num1
6a)                Num6a
6 a)               Num6a
5 A)               Num5A
2. a)              Num2a
3-5)               Num3-5
a)                 Lita
a.                 Lita
å)                 Litå
(i)                Liti
ii)                Litii
-                  Led
–                  Led
Kapitel 4          Kap4
Kapitel 4 a        Kap4a
Kapitel 4a         Kap4a
Kapitel 4 A        Kap4A
Kapitel 4.         Kap4
Kapitel IV         KapIV
Kapitel XVIII A    KapXVIIIA
Kap. X A           KapXA
Kapitel 3-8 a      Kap3-8a
1. kapitel         Kap1
Kapite1 1 a        Kap1a
Afsnit III a       AfsIIIa
Afsnit IA          AfsIA
Første afsnit.     Afs1
Andet afsnit       Afs2
Femte afsnit. Politiet  Afs5
2. del             Afs2
Første bog.        Bog1
Bilag 2            Bil2
Bilag 2.           Bil2
Bilag A            BilA
Bilag II           BilII
Bilag              Bil
"""


@pytest.mark.parametrize("line", [line for line in MEANT.splitlines() if line])
def test_a_printed_label_means_its_step(line: str) -> None:
    printed, _, meant = line.rpartition(" ")
    step = labels.step(printed.rstrip(" ") if printed.strip() else printed)
    assert step is not None
    assert step.level + step.number == meant


@pytest.mark.parametrize(
    "text", ["", " ", "\u200c", "\n   ", "Stk.", "§", "Loven gælder", "i det", "12 måneder", "§ x"]
)
def test_what_is_no_label_means_nothing(text: str) -> None:
    assert labels.step(text) is None


@pytest.mark.parametrize(
    ("printed", "level", "meant"),
    [
        ("2.", "Par", "Par2"),
        ("II. Skadesforsikring", "Afs", "AfsII"),
        ("I a. Regler om oplysningspligt", "Afs", "AfsIa"),
        ("A. Almindelige bestemmelser", "Kap", "KapA"),
        ("Tabel 3", "Bil", "BilTabel3"),
        ("Underbilag 1", "Bil", "BilUnderbilag1"),
        ("Kapitel 6 a", "", "Kap6a"),
    ],
)
def test_the_level_decides_what_a_bare_number_means(printed: str, level: str, meant: str) -> None:
    step = labels.step(printed, level)
    assert step is not None
    assert step.level + step.number == meant


SINGLE = st.builds(
    lambda value, letter: f"{value}{letter}", st.integers(1, 1500), st.sampled_from(["", "a", "b", "z", "A", "æ", "Ø"])
)
RANGES = st.builds(lambda first, last: f"{first}-{last}", SINGLE, SINGLE)


@given(st.sampled_from(["Par", "Stk", "Kap"]), st.one_of(SINGLE, RANGES))
def test_a_step_written_as_a_label_means_itself(level: str, number: str) -> None:
    step = Step(level, number)
    assert labels.step(labels.write(step)) == step
    assert labels.step(labels.write(step) + ".") == step


@given(st.one_of(st.builds(lambda n: Step("Num", n), SINGLE), st.builds(Step, st.just("Lit"), st.sampled_from("abcå"))))
def test_a_list_item_written_as_a_label_means_itself(step: Step) -> None:
    assert labels.step(labels.write(step)) == step


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    step = labels.step(text)
    assert step is None or step.level
