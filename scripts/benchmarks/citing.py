"""What citing measures: agreement with hand-checked citations, speed, and whether what is written is read back.

Real acts and hand-checked units come from `../shared` (or LAWTEXT_SHARED); what needs them is left out without them.
"""

import io
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from lawtext import reading
from lawtext.citing.citations import Citation, Place
from lawtext.citing.find import find
from lawtext.citing.names import Names
from lawtext.citing.resolve import Resolver
from lawtext.corpus.shelf import SqliteShelf, open_shelf
from lawtext.law.editions import Edition
from lawtext.law.ids import EditionId
from lawtext.law.units import Kind, Unit
from lawtext.wording import running
from scripts.benchmarks._written import of_all_acts, written

ROOT = Path(__file__).parent.parent.parent
_LAWTEXT = [sys.executable, "-c", "from lawtext.cli.main import main; main()"]
_EVERY = 8
_UNPRINTED = (Kind.SENTENCE, Kind.IMAGE, Kind.SIGNATURE)
_BARE_SCAN = re.compile(
    r"§§? ?\d+(?: [a-z])?|stk\. \d+|nr\. \d+|\d+\. pkt|[Kk]apitel \d+|\w*loven|lov om|bekendtgørelse"
)
_FIGURES = {
    "span_precision": r"span, exact\s+precision ([\d.]+)",
    "span_recall": r"span, exact.*recall ([\d.]+)",
    "target_right": r"target right, of those found ([\d.]+)",
    "wrong_without_doubt": r"wrong without (\d+)",
    "right_but_doubted": r"right but doubted (\d+)",
    "gold_citations": r"citations (\d+)",
}


def run(quick: bool) -> dict[str, Any]:
    """The figures; `quick` takes every eighth act for speed, and the shipped registers' units only, all of them."""
    shelf = open_shelf()
    shared = Path(os.environ.get("LAWTEXT_SHARED", ROOT.parent / "shared"))
    lexdania = shared / "corpus" / "lexdania"
    figures: dict[str, Any] = {"cite_one_line_ms": _one_line_ms()}
    if lexdania.is_dir():
        figures |= _gold(shared) | _speed(shelf, lexdania, _EVERY if quick else 1)
    else:
        figures["skipped"] = f"no real acts in {shared}"
    figures |= written(shelf)
    if lexdania.is_dir() and not quick:
        with tempfile.TemporaryDirectory() as folder:
            figures |= of_all_acts(lexdania, Path(folder) / "corpus")
    return figures


def _gold(shared: Path) -> dict[str, Any]:
    """What `lawtext cite --jsonl` finds in the hand-checked units, scored by the program that came with them."""
    gold = shared / "gold" / "citations.jsonl"
    found = subprocess.run(
        [*_LAWTEXT, "cite", "--jsonl", str(gold)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    kept = ROOT / ".bench" / "citations.jsonl"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(found.stdout, encoding="utf-8")
    scorer = shared / "score" / "citations.py"
    said = subprocess.run([sys.executable, scorer, gold, kept], capture_output=True, text=True, check=True).stdout
    figures = {name: match[1] for name, pattern in _FIGURES.items() if (match := re.search(pattern, said))}
    return {name: float(value) if "." in value else int(value) for name, value in figures.items()}


def _speed(shelf: SqliteShelf, lexdania: Path, every: int) -> dict[str, Any]:
    """Finding in whole acts, a bare scan of the same texts, and resolving what the acts on the shelf cite.

    Each text comes once, so that what is remembered of a chain ("§ 5, stk. 2") was met in a text before it.
    """
    names = Names(shelf.namings())
    find("", names)
    texts = [(each.id, _text(each)) for each in _acts(lexdania, every)]
    size = sum(len(text) for _, text in texts) / 1e6
    began = time.process_time()
    scanned = sum(1 for _, text in texts for _ in _BARE_SCAN.finditer(text))
    bare = time.process_time() - began
    began = time.process_time()
    found = {edition: find(text, names, Place(edition)) for edition, text in texts}
    seconds = time.process_time() - began
    return {
        "acts": len(texts),
        "citations": sum(map(len, found.values())),
        "find_mb_s": size / seconds,
        "regex_mb_s": size / bare,
        "regex_hits": scanned,
        **_resolved(shelf, names, found),
    }


def _resolved(shelf: SqliteShelf, names: Names, found: dict[EditionId, tuple[Citation, ...]]) -> dict[str, Any]:
    """The targets of citations of acts on the shelf a second: with a fresh shelf, whose editions are read on the way;
    with one that has read its editions, but given no verdict; and where the same was asked before.
    """
    cited = [(each, _day(shelf, edition)) for edition, row in found.items() if shelf.work_of(edition) for each in row]
    fresh, having_read = Resolver(open_shelf(), names), Resolver(_having_read(open_shelf()), names)
    seconds = []
    for resolver in (fresh, having_read, having_read):
        began = time.process_time()
        targets = sum(max(1, len(resolver.resolve(citation, day).meant)) for citation, day in cited)
        seconds.append(time.process_time() - began)
    return {
        "resolved_targets": targets,
        "resolve_per_s": targets / seconds[1],
        "resolve_and_read_per_s": targets / seconds[0],
        "resolve_again_per_s": targets / seconds[2],
    }


def _having_read(shelf: SqliteShelf) -> SqliteShelf:
    for work in shelf.works():
        for listed in work.editions:
            shelf.index(listed.edition)
    return shelf


def _acts(lexdania: Path, every: int) -> Iterator[Edition]:
    for path in sorted(lexdania.glob("*.xml"))[::every]:
        yield reading.read(path)


def _text(edition: Edition) -> str:
    """The act's text, a line for each unit."""
    out = io.StringIO()
    for unit in edition.units:
        _write(unit, out)
    return out.getvalue()


def _write(unit: Unit, out: io.StringIO) -> None:
    if unit.kind in _UNPRINTED:
        return
    text = running.text(unit)
    if text:
        out.write(text + "\n")
    for child in unit.children:
        _write(child, out)


def _day(shelf: SqliteShelf, edition: EditionId) -> date:
    """The first day on which an edition answers."""
    listed = shelf.listed(edition)
    return (listed.since or listed.signed or date.max) if listed else date.max


def _one_line_ms() -> float:
    """`lawtext cite` on one line over Python's own start, the best of five."""
    line = "§ 2, nr. 11, i lov om en aktiv beskæftigelsesindsats"
    return (_seconds([*_LAWTEXT, "cite", line, "--on", "2018-09-01"]) - _seconds([sys.executable, "-c", "pass"])) * 1000


def _seconds(command: list[str]) -> float:
    best = float("inf")
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        best = min(best, time.perf_counter() - began)
    return best
