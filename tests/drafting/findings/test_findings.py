"""A finding's own words: place, order, counts, and the forms it is written in."""

import json
from pathlib import Path

import pytest

from lawtext.drafting.findings import as_json, rules, sarif, table
from lawtext.drafting.findings.finding import Cell, Finding, Level, Part, Spot, by_gravity, counts
from lawtext.errors import UnusableInputError
from tests.drafting.findings import sarif_shape

RULES = """
rules:
  - id: no-such
    level: fejl
    name: Findes ikke
    help: Bestemmelsen findes ikke den dag.
    help_en: There is no such provision on the day.
    says_en: "{text} does not exist on {day}."
    source: en prøve
  - id: form
    level: advarsel
    name: Form
    help: Ikke den officielle form.
    help_en: Not the official form.
    says_en: "Write {suggestion}."
    source: en prøve
    replaces: true
"""


@pytest.fixture
def known(tmp_path: Path) -> dict[str, rules.Rule]:
    path = tmp_path / "rules.yaml"
    path.write_text(RULES, encoding="utf-8")
    return rules.read(path)


@pytest.fixture
def findings(known: dict[str, rules.Rule]) -> list[Finding]:
    spot = Spot("brev.txt", start=4, end=10, text="kap.\n9", line=3, column=5)
    second = Spot("breve/a å.docx", Part.BODY, 7, Cell(1, 2, 3), "Bilag 1", 0, 6, "§ 999")
    return [
        known["form"].finding("Skriv kapitel 9.", spot, "kapitel 9"),
        known["no-such"].finding("§ 999 findes ikke.", second, day="2018-09-03", address="2016-1342#Par999"),
    ]


@pytest.mark.parametrize(
    ("spot", "words"),
    [
        (Spot("a"), "hele dokumentet"),
        (Spot("a", paragraph=3, heading="Klage"), "afsnit 3, under »Klage«"),
        (Spot("a", paragraph=3, cell=Cell(1, 2, 3)), "tabel 1, række 2, kolonne 3"),
        (Spot("a", Part.FOOTNOTE, 1), "fodnote, afsnit 1"),
        (Spot("a", text="§ 1", line=2, column=4), "linje 2, tegn 4-6"),
        (Spot("a", paragraph=4, page=2), "side 2, afsnit 4"),
    ],
)
def test_a_place_is_told_in_words(spot: Spot, words: str) -> None:
    assert spot.in_words() == words


def test_a_rule_makes_a_finding_in_both_languages(findings: list[Finding]) -> None:
    form, missing = findings
    assert (form.says_en, form.level, form.suggestion) == ("Write kapitel 9.", Level.WARNING, "kapitel 9")
    assert missing.says_en == "§ 999 does not exist on 2018-09-03."


def test_a_rule_told_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(RULES.replace("id: form", "id: no-such"), encoding="utf-8")
    with pytest.raises(UnusableInputError, match="to gange"):
        rules.read(path)


def test_the_worst_come_first_and_are_counted(findings: list[Finding]) -> None:
    assert [one.rule for one in by_gravity(findings)] == ["no-such", "form"]
    assert counts(findings) == {Level.ERROR: 1, Level.WARNING: 1, Level.NOTE: 0}
    assert table.summary(findings, 2) == "1 fejl, 1 advarsel og 0 oplysninger i 2 filer."


def test_levels_reach_those_below() -> None:
    assert Level.ERROR.reaches(Level.WARNING)
    assert not Level.NOTE.reaches(Level.WARNING)


def test_the_fingerprint_does_not_move_with_the_lines(findings: list[Finding]) -> None:
    from msgspec.structs import replace  # noqa: PLC0415

    one = findings[0]
    assert replace(one, spot=replace(one.spot, line=9, paragraph=4)).fingerprint == one.fingerprint
    assert replace(one, says="Andet.").fingerprint != one.fingerprint


def test_json_has_all_of_it(findings: list[Finding]) -> None:
    told = json.loads(as_json.write(findings, {"files": 2}))
    assert told["files"] == 2
    assert told["counts"] == {"fejl": 1, "advarsel": 1, "oplysning": 0}
    assert told["findings"][0]["spot"]["file"] == "brev.txt"
    assert told["findings"][1]["spot"]["cell"] == {"table": 1, "row": 2, "column": 3}


def test_sarif_has_rules_regions_and_fixes(findings: list[Finding], known: dict[str, rules.Rule]) -> None:
    log = json.loads(sarif.write(findings, known, "1.0"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["no-such", "form"]
    first, second = run["results"]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (3, 5, 4, 2)
    assert first["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "kapitel 9"
    assert second["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "breve/a%20%C3%A5.docx"}}
    assert run["tool"]["driver"]["rules"][second["ruleIndex"]]["id"] == second["ruleId"]


def test_sarif_is_as_the_standard_has_it(findings: list[Finding], known: dict[str, rules.Rule]) -> None:
    log = json.loads(sarif.write(findings, known, "1.0"))
    assert sarif_shape.faults(log) == []
    assert sarif_shape.faults(json.loads(sarif.write([], known, "1.0"))) == []
    log["runs"][0]["results"][0]["message"] = {
        "text": "Feltet {{ navn }} er ukendt, se {0} og [her](http://example.org)"
    }
    log["runs"][0]["results"][0]["level"] = "fejl"
    del log["runs"][0]["tool"]["driver"]["name"]
    assert len(sarif_shape.faults(log)) == 3


@pytest.mark.parametrize(
    ("says", "written"),
    [
        ("Feltet {{ navn }} er ukendt.", "Feltet {{{{ navn }}}} er ukendt."),
        ("Der står »{0}«.", "Der står »{{0}}«."),
        ("Der står »[mangler]«.", "Der står »[mangler]«."),
        ("Der står »[klik her](http://example.org)«.", "Der står »[klik her] (http://example.org)«."),
    ],
)
def test_what_a_document_says_is_neither_placeholder_nor_link_in_sarif(
    known: dict[str, rules.Rule], says: str, written: str
) -> None:
    log = json.loads(sarif.write([known["no-such"].finding(says, Spot("brev.txt"), day="2018-09-03")], known, "1.0"))
    assert log["runs"][0]["results"][0]["message"]["text"] == written
    assert sarif_shape.faults(log) == []


def test_the_table_groups_by_file(findings: list[Finding], capsys: pytest.CaptureFixture[str]) -> None:
    table.show(findings, 2)
    said = capsys.readouterr().out
    assert said.index("brev.txt") < said.index("Skriv kapitel 9.") < said.index("breve/a å.docx")
    assert said.splitlines()[-1].endswith("i 2 filer.")


def test_what_is_said_of_several_places_is_said_once(
    known: dict[str, rules.Rule], capsys: pytest.CaptureFixture[str]
) -> None:
    spots = [Spot("brev.txt", line=line, column=1, text="kap.9") for line in range(1, 9)]
    table.show([known["form"].finding("Skriv kapitel 9.", spot, "kapitel 9") for spot in spots], 1)
    said = capsys.readouterr().out
    assert said.count("Skriv kapitel 9.") == 1
    assert "Også: linje 2, tegn 1-5; linje 3, tegn 1-5;" in said
    assert "og 2 steder mere" in said
    assert "8 advarsler" in said
