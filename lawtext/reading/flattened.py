"""Flattened text to an edition: a head, a title, then one block a paragraph with all that lies in it run together.

What the form has lost stays lost: preamble, chapters, annexes; and the commencement provisions of amending acts stand
after the act's own last paragraph without a word of what they belong to. Source of the form: the corpus' own README.
"""

import hashlib
import re
from typing import NamedTuple

from lawtext.errors import UnusableInputError
from lawtext.law.editions import Edition, Form, Source
from lawtext.law.ids import order
from lawtext.law.units import Kind, Passage, Unit
from lawtext.reading import heads, standing
from lawtext.reading.names import Names
from lawtext.reading.splitting import Splitter
from lawtext.wording import labels
from lawtext.wording.clean import clean

_BLOCK = re.compile(r"\S.*?(?=\n[^\S\n]*\n|\Z)", re.DOTALL)
_LABEL = re.compile(
    r"""
    §{1,2}\s?
    (?P<numbers>
        \d+(?:\s?[A-Za-zÆØÅæøå](?![A-Za-zÆØÅæøå]))?
        (?:\s?(?:[-–,]|og|eller)\s?(?:§{1,2}\s?)?(?:\d+(?:\s?[A-Za-zÆØÅæøå](?![A-Za-zÆØÅæøå]))?|[a-zæøå](?![A-Za-zæøå])))*
    )
    \s?\.
    """,
    re.VERBOSE,
)
_BARE_LABEL = re.compile(r"§{1,2}\s?(?P<numbers>\d+(?:\s?[a-zæøå](?=\s))?)(?=\s+[A-ZÆØÅ(])")
_GOES_ON = re.compile(r"[Ss]tk\.|\(?\w{1,4}\)|[a-zæøå]")
_COMMENCES = re.compile(
    r"""
    \s*(?:Stk\.\s?1\.\s*)?
    (?:Loven|Bekendtgørelsen|Denne\slov|Lovens\s§|§{1,2}\s?\d)
    [^.]{0,150}?
    (?:\s[^.\s]+\.[^.]{0,60}?){0,6}                       # over "nr.", "stk.", "pkt."
    \b(?:træder\si\skraft|har\svirkning)
    """,
    re.VERBOSE,
)
_AMENDS = re.compile(r"\s*I\s.{0,2000}?\bforetages\s+følgende\s+ændring(?:er)?\s*:(?!\s*\()", re.DOTALL)
_TERRITORY = re.compile(r"\s*(?:Loven|Denne lov)\s+gælder\s+ikke\s+for\s+Færøerne")
_Key = tuple[int, tuple[int, ...]]


class _Block(NamedTuple):
    """One paragraph as it stands in the text: `label` at `start:body`, what it says at `body:end`.

    `number` is "" where it has none.
    """

    start: int
    body: int
    end: int
    number: str


def read(text: str, data: bytes, name: str) -> Edition:
    """Read a whole text; `data` are its bytes, for the fingerprint. Raises UnusableInputError."""
    head, end = heads.at_start(text, name)
    printed, begin = _title(text, end)
    title = " ".join(printed.text.replace("\\n", " ").split())
    blocks = _blocks(text, begin)
    if not blocks:
        raise UnusableInputError(f"{name} har ingen paragraffer: ingen blok efter titlen begynder med »§«.")
    amending = title.startswith("Lov om ændring af")
    return Edition(
        id=head.edition,
        type=head.type,
        amending=amending,
        signed=head.signed,
        title=title,
        title_runs=(printed,),
        popular_title="",
        source=Source(Form.FLATTENED, hashlib.sha256(data).hexdigest(), heads.address(head.edition)),
        units=_Reader(text).new_text(blocks) if amending else _Reader(text).act(blocks),
    )


def _title(text: str, start: int) -> tuple[Passage, int]:
    """The title, and where the rest begins."""
    start += len(text[start:]) - len(text[start:].lstrip())
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    raw = text[start:end]
    return Passage(clean(raw), raw, start), end


def _blocks(text: str, start: int) -> list[_Block]:
    """The paragraphs. A block that begins with no § goes on with the one before it only if it looks so: with a stykke,
    a list item or a small letter; else it is a paragraph without a number.
    """
    blocks: list[_Block] = []
    for match in _BLOCK.finditer(text, start):
        label = _LABEL.match(text, match.start()) or _BARE_LABEL.match(text, match.start())
        number = labels.number(" ".join(clean(label["numbers"]).split())) if label else ""
        if label and number:
            blocks.append(_Block(match.start(), label.end(), match.end(), number))
        elif blocks and _GOES_ON.match(text, match.start()):
            blocks[-1] = blocks[-1]._replace(end=match.end())
        elif blocks:
            blocks.append(_Block(match.start(), match.start(), match.end(), ""))
    return blocks


