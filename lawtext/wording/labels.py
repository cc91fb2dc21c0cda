"""Printed labels and the steps they mean: "§ 13 a." ↔ `Par13a`, "Stk. 3-5." ↔ `Stk3-5`, "6a)" ↔ `Num6a`.

A number is what is printed, letters joined and case kept; a range keeps its dash, an enumeration its commas as "+"
("Stk. 3 og 4." → `3-4`, "§§ 5 og 9." → `5+9`). Source of the forms: domain/lexdania.md section 3.
"""

import re
from functools import lru_cache

from lawtext.law.ids import Step
from lawtext.wording.clean import clean

NUMBER = r"\d+(?:[ ]?[A-Za-zÆØÅæøå](?![A-Za-zÆØÅæøå]))?"
"""One printed number: "13", "13 a", "13A"; no groups. A letter that begins a word is not part of it ("§ 13 i")."""

_NUMBERS = re.compile(
    rf"""
    (?P<first>{NUMBER})
    (?P<rest>(?:
        [ ]?(?P<join>[-–]|,|og|eller|til)[ ]?
        (?:§§?[ ]?|[Ss]tk\.[ ]?)?                  # "§ 16-§ 24."
        (?:{NUMBER}|[A-Za-zÆØÅæøå]\b)              # "§§ 62 a-b."
    )*)
    """,
    re.VERBOSE,
)
_JOIN = re.compile(r"[ ]?(?P<join>[-–]|,[ ]og|,|og|eller|til)[ ]?(?:§§?[ ]?|[Ss]tk\.[ ]?)?")
_PARAGRAPH = re.compile(r"§(?:[ ]?§)?[ ]?(?P<numbers>.*?)[ ]?\.?")
_STK = re.compile(r"[Ss]tk(?:\.[ ]?|[ ])(?P<numbers>.*?)[ ]?[.):,]?")
_ITEM = re.compile(
    r"""
    \(?(?P<number>
        \d+(?:[ ]?[A-Za-zÆØÅæøå])?(?:-\d+[a-z]?)?   # 1) 6a) 5 A) 1.
      | [A-Za-zæøå] | [ivxIVX]+                    # a) ii)
      | \d+\.[ ][a-z]                              # 1. a)
    )[ ]?[).]?
    """,
    re.VERBOSE,
)
_NAMED = re.compile(
    r"""
    (?:
        (?P<kap>[Kk]apite[lI\d]|[Kk]ap\.) | (?P<afs>[Aa]fsnit|[Dd]el) | (?P<bog>[Bb]og) | (?P<bil>[Bb]ilag)
    )
    (?:[ ](?P<number>\d+.*?|[IVXLC]+(?:[ ]?[A-Za-z])?|[A-ZÆØÅ]))?[ ]?[.:]?
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(
    r"(?P<number>\d+|[^\W\d_]+)\.?[ ](?:(?P<kap>kapitel)|(?P<afs>afsnit|del)|(?P<bog>bog))\b.*", re.IGNORECASE
)
_OPENING = re.compile(r"(?P<number>\d+|[IVXL]+(?:[ ][a-z])?|[A-ZÆØÅ])\.(?:[ ].*)?")
_LEVELS = {"kap": "Kap", "afs": "Afs", "bog": "Bog", "bil": "Bil"}
_ORDINALS = (
    "første",
    "anden",
    "tredje",
    "fjerde",
    "femte",
    "sjette",
    "syvende",
    "ottende",
    "niende",
    "tiende",
    "ellevte",
    "tolvte",
)
_DASHES = "-–—•"


@lru_cache(maxsize=4096)
def step(raw: str, level: str = "") -> Step | None:
    """The step that a printed label means; None where it says none ("", "I det mindste").

    `level` is the level the label stands at in the source, "" for not known: it decides what a bare "1." or "I." means,
    and names the step where the label's own words name no level ("Tabel 3" at `Bil` → `BilTabel3`). A quotation mark
    before it is no part of it (»§ 7 e. …« is new text).

    >>> step("§ 13 a."), step("Stk. 3 og 4."), step("6a)"), step("Kapitel 4 a"), step("Første afsnit.")
    ... # doctest: +NORMALIZE_WHITESPACE
    (Step(level='Par', number='13a'), Step(level='Stk', number='3-4'), Step(level='Num', number='6a'),
     Step(level='Kap', number='4a'), Step(level='Afs', number='1'))
    """
    text = clean(raw).strip().lstrip("»").lstrip()
    if not text:
        return None
    if text[0] == "§":
        return _counted("Par", _PARAGRAPH, text)
    if text[:3] in ("Stk", "stk"):
        return _counted("Stk", _STK, text)
    return _named(text, level) or _item(text, level) or _worded(text, level)


def number(text: str) -> str:
    """The number in an id for a printed number, range or enumeration; "" where it is none.

    >>> number("27 a-27 c"), number("3 og 4"), number("5, 7 og 9"), number("62 a-b")
    ('27a-27c', '3-4', '5+7+9', '62a-b')
    """
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return ""
    if not match["rest"]:
        return match["first"].replace(" ", "")
    parts = [match["first"].replace(" ", "")]
    joins = []
    rest = match["rest"]
    while join := _JOIN.match(rest):
        following = _JOIN.search(rest, join.end())
        end = following.start() if following else len(rest)
        parts.append(rest[join.end() : end].replace(" ", ""))
        joins.append(join["join"])
        rest = rest[end:]
    return _joined(parts, joins)


def write(step: Step) -> str:
    """The label as an act prints it, without its final dot: the inverse of `step` for single numbers and ranges.

    >>> write(Step("Par", "13a")), write(Step("Stk", "3-5")), write(Step("Num", "6a")), write(Step("Kap", "4a"))
    ('§ 13 a', 'Stk. 3-5', '6 a)', 'Kapitel 4 a')
    """
    spaced = re.sub(r"(?<=\d)(?=[A-Za-zÆØÅæøå])", " ", step.number)
    spaced = spaced.replace("+", " og ")
    match step.level:
        case "Par":
            return f"{'§§' if '-' in spaced or ' og ' in spaced else '§'} {spaced}"
        case "Num" | "Lit":
            return f"{spaced})"
        case "Led":
            return "-"
    return f"{_WORDS.get(step.level, step.level)} {spaced}".rstrip()


_WORDS = {"Stk": "Stk.", "Kap": "Kapitel", "Afs": "Afsnit", "Bog": "Bog", "Bil": "Bilag", "Grp": "Gruppe"}


def _counted(level: str, pattern: re.Pattern[str], text: str) -> Step | None:
    match = pattern.fullmatch(text)
    printed = match["numbers"] if match else ""
    # "§ l" is a typewriter's 1; "§ 5. E" and "§§ 62.-63." have a dot too many
    found = number("1" if printed == "l" else printed) or number(printed.replace(". ", " ").replace(".-", "-"))
    return Step(level, found) if found else None


def _named(text: str, level: str) -> Step | None:
    """A label that says its level in words: "Kapitel 4 a", "1. kapitel", "Første bog.", "Bilag"."""
    match = _NAMED.fullmatch(text)
    if match:
        found = number(match["number"] or "") or re.sub(r"[\s@_]", "", match["number"] or "")
    elif match := _NUMBERED.fullmatch(text):
        found = _ordinal(match["number"])
    else:
        return None
    return Step(level or next(_LEVELS[name] for name in _LEVELS if match.groupdict().get(name)), found)


def _ordinal(word: str) -> str:
    lower = "anden" if word.lower() == "andet" else word.lower()
    return str(_ORDINALS.index(lower) + 1) if lower in _ORDINALS else word


def _item(text: str, level: str) -> Step | None:
    """A list item's label; at a level above the lists only the number it opens with ("II. Skadesforsikring")."""
    if level in ("Bog", "Afs", "Kap"):
        match = _OPENING.fullmatch(text)
        return Step(level, match["number"].replace(" ", "")) if match else None
    if text in _DASHES:
        return Step("Led", "")
    match = _ITEM.fullmatch(text)
    if match is None:
        return None
    found = re.sub(r"[ .]", "", match["number"])
    if level in ("Par", "Stk"):
        return Step(level, found)
    return Step("Num" if found[0].isdigit() else "Lit", found)


def _worded(text: str, level: str) -> Step | None:
    words = re.sub(r"[\W_]+", "", text)
    return Step(level, words) if level in ("Bil", "Afs", "Kap", "Bog") and words else None


def _joined(parts: list[str], joins: list[str]) -> str:
    out = parts[0]
    for before, join, part in zip(parts, joins, parts[1:], strict=False):
        follows = before.isdigit() and part.isdigit() and int(part) == int(before) + 1
        dash = join in ("-", "–", "til") or (len(parts) == 2 and follows)
        out += f"{'-' if dash else '+'}{part}"
    return out
