"""A resolved citation as plain fields, for JSON and for programs that don't know our types."""

from typing import Any

from lawtext.citing.citations import Citation
from lawtext.citing.relative import Unit
from lawtext.citing.resolve import Meant, Resolution


def whole(resolution: Resolution) -> dict[str, Any]:
    """All fields: those of `scored`, and what was found for each unit on the day."""
    return scored(resolution, "") | {
        "on": resolution.day.isoformat(),
        "work": resolution.work or "",
        "verdict": resolution.verdict.status.danish,
        "why": resolution.verdict.why,
        "choices": list(resolution.verdict.choices),
        "meant": [_meant(meant) for meant in resolution.meant],
        "standing_doubts": [doubt.says for doubt in resolution.standing_doubts],
    }


def scored(resolution: Resolution, doc: str) -> dict[str, Any]:
    """The fields of a found citation that other programs and the scorer read; `doc` is the edition the text is of.

    `act` is "self" for that edition, "eu:" and the CELEX number for an EU act, else year-number or "".
    """
    citation = resolution.citation
    return {
        "start": citation.start,
        "end": citation.end,
        "text": citation.text,
        "act": _act_key(citation, resolution, doc),
        "title": resolution.title if not citation.act.eu else "",
        "name": citation.act.name,
        "units": [_unit_key(unit) for unit in citation.units],
        "edition": citation.dated or resolution.edition or "",
        "kind": citation.kind.value,
        "status": resolution.verdict.status.value,
        "doubts": [doubt.says for doubt in resolution.doubts],
    }


def _meant(meant: Meant) -> dict[str, str]:
    verdict = meant.verdict
    return {
        "unit": meant.unit,
        "status": verdict.status.value,
        "verdict": verdict.status.danish,
        "why": verdict.why,
        "address": str(verdict.address) if verdict.address else "",
        "eli": verdict.address.eli if verdict.address else "",
    }


def _act_key(citation: Citation, resolution: Resolution, doc: str) -> str:
    act = citation.act
    if act.own:
        return "self"
    if act.eu:
        return f"eu:{act.eu}"
    if act.edition:
        return "self" if act.edition == doc else act.edition
    return resolution.edition or ""


def _unit_key(unit: Unit) -> str:
    return unit if isinstance(unit, str) else f"{unit.first}:{unit.last}"
