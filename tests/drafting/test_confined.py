"""Foreign templates: what they do happens in a process with limits, and comes back the same or as one sentence."""

import os
from datetime import date
from pathlib import Path

import pytest

from lawtext.drafting import confined
from lawtext.drafting.confined import Foreign, Limits
from lawtext.drafting.linting.lint import lint
from lawtext.drafting.templates import Template
from lawtext.errors import UnusableInputError
from tests.drafting.tricky import PICTURES, TRICKY, VALUES
from tests.drafting.word import docx, paragraph

LITTLE = Limits(seconds=2, memory=700_000_000)
ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
DOUBLING = (
    "{% set ns = namespace(a='xxxxxxxx') %}{% for i in range(60) %}{% set ns.a = ns.a ~ ns.a %}{% endfor %}{{ ns.a }}"
)


def test_the_same_letter_as_at_home() -> None:
    content = docx(paragraph("{{ name }} {{ day }} {{r rich }}") + paragraph("{{ picture }} {{ cite('§ 2') }}"))
    values = VALUES | {"picture": PICTURES[0], "day": date(2018, 9, 3)}
    foreign, own = Foreign(content, "t.docx"), Template(content, "t.docx")
    assert (foreign.sha256, foreign.cites) == (own.sha256, own.cites)
    assert foreign.render(values, {"§ 2": "§ 2 i lov"}) == own.render(values, {"§ 2": "§ 2 i lov"})


def test_the_same_findings_as_at_home() -> None:
    content = docx(paragraph("{{ name }") + paragraph("§ 7"))
    assert confined.lint(content, "t.docx") == lint(content, "t.docx")


def test_an_error_comes_back_as_its_sentence() -> None:
    with pytest.raises(UnusableInputError, match=r"^Skabelonen t\.docx, word/document\.xml.*»law« har ingen værdi"):
        Foreign(docx(paragraph("{{ law }}")), "t.docx").render({})
    with pytest.raises(UnusableInputError, match=r"^t\.docx er ikke en læsbar Word-fil"):
        Foreign(b"PK", "t.docx")


@pytest.mark.parametrize("where", ["body", "title"])
def test_one_that_never_ends_is_stopped(where: str) -> None:
    content = docx(paragraph(ENDLESS)) if where == "body" else docx(paragraph("x"), title=ENDLESS)
    with pytest.raises(UnusableInputError, match=r"^t\.docx blev stoppet efter 2 sekunder"):
        Foreign(content, "t.docx", LITTLE).render({})


def test_one_that_grows_without_end_is_stopped() -> None:
    with pytest.raises(UnusableInputError, match=r"hukommelse|stoppet"):
        Foreign(docx(paragraph(DOUBLING)), "t.docx", LITTLE).render({})


def test_a_template_that_patching_never_gets_through_is_stopped() -> None:
    with pytest.raises(UnusableInputError, match="stoppet"):
        Foreign(docx(paragraph("{%p " * 30_000)), "t.docx", LITTLE)


def test_a_letter_too_large_is_refused() -> None:
    with pytest.raises(UnusableInputError, match="hukommelse"):
        Foreign(docx(paragraph("x")), "t.docx", Limits(letter=10)).render({})


def test_the_process_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    Foreign(TRICKY["plain"], "t.docx").filled({})
    assert not os.listdir(tmp_path)  # noqa: PTH208
