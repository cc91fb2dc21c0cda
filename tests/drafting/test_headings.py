"""Whether a label fits its chapter, on headings made for the test."""

import pytest

from lawtext.drafting.headings import misfit
from lawtext.law.ids import UnitId

HEADINGS = {
    UnitId(unit): heading
    for unit, heading in {
        "Kap1": "Formål",
        "Kap2": "Planer og hjælpeteam",
        "Kap2a": "Kontrakter",
        "Kap2b": "Følgestøtte",
        "Kap3": "Fastlæggelse af det personlige mødeforløb",
        "Kap4": "Vejledning og oplæring",
        "Kap5": "Ansættelse med løntilskud",
        "Kap6": "Tilskud til redskaber m.v.",
        "Kap7": "Tilskud til rejser m.v.",
        "Kap8": "(Ophævet)",
        "Kap9": "",
    }.items()
}


@pytest.mark.parametrize(
    ("label", "cited", "better"),
    [
        ("Følgestøtte", "Kap2", "Kap2b"),
        ("Støtte", "Kap2", "Kap2b"),
        ("Redskaber", "Kap7", "Kap6"),
        ("Plan", "Kap2b", "Kap2"),
    ],
)
def test_the_chapter_that_fits_is_named(label: str, cited: str, better: str) -> None:
    found = misfit(label, [UnitId(cited)], HEADINGS)
    assert found
    assert (found.cited, found.better) == (cited, better)


@pytest.mark.parametrize(
    ("label", "cited"),
    [
        ("Følgestøtte", ["Kap2b"]),
        ("Personlig opfølgning/møder", ["Kap3"]),
        ("Personlige møder", ["Kap3"]),
        ("Løntilskud", ["Kap5"]),
        ("Vejledning", ["Kap4"]),
        ("Noget helt andet", ["Kap2"]),
        ("Følgestøtte", ["Kap9"]),
        ("Følgestøtte", ["Kap2", "Kap2b"]),
        ("Tilskud til rejser", ["Kap7"]),
        ("", ["Kap2"]),
        ("Følgestøtte", []),
        ("Følgestøtte", ["Kap99"]),
    ],
)
def test_what_fits_or_cannot_be_told_is_left_alone(label: str, cited: list[str]) -> None:
    assert misfit(label, [UnitId(unit) for unit in cited], HEADINGS) is None
