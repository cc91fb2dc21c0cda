"""One part of a template that may have tags: compiled once, rendered to well-formed XML, faults told by place."""

import re
import traceback
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers import expat

from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateSyntaxError
from jinja2.exceptions import SecurityError
from lxml import etree

from lawtext.drafting import packages, patching, sandbox
from lawtext.drafting.packages import Part
from lawtext.errors import LawtextError, UnusableInputError

_PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_HAS_TAG = re.compile(r"\{[{%#]")
_PARAGRAPH = re.compile(r"<w:p(?=[ >])")
_BODY = re.compile(r"<w:body[ >].*</w:body>", re.DOTALL)
_COMPILING_ERRORS = (TemplateSyntaxError, SyntaxError, AssertionError, RecursionError)
"""Jinja's own, and Python's of the code that Jinja writes: too deep for the one or the other."""

Place = Callable[[str, int], str]
"""From a part's name and the number of a paragraph in it (from 1, as its elements lie) to Danish words; "" for 0."""


class TaggedPart:
    """What stands before the tags' scope, the compiled body, what stands after. Immutable and safe in threads."""

    __slots__ = ("_after", "_before", "_body", "_place_of", "_settles", "_source", "_template_name", "cites", "name")

    def __init__(self, environment: sandbox.Sandbox, part: Part, template_name: str, place_of: Place) -> None:
        """`place_of` is asked only after an error. Raises UnusableInputError for a broken or refused tag."""
        self.name = part.name
        self._template_name = template_name
        self._place_of = place_of
        root = packages.parse_xml(part.data(), f"{template_name}: {part.name}")
        self._before, self._source, self._after = _split(root, part.name, template_name)
        self._settles = part.name == packages.DOCUMENT and patching.needs_settling(root)
        self._body: JinjaTemplate | None = None
        self.cites: tuple[str, ...] = ()
        patched = patching.patched(self._source) if "{" in self._source else ""
        if _HAS_TAG.search(patched):
            self._compile(environment, patched)

    @property
    def has_tags(self) -> bool:
        """Whether there is anything to render."""
        return self._body is not None

    def render(self, context: Mapping[str, Any], *, settle: bool = False) -> bytes:
        """The part with these values. `settle`: with docxtpl's slow passes also where the part's own tags need none.

        Raises UnusableInputError with the place of a value that is missing, or of tags that have cut the markup.
        """
        if self._body is None:
            raise ValueError(f"{self.name} has no tags")
        try:
            body = self._body.render(context)
        except MemoryError as error:
            raise self._wrong("der er ikke hukommelse nok til at udfylde den", 0) from error
        except LawtextError:
            raise
        except Exception as error:  # tags fail in as many ways as what they ask for
            raise self._wrong(str(error), self._line(lambda lines: lines.render(context))) from error
        data = f"{self._before}{patching.with_breaks(body)}{self._after}".encode(errors="surrogatepass")
        self._require_well_formed(data)
        if not (self._settles or (settle and self.name == packages.DOCUMENT)):
            return data
        try:
            return patching.settled(data)
        except (ValueError, TypeError, AttributeError, ArithmeticError) as error:
            said = "en tabels kolonner kan ikke regnes ud; se efter colspan, og om tabellen har bredder"
            raise self._wrong(said, 0) from error

    def _compile(self, environment: sandbox.Sandbox, patched: str) -> None:
        try:
            tree = environment.parse(patched)
            self.cites = sandbox.cited(tree)
            code = environment.compile(tree)
            self._body = environment.template_class.from_code(environment, code, environment.make_globals(None))
        except SecurityError as error:
            raise self._wrong(str(error), 0) from error
        except _COMPILING_ERRORS as error:
            line = self._line(lambda _: None, environment)
            raise self._wrong(f"en kode kan ikke læses ({getattr(error, 'msg', error)})", line) from error

    def _line(self, then: Callable[[JinjaTemplate], object], environment: Any = None) -> int:
        """The number of the paragraph that compiling or `then` stops at; 0 where tags have joined paragraphs.

        The part is patched and compiled once more with each paragraph on a line of its own. Only after an error.
        """
        lines = _PARAGRAPH.sub("\n<w:p", self._source.replace("\n", " "))
        patched = patching.patched(lines)
        if patched.count("\n") != lines.count("\n"):
            return 0
        try:
            then((environment or self._environment()).from_string(patched))
        except TemplateSyntaxError as error:
            return error.lineno - 1
        except Exception as error:  # as in `render`
            frames = traceback.extract_tb(error.__traceback__)
            numbers = [frame.lineno for frame in frames if frame.filename == "<template>" and frame.lineno]
            return numbers[-1] - 1 if numbers else 0
        return 0

    def _environment(self) -> Any:
        return self._body.environment if self._body else sandbox.Sandbox()

    def _require_well_formed(self, data: bytes) -> None:
        """docxtpl parses with recovery, which hides lost text; here it is an error."""
        try:
            expat.ParserCreate(namespace_separator=" ").Parse(data, True)
        except expat.ExpatError as error:
            said = "det udfyldte dokument hænger ikke sammen (ikke velformet XML); se efter koder, der deler et afsnit"
            raise self._wrong(said, 0) from error

    def _wrong(self, what: str, paragraph: int) -> UnusableInputError:
        place = self._place_of(self.name, paragraph)
        return UnusableInputError(f"Skabelonen {self._template_name}, {self.name}{place and ', '}{place}: {what}.")


def _split(root: etree._Element, name: str, template_name: str) -> tuple[str, str, str]:
    """The part as text, cut so that only the body of a document goes through the patching, as in docxtpl.

    Raises UnusableInputError for a document without a body under the name that docxtpl looks for.
    """
    text = etree.tostring(root, encoding="unicode")
    if name != packages.DOCUMENT:
        return _PROLOG, text, ""
    body = _BODY.search(text)
    if body is None:
        raise UnusableInputError(f"{template_name} har ingen tekst, der kan udfyldes; gem filen igen fra Word.")
    start, end = body.span()
    return _PROLOG + text[:start], text[start:end], text[end:]
