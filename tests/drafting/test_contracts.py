"""Contracts that people correct: a fault is told by file, and what types share is theirs as far as they have it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lawtext import shipped
from lawtext.drafting import forms
from lawtext.drafting.cases import TYPES
from lawtext.drafting.contracts import Templates
from lawtext.errors import UnusableInputError


@pytest.fixture
def with_change(tmp_path: Path) -> Callable[[str, str, str], Templates]:
    """The shipped templates with one text of one contract changed."""

    def made(name: str, before: str, after: str) -> Templates:
        folder = tmp_path / "templates"
        shutil.copytree(shipped.folder("templates"), folder)
        path = folder / "decisions" / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")
        return Templates(folder)

    return made


FAULTS = {
    "a field that the case has not": ("note", "{name: subject,", "{name: subjekt,", "»subjekt« er ikke et af sagens"),
    "a part that asks for no field": ("note", "any_of: [facts]", "any_of: [fakta]", "»fakta« er ikke et af sagens"),
    "dates of no field": ("note", "{first: happened,", "{first: hændt,", "»hændt« er ikke et af sagens"),
    "a choice by no field": ("talks", "chosen_by: scheme", "chosen_by: skema", "»skema« er ikke et af sagens"),
    "a row that depends on no field": ("talks", "{field: fund.touched", "{field: fund.told_", "»fund.told_« er ikke"),
    "a length of no field": ("resource", "- {start: period.start", "- {start: periode", "»periode« er ikke et af"),
    "a field without help": ("note", "  - {name: subject,", "  # {name: subject,", "under fields mangler subject"),
    "a kind of document that is none": ("note", "documents: [notat]", "documents: [nota]", "ikke en af de værdier"),
    "a word that is no field of a contract": ("note", "title: Notat", "titel: Notat", "titel"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_by_file(with_change: Callable[[str, str, str], Templates], name: str) -> None:
    kind, before, after, said = FAULTS[name]
    with pytest.raises(UnusableInputError, match=f"{kind}.yaml") as error:
        with_change(kind, before, after).contract(kind)
    assert said in str(error.value)


@pytest.mark.parametrize("kind", TYPES)
def test_a_contract_declares_each_field_of_its_case_once(kind: str) -> None:
    declared = [field.name for field in Templates().contract(kind).fields]
    assert sorted(declared) == sorted(forms.dotted_fields(TYPES[kind]))


@pytest.mark.parametrize("kind", TYPES)
def test_a_document_that_decides_has_a_complaint_and_asks_for_reasons(kind: str) -> None:
    contract = Templates().contract(kind)
    decides = contract.documents[0].value == "afgørelse"
    assert bool("complaint" in contract.rows) >= decides
    if decides and kind != "several":
        asked = {name for needed in contract.requires for name in needed.any_of}
        assert {"facts", "considerations", "hearing.sent", "unit.address", "caseworker.name", "approval.by"} <= asked


@pytest.mark.parametrize("kind", ["hold-change", "hold-end", "refusal"])
def test_a_type_that_is_like_another_has_its_law(kind: str) -> None:
    templates = Templates()
    assert templates.contract(kind).bases == templates.contract("hold").bases
    assert templates.contract(kind).experiments == templates.contract("hold").experiments


def test_every_file_under_decisions_belongs_to_a_type() -> None:
    folder = shipped.folder("templates") / "decisions"
    assert {path.stem for path in folder.iterdir()} == set(TYPES)
    assert {path.suffix for path in folder.iterdir()} == {".docx", ".yaml"}
