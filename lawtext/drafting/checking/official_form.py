"""The form of a citation: what is not written as the acts write it, and how it is written rightly.

Source: Vejledning om lovkvalitet 2.3.6.5 (a letter stands behind a blank) and 3.4.5 (domain/citation-conventions.md).
"""

import re
from collections.abc import Sequence

from lawtext.law.ids import UnitId, UnitRange, steps

_LETTERED = re.compile(r"(?<![\d.,/])\b(?P<number>\d{1,3})(?P<letter>[a-zæøå])\b(?![)./]\w)")
_AFTER_SIGN = re.compile(r"§(?=\d)")
_AFTER_WORD = re.compile(r"\b(?P<word>[Ss]tk|[Nn]r)\.(?=\d)")
_NO_DOT = re.compile(r"\b(?P<word>[Ss]tk) (?=\d)")
_AFTER_COMMA = re.compile(r",(?=(?:stk|nr|litra)\b|\d+\. pkt)")
_NO_COMMA = re.compile(r"(?P<before>(?:§|\b[Ss]tk\.) \d{1,3}(?: [a-zæøå])?) (?=(?:stk|nr)\. \d|litra )")
_SIGN = re.compile(r"§+")
_NUMBER = r"\d{1,3}(?: [a-zæøå](?![\wæøå.]))?(?![\wæøå.])"
_GOES_ON = re.compile(rf"§ {_NUMBER}(?: og | eller | samt |[-–]|, (?={_NUMBER})){_NUMBER}")
"""A § whose own number is followed by another: "§ 5 og 6", not "§ 5, stk. 1 og 2"."""


def rightly(text: str, units: Sequence[UnitId | UnitRange]) -> str:
    """A Danish citation of these units in the official form; the text itself where nothing is wrong with it.

    >>> rightly("§12a, stk.2,nr. 1", [UnitId("Par12a_Stk2_Num1")])
    '§ 12 a, stk. 2, nr. 1'
    >>> rightly("§8 stk 2", [UnitId("Par8_Stk2")])
    '§ 8, stk. 2'
    >>> rightly("§ 5 og 6", [UnitId("Par5"), UnitId("Par6")])
    '§§ 5 og 6'
    """
    right = _AFTER_SIGN.sub("§ ", text)
    right = _AFTER_WORD.sub(r"\g<word>. ", right)
    right = _NO_DOT.sub(r"\g<word>. ", right)
    right = _AFTER_COMMA.sub(", ", right)
    right = _LETTERED.sub(r"\g<number> \g<letter>", right)
    if right != text:  # so common in letters that it is not told alone
        right = _NO_COMMA.sub(r"\g<before>, ", right)
    signs = _SIGN.findall(right)
    paragraphs = _paragraphs(units)
    if signs == ["§"] and len(paragraphs) > 1 and _GOES_ON.search(right):
        return right.replace("§", "§§")
    return right.replace("§§", "§") if signs == ["§§"] and len(paragraphs) == 1 else right


def _paragraphs(units: Sequence[UnitId | UnitRange]) -> set[str]:
    """The numbers of the §§ that are named; the two ends of a range."""
    ends = [end for unit in units for end in (unit if isinstance(unit, tuple) else (unit,))]
    return {step.number for end in ends for step in steps(end)[:1] if step.level == "Par"}
