"""What a chain of designations says: "§ 5, stk. 1 og 2, nr. 3" → Par5_Stk1, Par5_Stk2_Num3.

The text is one that `grammar.CHAIN` matched; nothing here looks outside it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from msgspec import Struct

from lawtext.citing.grammar import AND, ORDINALS
from lawtext.law.ids import Step, order

RANK = {
    "Bil": 0,
    "UBil": 0,
    "Del": 1,
    "Liste": 1,
    "Bog": 1,
    "Afs": 2,
    "Kap": 3,
    "Afd": 3,
    "Par": 4,
    "Art": 4,
    "Stk": 5,
    "Sub": 6,
    "Punkt": 6,
    "Num": 7,
    "Lit": 8,
    "Led": 9,
    "Pkt": 10,
}
"""Levels from outer to inner, as they follow one another in a chain. `Sub`: "1. afsnit" of an article."""

_ROOTS = frozenset(("Bil", "UBil", "Bog", "Kap", "Par", "Art", "Afs"))
"""Levels that are numbered through the whole act, so that what stands before them is no part of their id."""

_STANDS_ALONE = _ROOTS - {"Art"}
"""Levels that mean the same wherever they are cited; an article may be one of the annex it is cited in."""

_HOLDS_PARAGRAPHS = frozenset(("Bog", "Kap"))
"""Levels that only §§ stand in: "nr. 15 ændrer kapitel 15 a, nr. 16 indsætter …" names no nr. of the chapter."""

_HAS_LETTERS = frozenset(("Kap", "Par", "Stk"))
"""Levels whose numbers have letters, so that one alone goes with the number before it: "§ 89 b og c"."""

_LISTED = frozenset(("Par", "Stk", "Num", "Kap", "Art", "Bil"))
"""Levels whose bare numbers after a comma can only be more of the same."""

_WORDS = (
    ("§", "Par"),
    ("paragraf", "Par"),
    ("underbilag", "UBil"),
    ("bilag", "Bil"),
    ("stk", "Stk"),
    ("styk", "Stk"),
    ("nr", "Num"),
    ("num", "Num"),
    ("litra", "Lit"),
    ("kap", "Kap"),
    ("afsnit", "Afs"),
    ("afdeling", "Afd"),
    ("art", "Art"),
    ("punktum", "Pkt"),
    ("punkt", "Punkt"),
    ("pkt", "Punkt"),
    ("del", "Del"),
    ("liste", "Liste"),
)
_ORDINAL_WORDS = (
    ("pkt", "Pkt"),
    ("punktum", "Pkt"),
    ("led", "Led"),
    ("afsnit", "Sub"),
    ("underafsnit", "Sub"),
    ("styk", "Stk"),
    ("stk", "Stk"),
    ("kapitel", "Kap"),
)
_ORDINALS = {"sidste": "Last", "første": "1", "andet": "2", "tredje": "3", "næstsidste": "LastButOne"}

_TOKEN = re.compile(
    rf"""
      (?<!§) (?<!§[ ]) (?P<ordinals> {ORDINALS} ) [ ]?
      (?P<of> [Pp]kt\.? (?![ ]\d+(?!\.)) | punktum\w* | led\w* | (?:under)?afsnit | stykker? | stk\. | kapitel ) (?!\w)
    | (?P<word>
          §[ ]?§? | [Pp]aragraf(?:f?erne|f?er)?
        | [Uu]nderbilag(?:ene)? | [Bb]ilag(?:ene)? | [Kk]ap(?:itlerne|itler|itel|\.)?
        | [Aa]fsnit(?:tene)? | afdeling(?:erne)?
        | [Ss]tykker?(?:ne)? | [Ss]tk\.? | [Nn]umre(?:ne)? | [Nn]ummer | [Nn]r\.? | [Ll]itra(?:erne)?
        | [Aa]rt(?:iklerne|ikler|ikel|\.) | [Pp]unkt(?:erne)? | [Pp]kt\. | del\b | liste\b
      )
    | (?P<join> {AND} | , )
    | (?P<dash> [-–—] | til[ ]og[ ]med )
    | (?P<number>
          \d+ (?: [ ]?[A-Za-zÆØÅæøå](?![A-Za-zÆØÅæøå]) )?
        | [IVXLC]+ (?: (?: [ ][A-Z] | [ ]?[a-hj-z] )(?!\w) )? (?!\w)
        | (?<![A-Za-zÆØÅæøå]) [A-Za-zÆØÅæøå]{{1,3}}(?!\w)
      )
    | [ ).\[\]…]
    """,
    re.VERBOSE,
)
_NUMBER = r"\d+ (?: [ ]?[A-Za-zÆØÅæøå] )?"
_PLAIN_RUN = re.compile(
    rf"""
      (?: (?P<word> §§? | [Ss]tk\. | [Nn]r\. | [Kk]apitel | [Aa]rtikel | [Bb]ilag ) [ ]? )?
      (?P<first> {_NUMBER} ) (?: [-–] (?P<first_to> {_NUMBER} ) )?
      (?: [ ](?:og|eller|samt)[ ] (?P<second> {_NUMBER} ) (?: [-–] (?P<second_to> {_NUMBER} ) )? )?
    | litra [ ] (?P<letter> [a-z] )
    | (?P<sentence> \d+ )\. (?: [-–] (?P<sentence_to> \d+ )\. | [ ](?:og|eller)[ ] (?P<sentence_too> \d+ )\. )? [ ]pkt\.
    """,
    re.VERBOSE,
)
"""What stands between the commas of a plain chain; without its word it goes on with the numbers before it."""
_NEXT_PARAGRAPH = re.compile(r",[ ](?=§§?[ ]\d)|,?[ ](?:og|eller|samt)[ ](?=§§?[ ]\d)")
_ORDINAL = re.compile(r"\d+|[A-Za-zæø]+|[-–—]")
_DIGITS = re.compile(r"(\d+)\s?(.*)")


class Designated(Struct, frozen=True, gc=False):
    """One unit or range that a chain names, outermost step first.

    `path` may begin below the paragraph ("stk. 2"): then it is relative. `to` is the last number of a range, "" for one
    unit.
    """

    path: tuple[Step, ...]
    to: str = ""


class Chain(Struct, eq=False, gc=False):
    """All that a chain names, in order, duplicates once. Not to be changed; the same words give the same object.

    `doubtful` says in Danish what could be read otherwise. `relative`: the first unit starts below the paragraph.
    `leans`: what some unit means depends on where the chain stands.
    """

    units: tuple[Designated, ...]
    doubtful: str = ""
    relative: bool = False
    leans: bool = False

    def __post_init__(self) -> None:
        self.relative = bool(self.units) and RANK[self.units[0].path[0].level] > RANK["Par"]
        self.leans = any(unit.path[0].level not in _STANDS_ALONE for unit in self.units)

    @property
    def of_points(self) -> bool:
        """Whether it names points of an amending act among what it names: "§ 1, nr. 2-13, og § 3"."""
        return any([step.level for step in unit.path] == ["Par", "Num"] for unit in self.units)


class _Run(NamedTuple):
    """A level word with its numbers: each with its range end and the join before it."""

    level: str
    joined: str
    numbers: tuple[tuple[str, str, str], ...]
    many: bool = False


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> Chain:
    """Read a chain. Text that `grammar.CHAIN` did not match gives what can be made of it, perhaps nothing."""
    if plain := _plain(text):
        return Chain(plain, _footnote(plain))
    runs, doubtful = _split_paragraphs(_runs(text))
    units, unclear = _fold(runs)
    return Chain(units, unclear or doubtful or _footnote(units))


def _plain(text: str) -> tuple[Designated, ...]:
    """The units of a chain whose every § starts anew and whose last level alone is a list; () for other chains.

    Nine of ten chains are so ("§ 5, stk. 2, nr. 3-5, og § 7"), and the tokens of the others cost many times as
    much.
    """
    if "§" not in text[1:]:
        return _plain_segment(text)
    found: list[Designated] = []
    for segment in _NEXT_PARAGRAPH.split(text):
        units = _plain_segment(segment)
        if not units:
            return ()
        found += units
    return tuple(dict.fromkeys(found))


def _plain_segment(text: str) -> tuple[Designated, ...]:
    """The units of "§ 5, stk. 2, nr. 3, 4 og 6-8": each level deeper than the one before, the last perhaps a list."""
    head: tuple[Step, ...] = ()
    level = ""
    numbers: tuple[tuple[str, str], ...] = ()
    for words in text.split(", "):
        deeper, more = _plain_run(words)
        if deeper:
            if level:
                if len(numbers) > 1 or numbers[0][1] or RANK[deeper] <= RANK[level] or "Kap" in (level, deeper):
                    return ()
                head = (*head, _step(level, numbers[0][0]))
            level, numbers = deeper, more
        elif more and level in _LISTED and (level in ("Par", "Kap") or all(number.isdigit() for number, _ in more)):
            numbers += more
        else:
            return ()
    if level in _LISTED and not _rises(numbers):
        return ()
    if head and text.startswith("§§"):
        return ()  # whose stk. it is, and where its §§ go on, is for the tokens to tell
    units = [Designated((*head, _step(level, number)), to) for number, to in numbers]
    return (units[0],) if len(units) == 1 else tuple(dict.fromkeys(units))


@lru_cache(maxsize=1 << 13)
def _plain_run(words: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The level ("" where no word says it) and the numbers, each with its range end, of "nr. 3-5 og 7"; else none."""
    match = _PLAIN_RUN.fullmatch(words)
    if match is None:
        return "", ()
    word, first, first_to, second, second_to, letter, sentence, sentence_to, sentence_too = match.groups(default="")
    if letter:
        return "Lit", ((letter, ""),)
    if sentence:
        return "Pkt", ((sentence, sentence_to), (sentence_too, "")) if sentence_too else ((sentence, sentence_to),)
    numbers = ((_closed_up(first), _closed_up(first_to)), (_closed_up(second), _closed_up(second_to)))
    return _level(word, _WORDS) if word else "", numbers if second else numbers[:1]


