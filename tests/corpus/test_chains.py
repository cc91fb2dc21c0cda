"""Preambles of invented lovbekendtgørelser, in the fixed wording."""

from datetime import date

import pytest

from lawtext.corpus import chains
from lawtext.corpus.registers import Taken
from lawtext.law.ids import EditionId, UnitId

OPENING = (
    "Herved bekendtgøres lov om haver, jf. lovbekendtgørelse nr. 12 af 1. maj 1999, med de ændringer, der følger af "
)


def taken(act: str, signed: str, part: str = "", points: str = "", since: str | None = None) -> Taken:
    day = date.fromisoformat(since) if since else None
    return Taken(EditionId(act), date.fromisoformat(signed), UnitId(part), points, day)


@pytest.mark.parametrize(
    ("amendments", "expected"),
    [
        ("lov nr. 5 af 2. juni 2000.", [taken("2000-5", "2000-06-02")]),
        ("§ 3 i lov nr. 5 af 2. juni 2000.", [taken("2000-5", "2000-06-02", "Par3")]),
        ("§ 3 a i lov nr. 5 af 2. juni 2000.", [taken("2000-5", "2000-06-02", "Par3a")]),
        (
            "§ 1, nr. 1-12 og 38, i lov nr. 5 af 2. juni 2000 og lov nr. 6 af 3. juni 2000.",
            [taken("2000-5", "2000-06-02", "Par1", "1-12 og 38"), taken("2000-6", "2000-06-03")],
        ),
        (
            "§§ 1 og 3 i lov nr. 5 af 2. juni 2000.",
            [taken("2000-5", "2000-06-02", "Par1"), taken("2000-5", "2000-06-02", "Par3")],
        ),
        ("§1, nr. 2 i lov nr. 5 af 2.juni 2000.", [taken("2000-5", "2000-06-02", "Par1", "2")]),
    ],
)
def test_amendments_taken_in(amendments: str, expected: list[Taken]) -> None:
    chain = chains.read(OPENING + amendments)
    assert chain is not None
    assert list(chain.takes_in) == expected
    assert (chain.consolidates, chain.consolidates_signed) == ("1999-12", date(1999, 5, 1))


def test_amendments_left_out_with_the_day_they_take_effect() -> None:
    chain = chains.read(
        OPENING
        + "lov nr. 5 af 2. juni 2000. Den ændring, der følger af § 2, nr. 1, i lov nr. 7 af 1. juli 2000, er ikke "
        "indarbejdet i denne lovbekendtgørelse, da ændringen træder i kraft den 1. januar 2002, jf. § 9 i lov nr. 7 af "
        "1. juli 2000. De ændringer, der følger af lov nr. 8 af 2. juli 2000, er ikke medtaget, da ministeren "
        "fastsætter tidspunktet for ikrafttræden."
    )
    assert chain is not None
    assert chain.left_out == (
        taken("2000-7", "2000-07-01", "Par2", "1", "2002-01-01"),
        taken("2000-8", "2000-07-02"),
    )
    assert [each.act for each in chain.takes_in] == ["2000-5"]


def test_a_sentence_that_ends_in_a_word_ends() -> None:
    chain = chains.read(
        f"{OPENING}lov nr. 5 af 2. juni 2000. Den bekendtgjorte lovtekst gælder først fuldt ud fra den 1. oktober, "
        "jf. § 2 i lov nr. 5 af 2. juni 2000 om ændring af lov om haver. Den ændring, der følger af § 8 i lov nr. 6 af "
        "3. juni 2000, er ikke indarbejdet i denne lovbekendtgørelse."
    )
    assert chain is not None
    assert [each.act for each in chain.left_out] == ["2000-6"]


def test_what_is_said_to_be_worked_in_already_is_not_left_out() -> None:
    earlier = "De ændringer, der følger af lov nr. 4 af 1. juni 2000, er indarbejdet i lovbekendtgørelse nr. 12."
    chain = chains.read(f"{OPENING}lov nr. 5 af 2. juni 2000. {earlier}")
    assert chain is not None
    assert chain.left_out == ()


@pytest.mark.parametrize(
    "preamble",
    [
        "Herved bekendtgøres lov nr. 5 af 2. juni 2000 om haver med de ændringer, der følger af lov nr. 6 af 3. juni.",
        "Hermed bekendtgøres haveloven, jf. lov nr. 5 af 2. juni 2000 med de ændringer, der følger af lov nr. 6.",
        "Herved bekendtgøres lov om haver, jf. lovbekendtgørelse nr. 5 2. juni 2000. Berigtigelse af § 3.",
    ],
)
def test_what_is_taken_over(preamble: str) -> None:
    chain = chains.read(preamble)
    assert chain is not None
    assert chain.consolidates == "2000-5"


@pytest.mark.parametrize(
    "text", ["", "I medfør af § 3 i lov om haver fastsættes:", "Herved bekendtgøres lov om haver."]
)
def test_no_chain_is_read_where_none_is_told(text: str) -> None:
    assert chains.read(text) is None


@pytest.mark.parametrize(
    ("sentence", "units", "day"),
    [
        ("Den bekendtgjorte lovtekst vedrørende § 5, stk. 2, og kapitel 3 træder i kraft den 2. januar 2017, jf. § 2.",
         "§ 5, stk. 2, og kapitel 3", date(2017, 1, 2)),
        ("Den bekendtgjorte lovtekst vedrørende § 43 gælder først fra den 1. juli 2011, jf. § 2.", "§ 43",
         date(2011, 7, 1)),
        ("Den bekendtgjorte lovtekst gælder først fuldt ud fra den 1. september 2012, jf. § 3.", None,
         date(2012, 9, 1)),
    ],
)  # fmt: skip
def test_text_that_takes_effect_later(sentence: str, units: str | None, day: date) -> None:
    assert list(chains.later_texts(OPENING + "lov nr. 5 af 2. juni 2000. " + sentence)) == [(units, day)]
