"""Letters: how fast, whether the finished ones stand, whether planted faults are caught, and their PDFs.

`letters_s` is of one letter of the demo kind in the processor's own seconds (three pages, a table, header and footer;
citations checked, strict parse on), with docxtpl on the same letters beside it. `final_letters` are those of all types
from generated cases (`scripts/generated_cases.py`), each read anew as a finished file; `faults_planted` those that can
be told (`scripts/drafting_faults.py`). `foreign_letters_s_by_clock` is of letters by a template that is worked on
in a process with limits. `pdf_s` is by the wall's clock, with one bare LibreOffice process beside it.
"""

import io
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
CASE = ROOT / "examples" / "hold-2018.yaml"
_CHUNK = 100
_SEED = 6
_FILLER = (
    "Vi har talt med dig om, hvordan en almindelig uge ser ud for dig, og hvad der er svært ved at komme ud "
    "ad døren om morgenen. Du har fortalt, at du sover dårligt, og at du ofte glemmer at spise. Du vil gerne have "
    "hjælp til at få en fast rytme, før der kommer andre mennesker ind i din hverdag."
)
"""Invented; so many of them that the letter is of three pages."""


def run(quick: bool) -> dict[str, Any]:
    """Medians of three rounds; `peak_mb` is of a process that does nothing but make letters."""
    made = _in_process("make", 1_200 if quick else 20_100)
    return (
        made
        | {"docxtpl_letters_s": _docxtpl_rate(20 if quick else 60), "first_letter_ms": _first_letter_ms()}
        | {"foreign_letters_s_by_clock": _foreign_rate(300 if quick else 3_000)}
        | _in_process("read-anew", 480 if quick else 20_000)
        | _faults(160 if quick else 500)
        | _pdf(24 if quick else 200)
        | ({} if quick else _opened(1_000))
        | {"load": os.getloadavg()[0]}
    )


def cases(number: int) -> Iterator[Any]:
    """Invented cases, no two alike. Every tenth lacks its approval and so becomes a draft."""
    from msgspec.structs import replace  # noqa: PLC0415 - the benchmark measures imports too

    from lawtext.drafting import cases as reading  # noqa: PLC0415

    base = reading.read(CASE)
    for at in range(number):
        person = replace(base.person, name=f"Opdigtet Person {at}", address=(f"Eksempelvej {at}", "2980 Kokkedal"))
        period = replace(base.period, end=base.period.end - timedelta(days=at % 60))
        facts = (*base.facts, *(f"{number}. {_FILLER}" for number in range(at, at + 7)))
        case = replace(base, case_number=f"18/{at:05}", person=person, period=period, facts=facts)
        yield replace(case, approval=type(case.approval)()) if at % 10 == 9 else case


