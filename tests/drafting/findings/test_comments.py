"""Comments in a copy of a Word file: where they hang, and that nothing else changes."""

import io
from collections.abc import Iterator
from itertools import pairwise

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from lawtext.drafting.findings import comments
from lawtext.drafting.findings.finding import Cell, Finding, Level, Part, Spot
from lawtext.drafting.findings.word import WordFile
from lawtext.errors import UnusableInputError
from tests.drafting import word


def finding(text: str, paragraph: int = 1, start: int = 0, part: Part = Part.BODY) -> Finding:
    spot = Spot("a.docx", part, paragraph, start=start, end=start + len(text), text=text)
    return Finding("rule", Level.ERROR, f"»{text}« er forkert.", "Wrong.", spot, "§ 7")


def file(body: str, header: str = "") -> bytes:
    return word.docx(body, header)


def texts(content: bytes) -> list[tuple[Part, int, str]]:
    return [(one.part, one.number, one.text) for one in WordFile(content, "a.docx").paragraphs()]


def marked(content: bytes) -> list[str]:
    """The words that each comment stands at, in the order of the comments."""
    document = Document(io.BytesIO(content))
    found: dict[str, str] = {}
    open_: set[str] = set()
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for element in document.element.body.iter():
        key = element.get(f"{w}id") or ""
        if element.tag == f"{w}commentRangeStart":
            open_.add(key)
        elif element.tag == f"{w}commentRangeEnd":
            open_.discard(key)
        elif element.tag == f"{w}t":
            for each in open_:
                found[each] = found.get(each, "") + (element.text or "")
    return [found[key] for key in sorted(found, key=int)]


def test_words_split_over_runs_are_marked_exactly() -> None:
    content = file(word.paragraph("Efter § 9", "9 i lov", "en."))
    made = comments.write(content, "a.docx", [finding("§ 99", start=6)])
    assert marked(made) == ["§ 99"]
    assert texts(made) == texts(content)
    (comment,) = list(Document(io.BytesIO(made)).comments)
    assert comment.text == "Fejl: »§ 99« er forkert.\nForslag: § 7"
    assert comment.author == "lawtext"


FIELD = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
WORDS = "<w:r><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    "inside",
    [
        FIELD.format("begin") + FIELD.format("separate") + WORDS.format("§ 99") + FIELD.format("end"),
        "<w:fldSimple w:instr='REF a'>" + WORDS.format("§ 9") + WORDS.format("9") + "</w:fldSimple>",
        FIELD.format("begin") + WORDS.format("§ 99"),
    ],
    ids=["complex", "simple", "ends in another paragraph"],
)
def test_marks_stand_outside_fields(inside: str) -> None:
    content = file(f"<w:p>{WORDS.format('Efter ')}{inside}{WORDS.format('.')}</w:p>")
    made = comments.write(content, "a.docx", [finding("§ 99", start=6)])
    assert marked(made) == ["§ 99"]
    assert texts(made) == texts(content)
    assert not list(marks_in_fields(made))


def marks_in_fields(content: bytes) -> Iterator[str]:
    """The marks of comments that lie in a simple field, or between the first and last mark of a complex one."""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    body = Document(io.BytesIO(content)).element.body
    ends = sum(mark.get(f"{w}fldCharType") == "end" for mark in body.iter(f"{w}fldChar"))
    depth = 0
    for element in body.iter():
        if element.tag == f"{w}fldChar" and ends:
            depth += {"begin": 1, "end": -1}.get(element.get(f"{w}fldCharType"), 0)
        elif "comment" in element.tag and (depth or next(element.iterancestors(f"{w}fldSimple"), None) is not None):
            yield element.tag


def test_cells_and_overlapping_findings() -> None:
    content = file(word.paragraph("Først") + word.table(word.row("LAB", "§ 1 og § 2"), columns=2))
    made = comments.write(content, "a.docx", [finding("§ 1 og § 2", 3), finding("og § 2", 3, 4)])
    assert marked(made) == ["§ 1 og § 2", "og § 2"]
    (cell,) = [one.cell for one in WordFile(content, "a").paragraphs() if one.number == 3]
    assert cell == Cell(1, 1, 2)


def test_a_header_is_commented_in_the_body() -> None:
    content = file(word.paragraph("Brødtekst."), header=word.paragraph("Efter § 99"))
    made = comments.write(content, "a.docx", [finding("§ 99", 1, 6, Part.HEADER)])
    assert marked(made) == ["Brødtekst."]
    (comment,) = list(Document(io.BytesIO(made)).comments)
    assert "I sidehovedet, »§ 99«: " in comment.text


def test_a_second_copy_keeps_the_comments_of_the_first() -> None:
    once = comments.write(file(word.paragraph("Efter § 99.")), "a.docx", [finding("§ 99", start=6)])
    twice = comments.write(once, "a.docx", [finding("Efter")])
    assert len(list(Document(io.BytesIO(twice)).comments)) == 2
    assert marked(twice) == ["§ 99", "Efter"]


def test_the_same_input_gives_the_same_bytes() -> None:
    content, found = file(word.paragraph("Efter § 99.")), [finding("§ 99", start=6)]
    assert comments.write(content, "a", found) == comments.write(content, "a", found)


@given(st.text("§ 9ab", min_size=1, max_size=30).filter(str.strip), st.data())
def test_any_words_of_any_runs(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)) | {0, len(text)})
    runs = [text[first:last] for first, last in pairwise(cuts)]
    preserved = [f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs]
    content = file(f"<w:p>{''.join(preserved)}</w:p>")
    spots = data.draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 9)), min_size=1, max_size=4))
    found = [finding(text[start : start + length], 1, start) for start, length in spots]
    made = comments.write(content, "a", found)
    assert texts(made) == texts(content)
    assert sorted(marked(made)) == sorted(one.spot.text for one in found)


def test_what_is_no_word_file_is_told() -> None:
    with pytest.raises(UnusableInputError, match=r"a\.docx"):
        comments.write(b"PK\x03\x04 nej", "a.docx", [])
