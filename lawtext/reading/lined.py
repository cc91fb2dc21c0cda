"""Plain text with a unit a line, as a pasted page has it, to an edition.

The first line names the act, the next is its title (and an amending act's subtitle in parentheses).
"""

import hashlib
import re
from collections.abc import Iterator, Sequence

from lawtext.errors import UnusableInputError
from lawtext.law.editions import Edition, Form, Source
from lawtext.law.units import Kind
from lawtext.reading import heads, lexdania_elements, lexdania_tree, printed, roles
from lawtext.reading.heads import Head
from lawtext.reading.printed_lines import Line, Role
from lawtext.reading.roles import Row

_AMENDING = re.compile(r"(?:Lov|Bekendtgørelse|Anordning)\s+om\s+ændring\s+af\b")


def read(text: str, data: bytes, name: str) -> Edition:
    """Read a whole text; `data` are its bytes, for the fingerprint. Raises UnusableInputError."""
    head, end = heads.at_start(text, name)
    return edition(list(_rows(text[end:])), head, Form.LINED, data, name)


def edition(rows: Sequence[Row], head: Head, form: Form, data: bytes, name: str) -> Edition:
    """The edition of rows that begin with the title. Raises UnusableInputError where no § is among them."""
    titles = list(_titles(rows))
    root = printed.document([*titles, *roles.lines(rows[len(titles) :])])
    whole = lexdania_tree.text(root)
    if not any(unit.kind in (Kind.PARAGRAPH, Kind.AMENDING) for outer in whole.units for unit in outer.walk()):
        raise UnusableInputError(f"{name} har ingen paragraffer: ingen linje efter titlen begynder med »§«.")
    title = lexdania_tree.line(whole.title)
    return Edition(
        id=head.edition,
        type=head.type,
        amending=_AMENDING.match(title) is not None,
        signed=head.signed,
        title=title,
        subtitle=lexdania_tree.line(whole.subtitle),
        popular_title="",
        source=Source(form, hashlib.sha256(data).hexdigest(), heads.address(head.edition)),
        units=whole.units,
        title_runs=whole.title,
        subtitle_runs=whole.subtitle,
    )


def _titles(rows: Sequence[Row]) -> Iterator[Line]:
    if rows and rows[0].table is None:
        yield Line(Role.TITLE, "", (rows[0].text, *rows[0].notes))
        amends = _AMENDING.match(" ".join(rows[0].text.split())) is not None
        if amends and len(rows) > 1 and rows[1].text.lstrip().startswith("("):
            yield Line(Role.SUBTITLE, "", (rows[1].text, *rows[1].notes))


def _rows(text: str) -> Iterator[Row]:
    """The rows; neighbouring ones with tabulators in them are a table's."""
    gap = False
    table: list[str] = []
    for line in [*text.splitlines(), ""]:
        said = line.strip()
        if "\t" in said:
            table.append(line)
            continue
        if table:
            yield Row("", table=lexdania_elements.table([cells.split("\t") for cells in table]))
            table = []
        if said:
            yield Row(said, gap=gap)
        gap = not said
