"""A Word template compiled once: docxtpl's language, patched by docxtpl, rendered by Jinja in a sandbox.

A template and a letter are two objects. The template is immutable and safe in threads; a letter costs the rendering of
the parts that have tags, a strict parse of each, and a zip in which every other part is copied as it lies.
"""

import hashlib
import re
import traceback
from collections.abc import Mapping
from typing import Any
from xml.parsers import expat

from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from lxml import etree

from lawtext.drafting import packages, record, sandbox
from lawtext.drafting.packages import Part
from lawtext.errors import UnusableInputError

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_HAS_TAG = re.compile(r"\{[{%#]")
_TABLE_TAG = re.compile(r"\{%-?\s*(?:tc\s|colspan\s|hm\s*%|vm\s*%)")
_LISTED = re.compile("[\n\t]")
_PARAGRAPH = re.compile(r"<w:p(?=[ >])")
_MARKUP = re.compile(r"<[^>]*>|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HEADING = re.compile(r'<w:pStyle w:val="(?:Heading\d|Title|Overskrift\d|Titel)"')
_LITERAL_BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|(?P<spelt>\{_\{|\}_\}|\{_%|%_\})", re.DOTALL)
_RENDERING_ERRORS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError, MemoryError)


class Template:
    """A compiled template. Immutable; one object serves any number of letters, in any number of threads."""

    __slots__ = ("_changing", "_order", "_parts", "cites", "name", "sha256")

    def __init__(self, content: bytes, name: str) -> None:
        """Compile a .docx; `name` is for messages.

        Raises UnusableInputError for what the gate refuses (`packages.read`) and for a broken tag, with its place.
        """
        parts = packages.read(content, name)
        self.name = name
        self.sha256 = hashlib.sha256(content).hexdigest()
        environment = sandbox.Sandbox()
        compiled = [_TaggedPart(environment, part, name) for part in _may_have_tags(parts)]
        self._changing = {part.name: part for part in compiled if part.tagged}
        self._parts = record.slot_parts(parts, name)
        self._order = tuple(self._parts)
        self.cites = tuple(dict.fromkeys(text for part in compiled for text in part.cites))
        """The provisions that its tags cite by `cite("…")`, to be handed written to `render`."""

    def render(
        self, values: Mapping[str, Any], written: Mapping[str, str] | None = None, made_by: record.Record | None = None
    ) -> bytes:
        """The Word file of these values. The same input gives the same bytes.

        `values` are plain (`sandbox.Value`); `written` has the text of each of `cites`; `made_by` is the record put in.
        Raises UnusableInputError with field and place for a value that is missing or that Word can't hold.
        """
        sandbox.require_plain(dict(values))
        context = {**values, "cite": sandbox.Cite(written or {})}
        new = {name: packages.deflated(name, part.render(context)) for name, part in self._changing.items()}
        if made_by is not None:
            new |= record.slots(record.to_xml(made_by))
        return packages.write(new.get(name) or self._parts[name] for name in self._order)


