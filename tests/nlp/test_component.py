"""The spaCy component: spans with targets, settings, what is written to disk, several processes, odd documents."""

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from lawtext.errors import UsageError
from lawtext.nlp.component import NAME
from lawtext.nlp.said import _GETTERS, register

TEXT = "Efter § 2, nr. 11, i LAB og servicelovens §§ 5-8, jf. § 13 a, stk. 3. Det er alt."


def pipeline(**config: Any) -> Any:
    nlp = spacy.blank("da")
    nlp.add_pipe(NAME, config={"on": "2018-09-01"} | config)
    return nlp


@pytest.fixture(scope="module")
def nlp() -> Any:
    return pipeline()


def spans(doc: Any) -> list[tuple[str, str]]:
    return [(span.text, span._.kind) for span in doc.spans["citations"]]


def test_spacy_finds_the_factory_by_its_entry_point() -> None:
    [found] = entry_points(group="spacy_factories", name=NAME)
    assert found.value == "lawtext.nlp.component:make"


def test_spans_say_what_they_mean(nlp: Any) -> None:
    doc = nlp(TEXT)
    first, *_ = doc.spans["citations"]
    assert (first.text, first.label_, first._.act) == (
        "§ 2, nr. 11, i LAB",
        "full",
        "lov om en aktiv beskæftigelsesindsats",
    )
    assert first._.targets == ["2016-1342#Par2_Stk1_Num11"]
    assert (first._.units, first._.verdict, first._.edition) == (["Par2_Stk1_Num11"], "exists", "2016-1342")
    assert first._.doubts == []
    assert first._.standing_doubts


def test_what_does_not_stand_is_no_target(nlp: Any) -> None:
    doc = nlp("§ 999 i lov om en aktiv beskæftigelsesindsats")
    [span] = doc.spans["citations"]
    assert (span._.targets, span._.verdict) == ([], "no such provision")
    assert span._.why.startswith("§ 999 findes ikke")


def test_an_act_alone_is_a_target(nlp: Any) -> None:
    doc = nlp("Det følger af lov om en aktiv beskæftigelsesindsats.")
    [span] = doc.spans["citations"]
    assert (span._.kind, span._.targets) == ("act-only", ["2016-1342"])


def test_a_span_that_is_no_citation_says_nothing(nlp: Any) -> None:
    doc = nlp(TEXT)
    assert doc[-4:]._.targets is None
    assert doc[-4:]._.act is None


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("§§ 5-8", ["§§", "5-8"]),
        ("§ 13 a", ["§", "13", "a"]),
        ("LAB§2", ["LAB", "§", "2"]),
        ("stk.2", ["stk.", "2"]),
        ("Stk. 2, nr.3", ["Stk.", "2", ",", "nr.", "3"]),
        ("§ 1, 2.-4. pkt.", ["§", "1", ",", "2.", "-", "4.", "pkt."]),
        ("se § 1, stk. 3. Og", ["se", "§", "1", ",", "stk.", "3", ".", "Og"]),
        ("efter § 96 c.", ["efter", "§", "96", "c", "."]),
        ("den 2018-09-01", ["den", "2018-09-01"]),
    ],
)
def test_tokens_are_as_citations_are_read(nlp: Any, text: str, tokens: list[str]) -> None:
    assert [token.text for token in nlp(text)] == tokens


def test_a_span_widened_to_whole_words_says_so() -> None:
    nlp = pipeline(tokenize=False)
    doc = nlp("se § 1, stk. 3. Og så")
    [span] = doc.spans["citations"]
    assert span.text == "§ 1, stk. 3."
    assert any("udvidet til hele ord" in says for says in span._.doubts)


def test_spans_of_others_are_not_moved() -> None:
    nlp = pipeline()
    doc = nlp.make_doc("se § 1, stk. 3. Og så")
    doc.spans["mine"] = [doc[-2:]]
    [span] = nlp(doc).spans["citations"]
    assert doc.spans["mine"][0].text == "Og så"
    assert span.text == "§ 1, stk. 3."