def _in_process(task: str, letters: int) -> dict[str, Any]:
    """The task in a process of its own, so that the memory is its alone."""
    answer = subprocess.run(
        [sys.executable, "-m", "scripts.benchmarks.drafting", task, str(letters)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "0"},
    )
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def _make(letters: int) -> dict[str, Any]:
    from lawtext.cli.given import desk  # noqa: PLC0415

    made_at = desk(None)
    made_at.letter(next(cases(1)))
    before = _peak_mb()
    rates, size, at_first = [], 0, 0.0
    stream, rounds = cases(letters), 3
    for _ in range(rounds):
        seconds = 0.0
        for _ in range(letters // rounds // _CHUNK):
            chunk = list(islice(stream, _CHUNK))  # not timed: a batch has its own cost of reading rows
            start = time.process_time()
            for case in chunk:
                size = len(made_at.letter(case).content)
            seconds += time.process_time() - start
            at_first = at_first or _now_mb()
        rates.append(letters // rounds // _CHUNK * _CHUNK / seconds)
    return {
        "letters_s": statistics.median(rates),
        "letters": letters,
        "letter_bytes": size,
        "peak_mb": _peak_mb(),
        "peak_mb_after_one_letter": before,
        "grown_mb": _now_mb() - at_first,
    }


def _peak_mb(whose: int = resource.RUSAGE_SELF) -> float:
    peak = resource.getrusage(whose).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _now_mb() -> float:
    """What the process holds now; 0 where the system doesn't say."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


def _docxtpl_rate(number: int) -> float:
    """The same letters by docxtpl: the template opened, patched and compiled for each, as it must be there."""
    from docxtpl import DocxTemplate  # noqa: PLC0415
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415

    content = (ROOT / "templates" / "decisions" / "hold.docx").read_bytes()
    values, rates = _values(number), []
    for _ in range(3):
        start = time.process_time()
        for each in values:
            template = DocxTemplate(io.BytesIO(content))
            template.render(dict(each), Environment(undefined=StrictUndefined), autoescape=True)
            template.save(io.BytesIO())
        rates.append(number / (time.process_time() - start))
    return statistics.median(rates)


def _foreign_rate(number: int) -> float:
    """The same letters by a template that isn't the program's own: packed anew, so that it is worked on confined."""
    from lawtext import shipped  # noqa: PLC0415
    from lawtext.cli import given  # noqa: PLC0415
    from lawtext.drafting import gate, packages  # noqa: PLC0415
    from lawtext.drafting.contracts import Templates  # noqa: PLC0415
    from lawtext.drafting.desk import Desk  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(shipped.folder("templates"), Path(place) / "templates"))
        hold = folder / "decisions" / "hold.docx"
        hold.write_bytes(packages.write(gate.read(hold.read_bytes(), hold.name).values()))
        law = given.shelf(None)
        desk = Desk(law, given.book(law), law.fingerprint, Templates(folder))
        first, *rest = cases(number + 1)
        desk.letter(first)
        start = time.perf_counter()
        for case in rest:
            desk.letter(case)
        return number / (time.perf_counter() - start)


def _values(number: int) -> list[dict[str, Any]]:
    """The values of the same letters, so that docxtpl is not charged for the law."""
    from lawtext.cli.given import desk  # noqa: PLC0415
    from lawtext.drafting import compose  # noqa: PLC0415

    made_at = desk(None)
    contract = made_at.templates.contract("hold")
    return [
        compose.values(contract, case, made_at.law(contract, compose.facts(contract, case)))
        | {"draft": False, "reasons": []}
        for case in cases(number)
    ]


def _first_letter_ms() -> float:
    """From cold template to the first letter's bytes, imports and corpus already there."""
    from lawtext.drafting.templates import Template  # noqa: PLC0415

    content = (ROOT / "templates" / "decisions" / "hold.docx").read_bytes()
    values = _values(1)[0]
    Template(content, "hold.docx").render(values)
    times = []
    for _ in range(5):
        start = time.process_time()
        Template(content, "hold.docx").render(values)
        times.append(time.process_time() - start)
    return statistics.median(times) * 1000


def _read_anew(letters: int) -> dict[str, Any]:
    """Letters of all types; every final one is read as a finished file, its citations found and resolved again."""
    from lawtext.cli import given  # noqa: PLC0415
    from lawtext.drafting.cases import TYPES  # noqa: PLC0415
    from scripts.finished_letters import Reader  # noqa: PLC0415
    from scripts.generated_cases import generate  # noqa: PLC0415

    made_at, reader = given.desk(None), Reader(given.shelf(None))
    final: Counter[str] = Counter()
    citations, faulty = 0, []
    for each in generate(_SEED, letters, made_at.templates, tuple(TYPES)):
        letter = made_at.letter(each.case())
        if letter.final:
            final[each.type] += 1
            anew = reader.read(letter.content)
            citations += anew.found
            if anew.faults:
                faulty.append(f"{each.type}: {anew.faults[0]}")
    return {
        "all_types_letters": letters,
        "all_types": len(TYPES),
        "final_letters": final.total(),
        "final_letters_faulty": len(faulty),
        "final_letters_citations": citations,
        "final_letters_by_type": dict(final),
    } | ({"final_letters_faults": faulty[:10]} if faulty else {})


def _faults(number: int) -> dict[str, Any]:
    from lawtext.cli import given  # noqa: PLC0415
    from lawtext.drafting.cases import TYPES  # noqa: PLC0415
    from lawtext.drafting.desk import Desk  # noqa: PLC0415
    from scripts.drafting_faults import Planter  # noqa: PLC0415

    law = given.shelf(None)
    book = given.book(law)
    planter = Planter(law, book, Desk(law, book, law.fingerprint))
    planted = list(planter.plant(_SEED, number, tuple(TYPES)))  # all fixed before the first is tried
    tellable = [fault for fault in planted if fault.tellable]
    missed = [f"{fault.kind}, {fault.type}, {fault.what}" for fault in tellable if not fault.caught()]
    return {
        "faults_all": len(planted),
        "faults_planted": len(tellable),
        "faults_caught": len(tellable) - len(missed),
        "faults_tellable_share": len(tellable) / len(planted),
        "faults_by_kind": dict(Counter(fault.kind for fault in planted)),
    } | ({"faults_missed": missed} if missed else {})


def _pdf(number: int) -> dict[str, Any]:
    """PDFs of letters of the demo kind: the stage on two processes, and one bare LibreOffice on the same files."""
    from pypdf import PdfReader  # noqa: PLC0415

    from lawtext.cli.given import desk  # noqa: PLC0415
    from lawtext.drafting import pdf  # noqa: PLC0415
    from lawtext.drafting.pdf import office  # noqa: PLC0415

    made_at = desk(None)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "bare").mkdir()
        paths = []
        for at, case in enumerate(cases(number)):
            paths.append(folder / f"{at:04}.docx")
            paths[-1].write_bytes(made_at.letter(case).content)
        try:
            before, start = _children_s(), time.perf_counter()
            made = list(pdf.convert(paths, folder / "pdf", processes=2))
            seconds, worked = time.perf_counter() - start, _children_s() - before
        except office.OfficeMissingError as error:
            return {"pdf_s": None, "pdf_not_measured": str(error)}
        bare = _bare_rate(paths[: max(24, number // 2)], folder / "bare")
        first = next(one.pdf for one in made if one.pdf)
        return {
            "pdf_s": sum(one.pdf is not None for one in made) / seconds,
            "pdf_one_process_s": bare,
            "pdf_files": number,
            "pdf_not_made": sum(one.pdf is None for one in made),
            "pdf_office_ms": worked / number * 1000,
            "office_peak_mb": _peak_mb(resource.RUSAGE_CHILDREN),
            "pdf_bytes": first.stat().st_size,
            "letter_pages": len(PdfReader(first).pages),
        }


def _bare_rate(paths: list[Path], folder: Path) -> float:
    from threading import Event  # noqa: PLC0415

    from lawtext.drafting.pdf import office  # noqa: PLC0415

    start = time.perf_counter()
    office.Office(office.program(), folder / "profil", Event()).convert(paths, folder)
    return len(list(folder.glob("*.pdf"))) / (time.perf_counter() - start)


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _opened(number: int) -> dict[str, Any]:
    """A seeded number of letters of all types: opened in python-docx and LibreOffice, and validated."""
    from docx import Document  # noqa: PLC0415
    from openxml_audit import OpenXmlValidator  # noqa: PLC0415

    from lawtext.cli.given import desk  # noqa: PLC0415
    from lawtext.drafting import pdf  # noqa: PLC0415
    from lawtext.drafting.cases import TYPES  # noqa: PLC0415
    from scripts.generated_cases import generate  # noqa: PLC0415

    made_at, validator, refused = desk(None), OpenXmlValidator(), []
    with tempfile.TemporaryDirectory() as place:
        paths = []
        for at, each in enumerate(generate(_SEED + 1, number, made_at.templates, tuple(TYPES))):
            path = Path(place) / f"{at:04}-{each.type}.docx"
            path.write_bytes(made_at.letter(each.case()).content)
            paths.append(path)
            Document(str(path))
            if not (result := validator.validate(str(path))).is_valid:
                refused.append(f"{path.stem}: {result.errors[0]}")
        refused += [fault for one in pdf.convert(paths, Path(place) / "pdf") for fault in one.faults]
    return {"opened": number, "opened_refused": len(refused)} | ({"opened_faults": refused[:10]} if refused else {})


_TASKS = {"make": _make, "read-anew": _read_anew}

if __name__ == "__main__":
    print(json.dumps(_TASKS[sys.argv[1]](int(sys.argv[2]))))
