"""A gazette PDF (Lovtidende, or a page's own PDF from Retsinformation) to an edition.

Text comes from pypdf with the place of each piece; heads, feet and the cover page go, two columns are read one after
the other. A PDF says nothing of tables: their cells come as rows of text. Limits hold pages, content and time.
"""

import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, NamedTuple, NoReturn

from lawtext.errors import UnusableInputError
from lawtext.law.editions import Edition, Form
from lawtext.reading import heads, lined, setting
from lawtext.reading.heads import Head
from lawtext.reading.roles import Row
from lawtext.reading.setting import SetLine
from lawtext.wording import dates
from lawtext.wording.clean import clean

MOST_PAGES = 2_000
MOST_PIECES = 2_000_000
"""Pieces of text and operators of all pages; the longest act has some 150,000."""
LARGEST_STREAM = 1_000_000
"""Bytes of one page's content, a font's table or the like when unpacked; a page of an act has under 100,000."""
_LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": LARGEST_STREAM,
    "lzw_maximum_output_length": LARGEST_STREAM,
    "run_length_maximum_output_length": LARGEST_STREAM,
    "stream_decoding_work_maximum_length": 4 * LARGEST_STREAM,
    "stream_parsing_work_maximum_count": 200_000,
    "xform_maximum_invocations_per_extraction": 500,
    "page_tree_maximum_entries": 2 * MOST_PAGES,
}
"""pypdf's own limits, drawn in to what an act can need."""
_SECONDS_AND_PER_MB = (1.5, 30.0)
_UNHEARD = logging.NullHandler()
"""Takes what pypdf says of damage, which would be printed as it is where nobody listens; the user is told once."""
_EDGE = 0.09
"""The share of a page's height, above and below, where heads and feet stand."""
_FOOT = re.compile(
    r"(?:(?:Side\s*)?\d{1,4}|[A-ZÆØÅ]{3}\s+nr\.?\s+\d+\s+af\s+\d{1,2}/\d{1,2}/\d{4}.{0,12})", re.IGNORECASE
)
_COVER = re.compile(r"Udskriftsdato:")
_NUMBER = re.compile(r"(?:Lov(?:bekendtgørelse)?|Bekendtgørelse|Anordning)?\s*[Nn]r\.\s*(?P<number>\d{1,5})\b")
_TYPES = (("Bekendtgørelse af", "LBK"), ("Bekendtgørelse", "BEK"), ("Lov", "LOV"), ("Anordning", "AND"))


class Piece(NamedTuple):
    """A run of text on a page, in points from the lower left corner."""

    left: float
    base: float
    size: float
    text: str
    slanted: bool


class Page(NamedTuple):
    """The pieces of a page, in the order they are drawn, and its size."""

    pieces: list[Piece]
    width: float
    height: float


def read(data: bytes, name: str) -> Edition:
    """Read a whole PDF. Raises UnusableInputError, also where it has no text (a scanned page) or breaks a limit."""
    pages = _pages(data, name)
    column = gutter(pages)
    set_pages = [lines(page, column) for page in pages]
    everything = [line for page in set_pages for line in page]
    if not everything:
        raise UnusableInputError(f"{name} har ingen tekst i sig (er den skannet?). Hent retsakten som XML eller HTML.")
    text = "\n".join(line.text for line in everything)
    head = heads.within(text, name) or _older_head(text)
    if head is None:
        raise UnusableInputError(f"{name} siger ikke retsaktens type, nummer og dato. Hent den som XML eller HTML.")
    act = [(page, said) for page, said in zip(pages, set_pages, strict=True) if said and not _COVER.match(said[0].text)]
    body = without_edges([said for _, said in act], [page.height for page, _ in act])
    rows = list(setting.rows(body, setting.words(everything)))
    return lined.edition(list(_titled(rows, body)), head, Form.PDF, data, name)


def paragraphs(data: bytes, name: str) -> Iterator[tuple[int, str]]:
    """The page, from 1, and text of each paragraph of any PDF, in reading order; one that goes on is of its first page.

    Raises UnusableInputError, also where there is no text (a scanned page) or a limit is broken.
    """
    pages = _pages(data, name)
    column = gutter(pages)
    set_pages = [lines(page, column) for page in pages]
    known = setting.words([line for page in set_pages for line in page])
    edges = [without_edges([page], [sheet.height]) for page, sheet in zip(set_pages, pages, strict=True)]
    left: tuple[int, str] | None = None
    for number, page in enumerate(edges, start=1):
        found = [(number, row.text) for row in setting.rows(page, known) if row.text.strip()]
        if left and found and not found[0][1][:1].isupper():
            found[0] = (left[0], setting.joined(left[1], found[0][1], known))
        elif left:
            yield left
        left = found.pop() if found and not found[-1][1].endswith((".", ":", "?", "!")) else None
        yield from found
    if left:
        yield left


