"""Every problem of a template at once."""

from collections.abc import Callable, Iterator

from lawtext.citing.names import Names
from lawtext.drafting.findings.finding import Finding, Level, in_order
from lawtext.drafting.linting import fields
from lawtext.drafting.linting.access import access
from lawtext.drafting.linting.citations import shipped_names, typed, unreadable
from lawtext.drafting.linting.compiling import compiling
from lawtext.drafting.linting.declared import Declared
from lawtext.drafting.linting.leftovers import leftovers
from lawtext.drafting.linting.tags import tags
from lawtext.drafting.linting.template import Linted


def lint(
    content: bytes, name: str, declared: Declared | None = None, names: Callable[[], Names] = shipped_names
) -> tuple[Finding, ...]:
    """The findings in the document's order.

    `declared`: what its contract lets it use; None checks no fields. `names`: those of acts, for cite tags. Raises
    UnusableInputError for what is no Word file or what the gate refuses.
    """
    template = Linted(content, name)
    in_tags = tags(template, declared)
    found = [*in_tags.findings, *_of_contract(template, declared, in_tags.used)]
    if not any(one.level is Level.ERROR for one in in_tags.findings):
        found += compiling(template)  # a broken tag has been told with its place
    found += (*typed(template), *unreadable(template, names), *leftovers(template), *access(template))
    return tuple(in_order(found))


def _of_contract(template: Linted, declared: Declared | None, used: frozenset[str]) -> Iterator[Finding]:
    if declared is None:
        yield template.finding("no-contract", "Der er ingen .yaml ved siden af, så felterne er ikke kontrolleret.")
    else:
        yield from fields.unused(template, declared, used)
        yield from fields.missing(template, declared, used)
