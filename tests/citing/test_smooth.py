"""The text as it is searched, and the way back."""

from hypothesis import given
from hypothesis import strategies as st

from lawtext.citing.smooth import smooth


def test_broken_words_are_whole_and_compounds_are_left() -> None:
    assert smooth("novem-\nber, uddannelses- eller kontanthjælp, sygedag- penge").text == (
        "november, uddannelses- eller kontanthjælp, sygedagpenge"
    )


def test_smooth_text_is_the_very_same() -> None:
    text = "§ 5, stk. 2, i lov om broer"
    assert smooth(text).text is text


@given(
    st.lists(st.sampled_from([*"ab §-", "\n", "\u00a0", "\u00ad", "\u200b", "\u2011", "  ", "ord"]), max_size=30).map(
        "".join
    )
)
def test_every_character_leads_back_to_its_like(text: str) -> None:
    found = smooth(text)
    assert "  " not in found.text.strip() or "\u00ad" in text or "\u200b" in text
    end = 0
    for offset, char in enumerate(found.text):
        start, stop = found.span(offset, offset + 1)
        assert end <= start < stop <= len(text)
        assert (
            text[start] == char
            or (char == " " and (text[start].isspace() or text[start] in "\u00ad\u200b"))
            or char == "-"
        )
        end = start


def test_lines_of_the_source_are_known() -> None:
    found = smooth("a\n  b\u00adc\nd")
    assert [found.text[at] for at in range(len(found.text)) if found.starts_line(at)] == ["a", "b", "d"]
