"""Make corpus/titles.tsv: titles and popular titles of acts, as the acts themselves print them.

    .venv/bin/python -m scripts.titles FOLDER > corpus/titles.tsv

FOLDER holds LexDania files named YEAR-NUMBER.xml. A title is taken from the metadata of acts and consolidations, and
from amending acts' introductions ("I lov om X, jf. lovbekendtgørelse nr. ..., foretages følgende ændringer:").
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from lawtext.wording.clean import clean

_INTRODUCTION = re.compile(
    r"I (?P<title>(?:lov (?:om|for) |[\w-]*(?:- og )?[\w-]+loven\b).{0,300}?),? "
    r"(?:(?:jf\.|jævnfør) lovbekendtgørelse|som (?:ændret|senest)|foretages|, som)"
)
_NUMBERED_INTRODUCTION = re.compile(
    r"I lov nr\. \d+ af \d+\. \w+ \d{4} (?P<title>om (?!ændring)[^(»§]{5,200}?)(?: \([^()]*\))?,? "
    r"(?:som (?:ændret|senest)|foretages)"
)
_ALIAS = re.compile(r" \((?P<popular>[^()]*lov(?:en)?)\)$")
_NUMBERED = re.compile(r",? (?:jf\. )?lov nr\.|ændring af|lov nr\.|lovbekendtgørelse|nævnte|§|»|bekendt-")


def titles_of(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Title and popular title ("" where there is none) of the act itself and of those it amends."""
    kind = (root.findtext("Meta/DocumentType") or "").split("#")[0]
    title = clean(root.findtext("Meta/DocumentTitle") or "").replace("\\n", " ").strip()
    popular = clean(root.findtext("Meta/PopularTitle") or "").strip()
    if kind.startswith(("LBK H", "LOV H", "AND H")) and "ændring af" not in title:
        yield re.sub(r"^(?:Lovb|B)ekendtgørelse af ", "", title), popular
    for element in root.iter("AendringCentreretParagraf", "Stk"):
        text = clean(" ".join("".join(char.text or "" for char in line.iter("Char")) for line in element.iter("Linea")))
        if match := _INTRODUCTION.match(text):
            yield match["title"], ""
        elif match := _NUMBERED_INTRODUCTION.match(text):
            yield f"lov {match['title']}", ""


def base(title: str, popular: str) -> tuple[str, str]:
    """Title and popular title in base form: a parenthesised popular title taken out, first letter small."""
    if match := _ALIAS.search(title):
        title, popular = title[: match.start()], popular or match["popular"]
    title = re.sub(r"(?<!m\.[vm])(?<!m\.fl)\.$", "", re.sub(r" {2,}", " ", title).strip(" ,"))
    popular = re.sub(r"lov$", "loven", popular) if popular.islower() else popular
    title = re.sub(r"^([\w-]+lov)$", r"\1en", title)
    small = re.compile(r"^(?!EU|EØS|[A-ZÆØÅ]{2})(\w)")
    return small.sub(lambda m: m[1].lower(), title), small.sub(lambda m: m[1].lower(), popular)


def main() -> int:
    found: dict[str, tuple[str, str]] = {}
    for file in sorted(Path(sys.argv[1]).glob("*.xml"), key=lambda path: tuple(map(int, path.stem.split("-")))):
        for title, popular in titles_of(etree.parse(file).getroot()):
            name, alias = base(title, popular)
            if not _NUMBERED.search(name) and 4 < len(name) < 300:
                found[name] = (alias or found.get(name, ("", ""))[0], file.stem)
    sys.stdout.write(
        "# titel\tpopulærtitel\tudgave, den er trykt i. "
        "Lavet af scripts/titles.py af akternes metadata og ændringslovenes indledninger\n"
    )
    for name, (alias, source) in sorted(found.items()):
        sys.stdout.write(f"{name}\t{alias if alias != name else ''}\t{source}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