def _rises(numbers: Iterable[tuple[str, ...]]) -> bool:
    """Whether numbers that one word governs rise, as they do in all but two of 3,900 lists in every fifth act of 2010-2017."""
    whole = [int(end) for first, to, *_ in numbers for end in (first, to) if end.isdigit()]
    return all(low <= high for low, high in pairwise(whole))


def _closed_up(number: str) -> str:
    return number.replace(" ", "")


_step = lru_cache(maxsize=1 << 13)(Step)


@lru_cache(maxsize=1 << 8)
def _level(word: str, table: tuple[tuple[str, str], ...]) -> str:
    lowered = word.lower()
    return next(level for start, level in table if lowered.startswith(start))


def _runs(text: str) -> list[_Run]:
    collected = _Runs()
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "of":
            collected.ordinals(match["of"], match["ordinals"])
        elif kind == "word":
            collected.word(match["word"])
        elif kind == "join":
            collected.join = match["join"].strip()
        elif kind == "dash":
            collected.dash = True
        elif kind == "number":
            collected.number(match["number"].replace(" ", ""))
    collected.close()
    return collected.found


class _Runs:
    """The runs of a chain, collected token by token. `join` and `dash`: what stood since the last number."""

    def __init__(self) -> None:
        self.found: list[_Run] = []
        self.join = ""
        self.dash = False
        self._level = self._joined = ""
        self._many = False
        self._numbers: list[tuple[str, str, str]] = []

    def close(self) -> None:
        """Keep the run that is being collected."""
        if self._level and self._numbers:
            self.found.append(_Run(self._level, self._joined, tuple(self._numbers), self._many))
        self._numbers.clear()

    def ordinals(self, word: str, numbers: str) -> None:
        """ "1. og 2. pkt.": a run of its own."""
        self.close()
        self.found.append(_Run(_level(word, _ORDINAL_WORDS), self.join or " ", _ordinals(numbers)))
        self._level = self.join = ""

    def word(self, word: str) -> None:
        """A level word; after a dash the same word again says nothing ("stk. 2-stk. 4")."""
        level = _level(word, _WORDS)
        if self.dash and level == self._level:
            return
        self.close()
        self._level, self._joined = level, self.join or " "
        self._many = "§" in word[1:] or (level != "Par" and self._many)
        self.join = ""

    def _last_number(self) -> str:
        first, to, _ = self._numbers[-1]
        return to or first

    def number(self, number: str) -> None:
        """A number of the run, or the end of its last range."""
        if not self._level and self.found:
            self._level, self._joined, self._many = "Par", self.join or " ", True
        if not self.dash and self._numbers and self._level in _HAS_LETTERS and number.isalpha():
            number = _end(self._last_number(), number)
        if self.dash and self._numbers:
            first, _, before = self._numbers[-1]
            self._numbers[-1] = (first, _end(first, number), before)
        else:
            self._numbers.append((number, "", self.join))
        self.join, self.dash = "", False


