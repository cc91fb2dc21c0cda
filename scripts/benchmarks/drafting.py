"""Letters a second, one process: the compiled template with citations checked, and plain docxtpl beside it.

The letters are invented: the example's case with names, dates and texts that change from letter to letter, so that
nothing but the law can be remembered. Every tenth is a draft.
"""

import io
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
CASE = ROOT / "examples" / "hold-2018.yaml"
_CHUNK = 100


def run(quick: bool) -> dict[str, Any]:
    """Medians of three rounds; `peak_mb` is of a process that does nothing but make letters."""
    letters = 1_200 if quick else 20_100
    made = _in_process(letters)
    return made | {
        "docxtpl_letters_s": _docxtpl_rate(20 if quick else 60),
        "first_letter_ms": _first_letter_ms(),
        "letters": letters,
    }


def cases(number: int) -> Iterator[Any]:
    """Invented cases, no two alike. Every tenth lacks its approval and so becomes a draft."""
    from msgspec.structs import replace  # noqa: PLC0415 - the benchmark measures imports too

    from lawtext.drafting import cases as reading  # noqa: PLC0415

    base = reading.read(CASE)
    for at in range(number):
        person = replace(base.person, name=f"Opdigtet Person {at}", address=(f"Eksempelvej {at}", "2980 Kokkedal"))
        period = replace(base.period, end=base.period.end - timedelta(days=at % 60))
        facts = (*base.facts, f"Oplysning nummer {at} i sagen, som står i brevet og intet andet sted.")
        case = replace(base, case_number=f"18/{at:05}", person=person, period=period, facts=facts)
        yield replace(case, approval=type(case.approval)()) if at % 10 == 9 else case


def _in_process(letters: int) -> dict[str, Any]:
    """The letters made in a process of its own, so that the memory is theirs alone."""
    answer = subprocess.run(
        [sys.executable, "-m", "scripts.benchmarks.drafting", str(letters)],
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
    rates, final, size = [], 0, 0
    stream, rounds = cases(letters), 3
    for _ in range(rounds):
        seconds = 0.0
        for _ in range(letters // rounds // _CHUNK):
            chunk = list(islice(stream, _CHUNK))  # not timed: a batch has its own cost of reading rows
            start = time.perf_counter()
            for case in chunk:
                letter = made_at.letter(case)
                final += letter.final
                size = len(letter.content)
            seconds += time.perf_counter() - start
        rates.append(letters // rounds // _CHUNK * _CHUNK / seconds)
    return {
        "letters_s": statistics.median(rates),
        "final_letters": final,
        "letter_bytes": size,
        "peak_mb": _peak_mb(),
        "peak_mb_after_one_letter": before,
    }


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _docxtpl_rate(number: int) -> float:
    """The same letters by docxtpl: the template opened, patched and compiled for each, as it must be there."""
    from docxtpl import DocxTemplate  # noqa: PLC0415
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415

    content = (ROOT / "templates" / "decisions" / "hold.docx").read_bytes()
    values, rates = _values(number), []
    for _ in range(3):
        start = time.perf_counter()
        for each in values:
            template = DocxTemplate(io.BytesIO(content))
            template.render(dict(each), Environment(undefined=StrictUndefined), autoescape=True)
            template.save(io.BytesIO())
        rates.append(number / (time.perf_counter() - start))
    return statistics.median(rates)


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
        start = time.perf_counter()
        Template(content, "hold.docx").render(values)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    print(json.dumps(_make(int(sys.argv[1]))))
