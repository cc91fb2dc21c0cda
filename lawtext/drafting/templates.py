"""A Word template compiled once: docxtpl's language, patched by docxtpl, rendered by Jinja in a sandbox.

A template and a letter are two objects. The template is immutable and safe in threads; a letter costs the rendering of
the parts that have tags, a strict parse of each, and a zip in which every other part is copied as it lies.
"""

import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from lawtext.drafting import gate, packages, record, record_slots, sandbox, visible
from lawtext.drafting.fragments import Workshop
from lawtext.drafting.packages import Part
from lawtext.drafting.tagged import TaggedPart

_TAGGED_TYPES = ("document.main+xml", "header+xml", "footer+xml", "footnotes+xml", "endnotes+xml")
_PROPERTIES = "docProps/core.xml"
_REMEMBERED = 64
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")


class Renders(Protocol):
    """A template as those who make letters see it: `Template`, or `confined.Foreign`."""

    @property
    def sha256(self) -> str:
        """Of the Word file."""

    @property
    def cites(self) -> tuple[str, ...]:
        """The provisions that its tags cite by `cite("…")`, to be handed written to `render`."""

    @property
    def fixed(self) -> tuple[str, ...]:
        """Its fixed words, a text for each paragraph that has any."""

    def render(
        self, values: Mapping[str, Any], written: Mapping[str, str] | None = None, made_by: record.Record | None = None
    ) -> bytes:
        """The Word file of these values."""


class Template:
    """A compiled template. Immutable; one object serves any number of letters, in any number of threads."""

    __slots__ = ("_changing", "_content", "_parts", "changing", "cites", "fixed", "name", "sha256")

    def __init__(self, content: bytes, name: str) -> None:
        """Compile a .docx; `name` is for messages.

        Raises UnusableInputError for what the gate refuses (`gate.read`) and for a broken tag, with its place.
        """
        parts = gate.read(content, name)
        self.name = name
        self.sha256 = hashlib.sha256(content).hexdigest()
        self._content = content
        environment = sandbox.Sandbox()
        compiled = [TaggedPart(environment, part, name, self._place) for part in _may_have_tags(parts, name)]
        self._changing = tuple(part for part in compiled if part.has_tags)
        self.changing = tuple(part.name for part in self._changing)
        """The parts that its tags are in."""
        self._parts = record_slots.slot_parts(parts, name)
        self.cites = tuple(dict.fromkeys(text for part in compiled for text in part.cites))
        """The provisions that its tags cite by `cite("…")`, to be handed written to `render`."""
        self.fixed = tuple(_fixed(parts))
        """Its fixed words, a text for each paragraph that has any."""

    def render(
        self, values: Mapping[str, Any], written: Mapping[str, str] | None = None, made_by: record.Record | None = None
    ) -> bytes:
        """The Word file of these values. The same input gives the same bytes.

        `values` are plain, or fragments (`fragments`); `written` has the text of each of `cites`; `made_by` is the
        record put in. Raises UnusableInputError with field and place for a value that is missing or that Word can't
        hold, TypeError for any other object among the values.
        """
        return packages.write(self.rendered(values, written, made_by).values())

    def rendered(
        self, values: Mapping[str, Any], written: Mapping[str, str] | None = None, made_by: record.Record | None = None
    ) -> dict[str, Part]:
        """The parts of that Word file. Raises as `render`."""
        workshop = Workshop(self._content) if sandbox.require_plain(dict(values)) else None
        bound = workshop.bound(dict(values)) if workshop else values
        context = {**bound, "cite": sandbox.Cite(written or {})}
        new = {part.name: packages.deflated(part.name, _rendered(part, context, workshop)) for part in self._changing}
        if workshop and workshop.has_parts:
            parts = record_slots.slot_parts(workshop.parts(self.name) | new, self.name)
        else:
            parts = self._parts | new
        if made_by is not None:
            parts |= record_slots.slots(made_by, parts)
        return parts

    def _place(self, part: str, paragraph: int) -> str:
        from lawtext.drafting.findings.word import WordFile  # noqa: PLC0415 - only after an error

        found = WordFile(self._content, self.name).paragraph(part, paragraph)
        return f"{found.spot(self.name).in_words()}, »{' '.join(found.text.split())[:80]}«" if found else ""


class Compiled:
    """Templates by the sha256 of their content: the same file is compiled once, however often it is read."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Template] = OrderedDict()
        self._lock = threading.Lock()

    def template(self, content: bytes, name: str) -> Template:
        """The compiled template; the least used are forgotten. Raises as `Template` does."""
        key = hashlib.sha256(content).hexdigest()
        with self._lock:
            if found := self._known.get(key):
                self._known.move_to_end(key)
                return found
        made = Template(content, name)  # outside the lock: a slow template holds up no other
        with self._lock:
            self._known[key] = made
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return made


def _rendered(part: TaggedPart, context: Mapping[str, Any], workshop: Workshop | None) -> bytes:
    if workshop is None:
        return part.render(context)
    workshop.enter(part.name)
    return part.render(context, settle=workshop.has_parts)


def _fixed(parts: Mapping[str, Part]) -> Iterator[str]:
    for text in visible.texts(parts.values()).values():
        for line in text.split("\n"):
            if words := _TAG.sub(" ", line).strip():
                yield words


def _may_have_tags(parts: Mapping[str, Part], name: str) -> Iterator[Part]:
    """Body, headers, footers, notes and the document's properties, whatever their parts are called."""
    kinds = packages.kinds(parts, name)
    for part in parts.values():
        if part.name == _PROPERTIES or kinds[part.name].endswith(_TAGGED_TYPES):
            yield part
