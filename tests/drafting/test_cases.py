"""Cases from YAML and tables: every fault told at once, by file, line and field."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawtext.drafting import cases, forms, plans
from lawtext.drafting.contracts import Templates
from lawtext.errors import UnusableInputError, UsageError

GOOD = """\
decision: hold
municipality: Fredensborg
date: 3. september 2018
person:
  name: Maja Opdigtet Lund
  cpr: 320592-0000   # day 32: a number that cannot exist
  born: 1992-05-17
unit:
  jobcenter: ja
channel: digital post
facts: |
  Første afsnit,
  samme afsnit.

  Andet afsnit.
considerations: [at ét, at to]
"""


def read(tmp_path: Path, text: str | bytes) -> cases.Hold:
    path = tmp_path / "sag.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return cases.read(path)


def test_a_case_is_typed(tmp_path: Path) -> None:
    case = read(tmp_path, GOOD)
    assert case.date == date(2018, 9, 3)
    assert case.person.cpr == "320592-0000"
    assert case.unit.jobcenter is True
    assert case.channel is cases.Channel.DIGITAL_POST
    assert case.facts == ("Første afsnit, samme afsnit.", "Andet afsnit.")
    assert case.considerations == ("at ét", "at to")
    assert case.effort is None


@pytest.mark.parametrize(
    ("born", "age"), [("1992-05-17", 26), ("1992-09-03", 26), ("1992-09-04", 25), ("2000-02-29", 18)]
)
def test_age_is_counted_on_the_day(tmp_path: Path, born: str, age: int) -> None:
    case = read(tmp_path, GOOD.replace("1992-05-17", born))
    assert case.person.age_on(date(2018, 9, 3)) == age


FAULTS = {
    "misspelt field": (
        GOOD.replace("municipality:", "municpality:"),
        ["linje 2", "Mente du »municipality«?", "mangler"],
    ),
    "misspelt inner field": (GOOD.replace("  born:", "  bron:"), ["linje 7", "»bron«", "Mente du »born«?"]),
    "no date": (
        GOOD.replace("3. september 2018", "31. juni 2018"),
        ["linje 3", "»date« er ingen dato", "fx 2018-09-03"],
    ),
    "date of another century": (GOOD.replace("1992-05-17", "17-05-92"), ["linje 7", "ingen dato"]),
    "neither yes nor no": (GOOD.replace("jobcenter: ja", "jobcenter: måske"), ["linje 9", "ja eller nej"]),
    "no such choice": (GOOD.replace("digital post", "due"), ["linje 10", "digital post, brev"]),
    "a list for a text": (GOOD.replace("municipality: Fredensborg", "municipality: [a]"), ["linje 2", "én værdi"]),
    "fields for a text": (GOOD.replace("municipality: Fredensborg", "municipality: {a: b}"), ["linje 2", "én værdi"]),
    "text for fields": (GOOD.replace("unit:\n  jobcenter: ja", "unit: jobcenteret"), ["linje 8", "felter under sig"]),
    "fields in a list": (GOOD.replace("[at ét, at to]", "[{a: b}]"), ["»considerations«"]),
    "unknown type": (GOOD.replace("decision: hold", "decision: hodl"), ["linje 1", "Mente du »hold«?"]),
    "no type": (GOOD.replace("decision: hold\n", ""), ["»decision« mangler", "hold"]),
    "field twice": (GOOD + "municipality: Ballerup\n", [f"linje {GOOD.count(chr(10)) + 1}", "står to gange"]),
    "no mapping": ("- a\n- b\n", ["linje 1"]),
    "empty": ("", ["»decision« mangler"]),
    "no yaml": (GOOD + "  : : [\n", ["ikke gyldig YAML", "linje"]),
    "tab": (GOOD + "effort:\n\twhat: x\n", ["linje 18", "ikke gyldig YAML", "tabulator"]),
    "text begins with a star": (GOOD + "assessment: *vigtigt*\n", ["linje 17", "sæt den i anførselstegn"]),
    "colon in a text": (GOOD + "assessment: Kl. 10: mødte\n", ["linje 17", "kolon"]),
    "quote not closed": (GOOD + 'assessment: "mødte\n', ["anførselstegn er ikke lukket"]),
    "bracket not closed": (GOOD + "assessment: [a, b\n", ["parentes er ikke lukket"]),
    "several documents": (GOOD + "---\n" + GOOD, ["linje 17", "flere dele"]),
    "control character": (GOOD + "assessment: a\x00b\n", ["linje 17", "kontroltegn"]),
    "control character written out": (GOOD + 'assessment: "a\\x07b"\n', ["linje 17", "U+0007"]),
    "a mark that turns the text": (GOOD.replace("Maja", "\u202eMaja"), ["linje 5", "U+202E"]),
    "a list for a name": (GOOD + "? [a, b]\n: c\n", ["linje 17", "navn"]),
    "deep enough to end the process": ("facts: " + "[" * 100_000 + "]" * 100_000, ["dybt"]),
    "a file without end": ("facts: x\n" + "# x\n" * 2_000_000, ["5 MB"]),
    "latin-1": (GOOD.encode("latin-1"), ["UTF-8"]),
    "too deep": ("a: " * 5 + "{a: " * 30 + "b" + "}" * 30, ["YAML"]),
    "aliases that grow": (
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"{after}: &{after} [{', '.join([f'*{before}'] * 10)}]\n"
            for before, after in zip("abcdef", "bcdefg", strict=True)
        ),
        ["for mange felter"],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_by_file_line_and_field(tmp_path: Path, name: str) -> None:
    text, said = FAULTS[name]
    with pytest.raises(UnusableInputError, match=r"^sag\.yaml") as raised:
        read(tmp_path, text)
    assert [words for words in said if words not in str(raised.value)] == []


def test_all_faults_at_once(tmp_path: Path) -> None:
    text = (
        GOOD.replace("3. september 2018", "i går")
        .replace("jobcenter: ja", "jobcenter: x")
        .replace("  name:", "  nmae:")
    )
    with pytest.raises(UnusableInputError) as raised:
        read(tmp_path, text)
    assert len(str(raised.value).splitlines()) == 3


def test_a_fault_in_a_list_is_told_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("template: network\ntitle: T\nrows: abc\n", encoding="utf-8")
    with pytest.raises(UnusableInputError, match=r"plan\.yaml, linje 3: »rows\[1\]« skal have felter"):
        plans.read(path)
    path.write_text("template: network\nrows:\n  - label: a\n  - label: b\n    provision: c\n", encoding="utf-8")
    with pytest.raises(UnusableInputError, match=r"linje 5: feltet »provision« findes ikke") as raised:
        plans.read(path)
    assert "linje 4: feltet »rows[2].provisions« mangler" in str(raised.value)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="kan ikke læses"):
        cases.read(tmp_path / "findes-ikke.yaml")


@given(st.text(max_size=300))
def test_any_text_is_a_case_or_one_of_our_errors(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "sag.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(UnusableInputError):
        cases.read(path)


def test_the_contract_and_the_case_have_the_same_fields() -> None:
    declared = [field.name for field in Templates().contract("hold").fields]
    assert sorted(declared) == sorted(forms.dotted_fields(cases.Hold))


def test_name_cpr_and_address_are_personal_and_the_law_is_not() -> None:
    personal = Templates().contract("hold").personal
    assert {"person.name", "person.cpr", "person.address", "facts", "approval.by"} <= personal
    assert not {"municipality", "date", "period.start"} & personal


def test_an_unknown_type_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="hold"):
        Templates().contract("../../etc/passwd")
