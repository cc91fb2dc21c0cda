"""Finished Word files read anew: their citations found and resolved again, held against the record.

Nothing is taken over from the making: the file's text is read out of its XML, every citation is found by `citing` and
resolved on the letter's day.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from lawtext.citing.find import find
from lawtext.citing.names import Names
from lawtext.citing.resolve import Resolver
from lawtext.drafting import gate, packages, record, visible
from lawtext.law.shelf import Shelf
from lawtext.law.verdicts import Status

_PARTS = ("word/document.xml", "word/header1.xml", "word/header2.xml", "word/footer1.xml", "word/footnotes.xml")


class Anew(NamedTuple):
    """How many citations were found in a file, and its faults."""

    found: int
    faults: tuple[str, ...]


class Reader:
    """Reads finished files on one shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._names = Names(shelf.namings())
        self._resolver = Resolver(shelf, self._names)

    def read(self, content: bytes) -> Anew:
        """The citations of a file and their faults: a verdict other than »exists«, an address the record hasn't.

        The record's own addresses must all stand in the text, and nothing may have been changed since.
        """
        parts = gate.read(content, "brev.docx")
        kept = record.read(content, "brev.docx")
        day = date.fromisoformat(kept.record.date)
        other_days = {one for cited in kept.record.citations if cited.on != str(day) for one in cited.addresses}
        expected = {one for cited in kept.record.citations if cited.on == str(day) for one in cited.addresses}
        found, faults, seen = 0, list(kept.changed), set()
        for citation, status, addresses in self._resolved(parts, day):
            found += 1
            if set(addresses) <= other_days and addresses:
                continue
            if status is not Status.EXISTS:
                faults.append(f"{citation}: {status}")
            seen.update(addresses)
        faults += [f"{one}: in the text, not in the record" for one in sorted(seen - expected)]
        faults += [f"{one}: in the record, not in the text" for one in sorted(expected - seen)]
        return Anew(found, tuple(faults))

    def _resolved(self, parts: dict[str, packages.Part], day: date) -> Iterator[tuple[str, Status, tuple[str, ...]]]:
        for name in _PARTS:
            if name in parts:
                for line in visible.paragraphs(parts[name].data()).split("\n"):
                    for citation in find(line, self._names):
                        one = self._resolver.resolve(citation, day)
                        meant = (str(each.verdict.address) for each in one.meant if each.verdict.address)
                        yield citation.text, one.verdict.status, tuple(meant)