def _end(first: str, last: str) -> str:
    """The end of a range as a whole number: "69d-e" means 69 d to 69 e."""
    return (_DIGITS.sub(r"\1", first) + last) if first[0].isdigit() and not last[0].isdigit() else last


def _ordinals(text: str) -> tuple[tuple[str, str, str], ...]:
    numbers: list[tuple[str, str, str]] = []
    dash = False
    for match in _ORDINAL.finditer(text):
        word = match[0].lower()
        if word in ("-", "–", "—", "med"):
            dash = True
        elif word.isdigit() or word in _ORDINALS:
            number = _ORDINALS.get(word, word)
            if dash and numbers:
                numbers[-1] = (numbers[-1][0], number, "")
            else:
                numbers.append((number, "", ","))
            dash = False
    return tuple(numbers)


def _split_paragraphs(runs: list[_Run]) -> tuple[list[_Run], str]:
    """Give back to "§§" the bare numbers that its list goes on with: "§§ 35, stk. 1, 47, stk. 1 og 2, og 52-53"."""
    found: list[_Run] = []
    paragraph, doubtful = "", ""
    for place, run in enumerate(runs):
        if run.level == "Par":
            paragraph = _last(run)
        cut, sure = 0, True
        if run.many and RANK[run.level] > RANK["Par"]:
            cut, sure = _next_paragraph(run, paragraph, runs, place)
        elif run.level in ("Stk", "Num") and paragraph:
            cut = _lost_sign(run, paragraph, runs, place)
            sure = not cut
        if not sure:
            doubtful = "Det er uklart, om tallene efter stk. eller nr. i rækken er paragraffer."
        if not cut:
            found.append(run)
            continue
        found.append(run._replace(numbers=run.numbers[:cut]))
        found.append(_Run("Par", run.numbers[cut][2] or ",", run.numbers[cut:], many=True))
        paragraph = _last(run)
    return found, doubtful


