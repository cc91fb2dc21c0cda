"""Where titles end that no name tells, and what EU acts are."""

import pytest

from lawtext.citing import eu
from lawtext.citing.titles import title_end

ENDS = [
    "om broer| og § 5 i lov",
    "om broer| og lov om kanaler",
    "om private fritidshjem og klubber m.v.|, finder anvendelse",
    "om lønmodtageres retsstilling ved virksomhedsoverdragelse|, finder",
    "om kommunal indkomstskat| korrigeres den opgjorte",
    "om social bistand| som gældende indtil",
    "om broer i Danmark| kan fastsættes",
    "om broer| i de tilfælde, hvor",
    "om videregående uddannelse (videreuddannelsessystemet) for voksne|, for så vidt",
    "om finansiering af landbrug m.v.| Overtagelse kan ske",
    "om ændring af lov om broer, kanalloven og forskellige andre love| (Gebyrer)",
    "om ændring af lov om broer og lov om kanaler| og § 5",
    "om delvis ikrafttræden af lov om ændring af broloven, lov om kanaler og andre love|.",
    "om Arbejdsmarkedets Erhvervssikring| overføres til behandling",
    "om broer|. Loven træder",
    "om ændring af lov om broer| og lov nr. 52 af 2. maj 2001 om kanaler",
    "om ændring af lov nr. 52 af 2. maj 2001 om kanaler og lov nr. 53 af 3. maj 2001 om broer|, skal",
    "om ændring af forskellige love som følge af broens åbning samt om ophævelse af lov om færger| finder",
    "om ændring af bilag 2, liste A, i lov om broer| har følgende",
    "om ændring af regler for broer| kan",
]


@pytest.mark.parametrize("marked", ENDS)
def test_an_unknown_title_ends(marked: str) -> None:
    text = marked.replace("|", "")
    assert text[: title_end(text, 0, lambda _: 0).end] == marked.partition("|")[0]


@pytest.mark.parametrize(
    ("type_", "first", "second", "numbered", "celex"),
    [
        ("forordning", "1408", "71", True, "31971R1408"),
        ("forordning", "883", "2004", True, "32004R0883"),
        ("forordning", "2015", "35", False, "32015R0035"),
        ("direktiv", "2004", "18", False, "32004L0018"),
        ("direktiv", "98", "26", False, "31998L0026"),
        ("rammeafgørelse", "2002", "584", False, "32002F0584"),
        ("forordning", "345", "678", True, ""),
    ],
)
def test_celex_numbers(type_: str, first: str, second: str, numbered: bool, celex: str) -> None:
    assert eu.celex(type_, first, second, numbered=numbered) == celex


@pytest.mark.parametrize(
    "marked",
    [
        "Rådets direktiv 93/22/EØF|, EU-Tidende 2004, nr. L 94",
        "forordning (EF) nr. 178/2002 af 28. januar 2002 om krav i broloven, om en autoritet og om procedurer|.",
        "Europa-Parlamentets og Rådets forordning (EF) nr. 1/2010 om ændring af forordning (EF) nr. 2/2009|, skal",
        "Kommissionens afgørelse af 22. november 2011 (2011/765/EU)| (kriterier)",
        "Rådets forordning om anvendelse af regnskabsstandarder| er i overensstemmelse",
        "direktiv 2009/65/EF om samordning af love| med senere ændringer",
    ],
)
def test_an_eu_act_ends(marked: str) -> None:
    text = marked.replace("|", "")
    found = eu.read(text, 0)
    assert text[: found[0].end] == marked.partition("|")[0]


def test_titles_within_titles_without_end_are_read_to_some_end() -> None:
    text = "om ændring af lov " * 5000
    assert 0 < title_end(text, 0, lambda _: 0).end <= len(text)


def test_acts_that_share_their_kind_are_two() -> None:
    assert [act.key for act in eu.read("Rådets direktiver 78/660/EØF og 83/349/EØF med", 0)] == [
        "31978L0660",
        "31983L0349",
    ]
