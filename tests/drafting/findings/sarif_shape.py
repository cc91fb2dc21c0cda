"""What SARIF 2.1.0 asks of a log, for the objects that this program writes.

Source: the OASIS standard with errata 01 (sarif-v2.1.0-errata01-os) and its JSON schema, sarif-schema-2.1.0.json: which
members an object has, which it must have, and of what kind they are. Only the prose asks for what `_beyond_the_schema`
looks at.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit


class Object(NamedTuple):
    """An object of the standard. A member is a kind below, [an object] for a list of them, or a set of words."""

    members: dict[str, Any]
    required: frozenset[str] = frozenset()


def _object(*required: str, **members: Any) -> Object:
    return Object(members, frozenset(required))


_LEVEL = {"none", "note", "warning", "error"}
_OBJECTS = {
    "log": Object({"$schema": "uri", "version": {"2.1.0"}, "runs": ["run"]}, frozenset({"version", "runs"})),
    "run": _object(
        "tool", tool="tool", language="language", columnKind={"utf16CodeUnits", "unicodeCodePoints"}, results=["result"]
    ),
    "tool": _object("driver", driver="toolComponent"),
    "toolComponent": _object("name", name="text", version="text", rules=["reportingDescriptor"]),
    "reportingDescriptor": _object(
        "id",
        id="text",
        shortDescription="message",
        fullDescription="message",
        help="message",
        defaultConfiguration="reportingConfiguration",
    ),
    "reportingConfiguration": _object(level=_LEVEL),
    "result": _object(
        "message",
        ruleId="text",
        ruleIndex="number",
        level=_LEVEL,
        message="message",
        locations=["location"],
        partialFingerprints="texts",
        properties="bag",
        fixes=["fix"],
    ),
    "message": _object("text", text="message text"),
    "location": _object(physicalLocation="physicalLocation", logicalLocations=["logicalLocation"]),
    "physicalLocation": _object("artifactLocation", artifactLocation="artifactLocation", region="region"),
    "artifactLocation": _object(uri="uri reference"),
    "logicalLocation": _object(fullyQualifiedName="text"),
    "region": _object(
        "startLine",
        startLine="from one",
        startColumn="from one",
        endLine="from one",
        endColumn="from one",
        snippet="artifactContent",
    ),
    "artifactContent": _object(text="text"),
    "fix": _object("artifactChanges", description="message", artifactChanges=["artifactChange"]),
    "artifactChange": _object(
        "artifactLocation", "replacements", artifactLocation="artifactLocation", replacements=["replacement"]
    ),
    "replacement": _object("deletedRegion", deletedRegion="region", insertedContent="artifactContent"),
}
_NEVER_EMPTY = {"artifactChanges", "replacements"}
_LANGUAGE = re.compile(r"[a-zA-Z]{2}(-[a-zA-Z]{2})?")
_PLAIN = re.compile(r"(?:\{\{|\}\}|[^{}])*")
_LINK = re.compile(r"\[[^\]]*\]\(")
_URI = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*")


def _of_kind(kind: str, value: Any) -> bool:
    """Whether a value is of one of the plain kinds."""
    if kind in ("number", "from one"):
        return isinstance(value, int) and value >= (1 if kind == "from one" else -1)
    if kind in ("texts", "bag"):
        return isinstance(value, dict) and (kind == "bag" or all(isinstance(one, str) for one in value.values()))
    if not isinstance(value, str):
        return False
    checks = {
        "language": _LANGUAGE.fullmatch,
        "uri": lambda text: _URI.fullmatch(text) and urlsplit(text).scheme,
        "uri reference": _URI.fullmatch,
        # sections 3.11.5 and 3.11.6: braces are doubled, and nothing looks like a link that is none
        "message text": lambda text: _PLAIN.fullmatch(text) and not _LINK.search(text),
    }
    return bool(checks[kind](value)) if kind in checks else True


def faults(log: Any) -> list[str]:
    """Where a log is not as the standard has it, as "log.runs[0].tool: …"; [] where it is."""
    return [*_shape("log", log, "log"), *_beyond_the_schema(log)]


def _shape(kind: str, value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at}: no object"
        return
    wanted = _OBJECTS[kind]
    yield from (f"{at}: {name} is missing" for name in sorted(wanted.required - value.keys()))
    for name, held in value.items():
        if name not in wanted.members:
            yield f"{at}: {name} is no member of {kind}"
        else:
            yield from _member(wanted.members[name], name, held, f"{at}.{name}")


def _member(kind: Any, name: str, held: Any, at: str) -> Iterator[str]:
    if isinstance(kind, list):
        if not isinstance(held, list) or (name in _NEVER_EMPTY and not held):
            yield f"{at}: no list, or an empty one"
            return
        for number, one in enumerate(held):
            yield from _shape(kind[0], one, f"{at}[{number}]")
    elif isinstance(kind, set):
        if held not in kind:
            yield f"{at}: {held!r} is none of {sorted(kind)}"
    elif kind in _OBJECTS:
        yield from _shape(kind, held, at)
    elif not _of_kind(kind, held):
        yield f"{at}: {held!r} is no {kind}"


def _beyond_the_schema(log: Any) -> Iterator[str]:
    """What one part says of another: rules by their index, regions that end where they begin or later."""
    for run in log["runs"]:
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        if len(set(rules)) < len(rules):
            yield "two rules have one id"
        for number, result in enumerate(run["results"]):
            if rules[result["ruleIndex"]] != result["ruleId"]:
                yield f"results[{number}]: ruleIndex is not the rule's"
            for region in _regions(result):
                if (region["startLine"], region["startColumn"]) > (region["endLine"], region["endColumn"]):
                    yield f"results[{number}]: a region ends before it begins"


def _regions(result: Any) -> Iterator[dict[str, int]]:
    places = [one["physicalLocation"] for one in result["locations"]]
    yield from (place["region"] for place in places if "region" in place)
    changes = (change for fix in result.get("fixes", ()) for change in fix["artifactChanges"])
    yield from (one["deletedRegion"] for change in changes for one in change["replacements"])
