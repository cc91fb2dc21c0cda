"""Foreign templates: what they do happens in a process with limits, and comes back the same or as one sentence."""

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lawtext import shipped
from lawtext.cli import given
from lawtext.drafting import cases, catalogue, confined, gate, packages
from lawtext.drafting.confined import Confinement, Foreign, Limits
from lawtext.drafting.confined.messages import Request, Task
from lawtext.drafting.desk import Desk
from lawtext.drafting.linting.lint import lint
from lawtext.drafting.templates import Template
from lawtext.errors import UnusableInputError
from tests.conftest import ROOT
from tests.drafting.conftest import EXAMPLES
from tests.drafting.pdf.test_stage import alive
from tests.drafting.tricky import PICTURES, TRICKY, VALUES
from tests.drafting.word import docx, paragraph

LITTLE = Limits(seconds=1, memory=700_000_000)
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


REFUSED = {
    "half a letter": "\ud800",
    "control": "\x01",
    "object": object(),
    "bytes": b"x",
    "set": {1},
    "deep": [{"a": b""}],
}


@pytest.mark.parametrize("value", REFUSED.values(), ids=REFUSED)
def test_a_value_that_cannot_stand_is_refused_as_at_home(value: object) -> None:
    content = docx(paragraph("x"))
    with pytest.raises((UnusableInputError, TypeError)) as at_home:
        Template(content, "t.docx").render({"name": value})
    with pytest.raises(at_home.type) as away:
        Foreign(content, "t.docx").render({"name": value})
    assert str(away.value) == str(at_home.value)


def test_numbers_of_any_size_come_as_they_are() -> None:
    values: dict[str, Any] = {"numbers": [2**63, -(2**70), 10**40, 1.5]}
    content = docx(paragraph("{{ numbers|join(' ') }}"))
    assert Foreign(content, "t.docx").render(values) == Template(content, "t.docx").render(values)


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
    with pytest.raises(UnusableInputError, match=r"^t\.docx blev stoppet: dens koder bruger mere end 1 s"):
        Foreign(content, "t.docx", Confinement(LITTLE)).render({})


def test_one_that_grows_without_end_is_stopped() -> None:
    with pytest.raises(UnusableInputError, match=r"hukommelse|stoppet"):
        Foreign(docx(paragraph(DOUBLING)), "t.docx", Confinement(LITTLE)).render({})


def test_a_template_that_patching_never_gets_through_is_stopped() -> None:
    with pytest.raises(UnusableInputError, match="stoppet"):
        Foreign(docx(paragraph("{%p " * 30_000)), "t.docx", Confinement(LITTLE))


def test_a_letter_too_large_is_refused() -> None:
    with pytest.raises(UnusableInputError, match="hukommelse"):
        Foreign(docx(paragraph("x")), "t.docx", Confinement(Limits(letter=10))).render({})


def test_the_process_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    Foreign(TRICKY["plain"], "t.docx").filled({})
    assert not os.listdir(tmp_path)  # noqa: PTH208


def test_one_process_serves_many_letters_of_several_templates_and_threads() -> None:
    shared = Confinement()
    contents = [docx(paragraph(f"{{{{ name }}}} {number}")) for number in range(3)]
    foreign = [Foreign(content, "t.docx", shared) for content in contents]
    expected = [Template(content, "t.docx").render(VALUES) for content in contents]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda at: foreign[at % 3].render(VALUES), range(30)))
    assert made == expected * 10
    assert len(workers()) == 1


def workers() -> list[int]:
    """The processes that work on foreign templates for this one."""
    mine = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            ours = place.joinpath("stat").read_text().rpartition(")")[2].split()[1] == str(os.getpid())
            if ours and b"lawtext.drafting.confined.work" in place.joinpath("cmdline").read_bytes():
                mine.append(int(place.name))
        except OSError:
            continue
    return mine


def test_after_one_is_stopped_the_others_are_served_by_a_new_process() -> None:
    shared = Confinement(LITTLE)
    good, bad = (Foreign(docx(paragraph(text)), "t.docx", shared) for text in ("{{ name }}", ENDLESS))
    before = good.render(VALUES)
    with pytest.raises(UnusableInputError, match="stoppet"):
        bad.render({})
    assert good.render(VALUES) == before


def test_work_is_counted_for_each_letter_by_itself() -> None:
    shared = Confinement(Limits(seconds=1))
    slow = Foreign(
        docx(paragraph("{% for a in range(99999) %}{% for b in range(20) %}{% endfor %}{% endfor %}")), "t", shared
    )
    made = [slow.render({}) for _ in range(8)]
    assert len(set(made)) == 1


