"""Which act a word means, and where it is asked for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawtext.corpus.retsinformation.addresses import Site, edition_in, edition_of_accession
from lawtext.errors import UsageError
from lawtext.law.ids import EditionId


@pytest.mark.parametrize(
    "text",
    [
        "2016-1342",
        " 2016-1342 ",
        "https://www.retsinformation.dk/eli/lta/2016/1342",
        "http://retsinformation.dk/eli/lta/2016/1342/xml",
        "https://retsinformation.dk/eli/lta/2016/1342/dan/xml",
        "https://www.retsinformation.dk/eli/lta/2016/1342#P14",
        "https://www.retsinformation.dk/eli/lta/2016/1342?x=1",
        "eli/lta/2016/1342",
        "/eli/LTA/2016/1342/pdf",
        "lta/2016/1342",
        "A20160134229",
        "a20160134229",
        "https://www.retsinformation.dk/eli/accn/A20160134229/xml",
    ],
)
def test_every_way_to_name_an_act_is_understood(text: str) -> None:
    assert edition_in(text) == "2016-1342"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "er ikke en retsakt"),
        ("lov om prøvekasser", "er ikke en retsakt"),
        ("16-1342", "er ikke en retsakt"),
        ("2016-", "er ikke en retsakt"),
        ("2016-1342-1", "er ikke en retsakt"),
        ("https://example.org/eli/lta/2016/1342", "er ikke en retsakt"),
        ("https://www.retsinformation.dk.example.org/eli/lta/2016/1342", "er ikke en retsakt"),
        ("eli/lta/2016", "har ikke årstal og nummer"),
        ("eli/lta/2016/../../x", "har ikke årstal og nummer"),
        ("eli/accn/C20160134229", "har ikke årstal og nummer"),
        ("eli/ft/201712L00232", "er i Folketingstidende"),
        ("eli/mt/2016/12", "er i Ministerialtidende"),
        ("eli/fob/2009/1-1", "er i samlingen fob"),
    ],
)
def test_what_is_no_act_in_lovtidende_a_is_usage(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        edition_in(text)


@given(st.text(max_size=40))
def test_any_words_are_an_act_or_usage(text: str) -> None:
    try:
        year, number = edition_in(text).split("-")
    except UsageError:
        return
    assert year.isdigit() and number.isdigit()


@pytest.mark.parametrize(
    ("accession", "edition"),
    [
        ("A20160134229", "2016-1342"),
        ("B20240022705", "2024-227"),  # an order in Lovtidende A
        ("C20160134229", None),
        ("A2016013422", None),
        ("", None),
    ],
)
def test_accession_numbers_of_lovtidende_a(accession: str, edition: str | None) -> None:
    assert edition_of_accession(accession) == edition


def test_addresses_are_those_of_the_site_unless_another_is_given() -> None:
    edition = EditionId("2016-1342")
    assert Site().xml(edition) == "https://www.retsinformation.dk/eli/lta/2016/1342/xml"
    assert Site().changes(date(2026, 11, 2)) == "https://api.retsinformation.dk/v1/Documents?date=2026-11-02"
    assert Site("http://127.0.0.1:1").xml(edition) == "http://127.0.0.1:1/eli/lta/2016/1342/xml"
