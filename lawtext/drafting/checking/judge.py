"""What is said of one citation: its verdicts, doubts and form as findings of the rules."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from lawtext.citing.citations import CitationKind
from lawtext.citing.designations import LOST_SIGN
from lawtext.citing.resolve import Meant, Resolution
from lawtext.citing.write import units_in_words
from lawtext.corpus import saying
from lawtext.corpus.shelf import SqliteShelf
from lawtext.drafting.checking import official_form
from lawtext.drafting.checking.cited import Cited
from lawtext.drafting.findings.finding import Finding, Level, Spot
from lawtext.drafting.findings.rules import Rule
from lawtext.law.ids import EditionId, UnitId, edition_id
from lawtext.law.verdicts import Doubt, DoubtKind, Status, Verdict
from lawtext.wording import dates

_RULES = {
    Status.NO_SUCH_PROVISION: "no-such-provision",
    Status.NO_SUCH_ACT: "no-such-act",
    Status.REPEALED: "repealed",
    Status.NOT_YET_IN_FORCE: "not-yet-in-force",
    Status.RENUMBERED: "renumbered",
    Status.AMBIGUOUS: "ambiguous",
}
_NAMES = (DoubtKind.WRONG_NAME, DoubtKind.WRONG_DATE, DoubtKind.WRONG_FORM)
_DAMAGED = re.compile(r"§ ?\d{1,3}(?:\.\d|, [a-zæøå], )")
_SAME_ACT = re.compile(r"\b(?:samme|nævnte)\s+lov", re.IGNORECASE)
_CHANGED = re.compile(
    r"[^.;]{0,60}?\b(?:som|der|senest)\s+(?:\w+\s+)?(?:affattet|nyaffattet|ændre[ts]|indsat|ophæve[ts]|foreslået)\b"
    r"|[^.;]{0,40}?\b(?:ophæves|affattes|ændres|indsættes)\b"
    r"|\s+(?:er|var|blev)\s+(?:nu\s+|siden\s+|senere\s+)?(?:ophævet|afløst|erstattet)\b"
)
_EARLIER = re.compile(
    r"\b(?:(?:tidligere|hidtil|før)\s+gældende|dagældende|hidtidige|ophævede|ophævelsen\s+af|foreslåede)\b"
    r"|\b(?:tidligere|før(?:\s+i)?|indtil)\s+$"
    r"|\b(?:til\s+og\s+med|indtil|frem\s+til|før)\s+den\s+\d{1,2}\.\s+\w+\s+\d{4}\b",
    re.IGNORECASE,
)
_CHANGES_BEFORE = re.compile(r"(?:følger\s+af|som\s+ændret)(?:[^.;]|\d\.\s|nr\.)*$")
_AND_ON = re.compile(r"\s+(?:ff\b|og\s+følgende)")
"""Words that make several §§ of one: "§§ 68 a ff."."""
_NUMBERED = re.compile(
    rf"""
    (?: \b (?: lovbekendtgørelse | bekendtgørelse | lov | lbk\.? | bek\.? ) \s+ )?
    nr\.? \s+ (?P<number> \d{{1,5}} ) \s+ af \s+ (?: den \s+ )? (?P<date> {dates.PATTERN} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ROOTS = ("Par", "Kap", "Afs")


class Judge:
    """Judges the citations of documents by the rules."""

    def __init__(self, shelf: SqliteShelf, rules: Mapping[str, Rule]) -> None:
        self._shelf = shelf
        self._rules = rules

    def findings(self, cited: Cited) -> Iterator[Finding]:
        """Everything to be said of one citation."""
        one = cited.resolution
        if one.citation.act.eu or one.citation.kind in (CitationKind.EU, CitationKind.OTHER) or _own_annex(one):
            return
        if not one.citation.act.known:
            yield from self._without_act(cited)
        else:
            yield from self._verdicts(cited)
        yield from self._doubts(cited)
        yield from self._dates(cited)
        yield from self._form(cited)

    def _told(self, cited: Cited) -> dict[str, str]:
        one = cited.resolution
        text = " ".join(one.citation.text.split())
        return {"cited": text, "act": one.title or one.citation.act.name or "the act", "day": one.day.isoformat()}

    def _without_act(self, cited: Cited) -> Iterator[Finding]:
        units = cited.citation.units
        first = units[0] if units else ""
        if (first if isinstance(first, str) else first.first).startswith(_ROOTS):
            says = f"»{_shown(cited)}« står uden retsakt, og teksten siger ikke, hvilken der menes."
            yield self._rules["which-act"].finding(says, cited.spot, **self._told(cited))

    # -- verdicts ---------------------------------------------------------------------------------------------------

    def _verdicts(self, cited: Cited) -> Iterator[Finding]:
        one = cited.resolution
        if not one.meant:
            yield from self._act(cited, one.act)
            return
        said: dict[str, list[Meant]] = {}
        for meant in one.meant:
            if meant.verdict.negative and not one.harmless(meant):
                said.setdefault(_RULES[meant.verdict.status], []).append(meant)
            elif meant.verdict.status is Status.NOT_KNOWN:
                said.setdefault("not-known", []).append(meant)
        for rule, found in said.items():
            yield self._verdict(rule, cited, found)

    def _verdict(self, rule: str, cited: Cited, found: list[Meant]) -> Finding:
        """One finding for the units of a citation that have one status."""
        whys = dict.fromkeys(meant.verdict.why for meant in found)
        told = self._told(cited) | {"cited": ", ".join(saying.provision(meant.unit) for meant in found)}
        suggestion = ", ".join(choice for choice in found[0].verdict.choices) if rule == "renumbered" else ""
        address = _address(cited.resolution.edition, found[0].unit)
        finding = self._rules[rule].finding(" ".join(whys), cited.spot, suggestion, address, **told)
        if rule == "not-yet-in-force" and (_amends(cited.resolution) or _is_change(cited)):
            return _at_level(finding, Level.NOTE)
        return _at_level(finding, _certainty(cited)) if finding.level is Level.ERROR else finding

    def _act(self, cited: Cited, verdict: Verdict) -> Iterator[Finding]:
        """A whole act. One named by its title alone is only mentioned: what once was, or is to come, may be."""
        if verdict.status is Status.EXISTS:
            return
        rule = self._rules[_RULES.get(verdict.status, "not-known")]
        finding = rule.finding(verdict.why, cited.spot, **self._told(cited))
        if verdict.status in (Status.REPEALED, Status.NOT_YET_IN_FORCE):
            mentioned = cited.citation.act.edition is None or _amends(cited.resolution)
            finding = _at_level(finding, Level.NOTE if mentioned or _of_other_wording(cited) else Level.WARNING)
        yield finding

    # -- doubts -----------------------------------------------------------------------------------------------------

    def _doubts(self, cited: Cited) -> Iterator[Finding]:
        told = self._told(cited)
        for doubt in cited.resolution.doubts:
            if doubt.kind in _NAMES:
                if cited.citation.kind is not CitationKind.RELATIVE:
                    yield self._wrongly_named(cited, doubt)
            elif doubt.says == LOST_SIGN and cited.citation.act.type:
                continue  # "lov nr. 1271 16. december": what follows a number is no §
            elif doubt.says == LOST_SIGN:
                says = f"Paragraftegnet mangler; tallene er læst som {units_in_words(cited.citation.units)}."
                yield self._rules["lost-sign"].finding(says, cited.spot, **told)
            elif cited.citation.act.known:
                finding = self._rules["unclear"].finding(doubt.says, cited.spot, **told)
                damaged = _DAMAGED.search(cited.citation.text)
                yield finding if damaged else _at_level(finding, Level.NOTE)
        if standing := _of_what_stands(cited.resolution):
            more = f" Der er {len(standing) - 1} forbehold mere om henvisningen." if len(standing) > 1 else ""
            yield self._rules["with-doubt"].finding(standing[0].says + more, cited.spot, **told)

    def _wrongly_named(self, cited: Cited, doubt: Doubt) -> Finding:
        told = self._told(cited)
        if doubt.kind is DoubtKind.WRONG_NAME:
            spot = _of_name(cited)
            capital = spot.text[:1].isupper() and not spot.text[:2].isupper()
            right = saying.opening(doubt.about) if capital else doubt.about
            return self._rules["wrong-name"].finding(doubt.says, spot, right, **told)
        work = self._shelf.work_of(EditionId(doubt.about)) if doubt.about[:4].isdigit() else None
        listed = work.listed(EditionId(doubt.about)) if work else None
        right = saying.edition(listed) if listed else ""
        rule = "wrong-type" if doubt.kind is DoubtKind.WRONG_FORM else "wrong-date"
        finding = self._rules[rule].finding(doubt.says, _of_number(cited, doubt.about), right, **told)
        if listed and cited.resolution.work is None:
            return _at_level(finding, Level.NOTE)  # the number and day of another year's act, which may be a slip
        return finding if listed else _at_level(finding, self._level_of_unlisted(doubt.about, cited.resolution))

    def _level_of_unlisted(self, edition: str, one: Resolution) -> Level:
        """An edition that is not listed: a note where it is older or newer than those that are, else a warning."""
        work = self._shelf.work(one.work) if one.work else None
        years = [int(listed.edition[:4]) for listed in work.editions] if work else []
        year = int(edition[:4]) if edition[:4].isdigit() else 0
        return Level.WARNING if years and min(years) <= year <= max(years) else Level.NOTE

    def _dates(self, cited: Cited) -> Iterator[Finding]:
        """Number-date pairs that no act has, that another act has, or that are later than the document's day."""
        known = any(doubt.kind is DoubtKind.WRONG_DATE for doubt in cited.resolution.doubts)
        for match in _NUMBERED.finditer(cited.citation.text) if not known else ():
            signed = dates.read(match["date"])
            told = self._pair(int(match["number"]), signed, cited.resolution) if signed else None
            if told:
                says, right = told
                yield self._rules["wrong-date"].finding(says, _within(cited, match), right, **self._told(cited))

    def _pair(self, number: int, signed: date, one: Resolution) -> tuple[str, str] | None:
        """What is wrong with one pair, and what would be right; None for nothing that is known."""
        work = self._shelf.work_of(edition_id(signed.year, number))
        listed = work.listed(edition_id(signed.year, number)) if work else None
        if listed is None:
            return None  # numbers recur at about the same day each year, so what is not listed says nothing
        if listed.signed and listed.signed != signed:
            return f"{saying.opening(saying.edition(listed))} er det rigtige; datoen passer ikke.", saying.edition(
                listed
            )
        if signed > one.day and (_amends(one) or one.verdict.status is not Status.NOT_YET_IN_FORCE):
            says = f"{saying.opening(saying.edition(listed))} er senere end den {dates.write(one.day)}."
            counts = self._shelf.work(one.work).edition_on(one.day) if one.work else None
            return says, saying.edition(counts) if counts else ""
        return None

    # -- form -------------------------------------------------------------------------------------------------------

    def _form(self, cited: Cited) -> Iterator[Finding]:
        text = cited.citation.text
        right = official_form.rightly(text, cited.citation.units)
        if right != text and not _AND_ON.match(cited.block.text, cited.citation.end):
            says = f"»{_shown(cited)}« er ikke skrevet, som lovene skriver det."
            yield self._rules["form"].finding(says, cited.spot, right, **self._told(cited))


def _of_what_stands(one: Resolution) -> list[Doubt]:
    """The doubts of how it stands, those of units left out of which more is said than that they are in doubt."""
    verdicts = [meant.verdict for meant in one.meant]
    told = {doubt for verdict in verdicts if verdict.status is not Status.EXISTS for doubt in verdict.doubts}
    stands = {doubt for verdict in verdicts if verdict.status is Status.EXISTS for doubt in verdict.doubts}
    return [doubt for doubt in one.standing_doubts if doubt in stands or doubt not in told]


def _certainty(cited: Cited) -> Level:
    """How sure it is that the citation is wrong: error where it names its act, warning where a sign is missing or the
    act is "samme lov", note where the act is guessed, or where the words speak of another wording or day."""
    one = cited.citation
    guessed = [doubt for doubt in cited.resolution.doubts if doubt.kind is DoubtKind.GUESSED]
    if any(doubt.says != LOST_SIGN for doubt in guessed) or _of_other_wording(cited):
        return Level.NOTE
    if one.kind is CitationKind.RELATIVE:
        return Level.WARNING if _SAME_ACT.search(one.text) else Level.NOTE
    return Level.WARNING if guessed else Level.ERROR


def _of_other_wording(cited: Cited) -> bool:
    """ "§ 5 i lov om X, som affattet ved …", "den tidligere gældende § 5", "§ 5 ophæves"."""
    text, one = cited.block.text, cited.citation
    before = _EARLIER.search(text, max(0, one.start - 60), one.start)
    return before is not None or _CHANGED.match(text, one.end) is not None or _CHANGED.search(one.text) is not None


def _amends(one: Resolution) -> bool:
    """Whether the act is an amending act, which is cited as the source of a change and not for its own rules."""
    return one.title.lower().startswith(("lov om ændring", "lov om ophævelse", "lov nr. "))


def _is_change(cited: Cited) -> bool:
    """Whether the citation stands in a list of the changes that "følger af" or "som ændret ved" begins."""
    start = cited.citation.start
    return _CHANGES_BEFORE.search(cited.block.text, max(0, start - 1_500), start) is not None


def _own_annex(one: Resolution) -> bool:
    """ "Se bilag 1": without an act it is the document's own."""
    first = one.citation.units[0] if one.citation.units else ""
    return one.citation.kind is CitationKind.RELATIVE and isinstance(first, str) and first.startswith(("Bil", "UBil"))


def _of_name(cited: Cited) -> Spot:
    """The act's name alone within its citation, the whole citation where it stands otherwise than it is called."""
    start = cited.citation.text.lower().find(cited.citation.act.name.lower())
    if start < 0 or not cited.citation.act.name:
        return cited.spot
    begins = cited.citation.start + start
    return cited.block.at(begins, begins + len(cited.citation.act.name))


def _of_number(cited: Cited, edition: str) -> Spot:
    """The number and date of an edition within a citation; the whole citation where they do not stand there."""
    found = (match for match in _NUMBERED.finditer(cited.citation.text) if edition.endswith(f"-{match['number']}"))
    match = next(found, None)
    return _within(cited, match) if match else cited.spot


def _within(cited: Cited, match: re.Match[str]) -> Spot:
    """The place of a match in a citation's text."""
    return cited.block.at(cited.citation.start + match.start(), cited.citation.start + match.end())


def _shown(cited: Cited) -> str:
    return " ".join(cited.citation.text.split())


def _address(edition: EditionId | None, unit: UnitId) -> str:
    return f"{edition}#{unit}" if edition else ""


def _at_level(finding: Finding, level: Level) -> Finding:
    return replace(finding, level=level)
