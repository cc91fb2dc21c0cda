"""Is this the act that was asked for, and all of it?

Answers are looked through in an order that gives the plainest sentence: a web page, not XML, cut short, not LexDania,
another act, only metadata, and last whether it can be read.
"""

from lxml.etree import _Element

from lawtext import reading
from lawtext.corpus.retsinformation.refusals import Fault, Refused
from lawtext.errors import UnusableInputError
from lawtext.law.editions import Edition
from lawtext.law.ids import EditionId, edition_id
from lawtext.reading import detect, strict_xml

_FIRST_WITH_TEXT = (2007, 1081)
"""Documents announced before this one (25 September 2007) have metadata only (domain/lexdania.md section 1)."""


def document(data: bytes, wanted: EditionId) -> Edition | Refused:
    """The act in an answer, or why it is none."""
    start = data[:4096].removeprefix(detect.BOM).lstrip().lower()
    if not start:
        return Refused(Fault.CUT_SHORT, "Svaret er tomt. Prøv igen senere.")
    if start.startswith(b"<!doctype html") or b"<html" in start:
        return Refused(Fault.NOT_XML, "Svaret er en webside (HTML) i stedet for XML. Adressen til XML kan være ændret.")
    if not start.startswith(b"<"):
        return Refused(Fault.NOT_XML, "Svaret er ikke XML. Adressen til XML kan være ændret.")
    root = _root(data)
    if isinstance(root, Refused):
        return root
    return _wrong(root, wanted) or _read(data, wanted)


def _root(data: bytes) -> _Element | Refused:
    try:
        return strict_xml.parsed(data)
    except strict_xml.NotWellFormedError as error:
        if not data.rstrip().endswith(b">") or b"</Dokument>" not in data[-200:]:
            return Refused(Fault.CUT_SHORT, "Svaret er afbrudt: XML-dokumentet har ingen slutning. Prøv igen.")
        return Refused(Fault.UNREADABLE, f"Svaret er ikke velformet XML ({error}).")


def _wrong(root: _Element, wanted: EditionId) -> Refused | None:
    """Why the document can't be used though it is XML; None for one that can."""
    if root.tag != "Dokument" or root.find("Meta") is None:
        return Refused(
            Fault.NOT_LEXDANIA,
            f"Svaret er XML, men ikke LexDania 2.1, som programmet læser: roden er <{strict_xml.name(root)}>. "
            "Formatet kan være ændret.",
        )
    year, number = (root.findtext(f"Meta/{field}", "").strip() for field in ("Year", "Number"))
    if not (year.isdecimal() and number.isdecimal()):
        return Refused(Fault.NOT_LEXDANIA, "Svaret mangler årstal eller nummer (Meta: Year, Number).")
    found = edition_id(int(year), int(number))
    gazette = root.findtext("Meta/AnnouncedIn", "Lovtidende A").strip()
    if found != wanted or gazette != "Lovtidende A":
        return Refused(Fault.OTHER_ACT, f"Svaret er en anden retsakt end den, der er spurgt om: {found} i {gazette}.")
    if root.find("DokumentIndhold") is None:
        before = (int(year), int(number)) < _FIRST_WITH_TEXT
        why = "; sådan er dokumenter fra før 25. september 2007" if before else ""
        return Refused(Fault.NO_TEXT, f"Retsinformation har kun metadata og ingen tekst i XML{why}.")
    return None


def _read(data: bytes, wanted: EditionId) -> Edition | Refused:
    try:
        return reading.read(data, f"Svaret ({wanted})")
    except UnusableInputError as error:
        return Refused(Fault.UNREADABLE, str(error))
