"""Which bare numbers of a list are paragraphs again: "§§ 35, stk. 1, 47, stk. 1 og 2, og 52-53"."""

import re

from lawtext.citing.levels import RANK
from lawtext.citing.runs import Run
from lawtext.law.ids import order

_FIGURES = re.compile(r"\d+")


def given_back(runs: list[Run]) -> tuple[list[Run], str]:
    """Give back to "§§" the bare numbers that its list goes on with: "§§ 35, stk. 1, 47, stk. 1 og 2, og 52-53"."""
    found: list[Run] = []
    paragraph, doubtful = "", ""
    for place, run in enumerate(runs):
        if run.level == "Par":
            paragraph = run.last
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
        found.append(Run("Par", run.numbers[cut].joined or ",", run.numbers[cut:], many=True))
        paragraph = run.last
    return found, doubtful


def _lost_sign(run: Run, paragraph: str, runs: list[Run], at: int) -> int:
    """Where a single § is followed by what can only be another: "§ 100, stk. 1 og 2, 100 a, stk. 1"; else 0."""
    following = runs[at + 1] if at + 1 < len(runs) else None
    for place, (number, _, join) in enumerate(run.numbers[1:], start=1):
        if order(number) <= order(paragraph) or not join.startswith(","):
            continue
        lettered = run.level == "Stk" and not number.isdigit()
        if lettered or (place == len(run.numbers) - 1 and _goes_on_with(following, run.level)):
            return place
    return 0


def _goes_on_with(following: Run | None, level: str) -> bool:
    return following is not None and following.joined == "," and following.level == level


def _next_paragraph(run: Run, paragraph: str, runs: list[Run], at: int) -> tuple[int, bool]:
    """The place in a run of stk. (or nr.) from which its numbers are paragraphs again (0: none), and if it is sure.

    "§§" promises several paragraphs: where the chain names no other, the bare numbers must be they.
    """
    following = runs[at + 1] if at + 1 < len(runs) else None
    others = sum(len(other.numbers) + bool(other.numbers[0].to) for other in runs if other.level == "Par")
    closed = False
    unsure = False
    for place, (number, to, join) in enumerate(run.numbers[1:], start=1):
        before = run.numbers[place - 1].last
        if order(number) > order(paragraph):
            last = place == len(run.numbers) - 1
            returns = last and following is not None and RANK[following.level] <= RANK[run.level]
            if returns or closed or join in (", og", ", eller", ", samt") or order(number) <= order(before):
                return place, True
            if run.level == "Stk" and (not number.isdigit() or int(number) > 15):
                return place, True
            if others == 1 and join == ",":
                return place, int(number) > 2 * int(before) + 3 if before.isdigit() and number.isdigit() else True
            unsure = unsure or _figures(number) > _figures(before) + 2
        closed = join in ("og", "eller", "samt") or bool(to and closed)
    return 0, not unsure


def _figures(number: str) -> int:
    match = _FIGURES.match(number)
    return int(match[0]) if match else 0