def test_two_citations_in_one_word_are_told() -> None:
    nlp = pipeline(tokenize=False)
    doc = Doc(nlp.vocab, words=["§ 1, jf. dog § 2,", "begge"], spaces=[True, False])
    [span] = nlp(doc).spans["citations"]
    assert any("»§ 2«" in says for says in span._.doubts)


def test_a_document_knows_its_day_and_place() -> None:
    nlp = pipeline(on=None)
    doc = nlp.make_doc("jf. dog stk. 2")
    doc._.citation_date, doc._.citation_place = "2016-12-01", "2016-1342#Par68a_Stk4"
    [span] = nlp(doc).spans["citations"]
    assert span._.targets == ["2016-1342#Par68a_Stk2"]


def test_lenient_reads_damaged_text() -> None:
    assert spans(pipeline()("efter LAB 22 kan")) == [("LAB", "act-only")]
    doc = pipeline(lenient=True)("efter LAB 22 kan")
    [span] = doc.spans["citations"]
    assert span.text == "LAB 22"
    assert span._.doubts


def test_spans_can_be_kept_under_another_key() -> None:
    doc = pipeline(spans_key="law")(TEXT)
    assert len(doc.spans["law"]) == 3


def test_a_pipeline_is_written_and_read_back(tmp_path: Path, nlp: Any) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert spans(again(TEXT)) == spans(nlp(TEXT))
    assert [token.text for token in again(TEXT)] == [token.text for token in nlp(TEXT)]
    assert again.get_pipe_meta(NAME).factory == NAME
    assert again.config["components"][NAME]["on"] == "2018-09-01"


def test_a_document_is_written_and_read_back(nlp: Any) -> None:
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert spans(again) == spans(doc)
    assert [span._.targets for span in again.spans["citations"]] == [span._.targets for span in doc.spans["citations"]]


def test_two_processes_find_what_one_finds(nlp: Any) -> None:
    texts = [TEXT, "intet her", "§ 999 i serviceloven"] * 3
    alone = [spans(doc) for doc in nlp.pipe(texts)]
    both = list(nlp.pipe(texts, n_process=2, batch_size=2))
    assert [spans(doc) for doc in both] == alone
    assert both[0].spans["citations"][0]._.targets == ["2016-1342#Par2_Stk1_Num11"]


@pytest.mark.parametrize("config", [{"on": "1. september 2018"}, {"on": "2018-02-30"}])
def test_a_wrong_setting_is_said_in_danish(config: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="er ikke en dato"):
        pipeline(**config)


def test_a_place_that_is_none_is_said_in_danish(nlp: Any) -> None:
    doc = nlp.make_doc("jf. stk. 2")
    doc._.citation_place = "§ 2"
    with pytest.raises(UsageError, match="er ikke et sted"):
        nlp(doc)


def test_a_taken_extension_is_said_in_danish() -> None:
    register()
    Span.set_extension("targets", default=None, force=True)
    try:
        with pytest.raises(UsageError, match="allerede taget"):
            register()
    finally:
        Span.set_extension("targets", getter=_GETTERS["targets"], force=True)


def test_help_of_the_command_line_does_without_spacy() -> None:
    says = "import sys, lawtext.cli.main; print([name for name in ('spacy', 'lawtext.nlp') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", says], capture_output=True, text=True, check=True).stdout == "[]\n"


_SOUP = st.lists(
    st.sampled_from(
        ["§", "§§", "2", "13 a", ", ", "stk.", " ", "3.", "nr.2", "LAB", "og", "\n", "\u00a0", "i", ".-4.", "(", "pkt."]
    )
).map("".join)


@settings(max_examples=60, deadline=None)
@given(_SOUP)
def test_any_text_keeps_its_characters_and_spans_their_words(nlp: Any, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    for span in doc.spans["citations"]:
        record = span._.citation
        assert text[record["start"] : record["end"]] == record["text"] == span.text
