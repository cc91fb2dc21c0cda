"""Faults in docxtpl's language, found by docxtpl-lint and said in Danish; and which fields the tags use."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lawtext.drafting import packages, sandbox
from lawtext.drafting.findings.finding import Finding
from lawtext.drafting.linting.declared import Declared
from lawtext.drafting.linting.template import Linted
from lawtext.drafting.placeholders import all_tagged
from lawtext.typed_yaml import load

_UNDECLARED, _NO_LIST = "DTL304", "DTL305"
_OURS = frozenset(("cite",))
"""Names that the engine gives every template."""


class Tags(NamedTuple):
    """What docxtpl-lint says: findings, and the fields used, by dotted name ("rows[].label")."""

    findings: tuple[Finding, ...]
    used: frozenset[str]


def tags(template: Linted, declared: Declared | None) -> Tags:
    """Every fault of the tags; with a contract also the fields that it doesn't declare."""
    import docxtpl_lint  # noqa: PLC0415 - heavy

    found = docxtpl_lint.lint(
        all_tagged(template.content),
        schema=_schema(declared) if declared else None,
        jinja_env=sandbox.Sandbox(),
        autoescape=True,
    )
    sentences = load(Path(__file__).parent / "docxtpl.yaml", dict[str, str])
    findings = tuple(finding for issue in found.issues for finding in _said(template, issue, sentences))
    return Tags(findings, frozenset(found.variables) - _OURS)


def _said(template: Linted, issue: Any, sentences: dict[str, str]) -> Iterator[Finding]:
    told = {name: str(value) for name, value in issue.params.items()}
    if issue.rule in (_UNDECLARED, _NO_LIST):
        field = told["path"].replace("[*]", "[]")
        if field in _OURS:
            return
        rule = "undeclared-field" if issue.rule == _UNDECLARED else "not-a-list"
        said = "findes ikke blandt skabelonens felter" if issue.rule == _UNDECLARED else "er ikke en liste"
        yield _placed(template, issue, rule, f"Feltet »{field.replace('[]', '')}« {said}.", field=field)
    elif issue.rule in sentences:
        says = sentences[issue.rule].format_map(told)
        yield _placed(template, issue, issue.rule, says, english=issue.message_for("en"))


def _placed(template: Linted, issue: Any, rule: str, says: str, **told: str) -> Finding:
    place = issue.location
    part = packages.DOCUMENT if place.part == "body" else f"word/{place.part}.xml"
    paragraph = template.word.paragraph(part, place.paragraph)
    if paragraph is None:
        return template.finding(rule, says, **told)
    start = paragraph.text.find(issue.snippet, max(place.column - 1, 0)) if issue.snippet else -1
    end = start + len(issue.snippet) if start >= 0 else 0
    return template.about(rule, paragraph, says, max(start, 0), end, **told)


def _schema(declared: Declared) -> dict[str, Any]:
    """The names as a JSON Schema, which is how docxtpl-lint takes a contract."""
    root: dict[str, Any] = {}
    for name in (*declared.names, *_OURS):
        node = root
        for step in name.split("."):
            node = node.setdefault("properties", {}).setdefault(step.removesuffix("[]"), {})
            node = node.setdefault("items", {}) if step.endswith("[]") else node
    return root
