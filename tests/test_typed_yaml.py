"""YAML that people correct: every fault is one sentence with file and line, and nothing is passed over in silence."""

from datetime import date
from pathlib import Path
from typing import Annotated

import pytest
from msgspec import Meta, Struct

from lawtext.errors import UnusableInputError
from lawtext.typed_yaml import load


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """A rule as a file has it."""

    name: Annotated[str, Meta(min_length=1)]
    since: date
    unit: Annotated[str, Meta(pattern=r"^Par\d+$")] = "Par1"
    weeks: int | None = None


class File(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of them."""

    rules: tuple[Rule, ...]


GOOD = "rules:\n  - name: frist\n    since: 2018-07-01\n"
FAULTS = {
    "nothing in it": ("", "filen er tom."),
    "only a comment": ("# intet endnu\n", "filen er tom."),
    "a list for fields": ("- frist\n", "linje 1: her ventes felter med navne, men der står en liste."),
    "a word for a list": ("rules: frist\n", "linje 1: her ventes en liste, men der står tekst."),
    "a field too many": (GOOD + "    uger: 4\n", "linje 4: feltet »uger« findes ikke; ret navnet eller slet det."),
    "a field missing": ("rules:\n  - name: frist\n", "linje 2: feltet »since« mangler."),
    "a word for a number": (
        GOOD + "    weeks: fire\n",
        "linje 4: her ventes et helt tal eller ingenting, men der står tekst.",
    ),
    "an empty text": (GOOD.replace("frist", '""'), "linje 2: teksten mangler."),
    "a text of another form": (GOOD + "    unit: § 3\n", "linje 4: teksten er ikke skrevet som den slags er"),
    "a day that is none": (GOOD.replace("07-01", "02-30"), "linje 3: datoen findes ikke"),
    "a field twice": (GOOD + "    name: gebyr\n", "linje 4: feltet »name« står to gange; slet det ene."),
    "the list twice": (GOOD + GOOD, "linje 4: feltet »rules« står to gange"),
    "a tab": ("rules:\n\t- name: frist\n", "linje 2: ikke gyldig YAML (en tabulator"),
    "another type of Python": ("rules: !!python/object/apply:os.getcwd []\n", "linje 1: ikke gyldig YAML"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_by_file_and_line(tmp_path: Path, fault: str) -> None:
    text, says = FAULTS[fault]
    path = tmp_path / "regler.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableInputError) as told:
        load(path, File)
    said = str(told.value).removeprefix(str(path)).lstrip(":, ")
    assert said.startswith(says), said


def test_a_right_file_is_its_type(tmp_path: Path) -> None:
    path = tmp_path / "regler.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert load(path, File) == File((Rule("frist", date(2018, 7, 1)),))


def test_bytes_that_are_no_text_and_a_file_that_is_not_there_are_told(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("rules: [gælder]".encode("latin-1"))
    with pytest.raises(UnusableInputError, match="ikke UTF-8-tekst"):
        load(tmp_path / "latin.yaml", File)
    with pytest.raises(UnusableInputError, match="den findes ikke"):
        load(tmp_path / "ingen.yaml", File)
