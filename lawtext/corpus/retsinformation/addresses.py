"""Which act a word means, and where Retsinformation has it."""

import re
from datetime import date
from typing import NamedTuple

from lawtext.errors import UsageError
from lawtext.law import ids
from lawtext.law.ids import EditionId, edition_id

_EDITION = re.compile(r"(?P<year>(?:1[6-9]|20)\d{2})-(?P<number>\d{1,5})")
_ELI = re.compile(
    r"""
    (?: https?://(?:www\.)?retsinformation\.dk )?   # the site, or nothing; no other host is ever asked
    (?:/?api/document)?                             # where its pages get their text
    /?(?:eli/)?(?P<collection>lta|ltb|ltc|mt|retsinfo|fob|ft|accn)
    /(?P<rest>[^#?\s]+)
    (?:[#?]\S*)?                                     # a deep link to a paragraph
    """,
    re.VERBOSE | re.IGNORECASE,
)
_IN_LTA = re.compile(r"(?P<year>(?:1[6-9]|20)\d{2})/(?P<number>\d{1,5})(?:/dan)?(?:/(?:xml|pdf|html))?/?")
_ACCESSION = re.compile(r"[AB]\d{11}")
_COLLECTIONS = {"ltb": "Lovtidende B", "ltc": "Lovtidende C", "mt": "Ministerialtidende", "ft": "Folketingstidende"}


class Site(NamedTuple):
    """Where the two interfaces are, without a slash at the end."""

    documents: str = "https://www.retsinformation.dk"
    harvest: str = "https://api.retsinformation.dk"

    def xml(self, edition: EditionId) -> str:
        """The address of an act's LexDania XML."""
        year, _, number = edition.partition("-")
        return f"{self.documents}/eli/lta/{year}/{number}/xml"

    def changes(self, day: date) -> str:
        """The address of the harvest interface's list of what changed on a day."""
        return f"{self.harvest}/v1/Documents?date={day.isoformat()}"


def edition_in(text: str) -> EditionId:
    """The edition meant by "2016-1342", an ELI address or an accession number. Raises UsageError for anything else.

    >>> edition_in("https://www.retsinformation.dk/eli/lta/2016/1342#P14")
    '2016-1342'
    """
    word = text.strip()
    if match := _EDITION.fullmatch(word):
        return edition_id(int(match["year"]), int(match["number"]))
    if edition := edition_of_accession(word.upper()):
        return edition
    match = _ELI.fullmatch(word)
    if match is None:
        raise UsageError(
            f"»{text}« er ikke en retsakt. Skriv årstal og nummer i Lovtidende A (2016-1342) eller ELI-adressen "
            "(https://www.retsinformation.dk/eli/lta/2016/1342)."
        )
    collection, rest = match["collection"].lower(), match["rest"]
    if collection == "lta" and (inner := _IN_LTA.fullmatch(rest)):
        return edition_id(int(inner["year"]), int(inner["number"]))
    if collection == "accn" and (edition := edition_of_accession(rest.partition("/")[0].upper())):
        return edition
    if collection in ("lta", "accn"):
        raise UsageError(f"»{text}«: adressen har ikke årstal og nummer som i /eli/lta/2016/1342.")
    name = _COLLECTIONS.get(collection, f"samlingen {collection}")
    raise UsageError(f"»{text}« er i {name}; programmet læser kun retsakter i Lovtidende A (/eli/lta/…).")


def edition_of_accession(accession: str) -> EditionId | None:
    """The edition of an accession number in Lovtidende A: letter A (acts) or B (orders); None for others.

    Source: Meta/Rank and Meta/AccessionNumber of the acts themselves (domain/lexdania.md section 2).
    """
    return ids.edition_of_accession(accession) if _ACCESSION.fullmatch(accession) else None
