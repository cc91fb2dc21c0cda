"""Acts by number and date, "lov nr. 1482 af 23. december 2014 om …"; the oldest by date alone, "lov af 29. marts 1867".

Each reader looks at one place where a cue word stands and says which act is named there, or nothing.
"""

import re

from msgspec.structs import replace

from lawtext.citing.citations import Act
from lawtext.citing.mentions import Mention, Sort, base, unsure
from lawtext.citing.names import Names
from lawtext.citing.titles import and_so_on, title_end
from lawtext.law.ids import edition_id
from lawtext.law.verdicts import Doubt, DoubtKind
from lawtext.wording import dates

DATE = rf"(?:den[ ])?(?P<date>{dates.PATTERN})"
_NUMBERED = re.compile(
    rf"""
    (?P<type> [Ll]ov | LOV | [Ll]ovbekendtgørelse | [Ll]ovb(?:ek|ekg|kg)\. | [Ll]bkg?\. | LBK
            | [Bb]ekendtgørelse | [Bb](?:ekg?|kg|ekendtg)\. | BEK | (?:[Kk]ongelig[ ])?[Aa]nordning | AND
            | [Cc]irkulære(?:skrivelse)? | CIR | CIS | [Vv]ejledning | VEJ | [Ss]krivelse | SKR | KEN )
    [ ] (?:[Nn]r\.?[ ]?)? (?P<number>\d{{1,5}}) (?![\d.,]\d|\d)
    (?: [ ] af [ ] {DATE} | / (?P<year>(?:19|20)\d\d)\b | [ ] \( (?P<year2>(?:19|20)\d\d) \) )?
    """,
    re.VERBOSE,
)
_BEFORE_TITLE = re.compile(r",? (?=(?:om|vedrørende|angående|for) )|,? af (?=lov (?:om|for) )")
_TYPES = {
    "lov": "LOV",
    "lovbekendtgørelse": "LBK",
    "lovbek.": "LBK",
    "lovbekg.": "LBK",
    "lovbkg.": "LBK",
    "lbkg.": "LBK",
    "lbk.": "LBK",
    "bekendtgørelse": "BEK",
    "bek.": "BEK",
    "bekg.": "BEK",
    "bkg.": "BEK",
    "bekendtg.": "BEK",
    "anordning": "AND",
    "kongelig anordning": "AND",
    "cirkulære": "CIR",
    "cirkulæreskrivelse": "CIS",
    "vejledning": "VEJ",
    "skrivelse": "SKR",
}
_SORTS = {"LOV": Sort.LAW, "LBK": Sort.LAW, "BEK": Sort.ORDER, "AND": Sort.ORDER}
_NUMBERED_BEFORE = {"LOV": "lov ", "LBK": "lovbekendtgørelse ", "BEK": "bekendtgørelse ", "CIR": "cirkulære "}
_LIST_GOES_ON = re.compile(r"(?: om [^.;:§]{3,200}?)?(?:,|,? og|,? samt|,? eller) $")
_HEADS = {"LOV": "lov ", "LBK": "lov ", "BEK": "bekendtgørelse ", "CIR": "cirkulære ", "VEJ": "vejledning "}
_DATED_LAW = re.compile(rf"[Ll]ov af {DATE}(?= (?:om|angående|vedrørende|for) )?")
_BEFORE_DATED_TITLE = re.compile(r" (?:om|angående|vedrørende|for) ")
_DATED_CIRCULAR = re.compile(
    r"(?P<head>[Cc]irkulære|[Kk](?:ongelig|gl\.) resolution|[Rr]esolution|[Vv]ejledning|[Ss]krivelse)"
    rf"(?P<the>t|en)? af {DATE}"
)


def numbered(text: str, start: int, _end: int, names: Names) -> tuple[Mention, ...]:
    """ "lov nr. 1482 af 23. december 2014 om organisering …", "LBK nr 280 af 01/03/2024"."""
    match = _NUMBERED.match(text, start)
    if match is not None and match["type"].endswith(".") and start and text[start - 1].isalnum():
        return ()  # "tidsskriftbek. nr. 5"; but "sømandslov nr. 229 af 7. juni 1952" is an act
    if match is None or (match["type"] in ("AND", "CIS", "KEN") and match["date"] is None):
        return ()
    type_ = _TYPES.get(match["type"].lower(), match["type"].upper())
    signed = dates.read(match["date"]) if match["date"] else None
    year = signed.year if signed else int(match["year"] or match["year2"] or 0)
    if match["date"] and signed is None:
        return (_of_no_day(text, match, type_),)
    end, name = _title_after_number(text, match, type_, names)
    edition = edition_id(year, int(match["number"])) if year and type_ in _SORTS else None
    if not name and edition is None:
        name = f"{match['type'].lower()} nr. {match['number']}" + (f" af {dates.write(signed)}" if signed else "")
    act = Act(name=name, edition=edition, type=type_, signed=signed)
    return (Mention(start, end, act, _SORTS.get(type_, Sort.CIRCULAR)),)


