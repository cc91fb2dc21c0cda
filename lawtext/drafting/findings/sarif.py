"""Findings as SARIF 2.1.0, which code editors and code hosts open (OASIS, sarif-v2.1.0, errata 01)."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from lawtext.drafting.findings.finding import Finding, Level, Spot, in_order
from lawtext.drafting.findings.rules import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "note"}


def write(findings: Iterable[Finding], rules: Mapping[str, Rule], version: str) -> str:
    """The log of one run. `rules` are all that could have been found, by id; `version` is the program's.

    Only files of text have regions: a Word file's places are logical ones, told in words.
    """
    places = {rule: number for number, rule in enumerate(rules)}
    driver = {"name": "lawtext", "version": version, "rules": [_rule(rule) for rule in rules.values()]}
    run = {
        "tool": {"driver": driver},
        "language": "da-DK",
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, rules[one.rule], places[one.rule]) for one in in_order(findings)],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode()


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": _message(rule.name),
        "fullDescription": _message(rule.help),
        "help": _message(f"{rule.help}\n\n{rule.help_en}\n\nKilde: {rule.source}"),
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
    }


def _result(finding: Finding, rule: Rule, place: int) -> dict[str, Any]:
    result = {
        "ruleId": finding.rule,
        "ruleIndex": place,
        "level": _LEVELS[finding.level],
        "message": _message(finding.says),
        "locations": [_location(finding.spot)],
        "partialFingerprints": {"lawtext/v1": finding.fingerprint},
        "properties": {"english": finding.says_en, "suggestion": finding.suggestion, "address": finding.address},
    }
    if rule.replaces and finding.suggestion and finding.spot.line and finding.spot.text:
        result["fixes"] = [_fix(finding)]
    return result


def _location(spot: Spot) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(spot.file)}}
    if spot.line:
        physical["region"] = _region(spot)
    return {"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": spot.in_words()}]}


def _region(spot: Spot) -> dict[str, Any]:
    last_line, behind = spot.ends_at
    region: dict[str, Any] = {
        "startLine": spot.line,
        "startColumn": spot.column or 1,
        "endLine": last_line,
        "endColumn": behind or 1,
    }
    return region | ({"snippet": {"text": spot.text}} if spot.text else {})


def _fix(finding: Finding) -> dict[str, Any]:
    region = _region(finding.spot)
    del region["snippet"]
    replacement = {"deletedRegion": region, "insertedContent": {"text": finding.suggestion}}
    change = {"artifactLocation": {"uri": _uri(finding.spot.file)}, "replacements": [replacement]}
    return {"description": _message(f"Skriv »{finding.suggestion}«."), "artifactChanges": [change]}


def _message(text: str) -> dict[str, str]:
    """A message's words as they are: braces doubled, or they'd be placeholders (3.11.5), and no links (3.11.6)."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "] (")}


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
