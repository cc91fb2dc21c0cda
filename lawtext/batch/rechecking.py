"""Made letters held against the law of another day, or of a corpus that knows more: which of them it concerns."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from lawtext.batch import manifest
from lawtext.batch.manifest import Grounds, Made, Run
from lawtext.drafting.checking.checker import Checker
from lawtext.drafting.checking.documents import Document
from lawtext.drafting.findings.finding import Finding, Level
from lawtext.drafting.record import Record
from lawtext.law.editions import Form


class Changed(Struct, frozen=True):
    """One thing that has changed since letters were made, a Danish sentence, and the letters that rest on it."""

    level: Level
    says: str
    address: str
    letters: tuple[Made, ...]


def recheck(path: Path, checker: Checker, day: date) -> tuple[Changed, ...]:
    """What of the law that a manifest's letters rest on is otherwise on `day`, or now known otherwise of their own day.

    The most serious first, then what concerns most letters. Raises UnusableInputError for a file that is no manifest.
    """
    found = manifest.read(path)
    by_grounds: defaultdict[str, list[Made]] = defaultdict(list)
    for letter in found.letters:
        by_grounds[letter.grounds].append(letter)
    concerned: defaultdict[tuple[Level, str, str], list[Made]] = defaultdict(list)
    for id_, letters in by_grounds.items():
        for finding in _findings(checker, found.run, found.grounds[id_], letters[0], day):
            concerned[finding.level, finding.says, finding.address].extend(letters)
    changed = (Changed(*what, tuple(sorted(letters, key=_number))) for what, letters in concerned.items())
    return tuple(sorted(changed, key=lambda one: (-one.level.gravity, -len(one.letters), one.says)))


def _findings(checker: Checker, run: Run, grounds: Grounds, letter: Made, day: date) -> Iterator[Finding]:
    """The findings of letters that rest on the same: all of them are of one type and day, or cite as if they were."""
    record = Record(
        program=run.program,
        corpus=run.corpus,
        template=letter.template,
        template_version="",
        template_sha256=letter.template_sha256,
        input_hash="",
        date=letter.on,
        citations=grounds,
    )
    return checker.since(record, Document("", Form.DOCX, ()), day)


def _number(letter: Made) -> int:
    return letter.number