def _lost_sign(run: _Run, paragraph: str, runs: list[_Run], at: int) -> int:
    """Where a single § is followed by what can only be another: "§ 100, stk. 1 og 2, 100 a, stk. 1"; else 0."""
    following = runs[at + 1] if at + 1 < len(runs) else None
    for place, (number, _, join) in enumerate(run.numbers[1:], start=1):
        if order(number) <= order(paragraph) or not join.startswith(","):
            continue
        lettered = run.level == "Stk" and not number.isdigit()
        if lettered or (place == len(run.numbers) - 1 and _goes_on_with(following, run.level)):
            return place
    return 0


def _goes_on_with(following: _Run | None, level: str) -> bool:
    return following is not None and following.joined == "," and following.level == level


def _last(run: _Run) -> str:
    number, to, _ = run.numbers[-1]
    return to or number


def _next_paragraph(run: _Run, paragraph: str, runs: list[_Run], at: int) -> tuple[int, bool]:
    """The place in a run of stk. (or nr.) from which its numbers are paragraphs again (0: none), and if it is sure.

    "§§" promises several paragraphs: where the chain names no other, the bare numbers must be they.
    """
    following = runs[at + 1] if at + 1 < len(runs) else None
    others = sum(len(other.numbers) + bool(other.numbers[0][1]) for other in runs if other.level == "Par")
    closed = False
    unsure = False
    for place, (number, to, join) in enumerate(run.numbers[1:], start=1):
        before = run.numbers[place - 1][1] or run.numbers[place - 1][0]
        if order(number) > order(paragraph):
            last = place == len(run.numbers) - 1
            returns = last and following is not None and RANK[following.level] <= RANK[run.level]
            if returns or closed or join in (", og", ", eller", ", samt") or order(number) <= order(before):
                return place, True
            if run.level == "Stk" and (not number.isdigit() or int(number) > 15):
                return place, True
            if others == 1 and join == ",":
                return place, int(number) > 2 * int(before) + 3 if before.isdigit() and number.isdigit() else True
            unsure = unsure or _digits(number) > _digits(before) + 2
        closed = join in ("og", "eller", "samt") or bool(to and closed)
    return 0, not unsure


def _digits(number: str) -> int:
    match = _DIGITS.match(number)
    return int(match[1]) if match else 0


def _footnote(units: Iterable[Designated]) -> str:
    """ "nr. 1-311": a footnote's number may have grown together with the last figure."""
    for designated in units:
        first, last = designated.path[-1], designated.to
        if first.level in ("Stk", "Num", "Pkt") and len(first.number) == 1 and last.isdigit() and int(last) > 99:
            return "Det sidste tal i rækken er så højt, at et fodnotetal kan være skrevet sammen med det."
    return ""


def _fold(runs: list[_Run]) -> tuple[tuple[Designated, ...], str]:
    """The units of the runs, and what is doubtful in how they hang together."""
    out: list[Designated] = []
    stack: tuple[Step, ...] = ()
    doubtful = ""
    for run in runs:
        base, doubt = _base(run, stack, out, ends=run is runs[-1])
        if run.level in _LISTED and not _rises(run.numbers):
            doubt = doubt or "Tallene i rækken stiger ikke; det sidste kan være noget andet end en bestemmelse."
        doubtful = doubtful or doubt
        level = "Afs" if run.level == "Sub" else run.level
        out.extend([Designated((*base, _step(level, number)), to) for number, to, _ in run.numbers])
        stack = (*base, _step(run.level, _last(run)))
    return tuple(dict.fromkeys(out)), doubtful


