"""An edition as JSON: all that is known of it, every unit with what it holds, and the sentences of its own text."""

from typing import Any

import msgspec

from lawtext.law.editions import Edition
from lawtext.law.units import Passage, Unit
from lawtext.wording import sentences

_HOLDS_UNITS = ("units", "title_runs", "subtitle_runs")


def write(edition: Edition) -> bytes:
    """One object on one line, without a line break."""
    facts: dict[str, Any] = {
        name: getattr(edition, name) for name in edition.__struct_fields__ if name not in _HOLDS_UNITS
    }
    facts["title_notes"] = [_whole(note) for note in edition.title_notes]
    for name in _HOLDS_UNITS:
        facts[name] = [_part(item) for item in getattr(edition, name)]
    return msgspec.json.encode(facts)


def _whole(unit: Unit) -> dict[str, Any]:
    return {
        "id": unit.id,
        "kind": unit.kind,
        "label": unit.label,
        "heading": [_part(item) for item in unit.heading],
        "content": [_part(item) for item in unit.content],
        "sentences": [{"id": sentence.id, "text": sentence.text} for sentence in sentences.of(unit)],
        "repealed": unit.repealed,
        "omitted": unit.omitted,
    }


def _part(item: Passage | Unit) -> Any:
    return _whole(item) if isinstance(item, Unit) else item