def _of_no_day(text: str, match: re.Match[str], type_: str) -> Mention:
    """An act whose date is none: "lov nr. 5 af 32. juni 2018"."""
    says = f"Datoen »{match['date']}« findes ikke."
    doubts = (Doubt(DoubtKind.WRONG_DATE, says, match["date"]),)
    act = Act(name=base(text[match.start() : match.end()]), type=type_)
    return Mention(match.start(), match.end(), act, _SORTS.get(type_, Sort.CIRCULAR), doubts=doubts)


def numbered_alone(text: str, start: int, end: int, names: Names) -> tuple[Mention, ...]:
    """ "lov 789 af 28. juni 2013": without "nr." only the date tells that the figure is an act's number."""
    return tuple(found for found in numbered(text, start, end, names) if found.act.signed)


def further(text: str, start: int, before: Mention, names: Names) -> Mention | None:
    """The next of acts that stand in a row after one word: "lov nr. 5 af 1. maj 2010 og | nr. 7 af 2. juni 2011"."""
    head = _NUMBERED_BEFORE.get(before.act.type)
    if head is None or not before.act.edition or not _LIST_GOES_ON.fullmatch(text[before.end : start]):
        return None
    mentions = numbered(head + text[start : start + 700], 0, 0, names)
    return replace(mentions[0], start=start, end=start + mentions[0].end - len(head)) if mentions else None


def _title_after_number(text: str, match: re.Match[str], type_: str, names: Names) -> tuple[int, str]:
    """Where the title that may follow number and date ends, and the title in base form; the end and "" for none.

    Behind a name that number and date only date ("lov om X, jf. lovbekendtgørelse nr. 5 af …, om anvendelsen") the
    words that go on are no title, unless they are known as one.
    """
    at, dates_a_name = match.end(), text.endswith(", jf. ", 0, match.start())
    joint = _BEFORE_TITLE.match(text, at)
    if joint is None or not text.startswith(("om ", "lov "), joint.end()):
        return at, ""
    start = joint.end()
    own_head = text.startswith("lov ", start)
    head = "" if own_head else _HEADS.get(type_, "")
    known = names.title_at(head + text[start : start + 330], 0)
    if known:
        end = and_so_on(text, start + known - len(head))
    elif dates_a_name:
        return at, ""
    else:
        end = title_end(text, start + 4 * own_head, names.known(text)).end
        if end <= start + 4:
            return at, ""
    return end, base(head + text[start:end])


def dated_law(text: str, start: int, _end: int, names: Names) -> tuple[Mention, ...]:
    """An act from before acts had numbers: "lov af 29. marts 1867 angående sandflugtens dæmpning m.v."."""
    match = _DATED_LAW.match(text, start)
    if match is None or (start and text[start - 1].isalnum()):
        return ()
    end, sure = match.end(), True
    if words := _BEFORE_DATED_TITLE.match(text, end):
        found = title_end(text, words.end(), names.known(text))
        end, sure = found.end, found.sure
    act = Act(name=base(text[start:end]), type="LOV", signed=dates.read(match["date"]))
    return (Mention(start, end, act, Sort.LAW, doubts=unsure(sure)),)


def dated_circular(text: str, begin: int, _end: int, names: Names) -> tuple[Mention, ...]:
    """ "cirkulære af 17. december 1986 om …", "kongelig resolution af 28. juni 2015"."""
    match = _DATED_CIRCULAR.match(text, begin)
    if match is None:
        return ()
    end = match.end()
    sure = True
    if text.startswith(" om ", end):
        found = title_end(text, end + 1, names.known(text))
        end, sure = found.end, found.sure
    name = base(text[begin:end])
    name = name.replace(match["head"].lower() + (match["the"] or ""), match["head"].lower(), 1)
    return (Mention(begin, end, Act(name=name, signed=dates.read(match["date"])), Sort.CIRCULAR, doubts=unsure(sure)),)


def named_document(text: str, start: int, end: int, names: Names) -> tuple[Mention, ...]:
    """ "skrivelse nr. …", "kongelig resolution af 28. juni 2015"."""
    return numbered(text, start, end, names) or dated_circular(text, start, end, names)
