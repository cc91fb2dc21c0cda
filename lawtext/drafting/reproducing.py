"""Reproduce: a document made again from its case, byte by byte, or what exactly differs."""

import itertools
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from lawtext import shipped
from lawtext.drafting import gate, packages, record, visible
from lawtext.drafting.record import Found, Record

_SHOWN = 12
"""Characters of a hash that are shown: enough to tell two apart."""


class Reproduced(Struct, frozen=True):
    """Whether the file came out the same. `differs`: what differs, whole Danish sentences, () where it is the same."""

    differs: tuple[str, ...]

    @property
    def same(self) -> bool:
        return not self.differs


def is_application(made_by: Record, templates: Path | None = None) -> bool:
    """Whether the record is of an application, which is made from a plan; otherwise it is of a letter, from a case."""
    folder = templates or shipped.folder("templates")
    return made_by.template in {path.stem for path in (folder / "applications").glob("*.yaml")}


def compare(content: bytes, name: str, again: bytes) -> Reproduced:
    """The file against what the case gives now. Raises UnusableInputError where the file has no record.

    What is said names no personal data: a paragraph that differs is told by its number.
    """
    found = record.read(content, name)
    if content == again:
        return Reproduced(())
    made = record.read(again, name)
    said = [*found.changed, *_makers(found.record, made.record), *_rests_on(found.record, made.record)]
    said += _texts(content, again, name)
    return Reproduced(tuple(said or _other_bytes(found)))


def _makers(old: Record, new: Record) -> Iterator[str]:
    """What the document was made with, and what it is made with here."""
    if old.program != new.program:
        yield f"Et andet program: dokumentet er lavet af lawtext {old.program}, her er lawtext {new.program}."
    if old.corpus != new.corpus:
        yield f"Et andet korpus: dokumentet bygger på {_short(old.corpus)}, her er {_short(new.corpus)}."
    if old.template != new.template:
        yield f"En anden skabelon: dokumentet er lavet af »{old.template}«, sagen er til »{new.template}«."
    elif (old.template_sha256, old.template_version) != (new.template_sha256, new.template_version):
        yield (
            f"En anden udgave af skabelonen »{old.template}«: dokumentet er lavet af version {old.template_version} "
            f"({_short(old.template_sha256)}), her er version {new.template_version} ({_short(new.template_sha256)})."
        )
    if old.date != new.date:
        yield f"En anden sag: dokumentet er dateret {old.date}, sagen {new.date}."
    elif old.input_hash != new.input_hash:
        yield "En anden sag: dens oplysninger er ikke dem, dokumentet er lavet af."


def _rests_on(old: Record, new: Record) -> Iterator[str]:
    """Citations of the one that the other hasn't, or has with another answer; and reasons for a draft."""
    answers = {(one.text, one.on): one for one in new.citations}
    known = {(one.text, one.on) for one in old.citations}
    for one in old.citations:
        other = answers.get((one.text, one.on))
        if other is None:
            yield f"Dokumentet henviser til {one.text}; det gør det ikke her."
        elif (one.addresses, one.status) != (other.addresses, other.status):
            yield f"{one.text} er slået op som {_answer(one)}; her er den {_answer(other)}."
        elif one.doubts != other.doubts:
            yield f"Forbeholdene til {one.text} er andre her."
    for one in new.citations:
        if (one.text, one.on) not in known:
            yield f"Her henvises der til {one.text}; det gør dokumentet ikke."
    if old.final != new.final:
        yield f"Dokumentet er {_state(old)}; her er det {_state(new)}."
    for what, before, now in (("Grunden", old.reasons, new.reasons), ("Oplysningen", old.stated, new.stated)):
        for says in dict.fromkeys((*before, *now)):
            if (says in before) != (says in now):
                yield f"{what} »{says}« er {'dokumentets' if says in before else 'ny her'}."


def _texts(content: bytes, again: bytes, name: str) -> Iterator[str]:
    """Which paragraphs of the body differ, by number from the top; and whether headers, footers or notes do."""
    before, now = (visible.texts(gate.read(one, name).values()) for one in (content, again))
    old, new = (one.pop(packages.DOCUMENT, "").split("\n") for one in (before, now))
    differing = [number for number, (one, other) in enumerate(itertools.zip_longest(old, new), 1) if one != other]
    if differing:
        numbers = ", ".join(map(str, differing[:_SHOWN])) + (" …" if len(differing) > _SHOWN else "")
        yield f"Teksten er en anden i afsnit {numbers} (af {len(old)}; her er der {len(new)})."
    if sorted(before.values()) != sorted(now.values()):
        yield "Teksten er en anden i sidehoved, sidefod eller noter."


def _other_bytes(found: Found) -> list[str]:
    if found.changed:
        return list(found.changed)
    return ["Tekst og oplysninger er de samme, men filen er gemt igen (fx i Word) eller pakket anderledes."]


def _answer(one: record.RecordedCitation) -> str:
    return ", ".join(one.addresses) or f"»{one.status}«"


def _state(one: Record) -> str:
    return "endeligt" if one.final else "et udkast"


def _short(sha256: str) -> str:
    return sha256[:_SHOWN]
