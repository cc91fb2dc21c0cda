"""Plain language is said by field and paragraph, quotes nothing and changes nothing."""

import pytest
from msgspec.structs import replace

from lawtext.drafting import cases, plain_language
from tests.drafting.conftest import CASES, EXAMPLES

LONG = " ".join(["ord"] * 26).capitalize() + "."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (LONG, "En sætning har 26 ord"),
        ("Kort sætning. " * 60, "Afsnittet er på omkring 9 linjer"),
        ("Det står i § 85.", "paragraftegn"),
        (LONG.replace(" ord.", "."), ""),
        ("Du fik brevet den 3. september 2018. Det er kort.", ""),
    ],
)
def test_what_is_said_of_a_paragraph(text: str, says: str) -> None:
    case = replace(cases.read(EXAMPLES / "hold-2018.yaml"), facts=("Kort.", text))
    found = [note for note in plain_language.notes(case) if note.field == "facts"]
    assert [note.paragraph for note in found] == ([2] if says else [])
    assert all(says in note.says and text not in note.says for note in found)


def test_items_of_a_list_are_looked_at() -> None:
    case = cases.read(EXAMPLES / "several-2018.yaml")
    item = replace(case.decisions[1], facts=(LONG,))
    found = plain_language.notes(replace(case, decisions=(case.decisions[0], item)))
    assert [note.field for note in found] == ["decisions[2].facts"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_examples_are_plain(path) -> None:
    assert plain_language.notes(cases.read(path)) == ()