def _base(run: _Run, stack: tuple[Step, ...], out: list[Designated], *, ends: bool) -> tuple[tuple[Step, ...], str]:
    """The steps that a run's numbers hang on, and what is doubtful in that.

    A run that goes deeper than the one before takes that one's unit back from `out`: it is named only as the way down.
    """
    if run.level == "Lit" and (beside := [at for at, step in enumerate(stack) if step.level == "Lit"]):
        return stack[: beside[0]], ""
    rank = _rank(run, stack, ends=ends)
    anding = run.joined not in (",", " ", "")
    if run.level in _ROOTS and (anding or not _lies_in_annex(run.level, stack)):
        return (), ""
    if stack and stack[-1].level in _HOLDS_PARAGRAPHS and rank > RANK["Par"] and run.level != "Punkt":
        return (), ""
    deeper = bool(stack) and RANK[stack[-1].level] < rank
    if deeper and anding and run.joined != "henholdsvis":
        return _beside(stack, run, out)
    if _inside_sentence(run, stack, out):
        out.pop()
    if deeper and out:
        parent = out.pop()
        if parent.to:
            out.append(parent)
            base = (*parent.path[:-1], parent.path[-1]._replace(number=parent.to))
            return base, f"Det er uklart, om »{run.level.lower()}.« hører til hele rækken før den."
    return tuple(takewhile(lambda step: RANK[step.level] < rank, stack)), ""


def _rank(run: _Run, stack: tuple[Step, ...], *, ends: bool) -> int:
    """How deep a run lies: a nr. behind a litra is inside it if it counts anew ("litra b, nr. ii") or `ends` the chain
    without the "og" that a list has before its last member ("nr. 2, litra f, nr. 5").

    Source: Vejledning om lovkvalitet 2.3.6.10 (domain/citation-conventions.md): the level below litra is again "nr.".
    """
    if run.level != "Num" or not stack or stack[-1].level != "Lit":
        return RANK[run.level]
    number = run.numbers[0][0]
    outer = next((step.number for step in stack if step.level == "Num"), "")
    again = run.joined == "," and (ends or (outer[:1].isdigit() and order(number) <= order(outer)))
    return RANK["Lit"] + 1 if number[0] in "ivx" or again else RANK["Num"]


def _lies_in_annex(level: str, stack: tuple[Step, ...]) -> bool:
    """Whether a part or article is one of the annex named before it: "bilag 1, afsnit 2"."""
    return level in ("Afs", "Art") and bool(stack) and stack[0].level in ("Bil", "UBil", "Del")


def _inside_sentence(run: _Run, stack: tuple[Step, ...], out: list[Designated]) -> bool:
    """Whether the numbers of a list are said by the punktum that introduces it: "stk. 2, 2. pkt., nr. 1-3"."""
    if run.level not in ("Num", "Lit") or run.joined != "," or not out or out[-1] != Designated(stack):
        return False
    return [step.level for step in stack[-2:]] == ["Stk", "Pkt"] and not _several(out)


def _several(out: list[Designated]) -> bool:
    """Whether the last two units are of one level in one unit."""
    return len(out) > 1 and [(unit.path[:-1], unit.path[-1].level) for unit in out[-2:-1]] == [
        (out[-1].path[:-1], out[-1].path[-1].level)
    ]


def _beside(stack: tuple[Step, ...], run: _Run, out: list[Designated]) -> tuple[tuple[Step, ...], str]:
    """Where "§ 4 eller stk. 2" puts the stk.: in the place's own paragraph, so it is relative.

    All 13 places in 1,254 acts where a stk. follows "§ n og/eller", and all 6 where a litra does, mean the paragraph
    that they stand in.
    """
    if run.level == "Stk" or (run.level == "Lit" and stack[-1].level == "Par"):
        return (), ""
    kept = tuple(step for step in stack if RANK[step.level] < RANK[run.level])
    if run.level == "Pkt" and _several(out):
        return kept, "Det er uklart, om tallene før »og« er punktummer."
    if run.level == "Num" and stack[-1].level == "Par":
        return kept, "Det er uklart, om nummeret efter »og« hører til paragraffen før det eller til tekstens eget sted."
    return kept, ""
