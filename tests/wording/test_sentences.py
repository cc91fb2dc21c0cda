"""Sentences: a bar marks where one ends and the next begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawtext.law.ids import UnitId
from lawtext.law.units import Kind, Passage, Unit
from lawtext.wording import sentences
from lawtext.wording.abbreviations import ALL, NEVER_END, TABLE

SPLIT = """
Loven gælder for haver.|Den gælder ikke for altaner.
Ansøgning indgives, jf. § 5, stk. 2.|Kommunen afgør sagen.
Reglen i 1. pkt. gælder ikke.|2. pkt. gælder kun om natten.
Jf. stk. 2, 2. pkt.|Kommunen kan fravige 1. og 2. pkt.
Efter 1. og 2. pkt. gælder loven.|1. og 2. pkt. gælder dog ikke i juli.
Efter 3. pkt. kan fristen forlænges.|1.-3. pkt. finder tilsvarende anvendelse.
Loven træder i kraft den 1. juli 2016.|§ 7 har virkning fra den 8. juni 2018.
Lov nr. 8002 af 1. maj 2015 ophæves.|Stk. 1 gælder ikke.
Det gælder foreninger, fonde m.v.|Ministeren fastsætter regler.
Det gælder foreninger, fonde m.v. der har hjemsted her.
Lov om social pension m.v. (Forenkling af regler) ophæves.
Det udgør f.eks. Københavns Kommune.
Hospitalet ledes af H. C. Prøve.|Det er stort.
Det gælder for personer omfattet af litra A.|Andre kan søge.
Gebyret er 5.000 kr.|For børn er det halvt.
Afgiften er 62,7 kr. pr. GJ varme.
Nævnet består af 3 medlemmer.|2 medlemmer udpeges af ministeren.
Fristen er 2 uger.|(Ophævet)
Der svares afgift kl. 8 og kl. 16.
Beløbet er 1.|Kapitel 2 gælder ikke.
Overskriften (Første del. Anden del.) gælder.|Slut.
»Det er forbudt. Det er strafbart.« er ordene.|De gælder.
Er det tilladt?|Det afgør kommunen!|Sådan er det.
Han sagde: »Nej.«|Så gik han.
Kommunens afgørelse, jf. dog § 5.
Der gives tilskud på 80 pct.|Resten betales af kommunen.
Personen skal være fyldt 18 år.|Ældre kan deltage.
En uafsluttet (parentes.|Den varer ved
"""


@pytest.mark.parametrize("line", [line for line in SPLIT.splitlines() if line])
def test_sentences_end_where_a_reader_ends_them(line: str) -> None:
    wanted = line.split("|")
    text = " ".join(wanted)
    assert [text[start:end] for start, end in sentences.split(text)] == wanted


@pytest.mark.parametrize("word", sorted(NEVER_END))
def test_an_abbreviation_that_goes_on_ends_nothing(word: str) -> None:
    assert len(sentences.split(f"Det gælder {word} Noget andet.")) == 1


@pytest.mark.parametrize("word", sorted(ALL - NEVER_END))
def test_an_abbreviation_that_may_end_does_so_before_a_capital(word: str) -> None:
    assert len(sentences.split(f"Det gælder {word} Noget andet.")) == 2
    assert len(sentences.split(f"Det gælder {word} noget andet.")) == 1


def test_every_abbreviation_says_why_it_is_there_and_is_there_once() -> None:
    assert all(entry.reason and entry.word.endswith(".") and entry.word == entry.word.lower() for entry in TABLE)
    assert len({entry.word for entry in TABLE}) == len(TABLE)


def passage(text: str) -> Passage:
    return Passage(text, text, 0)


def item(number: int, text: str) -> Unit:
    return Unit(UnitId(f"Par1_Stk1_Num{number}"), Kind.NUMBER, passage(f"{number})"), (), (passage(text),))


def stk(*content: Passage | Unit) -> Unit:
    return Unit(UnitId("Par1_Stk1"), Kind.STK, content=content)


def test_a_note_splits_no_sentence() -> None:
    note = Unit(UnitId("Not1@Par1_Stk1"), Kind.NOTE, content=(passage("Ikke i kraft. Endnu."),))
    unit = stk(passage("Personer omfattet af nr. 3"), note, passage(", skal vande. De må hvile."))
    assert [sentence.text for sentence in sentences.of(unit)] == [
        "Personer omfattet af nr. 3, skal vande.",
        "De må hvile.",
    ]


def test_a_list_inside_a_sentence_does_not_end_it() -> None:
    unit = stk(passage("Den, der"), item(1, "graver eller"), item(2, "planter,"), passage("skal rydde op."))
    assert [sentence.text for sentence in sentences.of(unit)] == ["Den, der skal rydde op."]


def test_a_list_that_ends_its_sentence_is_followed_by_the_next() -> None:
    unit = stk(passage("Der må kun"), item(1, "graves og"), item(2, "plantes."), passage("Kommunen fører tilsyn."))
    assert [(sentence.id, sentence.text) for sentence in sentences.of(unit)] == [
        ("Par1_Stk1_Pkt1", "Der må kun"),
        ("Par1_Stk1_Pkt2", "Kommunen fører tilsyn."),
    ]


def test_a_list_that_stops_at_a_comma_is_not_followed_by_a_new_sentence() -> None:
    unit = stk(passage("Bor"), item(1, "Ada eller"), item(2, "Bo,"), passage("Kommunen bekendt, her, gælder loven."))
    assert len(sentences.of(unit)) == 1


def test_the_sentence_of_a_note_keeps_its_anchor_last() -> None:
    note = Unit(UnitId("Not1@Par1_Stk1"), Kind.NOTE, content=(passage("Se note 2."),))
    assert sentences.of(note)[0].id == "Not1_Pkt1@Par1_Stk1"


def test_a_unit_without_text_has_no_sentences() -> None:
    assert sentences.of(stk(passage(" "))) == ()


@given(st.text(alphabet="aB1.§()»« ,?:mvjf", max_size=60), st.lists(st.integers(0, 60), max_size=3))
def test_sentences_hold_all_words_in_order(text: str, breaks: list[int]) -> None:
    spans = sentences.split(text, sorted(breaks))
    ends = [0, *(end for span in spans for end in span)]
    assert ends == sorted(ends)
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())