class _TaggedPart:
    """One part: what stands before its tags' scope, the compiled body, what stands after."""

    __slots__ = ("_after", "_before", "_body", "_slow", "_source", "_template_name", "cites", "name", "tagged")

    def __init__(self, environment: sandbox.Sandbox, part: Part, template_name: str) -> None:
        self.name = part.name
        self._template_name = template_name
        self._before, source, self._after = _split(part, template_name)
        self._slow = bool(_TABLE_TAG.search(source)) or "<wp:docPr" in source
        self._source = _literal_braces(_patched(source))
        self.tagged = bool(_HAS_TAG.search(self._source))
        self.cites: tuple[str, ...] = ()
        if self.tagged:
            self._body = self._compiled(environment)

    def _compiled(self, environment: sandbox.Sandbox) -> JinjaTemplate:
        try:
            tree = environment.parse(self._source)
            sandbox.refuse_imports(tree)
            self.cites = sandbox.cited(tree)
            return environment.from_string(self._source)
        except SecurityError as error:
            raise self._wrong(str(error), "") from error
        except (TemplateSyntaxError, AssertionError, RecursionError) as error:
            raise self._wrong(f"en kode kan ikke læses ({error})", self._syntax_place(environment)) from error

    def render(self, context: Mapping[str, Any]) -> bytes:
        try:
            body = self._body.render(context)
        except _RENDERING_ERRORS as error:
            raise self._wrong(str(error), self._place(context)) from error
        if _LISTED.search(body):
            body = _with_breaks(body)
        data = f"{self._before}{body}{self._after}".encode()
        _require_well_formed(data, self)
        return _settled(data) if self._slow else data

    def _place(self, context: Mapping[str, Any]) -> str:
        """Where rendering stops: the template compiled again with a line for each paragraph. Only after an error."""
        lines = _in_lines(self._source)
        try:
            self._body.environment.from_string(lines).render(context)
        except _RENDERING_ERRORS as error:
            frames = traceback.extract_tb(error.__traceback__)
            numbers = [frame.lineno for frame in frames if frame.filename == "<template>" and frame.lineno]
            return _said_place(lines, numbers[-1]) if numbers else ""
        return ""

    def _syntax_place(self, environment: sandbox.Sandbox) -> str:
        lines = _in_lines(self._source)
        try:
            environment.parse(lines)
        except TemplateSyntaxError as error:
            return _said_place(lines, error.lineno)
        except (AssertionError, RecursionError):
            return ""
        return ""

    def _wrong(self, what: str, place: str) -> UnusableInputError:
        return UnusableInputError(f"Skabelonen {self._template_name}, {self.name}{place}: {what}.")

    def not_well_formed(self, why: str) -> UnusableInputError:
        """The error of a part whose tags have cut its markup."""
        return self._wrong(f"resultatet er ikke velformet XML ({why}); se efter koder, der deler et afsnit", "")


def _may_have_tags(parts: Mapping[str, Part]) -> list[Part]:
    """Body, headers, footers, notes and the document's properties: where docxtpl lets tags stand."""
    pattern = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml|docProps/core\.xml")
    return [part for name, part in parts.items() if pattern.fullmatch(name)]


def _split(part: Part, template_name: str) -> tuple[str, str, str]:
    """The part as text, cut so that only the body of a document goes through the patching, as in docxtpl."""
    root = packages.parse_xml(part.data(), f"{template_name}: {part.name}")
    text = etree.tostring(root, encoding="unicode")
    if part.name != "word/document.xml":
        return _PROLOG, text, ""
    start, end = text.index("<w:body"), text.rindex("</w:body>") + len("</w:body>")
    return _PROLOG + text[:start], text[start:end], text[end:]


def _patched(source: str) -> str:
    """docxtpl's own patching, so that every docxtpl template is valid here."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - heavy

    patched: str = DocxTemplate(None).patch_xml(source)
    return patched


def _literal_braces(source: str) -> str:
    """`{_{` is docxtpl's spelling of `{{` as text; turned here, so that a user's own `{_{` comes out as he wrote it."""

    def replaced(match: re.Match[str]) -> str:
        spelt = match["spelt"]
        return f"{{{{ '{spelt.replace('_', '')}' }}}}" if spelt else match[0]

    return _LITERAL_BRACES.sub(replaced, source)


def _with_breaks(body: str) -> str:
    """docxtpl's treatment of line breaks and tabs in values."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - heavy

    broken: str = DocxTemplate(None).resolve_listing(body)
    return broken


def _require_well_formed(data: bytes, part: _TaggedPart) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise part.not_well_formed(str(error)) from error


def _settled(data: bytes) -> bytes:
    """docxtpl's slow passes: table grids for columns made by tags, unique ids for drawings."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - heavy

    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    fixer = DocxTemplate(None)
    fixer.docx_ids_index = 1000
    for body in root.findall(f"{{{_WORD}}}body"):
        tree = fixer.fix_tables(etree.tostring(body, encoding="unicode"))
        fixer.fix_docpr_ids(tree)
        root.replace(body, tree)
    settled: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return settled


def _in_lines(source: str) -> str:
    return _PARAGRAPH.sub("\n<w:p", source.replace("\n", " "))


def _said_place(lines: str, number: int) -> str:
    """A Danish phrase for a line of `_in_lines`: the paragraph's words and the heading above it."""
    split = lines.split("\n")
    words = _MARKUP.sub("", split[number - 1]).strip()[:80]
    headings = [_MARKUP.sub("", line).strip() for line in split[: number - 1] if _HEADING.search(line)]
    under = f" under »{headings[-1]}«" if headings else ""
    return f", afsnittet »{words}«{under}"
