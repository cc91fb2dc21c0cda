"""Trees written so that a person can check them: a compact line for each outermost unit, then every unit with its text.

`kap1/(§1/(stk1,stk2/(nr1,nr2)),§1a!/stk1!)`: `!` is repealed, `?` left out of the edition. The list below it gives full
ids: `Par1_Stk2 [Stk. 2.] Loven gælder ikke for | Ministeren kan …`, with `{…}` for a heading and `|` where units stand.
"""

from collections.abc import Iterator

from lawtext.law.editions import Edition
from lawtext.law.ids import steps
from lawtext.law.units import Kind, Passage, Unit

_SHORT = {"Par": "§", "Num": "nr", "Lit": "litra "}


def tree(edition: Edition) -> str:
    """The whole edition in this notation, ending in a line break."""
    head = [
        f"{edition.id} {edition.type}{' Æ' if edition.amending else ''} {edition.signed} {edition.title}",
        *([edition.subtitle] if edition.subtitle else []),
    ]
    roots = (*edition.title_notes, *edition.units)
    listed = [line for root in roots for unit in root.walk() for line in _listed(unit)]
    return "\n".join([*head, "", *(compact(root) for root in roots), "", *listed]) + "\n"


def compact(unit: Unit) -> str:
    """One unit and all in it on one line."""
    inner = [compact(item) for item in (*unit.heading, *unit.content) if isinstance(item, Unit)]
    mark = "!" if unit.repealed else "?" if unit.omitted else ""
    if not inner:
        return name(unit) + mark
    return f"{name(unit)}{mark}/{inner[0] if len(inner) == 1 else '(' + ','.join(inner) + ')'}"


def name(unit: Unit) -> str:
    """The last step of its id, in short."""
    chain = steps(unit.id)
    level, number = chain[0] if unit.kind is Kind.NOTE and len(chain) == 1 else chain[-1]
    return _SHORT.get(level, level.lower()) + number


def _listed(unit: Unit) -> Iterator[str]:
    words = [unit.id]
    if unit.label is not None:
        words.append(f"[{unit.label.text}]")
    if unit.heading:
        words.append("{" + _run(unit.heading) + "}")
    if said := _run(unit.content):
        words.append(said)
    yield " ".join(words)


def _run(items: tuple[Passage | Unit, ...]) -> str:
    """Passages parted by `/`, with `|` where a unit stands among them."""
    out = ""
    for item in items:
        if isinstance(item, Passage):
            out += ("/" if out and not out.endswith("|") else "") + item.text
        elif not out.endswith("|"):
            out += "|"
    return out.removesuffix("|") if out.strip("|") else ""