# Text with places, from pypdf


def _pages(data: bytes, name: str) -> list[Page]:
    from pypdf import PdfReader, apply_configuration  # noqa: PLC0415
    from pypdf.errors import DependencyError  # noqa: PLC0415

    logging.getLogger("pypdf").addHandler(_UNHEARD)
    budget = _Budget(name, len(data))
    try:
        with apply_configuration(**_LIMITS):
            reader = PdfReader(BytesIO(data), strict=False)
            _refuse(reader, name)
            return [_page(page, budget) for page in reader.pages]
    except UnusableInputError:
        raise
    except DependencyError as error:  # AES, which pypdf does not read by itself, even where no password is asked for
        raise UnusableInputError(f"{name} er krypteret (beskyttet). Gem den uden beskyttelse.") from error
    except Exception as error:  # pypdf meets damage with errors of every kind
        raise UnusableInputError(f"{name} er en beskadiget PDF-fil. Hent den igen, eller hent XML.") from error


def _refuse(reader: Any, name: str) -> None:
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnusableInputError(f"{name} er beskyttet med adgangskode. Gem den uden.")
    if len(reader.pages) > MOST_PAGES:
        raise UnusableInputError(f"{name} har mere end {MOST_PAGES} sider og læses ikke.")


class _Budget:
    """Ends a reading that a hostile file would make endless."""

    def __init__(self, name: str, size: int) -> None:
        self._name = name
        self._left = MOST_PIECES
        base, per_mb = _SECONDS_AND_PER_MB
        self._until = time.monotonic() + base + per_mb * size / 1_000_000

    def spend(self, *_: Any) -> None:
        """Called for each operator. Raises UnusableInputError when the budget is gone."""
        self._left -= 1
        if self._left < 0 or (self._left % 256 == 0 and time.monotonic() > self._until):
            self.exceeded()

    def exceeded(self) -> NoReturn:
        """Raises UnusableInputError."""
        raise UnusableInputError(f"{self._name} er for tung til at læse. Hent retsakten som XML eller HTML.")


def _page(page: Any, budget: _Budget) -> Page:
    budget.spend()
    content = page.get_contents()
    if content is not None and len(content.get_data()) > LARGEST_STREAM:
        budget.exceeded()
    pieces: list[Piece] = []

    def take(text: str, cm: list[float], tm: list[float], font: dict[str, Any] | None, size: float) -> None:
        if text.strip():
            left, base = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            named = str((font or {}).get("/BaseFont", ""))
            slanted = any(word in named for word in ("Bold", "Italic", "Oblique"))
            scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[2]) or 1.0
            pieces.append(Piece(left, base, size * scale, text, slanted))

    page.extract_text(visitor_text=take, visitor_operand_before=budget.spend)
    return Page(pieces, float(page.mediabox.width), float(page.mediabox.height))


# Pieces to lines, column by column


def lines(page: Page, gutter: float | None) -> list[SetLine]:
    """The lines of a page in reading order; `gutter` is where the document's second column begins."""
    drawn = _drawn(page.pieces)
    if gutter is None or sum(abs(piece.left - gutter) < 12 for piece in page.pieces) < 3:
        return [_line(pieces) for pieces in drawn]
    whole = [piece for piece in page.pieces if piece.left < gutter - 4 and _end(piece) > gutter + 0.15 * page.width]
    starts = _left(drawn)
    out: list[SetLine] = []
    above = page.height
    for base in [*sorted({piece.base for piece in whole}, reverse=True), -1.0]:
        between = [piece for piece in page.pieces if base < piece.base < above and piece not in whole]
        left, right = ([piece for piece in between if (piece.left < gutter - 4) is side] for side in (True, False))
        out += [_line(pieces) for pieces in _drawn(left)]
        out += [_line([each._replace(left=each.left - gutter + starts) for each in row]) for row in _drawn(right)]
        out += [_line([piece for piece in whole if piece.base == base])] if base >= 0 else []
        above = base
    return out