def test_a_template_that_was_forgotten_is_sent_again() -> None:
    shared = Confinement()
    first = Foreign(docx(paragraph("{{ name }}")), "t.docx", shared)
    for number in range(70):
        Foreign(docx(paragraph(str(number))), "t.docx", shared)
    assert first.render(VALUES)


def test_a_fault_of_the_program_s_own_is_not_called_the_template_s() -> None:
    content = docx(paragraph("x"))
    shared = Confinement()
    with pytest.raises(UnusableInputError, match=r"kan ikke arbejde med t\.docx \(TypeError\)"):
        shared.ask(Request(Task.RENDER, "t.docx", "sha256", content, values={"name": b"no plain value"}))
    assert Foreign(content, "t.docx", shared).render({})


def test_a_process_that_cannot_start_is_not_called_the_template_s_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", shutil.which("false"))
    with pytest.raises(UnusableInputError, match=r"kan ikke arbejde med t\.docx \(processen sluttede med 1\)"):
        Foreign(docx(paragraph("x")), "t.docx")


def test_values_that_the_process_has_no_room_for_are_told() -> None:
    shared = Confinement(Limits(memory=300_000_000))
    foreign = Foreign(docx(paragraph("{{ name }}")), "t.docx", shared)
    with pytest.raises(UnusableInputError, match="hukommelse"):
        foreign.render({"name": "x" * 200_000_000})
    assert foreign.render({"name": "x"})


FETCHING = "<v:rect xmlns:v='urn:schemas-microsoft-com:vml'><v:fill src='http://example.org/x.png'/></v:rect>"
WRITTEN = {
    "picture": '{{ "' + FETCHING.replace("<", "&lt;").replace(">", "&gt;") + '"|safe }}',
    "field": "{{ '&lt;/w:t&gt;&lt;w:instrText&gt;INCLUDE' ~ 'TEXT x&lt;/w:instrText&gt;&lt;w:t&gt;'|safe }}",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_tags_write_comes_through_the_gate_too(name: str) -> None:
    content = docx(paragraph("{% autoescape false %}" + WRITTEN[name] + "{% endautoescape %}"))
    with pytest.raises(UnusableInputError, match="udefra"):
        Foreign(content, "t.docx").render({})


KILLED = """
import os, signal, sys
from tests.drafting.test_confined import Foreign, docx, paragraph, workers
kept = Foreign(docx(paragraph("x")), "t.docx")
print(*workers(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_process_ends_when_the_program_is_killed() -> None:
    done = subprocess.run([sys.executable, "-c", KILLED], cwd=ROOT, capture_output=True, check=False)
    (worker,) = map(int, done.stdout.split())
    for _ in range(100):
        if not alive(worker):
            return
        time.sleep(0.05)
    raise AssertionError("the worker outlives the program")


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    """A copy of the shipped templates in which somebody has changed one."""
    folder = tmp_path / "templates"
    shutil.copytree(shipped.folder("templates"), folder)
    return folder


def with_words(path: Path, words: str) -> None:
    """Put a paragraph at the end of the template, as in Word."""
    parts = gate.read(path.read_bytes(), path.name)
    body = parts["word/document.xml"].data().replace(b"<w:sectPr>", paragraph(words).encode() + b"<w:sectPr>", 1)
    path.write_bytes(
        packages.write((parts | {"word/document.xml": packages.deflated("word/document.xml", body)}).values())
    )


def test_letters_by_somebody_s_own_template_are_made_in_the_process_and_those_by_the_program_s_here(
    own_folder: Path,
) -> None:
    hold = own_folder / "decisions" / "hold.docx"
    with_words(hold, "Kærlig hilsen {{ caseworker.name }}")
    desk = Desk.open(given.shelf(None).file, own_folder)
    assert isinstance(desk.templates.decision("hold"), Foreign)
    assert isinstance(desk.templates.decision("mentor"), Template)
    letter = desk.letter(cases.read(EXAMPLES / "hold-2018.yaml"))
    assert letter.final
    assert letter.record.template_sha256 == Template(hold.read_bytes(), "hold.docx").sha256


def test_a_letter_by_somebody_s_own_template_that_never_ends_is_stopped(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lawtext.drafting.opening.Confinement", lambda: Confinement(LITTLE))
    with_words(own_folder / "decisions" / "hold.docx", ENDLESS)
    desk = Desk.open(given.shelf(None).file, own_folder)
    with pytest.raises(UnusableInputError, match=r"^hold\.docx blev stoppet: dens koder bruger mere end 1 s"):
        desk.letter(cases.read(EXAMPLES / "hold-2018.yaml"))


def test_a_copy_that_is_the_program_s_own_to_the_byte_is_no_foreign_template(own_folder: Path) -> None:
    hold = own_folder / "decisions" / "hold.docx"
    assert not catalogue.find(str(hold)).foreign
    with_words(hold, "x")
    assert catalogue.find(str(hold)).foreign
