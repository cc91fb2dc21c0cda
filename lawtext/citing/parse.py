"""What a chain of designations says: "§ 5, stk. 1 og 2, nr. 3" → Par5_Stk1, Par5_Stk2_Num3.

The text is one that `grammar.CHAIN` matched; nothing here looks outside it.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile

from lawtext.citing import paragraph_lists, plain_chains, runs
from lawtext.citing.designated import Chain, Designated
from lawtext.citing.levels import HOLDS_PARAGRAPHS, RANK, ROOTS, step_of
from lawtext.citing.runs import Run
from lawtext.law.ids import Step, order


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> Chain:
    """Read a chain. Text that `grammar.CHAIN` did not match gives what can be made of it, perhaps nothing."""
    if units := plain_chains.units(text):
        return Chain(units, _footnote(units))
    found, doubtful = paragraph_lists.given_back(runs.read(text))
    units, unclear = _fold(found)
    return Chain(units, unclear or doubtful or _footnote(units))


def _footnote(units: Iterable[Designated]) -> str:
    """ "nr. 1-311": a footnote's number may have grown together with the last figure."""
    for designated in units:
        first, last = designated.path[-1], designated.to
        if first.level in ("Stk", "Num", "Pkt") and len(first.number) == 1 and last.isdigit() and int(last) > 99:
            return "Det sidste tal i rækken er så højt, at et fodnotetal kan være skrevet sammen med det."
    return ""


def _fold(found: list[Run]) -> tuple[tuple[Designated, ...], str]:
    """The units of the runs, and what is doubtful in how they hang together."""
    out: list[Designated] = []
    stack: tuple[Step, ...] = ()
    doubtful = ""
    for run in found:
        base, doubt = _base(run, stack, out, ends=run is found[-1])
        doubtful = doubtful or doubt
        level = "Afs" if run.level == "Sub" else run.level
        out.extend([Designated((*base, step_of(level, number.first)), number.to) for number in run.numbers])
        stack = (*base, step_of(run.level, run.last))
    return tuple(dict.fromkeys(out)), doubtful


def _base(run: Run, stack: tuple[Step, ...], out: list[Designated], *, ends: bool) -> tuple[tuple[Step, ...], str]:
    """The steps that a run's numbers hang on, and what is doubtful in that.

    A run that goes deeper than the one before takes that one's unit back from `out`: it is named only as the way down.
    """
    if run.level == "Lit" and (beside := [at for at, step in enumerate(stack) if step.level == "Lit"]):
        return stack[: beside[0]], ""
    rank = _rank(run, stack, ends=ends)
    anding = run.joined not in (",", " ", "")
    if run.level in ROOTS and not _lies_in_annex(run, stack, anding=anding):
        return (), ""
    if stack and stack[-1].level in HOLDS_PARAGRAPHS and rank > RANK["Par"] and run.level != "Punkt":
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


def _rank(run: Run, stack: tuple[Step, ...], *, ends: bool) -> int:
    """How deep a run lies: a nr. behind a litra is inside it if it counts anew ("litra b, nr. ii") or `ends` the chain
    without the "og" that a list has before its last member ("nr. 2, litra f, nr. 5").

    Source: Vejledning om lovkvalitet 2.3.6.10 (domain/citation-conventions.md): the level below litra is again "nr.".
    """
    if run.level != "Num" or not stack or stack[-1].level != "Lit":
        return RANK[run.level]
    number = run.numbers[0].first
    outer = next((step.number for step in stack if step.level == "Num"), "")
    again = run.joined == "," and (ends or (outer[:1].isdigit() and order(number) <= order(outer)))
    return RANK["Lit"] + 1 if number[0] in "ivx" or again else RANK["Num"]


def _lies_in_annex(run: Run, stack: tuple[Step, ...], *, anding: bool) -> bool:
    """Whether a part or article is one of the annex named before it: "bilag 1, afsnit A, og afsnit B"."""
    if run.level not in ("Afs", "Art") or not stack or stack[0].level not in ("Bil", "UBil", "Del"):
        return False
    return not anding or any(step.level == run.level for step in stack)


def _inside_sentence(run: Run, stack: tuple[Step, ...], out: list[Designated]) -> bool:
    """Whether the numbers of a list are said by the punktum that introduces it: "stk. 2, 2. pkt., nr. 1-3"."""
    if run.level not in ("Num", "Lit") or run.joined != "," or not out or out[-1] != Designated(stack):
        return False
    return [step.level for step in stack[-2:]] == ["Stk", "Pkt"] and not _several(out)


def _several(out: list[Designated]) -> bool:
    """Whether the last two units are of one level in one unit."""
    return len(out) > 1 and [(unit.path[:-1], unit.path[-1].level) for unit in out[-2:-1]] == [
        (out[-1].path[:-1], out[-1].path[-1].level)
    ]


def _beside(stack: tuple[Step, ...], run: Run, out: list[Designated]) -> tuple[tuple[Step, ...], str]:
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