def _drawn(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces on one baseline (or nearly: a raised figure), from the top of the page."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (-each.base, each.left)):
        if rows and rows[-1][0].base - piece.base < 0.45 * max(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda each: each.left) for row in rows]


def _line(pieces: Sequence[Piece]) -> SetLine:
    text = ""
    end = None
    for piece in pieces:
        said = piece.text.replace("\n", " ").replace("\xad", "-")
        apart = end is not None and piece.left - end > 0.8 * piece.size
        text += (" " if apart and not text.endswith(" ") and not said.startswith(" ") else "") + said
        end = _end(piece)
    widest = max(pieces, key=lambda each: len(each.text))
    size = max(piece.size for piece in pieces)
    return SetLine(pieces[0].left, pieces[0].base, size, clean(text).strip(), widest.slanted)


def _end(piece: Piece) -> float:
    """Where a piece ends, by the usual width of letters."""
    return piece.left + 0.42 * piece.size * len(" ".join(piece.text.split()))


def _left(drawn: Sequence[Sequence[Piece]]) -> float:
    return min(piece.left for pieces in drawn for piece in pieces)


def gutter(pages: Sequence[Page]) -> float | None:
    """Where the second column begins on the pages of a document; None where it is set in one."""
    starts: Counter[int] = Counter()
    rows = 0
    for page in pages:
        drawn = _drawn(page.pieces)
        rows += len(drawn)
        starts.update(round(piece.left) for row in drawn for piece in _after_a_gap(row, page.width))
    if not starts:
        return None
    start, often = starts.most_common(1)[0]
    return float(start) if often > max(8, 0.15 * rows) else None


def _after_a_gap(row: Sequence[Piece], width: float) -> Iterator[Piece]:
    """Pieces near the middle of the page with nothing, or a blank, right before them."""
    for piece in row:
        before = [_end(each) for each in row if each.left < piece.left]
        if 0.47 * width < piece.left < 0.62 * width and all(end < piece.left for end in before):
            yield piece


# What is not the act's text


def without_edges(pages: Sequence[Sequence[SetLine]], heights: Sequence[float]) -> list[SetLine]:
    """The lines of all pages without heads and feet: page numbers, the act's number, and what recurs at the edge.

    Baselines go on from page to page, so that a row may run over a page's end.
    """
    recurring = Counter(
        key
        for page, height in zip(pages, heights, strict=True)
        for key in {_key(line) for line in page if _at_edge(line, height)}
    )
    out: list[SetLine] = []
    below = 0.0
    for page, height in zip(pages, heights, strict=True):
        kept = [line for line in page if not _is_edge(line, height, recurring, len(pages))]
        if not kept:
            continue
        shift = below - kept[0].base - (0.0 if not out else 13.0)
        out += [line._replace(base=line.base + shift) for line in kept]
        below = out[-1].base
    return out


def _at_edge(line: SetLine, height: float) -> bool:
    return line.base < _EDGE * height or line.base > (1 - _EDGE) * height


def _key(line: SetLine) -> str:
    return re.sub(r"\d+", "#", line.text)


def _is_edge(line: SetLine, height: float, recurring: Counter[str], pages: int) -> bool:
    if not _at_edge(line, height):
        return False
    often = recurring[_key(line)] > max(1, 0.4 * pages) and len(line.text) < 120 and not line.text.endswith((".", ","))
    return often or _FOOT.fullmatch(line.text) is not None


def _titled(rows: list[Row], body: Sequence[SetLine]) -> Iterator[Row]:
    """The rows with the title on one: all that is set larger than the text, or the first row."""
    size = Counter(round(line.size) for line in body).most_common(1)[0][0] if body else 0
    large = 0
    for line in body:
        if round(line.size) <= size:
            break
        large += 1
    told = 0
    title: list[str] = []
    while rows and told < sum(len(line.text) for line in body[:large]) - 2 * large:
        row = rows.pop(0)
        told += len(row.text)
        title.append(row.text)
    if title:
        yield Row(" ".join(title))
    yield from rows


def _older_head(text: str) -> Head | None:
    """Of a gazette without the line "LBK nr …": "Nr. 433", the first date in prose, and the type from the title."""
    number = _NUMBER.search(text)
    day = re.search(dates.PATTERN, clean(text))
    signed = dates.read(day[0]) if day else None
    kinds = (short for words, short in _TYPES if re.search(rf"^{words}\b", text, re.MULTILINE))
    kind = next(kinds, None)
    return Head(kind, number["number"], signed) if number and signed and kind else None
