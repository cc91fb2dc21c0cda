"""Citations in a template: those typed as text, which no date can check, and those in cite tags that can't be read."""

import re
from collections.abc import Callable, Iterator

from lawtext import shipped
from lawtext.citing import names
from lawtext.citing.citations import CitationKind
from lawtext.citing.find import find
from lawtext.citing.names import Names
from lawtext.drafting.findings.finding import Finding
from lawtext.drafting.findings.word import Paragraph
from lawtext.drafting.linting.template import Linted

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_CITE = re.compile(
    r"""
    \b cite \s* \( \s*
    (?P<open> ["'“”„‘’] ) (?P<text> [^"'“”‘’]* ) ["'“”‘’]
    """,
    re.VERBOSE,
)
_COUNTED = re.compile(r"(?:nr\.|litra|pkt\.)", re.IGNORECASE)
"""How ordinary words begin that look like part of a provision: "nr. 3 i køen"."""


def typed(template: Linted) -> Iterator[Finding]:
    """Provisions and numbered acts in the template's own words."""
    no_names = Names()
    for paragraph in _all(template):
        words = _TAG.sub(lambda tag: " " * len(tag[0]), paragraph.text)
        for one in find(words, no_names):
            alone = one.kind is CitationKind.RELATIVE and _COUNTED.match(one.text)
            if (one.units and not alone) or one.act.edition:
                says = f"Henvisningen »{' '.join(one.text.split())}« er skrevet som tekst; skriv den med cite(…)."
                yield template.about("typed-citation", paragraph, says, one.start, one.end)


def unreadable(template: Linted, known: Callable[[], Names]) -> Iterator[Finding]:
    """Cite tags whose text is not one whole citation of an act by a known name. `known` is asked where a tag stands."""
    for paragraph in _all(template):
        for tag in _CITE.finditer(paragraph.text):
            text = tag["text"]
            found = find(text, known())
            whole = len(found) == 1 and bool(found[0].units) and len(found[0].text) == len(text.strip())
            if not whole or found[0].kind is not CitationKind.FULL:
                says = f"»{text}« kan ikke læses som én henvisning med lov."
            elif not found[0].act.edition and not known().meanings(found[0].act.name):
                says = f"Loven i »{text}« kendes ikke."
            else:
                says = ""
            if says:
                yield template.about("unreadable-citation", paragraph, says, *tag.span("text"), cited=text)


def shipped_names() -> Names:
    """The names of acts that come with the program. Raises UnusableInputError for a file of them that is broken."""
    folder = shipped.folder("corpus")
    titles = names.load_titles(folder / "titles.tsv")
    return Names(names.join(names.load(folder / "names.yaml"), titles))


def _all(template: Linted) -> Iterator[Paragraph]:
    return (paragraph for found in template.paragraphs.values() for paragraph in found)
