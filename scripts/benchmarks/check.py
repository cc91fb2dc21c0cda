"""What `lawtext check` finds of faults planted in real sentences, what it calls wrong that is right, and how fast.

Real acts come from `../shared` (or LAWTEXT_SHARED); what needs them is left out without them. The application of 2016
among the seeds is made to a Word file with headings and tables when it is measured, and is never kept.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from lawtext.cli import given
from lawtext.drafting.checking.checker import Asked, Checker
from lawtext.drafting.findings.finding import Finding, Level
from scripts import check_documents, planted_faults
from scripts.planted_faults import Fault, Made

ROOT = Path(__file__).parent.parent.parent
_LAWTEXT = [sys.executable, "-c", "from lawtext.cli.main import main; main()"]
_TODAY = date(2026, 1, 1)


def run(quick: bool) -> dict[str, Any]:
    """The figures; `quick` takes a fifth of the documents and every fourth act."""
    shelf = given.shelf(None)
    checker = Checker(shelf, given.book(shelf))
    shared = Path(os.environ.get("LAWTEXT_SHARED", ROOT.parent / "shared"))
    acts = sorted((shared / "corpus" / "lexdania").glob("*.xml"))
    if not acts:
        return {"skipped": f"no real acts in {shared}"}
    made = planted_faults.documents(shelf, acts[::4] if quick else acts, *((60, 200) if quick else (300, 1_000)))
    figures = _seed(checker, shared) | _planted(checker, made)
    return figures | _speed(made) | ({} if quick else _folder(made))


# The application of 2016


def _seed(checker: Checker, shared: Path) -> dict[str, Any]:
    """Of what the hand check of the application lists as wrong, how much is found in each form, and what else is."""
    text = next((shared / "seeds").glob("004*")).read_text(encoding="utf-8")
    asked = Asked(_TODAY, date(2016, 4, 15))
    files = {"txt": text.encode(), "docx": check_documents.application(text)}
    wanted, found, false = 0, 0, 0
    for form, content in files.items():
        findings = checker.check(content, f"ansøgning.{form}", asked).findings
        reported = [one for one in findings if one.level is not Level.NOTE]
        hits = [any(check_documents.is_hit(each, one) for one in reported) for each in check_documents.HAND_CHECK]
        wanted += len(hits)
        found += sum(hits)
        expected = check_documents.HAND_CHECK + check_documents.ALSO_RIGHT
        false += sum(not any(check_documents.is_hit(each, one) for each in expected) for one in reported)
    return {"seed004_findings": found, "seed004_wanted": wanted, "seed004_false": false}


# Planted faults


def _planted(checker: Checker, made: list[Made]) -> dict[str, Any]:
    everything = [sentence for one in made for sentence in one.sentences]
    planted = [fault for sentence in everything for fault in sentence.faults]
    tellable = Counter(fault.kind for fault in planted if fault.tellable)
    reported: Counter[str] = Counter()
    alarms: list[Finding] = []
    own: list[Finding] = []
    for at, one in enumerate(made):
        hits, false, faults = checked(checker, one, check_documents.FORMS[at % len(check_documents.FORMS)])
        reported.update(fault.kind for fault in hits if fault.tellable)
        alarms += false
        own += faults
    right = sum(max(0, sentence.citations - len(sentence.own)) for sentence in everything) - len(planted)
    told, found = tellable.total(), reported.total()
    return {
        "documents": len(made),
        "faults_planted": len(planted),
        "faults_tellable": told,
        "share_tellable": told / len(planted),
        "faults_reported": found,
        "share_reported": found / told,
        "missed_by_kind": {
            kind: tellable[kind] - reported[kind] for kind in tellable if tellable[kind] > reported[kind]
        },
        "false_alarms": len(alarms),
        "right_citations": right,
        "right_for_one_alarm": right / max(1, len(alarms)),
        "acts_own_faults_told": len(own),
    }


def checked(checker: Checker, made: Made, form: str) -> tuple[list[Fault], list[Finding], list[Finding]]:
    """The planted faults that are reported; errors and warnings on none of them; those on an act's own faults."""
    content = check_documents.document(made, form)
    answer = checker.check(content, f"brev.{form}", Asked(_TODAY, made.day))
    blocks = {(block.spot.part, block.spot.paragraph): block.text for block in answer.document.blocks}
    hits: dict[int, Fault] = {}
    false, own = [], []
    for finding in answer.findings:
        if finding.level is Level.NOTE:
            continue
        text = blocks[finding.spot.part, finding.spot.paragraph]
        found = list(_at(finding, text, made))
        hits |= {id(fault): fault for fault in found}
        if not found:
            (own if _on_own(finding, text, made) else false).append(finding)
    return list(hits.values()), false, own


def _at(finding: Finding, text: str, made: Made) -> Iterator[Fault]:
    """The planted faults that a finding stands on."""
    for sentence in made.sentences:
        at = text.find(sentence.text)
        yield from (fault for fault in sentence.faults if at >= 0 and _overlaps(finding, at, fault.span))


def _on_own(finding: Finding, text: str, made: Made) -> bool:
    return any(
        _overlaps(finding, at, span)
        for sentence in made.sentences
        if (at := text.find(sentence.text)) >= 0
        for span in sentence.own
    )


def _overlaps(finding: Finding, at: int, span: tuple[int, int]) -> bool:
    return finding.spot.start < at + span[1] and at + span[0] < finding.spot.end


# Speed


def _speed(made: list[Made]) -> dict[str, Any]:
    """A Word file of 20 pages checked and its commented copy written by the command, bare start not counted.

    In the processor's own seconds, so that what else the machine does is not counted; by the clock beside it.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "brev.docx", Path(folder) / "ud.docx"
        source.write_bytes(check_documents.pages(made, 20))
        day = made[0].day.isoformat()
        command = [*_LAWTEXT, "check", str(source), "--on", day, "--comments", str(out), "--json"]
        whole = min(_processor_seconds(command) for _ in range(3))
        start = min(_processor_seconds([*_LAWTEXT, "--version"]) for _ in range(3))
        return {
            "seconds_20_pages": whole - start,
            "seconds_20_pages_with_start": whole,
            "seconds_20_pages_wall": min(_seconds(command) for _ in range(3)),
        }


def _folder(made: list[Made]) -> dict[str, Any]:
    """A folder of 1,000 letters by one command, and the processors it kept at work."""
    with tempfile.TemporaryDirectory() as folder:
        for at in range(1_000):
            one = made[at % len(made)]
            (Path(folder) / f"brev-{at:04}.docx").write_bytes(check_documents.document(one, "docx"))
        command = [*_LAWTEXT, "check", folder, "--on", "2016-04-15", "--json"]
        began = time.perf_counter()
        used = _processor_seconds(command)
        seconds = time.perf_counter() - began
        return {"folder_letters_s": 1_000 / seconds, "folder_cores_used": used / seconds}


def _processor_seconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _seconds(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return time.perf_counter() - began