class _Reader:
    """Makes units of the blocks of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._names = Names()
        self._splitter = Splitter(text, self._names)

    def new_text(self, blocks: list[_Block]) -> tuple[Unit, ...]:
        """What is left of an amending act: paragraphs that it puts into another act, its instructions lost."""
        uid = self._names.give("Ny")
        content = tuple(self._paragraph(block, "Ny_") for block in blocks)
        return (Unit(uid, Kind.NEW_TEXT, content=content),)

    def act(self, blocks: list[_Block]) -> tuple[Unit, ...]:
        """The act's own paragraphs, new text under the paragraph that amends, then the commencement blocks."""
        end, new = _course(self._text, blocks)
        units: list[Unit] = []
        place = 0
        while place < end:
            after = place + 1
            while after in new:
                after += 1
            if _AMENDS.match(self._text, blocks[place].body, blocks[place].end):
                units.append(self._amending(blocks[place], blocks[place + 1 : after]))
            else:
                units.append(self._paragraph(blocks[place], ""))
            place = after
        for group in _commencements(self._text, blocks[end:]):
            uid = self._names.count("Ikr")
            units.append(Unit(uid, Kind.COMMENCEMENT, content=tuple(self._paragraph(b, f"{uid}_") for b in group)))
        return tuple(units)

    def _paragraph(self, block: _Block, ns: str) -> Unit:
        uid = self._names.give(f"{ns}Par{block.number}") if block.number else self._names.again(f"{ns}Par")
        content = self._splitter.paragraph(block.body, block.end, uid)
        found = standing.of_items(content)
        return Unit(uid, Kind.PARAGRAPH, self._label(block), (), tuple(content), found.repealed, found.omitted)

    def _amending(self, block: _Block, new: list[_Block]) -> Unit:
        """A paragraph that changes another act: its points are kept as text, what it inserts as new text."""
        uid = self._names.give(f"Par{block.number}")
        raw = self._text[block.body : block.end]
        begin = block.body + len(raw) - len(raw.lstrip())
        content: list[Passage | Unit] = [Passage(clean(raw.strip()), raw.strip(), begin)]
        if new:
            inner = self._names.give(f"Aen{block.number}_Ny")
            units = tuple(self._paragraph(each, f"{inner}_") for each in new)
            content.append(Unit(inner, Kind.NEW_TEXT, content=units))
        return Unit(uid, Kind.AMENDING, self._label(block), (), tuple(content))

    def _label(self, block: _Block) -> Passage | None:
        if not block.number:
            return None
        raw = self._text[block.start : block.body]
        return Passage(clean(raw), raw, block.start)


def _course(text: str, blocks: list[_Block]) -> tuple[int, set[int]]:
    """Where the act's own paragraphs end, and which blocks before that are new text of a paragraph that amends.

    Commencement of amending acts begins where numbers start again or the act comes into force again. While a paragraph
    amends, only the next number goes on with the act.
    """
    new: set[int] = set()
    seen: set[str] = set()
    highest: _Key = (0, ())
    commenced = amending = False
    dots = 0
    for place, block in enumerate(blocks):
        if not block.number:
            continue
        first, last = _ends_of(block)
        commences = _COMMENCES.match(text, block.body, block.end) is not None
        if amending and not commences and not _succeeds(first, highest):
            new.add(place)
            continue
        if place and not amending and not _next_goes_on(blocks, place, highest):
            jumps = first[0] not in (highest[0], highest[0] + 1)
            territory = _TERRITORY.match(text, blocks[place - 1].body, blocks[place - 1].end) is not None
            anew = first <= highest or (dots > 1 and not _dotted(text, block)) or (jumps and (commenced or territory))
            if block.number in seen or (commences and anew):
                return place, new
        if first > highest and not _is_stray(blocks, place, highest):
            amending = _AMENDS.match(text, block.body, block.end) is not None
            highest = last
        commenced = commenced or commences
        dots += _dotted(text, block)
        seen.add(block.number)
    return len(blocks), new


def _succeeds(first: _Key, highest: _Key) -> bool:
    """Whether the number is the next one: 5 or 4 a after 4."""
    return first[0] == highest[0] + 1 or (first[0] == highest[0] and first > highest)


def _next_goes_on(blocks: list[_Block], place: int, highest: _Key) -> bool:
    """Whether the act's own numbers go on right after a block that stands too low."""
    if place + 1 >= len(blocks) or _ends_of(blocks[place])[0] > highest:
        return False
    following = _ends_of(blocks[place + 1])[0]
    return following > highest and following[0] <= highest[0] + 1


def _is_stray(blocks: list[_Block], place: int, highest: _Key) -> bool:
    """Whether a block stands too high: the next one goes on from before it."""
    if place + 1 >= len(blocks):
        return False
    return highest < _ends_of(blocks[place + 1])[0] < _ends_of(blocks[place])[0]


def _dotted(text: str, block: _Block) -> bool:
    """Whether the label ends in a dot, as an act's own do; those of commencement provisions are centred, without."""
    return text[block.start : block.body].endswith(".")


def _ends_of(block: _Block) -> tuple[_Key, _Key]:
    numbers = re.split(r"[-+]", block.number)
    return order(numbers[0]), order(numbers[-1])


def _commencements(text: str, blocks: list[_Block]) -> list[list[_Block]]:
    """The blocks after the act's last paragraph, one group for each amending act they come from."""
    groups: list[list[_Block]] = []
    for block in blocks:
        rises = groups and (not block.number or _ends_of(block)[0] > _ends_of(groups[-1][-1])[1])
        if not rises or _COMMENCES.match(text, block.body, block.end):
            groups.append([])
        groups[-1].append(block)
    return groups
