"""Draw, from real acts, same-act citations that name no provision of the act's own text, to be read by hand.

    .venv/bin/python -m scripts.no_such_provision FOLDER [--seed 1] [--count 100] [--text]

FOLDER holds LexDania files. Every citation in every text of every act (notes and tables too) is found; each that means
the act it stands in is looked up in that act as printed. Counts go to standard error; the drawn ones are printed one a
line: edition and unit where it stands, the citation, the unit that isn't there. `--text` adds the words around it, for
reading only. What was drawn last, with the reason for each, is docs/no-such-provision.md.
"""

import random
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lawtext import reading
from lawtext.citing.citations import Citation, CitationKind
from lawtext.citing.find import find
from lawtext.citing.names import Names
from lawtext.corpus.index import Entry, Index
from lawtext.corpus.making import make
from lawtext.corpus.printed import standing_in
from lawtext.corpus.shelf import open_shelf
from lawtext.corpus.surroundings import texts
from lawtext.law.editions import Edition
from lawtext.law.ids import UnitId, UnitRange
from lawtext.law.verdicts import Status


class Missing(NamedTuple):
    """A citation whose unit is not in the act it stands in. `at`: edition and unit; `around`: the words about it."""

    at: str
    cited: str
    unit: UnitId
    doubted: bool
    around: str


def missing(edition: Edition, names: Names, count: Counter[str]) -> Iterator[Missing]:
    """The same-act citations of an edition that name no provision of it; what was looked up is counted."""
    index = index_of(edition, names)
    for text, place in texts(edition, names):
        for citation in find(text, names, place):
            count["citations"] += 1
            relative = citation.kind is CitationKind.RELATIVE
            count["relative, act or unit not told"] += relative and not citation.act.known
            if not citation.act.own:
                continue
            count["of the act's own"] += 1
            for unit in _ends(citation):
                status = standing_in(index, unit).status
                count[f"units {status}"] += 1
                if status is Status.NO_SUCH_PROVISION:
                    around = text[max(0, citation.start - 160) : citation.end + 110]
                    at = f"{edition.id}#{place.unit}"
                    yield Missing(at, " ".join(citation.text.split()), unit, bool(citation.doubts), around)


def index_of(edition: Edition, names: Names) -> Index:
    """The units of an edition, arranged for looking up."""
    register = make(edition, names)
    entries = {
        facts.id: Entry(facts.kind, facts.status, facts.sentences, facts.heading, place, UnitId(""))
        for place, facts in enumerate(register.units)
    }
    return Index(edition.id, edition.type, edition.signed, edition.source.form, entries)


def _ends(citation: Citation) -> Iterator[UnitId]:
    for unit in citation.units:
        yield from unit if isinstance(unit, UnitRange) else (unit,)


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--text", action="store_true")
    given = parser.parse_args()
    names = Names(open_shelf().namings())
    count: Counter[str] = Counter()
    found: list[Missing] = []
    for path in sorted(given.folder.glob("*.xml")):
        count["acts"] += 1
        found.extend(missing(reading.read(path), names, count))
    sys.stderr.writelines(f"{what}: {number}\n" for what, number in sorted(count.items()))
    for each in random.Random(given.seed).sample(found, min(given.count, len(found))):
        doubted = "doubted" if each.doubted else ""
        print(" | ".join((each.at, each.cited, each.unit, doubted, *((each.around,) if given.text else ()))))


if __name__ == "__main__":
    main()
