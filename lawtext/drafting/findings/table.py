"""Findings for a person at a terminal: grouped by file, the most serious first, the counts last.

What is said alike of several places is said once, at the first.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from lawtext.drafting.findings.finding import Finding, Level, by_gravity, counts, in_order
from lawtext.wording.prose import counted, listed

_STYLES = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.NOTE: "cyan"}
_WIDEST = 60
"""Characters of a citation that are shown."""
_MOST_PLACES = 5


def show(findings: Iterable[Finding], files: int) -> None:
    """Print to standard output: in colours and within the window on a terminal, whole lines where it is piped on.

    `files`: how many were checked.
    """
    from rich.console import Console  # noqa: PLC0415 - only where there is something to show
    from rich.text import Text  # noqa: PLC0415

    ordered = in_order(findings)
    console = Console(highlight=False)
    whole = not console.is_terminal
    for file, found in groupby(ordered, key=lambda one: one.spot.file):
        console.print(Text(file, style="bold"), soft_wrap=whole)
        for one, again in _alike(by_gravity(found)):
            rule = (f"[{one.rule}]", "dim")
            head = Text.assemble("  ", (one.level, _STYLES[one.level]), f"  {one.spot.in_words()}  ", rule)
            console.print(head, soft_wrap=whole)
            for line in (*_body(one), *_also(again)):
                console.print(Text(f"    {line}"), soft_wrap=whole)
        console.print()
    console.print(Text(summary(ordered, files)))


def _alike(findings: Iterable[Finding]) -> Iterator[tuple[Finding, list[Finding]]]:
    """Each finding with those that say the same of other places."""
    found: dict[tuple[str, str, str, str], list[Finding]] = {}
    for one in findings:
        found.setdefault((one.level, one.rule, one.says, one.suggestion), []).append(one)
    return ((first, again) for first, *again in found.values())


def _also(again: list[Finding]) -> Iterator[str]:
    """Where else the same is said: "Også: linje 30, tegn 50-88; linje 31, tegn 4-9; og 3 steder mere"."""
    if again:
        places = [one.spot.in_words() for one in again[:_MOST_PLACES]]
        more = len(again) - len(places)
        places += [f"og {counted(more, 'sted', 'steder')} mere"] if more else []
        yield f"Også: {'; '.join(places)}"


def _body(finding: Finding) -> Iterator[str]:
    text = " ".join(finding.spot.text.split())
    if text:
        yield f"»{text if len(text) <= _WIDEST else text[: _WIDEST - 1] + '…'}«"
    yield finding.says
    if finding.suggestion:
        yield f"Forslag: {finding.suggestion}"


def summary(findings: Iterable[Finding], files: int) -> str:
    """The last line: "2 fejl, 1 advarsel og 0 oplysninger i 3 filer."."""
    found = [level.counted(number) for level, number in counts(findings).items()]
    return f"{listed(found)} i {counted(files, 'fil', 'filer')}."
