"""Values for a template without a case: every field says its own name, so that its place can be seen."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from lawtext.drafting import gate, packages


def placeholders(content: bytes, examples: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A value for every name that the template's tags use: "«person.name»", or its example by its dotted name.

    Lists have one item and numbers are 1; `{{r …}}` and `{{p …}}` get rich text. Made from docxtpl-lint's schema.
    """
    return {name: _shown(inner, name, examples or {}) for name, inner in _properties(content).items()}


def blanks(content: bytes) -> dict[str, Any]:
    """As `placeholders`, with every text and list empty: what a template becomes when nothing optional is there."""
    return {name: _blank(inner) for name, inner in _properties(content).items()}


def all_tagged(content: bytes) -> bytes:
    """The template with its properties and endnotes as headers too: docxtpl-lint reads neither, and both have tags."""
    parts = gate.read(content, "skabelonen")
    if core := parts.get("docProps/core.xml"):
        texts = (text for text in packages.parse_xml(core.data(), core.name).itertext() if "{" in str(text))
        written = "".join(f"<w:p><w:r><w:t>{escape(str(text))}</w:t></w:r></w:p>" for text in texts)
        parts[_AS_HEADERS[0]] = packages.deflated(
            _AS_HEADERS[0], f'<w:hdr xmlns:w="{_WORD}">{written}</w:hdr>'.encode()
        )
    if notes := parts.get("word/endnotes.xml"):
        parts[_AS_HEADERS[1]] = packages.deflated(_AS_HEADERS[1], notes.data())
    return packages.write(parts.values())


_AS_HEADERS = ("word/header9000.xml", "word/header9001.xml")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _properties(content: bytes) -> dict[str, Any]:
    import docxtpl_lint  # noqa: PLC0415 - heavy

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "skabelon.docx"
        path.write_bytes(all_tagged(content))
        found: dict[str, Any] = docxtpl_lint.infer_schema([path])["properties"]
    found.pop("cite", None)
    return found


def _shown(schema: Mapping[str, Any], name: str, examples: Mapping[str, str]) -> Any:
    kind = schema.get("type")
    if kind == "array":
        return [_shown(schema["items"], name, examples)]
    if kind == "object":
        return {key: _shown(inner, f"{name}.{key}", examples) for key, inner in schema.get("properties", {}).items()}
    if kind == "number":
        return 1
    text = examples.get(name) or f"«{name}»"
    return _rich(schema["x-docxtpl-object"], text) if "x-docxtpl-object" in schema else text


def _blank(schema: Mapping[str, Any]) -> Any:
    kind = schema.get("type")
    if kind == "array":
        return []
    if kind == "object":
        return {key: _blank(inner) for key, inner in schema.get("properties", {}).items()}
    if kind == "number":
        return 0
    return _rich(schema["x-docxtpl-object"], "") if "x-docxtpl-object" in schema else ""


def _rich(kind: str, text: str) -> Any:
    from docxtpl import RichText, RichTextParagraph  # noqa: PLC0415 - heavy

    return RichText(text) if kind == "RichText" else RichTextParagraph(text)
