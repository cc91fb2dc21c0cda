"""What looks like a designation and cites nothing: a printed label, a number of something else, a § of by-laws."""

import re
from collections.abc import Callable


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOT_BEFORE_NUMBER = re.compile(
    r"""
    (?: lov | bekendtgørelse | bek\. | forordning | direktiv | anordning | tekstanmærkning | konvention | afgørelse
      | beslutning | vejledning | cirkulære | skrivelse | position | pos\. | poster | matr | cvr | tlf | kontonr | konto
      | tabel | kategori | aktstykke | Tidende | lovforslag | anlæg | sag | journal | j | EF | EU | EØF | \) )
    [,.]? [ ] $
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FUNCTION_WORDS = _words(
    """
    i af efter jf. jf og eller under dog nævnte med til fra ved for mellem samt som at herefter bliver omfattet uanset
    undtagen hverken enten den de det denne om opfylder opfylde jævnfør henholdsvis er herunder kun også indsættes
    finder på hvis senest såvel end vedrørende ikke ændres affattes ophæves både særlig dette
    """
)
_INSIDE_OUTER = re.compile(r" i (?:§|stk\.|bilag|underbilag|dette bilag|artikel)")
_WORD_BEFORE = re.compile(r"(\S+)\s*$")
_LABEL_AFTER = re.compile(r"\.?\)? (?=(?:[-–] )?[A-ZÆØÅ»]|\((?:[A-ZÆØÅ]|ophævet|udela))|\. (?=\()|\.\s*$|\.?\n")
_HEADING_AFTER = re.compile(r" [A-ZÆØÅ][a-zæøå]")
_SEVERAL = re.compile(r" (?:og|eller|samt) ")
_CASE_NUMBER = re.compile(r"\D{1,8}\d{5}")
_STK_LABEL = re.compile(r"\. (?=[A-ZÆØÅ(])")
_NOT_LAW_BEFORE = re.compile(
    r"(?:[Ff]inanslovens|[Vv]edtægte(?:r|rne)s|[Vv]edtægtens|[Oo]verenskomstens|[Kk]ontraktens|[Rr]egulativets"
    r"|[Ff]orretningsordenens?|[Tt]estamentets|[Ll]ejekontraktens|[Dd]eklarationens|[Ff]undatsens) $"
)
_NOT_LAW_AFTER = re.compile(
    r",? (?:på|i) (?:den )?(?:årlige |til enhver tid gældende )?(?:finanslov|tillægsbevillingslov)"
    r"|,? i (?:[\wæøå-]+ens |[\wæøå-]+ets |[\wæøå-]+ernes |klubbens |de )?"
    r"(?:vedtægt|overenskomst|lejekontrakt|kontrakten|forretningsorden|testament|fundats|regulativ|bevilling)"
)
_PER_PIECE = re.compile(r"(?:\bpr\.|\d) $")


def is_reference(text: str, start: int, end: int, starts_line: Callable[[int], bool]) -> bool:
    """Not a printed label ("Stk. 2. Kommunen …"), nor a number of something else ("pr. stk.", "cvr-nr. 12")."""
    first = text[start]
    if first in "nN" and not _numbered_provision(text, start, end):
        return False
    if first == "s" and _PER_PIECE.search(text, max(0, start - 8), start):
        return False
    if text.find(",", start, end) < 0 and _is_label(text, start, end, starts_line):
        return False
    return first not in "§sS" or not _not_of_law(text, start, end)


def _is_label(text: str, start: int, end: int, starts_line: Callable[[int], bool]) -> bool:
    """Whether a designation without comma is what a provision is headed by: "Kapitel 3 Betaling", "Stk. 2. Den …"."""
    first = text[start]
    if first in "§B" and text.startswith("»", start - 1) and starts_line(start - 1):
        return _LABEL_AFTER.match(text, end) is not None
    if (first in "§SKABN" or first.isdigit()) and _LABEL_AFTER.match(text, end) and starts_line(start):
        return True
    if first in "AKBS" and _HEADING_AFTER.match(text, end) and not _SEVERAL.search(text, start, end):
        return True
    return first == "S" and _STK_LABEL.match(text, end) is not None


def _not_of_law(text: str, start: int, end: int) -> bool:
    """Whether a § is one of by-laws, a contract, a budget: "vedtægternes § 3"."""
    if text.startswith((" i ", ", i ", " på ", ", på "), end) and _NOT_LAW_AFTER.match(text, end):
        return True
    after_genitive = text.endswith(("s ", "n "), 0, start)
    return after_genitive and _NOT_LAW_BEFORE.search(text, max(0, start - 30), start) is not None


def _numbered_provision(text: str, start: int, end: int) -> bool:
    """Whether "nr. 5" numbers a provision: after a function word or punctuation, or inside a named outer unit."""
    if _CASE_NUMBER.match(text, start):
        return False
    if start == 0:
        return True
    if text[start - 1] == "-" or _NOT_BEFORE_NUMBER.search(text, max(0, start - 24), start):
        return False
    if text[start].isupper() or _INSIDE_OUTER.match(text, end):
        return True
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    return before is None or before[1].lower() in _FUNCTION_WORDS or before[1][-1] in ",;:(»"
