"""A template that someone else has made, as those who make letters see it."""

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from lawtext.drafting import record, sandbox
from lawtext.drafting.confined.confinement import Confinement
from lawtext.drafting.confined.messages import Request, Task, packed_values
from lawtext.drafting.findings.finding import Finding

if TYPE_CHECKING:
    from lawtext.drafting.linting.declared import Declared


class Foreign:
    """A foreign template with the face of `templates.Template`; all its work is done in a confinement."""

    def __init__(self, content: bytes, name: str, confinement: Confinement | None = None) -> None:
        """`confinement`: one that several share. Raises UnusableInputError as `Template`, and for tags too slow."""
        self.name = name
        self.sha256 = hashlib.sha256(content).hexdigest()
        self._content = content
        self._confinement = confinement or Confinement()
        words = msgspec.json.decode(self._ask(Task.WORDS), type=tuple[tuple[str, ...], tuple[str, ...]])
        self.cites, self.fixed = words

    def render(
        self, values: Mapping[str, Any], written: Mapping[str, str] | None = None, made_by: record.Record | None = None
    ) -> bytes:
        """As `Template.render`. Raises UnusableInputError also where the tags take too long or too much memory."""
        sandbox.require_plain(dict(values))
        by = msgspec.json.encode(made_by) if made_by else b""
        return self._ask(Task.RENDER, values=packed_values(dict(values)), written=dict(written or {}), made_by=by)

    def filled(self, examples: Mapping[str, str]) -> bytes:
        """The letter with every field saying its example, or its own name."""
        return self._ask(Task.FILLED, written=dict(examples))

    def _ask(self, task: Task, **told: Any) -> bytes:
        return self._confinement.ask(Request(task, self.name, self.sha256, self._content, **told))


def lint(
    content: bytes, name: str, declared: "Declared | None" = None, confinement: Confinement | None = None
) -> tuple[Finding, ...]:
    """`linting.lint` of a foreign template. Raises UnusableInputError as it does, and where it takes too long."""
    contract = msgspec.json.encode(declared) if declared else b""
    asked = Request(Task.LINT, name, hashlib.sha256(content).hexdigest(), content, declared=contract)
    return msgspec.json.decode((confinement or Confinement()).ask(asked), type=tuple[Finding, ...])
