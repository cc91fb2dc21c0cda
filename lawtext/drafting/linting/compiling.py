"""What the engine itself says of a template: whether it compiles, and whether it hangs together when filled in."""

from collections.abc import Iterator

from lawtext.drafting.findings.finding import Finding
from lawtext.drafting.linting.template import Linted
from lawtext.drafting.placeholders import blanks, placeholders
from lawtext.drafting.templates import Template
from lawtext.errors import UnusableInputError

_OF_THE_VALUES = (TypeError, ValueError, ArithmeticError, LookupError)


def compiling(template: Linted) -> Iterator[Finding]:
    """The fault that stops it from compiling; else those of filling it in, with every field there and with none."""
    try:
        compiled = Template(template.content, template.name)
    except UnusableInputError as error:
        yield template.finding("broken-tag", str(error))
        return
    written = {text: text for text in compiled.cites}
    for make in (placeholders, blanks):
        try:
            compiled.render(make(template.content), written)
        except UnusableInputError as error:
            if isinstance(error.__cause__, _OF_THE_VALUES):
                continue  # a name where the tag asks for a number, say: nothing is wrong with the template
            yield template.finding("cut-markup", str(error))
            return
