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
from datetime import date
from pathlib import Path
from typing import Any

from lawtext.cli import given
from lawtext.drafting.checking.check import Asked, Checker
from lawtext.drafting.findings.finding import Finding, Level
from scripts import check_documents, planted_faults
from scripts.planted_faults import Made, Sentence

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
    planted = [sentence for one in made for sentence in one.sentences if sentence.fault]
    reported: Counter[str] = Counter()
    alarms: list[Finding] = []
    for at, one in enumerate(made):
        hits, false = _checked(checker, one, check_documents.FORMS[at % len(check_documents.FORMS)])
        reported.update(sentence.fault for sentence in hits if sentence.tellable)
        alarms += false
    tellable = Counter(sentence.fault for sentence in planted if sentence.tellable)
    right = sum(sentence.citations for one in made for sentence in one.sentences) - len(planted)
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
    }


def _checked(checker: Checker, made: Made, form: str) -> tuple[list[Sentence], list[Finding]]:
    """The sentences whose fault is reported, and the errors and warnings that are on none."""
    content = check_documents.document(made, form)
    checked = checker.check(content, f"brev.{form}", Asked(_TODAY, made.day))
    hits, false = [], []
    for finding in checked.findings:
        if finding.level is Level.NOTE:
            continue
        sentence = _at(finding, checked.document.blocks, made)
        if sentence is not None:
            hits.append(sentence)
        else:
            false.append(finding)
    return list({id(each): each for each in hits}.values()), false


def _at(finding: Finding, blocks: Any, made: Made) -> Sentence | None:
    """The faulty sentence in whose fault a finding stands."""
    block = next(each for each in blocks if (each.spot.part, each.spot.paragraph) == _place(finding))
    for sentence in made.sentences:
        at = block.text.find(sentence.text)
        if sentence.fault and at >= 0:
            start, end = sentence.span
            if finding.spot.start < at + end and at + start < max(finding.spot.end, 1):
                return sentence
    return None


def _place(finding: Finding) -> tuple[Any, int]:
    return finding.spot.part, finding.spot.paragraph


# Speed


def _speed(made: list[Made]) -> dict[str, Any]:
    """A Word file of 20 pages checked and its commented copy written by the command, bare start not counted."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "brev.docx", Path(folder) / "ud.docx"
        source.write_bytes(check_documents.pages(made, 20))
        day = made[0].day.isoformat()
        command = [*_LAWTEXT, "check", str(source), "--on", day, "--comments", str(out), "--json"]
        whole = min(_seconds(command) for _ in range(3))
        start = min(_seconds([*_LAWTEXT, "--version"]) for _ in range(3))
        return {"seconds_20_pages": whole - start, "seconds_20_pages_with_start": whole}


def _folder(made: list[Made]) -> dict[str, Any]:
    """A folder of 1,000 letters by one command, and the processors it kept at work."""
    with tempfile.TemporaryDirectory() as folder:
        for at in range(1_000):
            one = made[at % len(made)]
            (Path(folder) / f"brev-{at:04}.docx").write_bytes(check_documents.document(one, "docx"))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = _seconds([*_LAWTEXT, "check", folder, "--on", "2016-04-15", "--json"])
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return {"folder_letters_s": 1_000 / seconds, "folder_cores_used": used / seconds}


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return time.perf_counter() - began
