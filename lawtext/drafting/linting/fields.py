"""Fields of the contract that the template does not use, and content that it must have and has no place for."""

from collections.abc import Iterator

from lawtext.drafting.findings.finding import Finding
from lawtext.drafting.linting.declared import Declared
from lawtext.drafting.linting.template import Linted


def unused(template: Linted, declared: Declared, used: frozenset[str]) -> Iterator[Finding]:
    """Declared fields that neither stand in the document nor decide anything in it."""
    settled = (name for needed in declared.requires if needed.must_be for name in needed.any_of)
    shown = declared.shown_by(used) | declared.deciding | frozenset(settled)
    for field in declared.fields:
        if field.name not in shown:
            must = "skal" if field.required else "kan"
            says = f"Feltet »{field.name}« {must} udfyldes i sagen, men står ingen steder i skabelonen."
            rule = "unused-field" if field.required else "unused-optional-field"
            yield template.finding(rule, says, field=field.name)


def missing(template: Linted, declared: Declared, used: frozenset[str]) -> Iterator[Finding]:
    """Required content of which none of the fields has a place; that which only some documents must have, too.

    What must have one value and no other, or is asked where another field has one, is asked of the case alone.
    """
    shown = declared.shown_by(used)
    for needed in declared.requires:
        asked = not (needed.must_be or needed.where_is) and not declared.deciding.issuperset(needed.any_of)
        if asked and shown.isdisjoint(needed.any_of):
            fields = ", ".join(f"»{name}«" for name in needed.any_of)
            says = f"Skabelonen skal have plads til {fields} ({needed.source})."
            yield template.finding("missing-content", says, part=needed.part, fields=", ".join(needed.any_of))
