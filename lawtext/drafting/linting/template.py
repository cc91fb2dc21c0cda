"""A template as lint reads it: its paragraphs by part, and findings hung on them."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from lxml.etree import _Element
from msgspec.structs import replace

from lawtext.drafting import gate, packages
from lawtext.drafting.findings import rules
from lawtext.drafting.findings.finding import Finding, Spot
from lawtext.drafting.findings.rules import Rule
from lawtext.drafting.findings.word import Paragraph, W, WordFile


class Linted:
    """A template behind the gate, opened for reading. Raises UnusableInputError for what the gate refuses."""

    def __init__(self, content: bytes, name: str) -> None:
        """`name` is what findings call the file."""
        self.name = name
        self.parts = gate.read(content, name)
        self.content = packages.write(self.parts.values())
        self.word = WordFile(self.content, name)

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """The rules by id."""
        return read_rules()

    @cached_property
    def paragraphs(self) -> Mapping[str, tuple[Paragraph, ...]]:
        """Every paragraph by its part's name."""
        return self.word.by_part()

    def finding(self, rule: str, says: str, **told: str) -> Finding:
        """A finding about the whole file; `told` is what the rule's English sentence names."""
        return self.rules[rule].finding(says, Spot(self.name), **told)

    def about(self, rule: str, paragraph: Paragraph, says: str, start: int = 0, end: int = 0, **told: str) -> Finding:
        """A finding about a paragraph, or its characters from `start` to `end`."""
        spot = replace(paragraph.spot(self.name), start=start, end=end, text=paragraph.text[start:end])
        return self.rules[rule].finding(says, spot, **told)

    def around(self, element: _Element, part: str) -> Paragraph | None:
        """The paragraph that an element of a part stands in, or the first one behind it."""
        known = {paragraph.element: paragraph for paragraph in self.paragraphs.get(part, ())}
        for outer in element.iterancestors(f"{W}p"):
            if outer in known:
                return known[outer]
        inside = next(element.iter(f"{W}p"), None)
        return known.get(inside) if inside is not None else None

    def root(self, part: str) -> _Element | None:
        """The tree that the paragraphs of a part are elements of; None for a part without paragraphs."""
        found = self.paragraphs.get(part, ())
        return found[0].element.getroottree().getroot() if found else None


def read_rules() -> dict[str, Rule]:
    """The rules of lint by their ids."""
    return rules.read(Path(__file__).parent / "rules.yaml")
