"""Documents for measuring the check: sentences as Word, HTML or text, and the application of 2016 as a Word file."""

import html
import io
import re
from collections.abc import Sequence
from typing import NamedTuple

from lawtext.drafting.findings.finding import Finding
from scripts.planted_faults import Made

FORMS = ("docx", "txt", "html")
_SENTENCES_A_PAGE = 9


class Expected(NamedTuple):
    """A finding that the hand check of the application has: its rule, and words of its text or sentence."""

    rule: str
    words: str


HAND_CHECK = (
    Expected("chapter-misfit", "»Mentor« passer ikke til kapitel 9"),
    Expected("wrong-name", "en aktiv socialpolitik"),
    Expected("wrong-name", "tyringsloven"),
    Expected("only-in-annex", "§ 2 i lov om organisering"),
    Expected("only-in-list", "Kapitel 17 i lov om en aktiv beskæftigelsesindsats"),
    Expected("only-in-list", "Kapitel 4 i lov om aktiv socialpolitik"),
    Expected("only-in-list", "Kapitel 6 a i lov om aktiv socialpolitik"),
    Expected("only-in-list", "§ 74 i lov om aktiv socialpolitik"),
    Expected("only-in-list", "Kapitel 6 i lov om sygedagpenge"),
    Expected("lost-sign", "§ 22"),
    Expected("lost-sign", "§ 74"),
    Expected("lost-sign", "§§ 2, 5 og 9"),
    Expected("lost-sign", "§ 9"),
    Expected("lost-sign", "§ 184"),
    Expected("form", "6a"),
    Expected("form", "12a"),
    Expected("form", "12b"),
)
"""What ../shared/gold/waivers/ERRORS.md part D finds wrong that the texts can show."""
ALSO_RIGHT = (Expected("lost-sign", "§ 6"), Expected("lost-sign", "§§ 5, 6, 9 og 10"))
"""True of the application too, but not in every form of it."""


def is_hit(expected: Expected, finding: Finding) -> bool:
    """Whether a finding is the one expected."""
    return finding.rule == expected.rule and expected.words in f"{finding.spot.text} {finding.says}"


def document(made: Made, form: str) -> bytes:
    """The sentences of a document, each a paragraph, every third in a table in Word."""
    texts = [sentence.text for sentence in made.sentences]
    if form == "txt":
        return "\n\n".join(texts).encode()
    if form == "html":
        body = "".join(f"<p>{html.escape(text, quote=False)}</p>" for text in texts)
        return f"<!doctype html><html><body><h1>Brev</h1>{body}</body></html>".encode()
    return _word(texts)


def pages(made: Sequence[Made], number: int) -> bytes:
    """A Word file of so many pages of the sentences."""
    texts = [sentence.text for one in made for sentence in one.sentences]
    return _word(texts[: number * _SENTENCES_A_PAGE])


def _word(texts: Sequence[str]) -> bytes:
    from docx import Document  # noqa: PLC0415

    word = Document()
    word.add_heading("Afgørelse", 1)
    for at, text in enumerate(texts):
        if at % 3 == 2:
            table = word.add_table(rows=1, cols=2)
            table.cell(0, 0).text = f"Punkt {at}"
            table.cell(0, 1).text = text
        else:
            half = len(text) // 2
            paragraph = word.add_paragraph(text[:half])
            paragraph.add_run(text[half:]).bold = True
    return _saved(word)


def _saved(word: object) -> bytes:
    target = io.BytesIO()
    word.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


# The application of April 2016, whose tables its extraction has run together

_ACTS = r"Lov om organisering|Lov om en aktiv beskæftigelsesindsats|Lov om en aktiv socialpolitik|Sygedagpengeloven"
_LIST = re.compile(r"Lovgivning (?P<rows>Lov om organisering.*?)(?= Det skal understreges)", re.DOTALL)
_LIST_ROW = re.compile(rf"(?P<act>(?:{_ACTS})\D*?)\s+(?P<units>(?:Paragrafer )?(?:Kapitel )?\d.*?)(?=(?:{_ACTS})|$)")
_ROW_END = re.compile(
    r"LAB(?: kap\.)? \d+[ab]?(?: Styringsloven 9, 6, stk\. 4 og 10)?|beskæftigelsesindsatsen\) [\d, og]+\."
)
_LABELS = (
    "Generelt",
    "Aktive tilbud",
    "Mentor",
    "Vejledning og opkvalificering",
    "Virksomhedspraktik",
    "Løntilskud",
    "Fleksjob",
    "Ressourceforløb og ressourceforløbsydelse",
    "Jobafklaring",
    "Individuel opfølgning/jobforløb",
)


def application(text: str) -> bytes:
    """The application as a Word file: headings in styles, the list and the annex as tables, the note as text."""
    from docx import Document  # noqa: PLC0415

    word = Document()
    body = text.partition("Transkript:")[2]
    listed = _LIST.search(body)
    annex_at = body.rindex("4. Bilag 1 Nedenfor")
    head = body.index("Ydelse/Indsats")
    before = body[: listed.start()] if listed else body[:annex_at]
    _prose(word, before)
    if listed:
        rows = [(row["act"].strip(), row["units"].strip()) for row in _LIST_ROW.finditer(listed["rows"])]
        _table(word, [("Lovgivning", "Paragrafer"), *((act, units.removeprefix("Paragrafer ")) for act, units in rows)])
        _prose(word, body[listed.end() : annex_at])
    word.add_heading("4. Bilag 1", 1)
    word.add_paragraph(body[annex_at + len("4. Bilag 1 ") : head].strip())
    _table(word, [("Ydelse/Indsats", "Lovgivningskrav", "Lovgivningskapitel/-paragraf"), *_annex_rows(body[head:])])
    return _saved(word)


def _prose(word: object, text: str) -> None:
    for paragraph in re.split(r"\n\s*\n|(?=\b\d\. [A-ZÆØÅ])", text):
        said = " ".join(paragraph.split())
        if re.fullmatch(r"\d\. [^.]{3,60}", said):
            word.add_heading(said, 1)  # type: ignore[attr-defined]
        elif said:
            word.add_paragraph(said)  # type: ignore[attr-defined]


def _annex_rows(text: str) -> list[tuple[str, str, str]]:
    """The rows in the printed order: label, what the law demands, and where."""
    at = text.index("Generelt")
    rows = []
    found = list(_ROW_END.finditer(text, at))
    labels = ["Generelt", "Generelt", *_LABELS[1:]]
    for label, match in zip(labels, _cells(text, found), strict=False):
        rows.append((label, *match))
    return rows


def _cells(text: str, found: list[re.Match[str]]) -> list[tuple[str, str]]:
    cells = []
    for match in found:
        start = match.start()
        if match[0].startswith("beskæftigelsesindsatsen"):
            start = text.rindex("Styringsloven", 0, start)
        where = " ".join(text[start : match.end()].split())
        cells.append(("Som ovenfor" if len(cells) > 2 else "Et krav i loven", where))
    return cells


def _table(word: object, rows: Sequence[Sequence[str]]) -> None:
    table = word.add_table(rows=len(rows), cols=len(rows[0]))  # type: ignore[attr-defined]
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
