"""A new template to begin with: a Word file with the shared look, and the contract beside it."""

from typing import NamedTuple
from xml.sax.saxutils import escape

from lawtext import shipped
from lawtext.drafting import gate, packages
from lawtext.drafting.forms import NO_XML
from lawtext.drafting.packages import Part
from lawtext.errors import UsageError

_PROPERTIES = "docProps/core.xml"
_NEW = "skabelon"
"""The type that the shipped starts have until they are given one."""


class Started(NamedTuple):
    """A Word file and its YAML."""

    word: bytes
    contract: str


def start(kind: str, name: str, title: str) -> Started:
    """The start of that kind ("decision", "application"), with a type's name and a title of its own.

    Raises UsageError for a title that is no line of text.
    """
    if NO_XML.search(title) or title.splitlines() != [title]:
        raise UsageError("Titlen skal være én linje uden kontroltegn.")
    folder = shipped.folder("templates") / "start"
    contract = (folder / f"{kind}.yaml").read_text(encoding="utf-8")
    old = next(line for line in contract.splitlines() if line.startswith("title: ")).removeprefix("title: ")
    parts = gate.read((folder / f"{kind}.docx").read_bytes(), f"{kind}.docx")
    parts[_PROPERTIES] = _titled(parts[_PROPERTIES], old, title)
    named = contract.replace(f"type: {_NEW}\n", f"type: {name}\n", 1)
    return Started(packages.write(parts.values()), named.replace(f"title: {old}\n", f"title: {_quoted(title)}\n", 1))


def _titled(part: Part, old: str, title: str) -> Part:
    return packages.deflated(part.name, part.data().replace(escape(old).encode(), escape(title).encode(), 1))


def _quoted(text: str) -> str:
    """As YAML: in single quotes, so that a colon or a number in it stays text."""
    return "'" + text.replace("'", "''") + "'"
