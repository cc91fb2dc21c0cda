"""What experiments measure: waivers read out of the orders against the hand-checked maps, and how soon commands answer.

The figures of reading are those of the five orders together, one record for each paragraph that the maps call an
experiment; `unseen_operation_right` is of invented paragraphs that nothing was learned of, coded blind by a second
person; the times are medians of a cold start of the command.
"""

import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from scripts.training import invented

ROOT = Path(__file__).parent.parent.parent
UNSEEN = ROOT / "tests" / "experiments" / "unseen_paragraphs.yaml"
COMMANDS = {
    "list_ms": ("waivers", "list", "--municipality", "Fredensborg", "--on", "2018-09-03"),
    "list_2020_ms": ("waivers", "list", "--municipality", "Fredensborg", "--on", "2020-03-02"),
    "check_ms": (
        *("waivers", "check", "--municipality", "Fredensborg", "--experiment", "ret-og-pligt"),
        *("--on", "2018-09-03", "--group", "§ 2, nr. 13"),
    ),
    "impact_ms": ("impact", "LAB §§ 85, 87-88 og 92-96 c", "--on", "2018-09-01"),
}


def run(quick: bool) -> dict[str, Any]:
    """Figures by name. Where the real acts are not at hand, only the times."""
    shared = Path(os.environ.get("LAWTEXT_SHARED", ROOT.parent / "shared"))
    figures: dict[str, Any] = _reading(shared) if (shared / "gold" / "waivers").is_dir() else {}
    return figures | _unseen() | {name: _median_ms(command, 3 if quick else 11) for name, command in COMMANDS.items()}


def _unseen() -> dict[str, Any]:
    written = invented.paragraphs(UNSEEN)
    with tempfile.TemporaryDirectory() as folder:
        order = Path(folder) / "order.txt"
        order.write_text(invented.order(text for _, text in written), encoding="utf-8")
        read = json.loads(_lawtext("waivers", "read", str(order), "--json"))["paragraphs"]
    right = sum(row.get("operation") == name for row, (name, _) in zip(read, written, strict=True))
    return {"unseen_paragraphs": len(written), "unseen_operation_right": right / len(written)}


def _reading(shared: Path) -> dict[str, Any]:
    scorer = _scorer(shared)
    total = invented = 0
    right = dict.fromkeys(("waives", "operation", "target_group"), 0)
    seconds = 0.0
    for map_ in sorted((shared / "gold" / "waivers").glob("*.yaml")):
        begun = time.perf_counter()
        found = json.loads(_lawtext("waivers", "read", str(shared / "corpus" / "text" / f"{map_.stem}.txt"), "--json"))
        seconds += time.perf_counter() - begun
        mine = {row["paragraph"]: row for row in found["paragraphs"]}
        gold = yaml.safe_load(map_.read_text(encoding="utf-8"))
        for row in (row for row in gold["records"] if row["kind"] == "experiment"):
            got = mine.get(row["paragraph"], {})
            total += 1
            right["operation"] += row["operation"] == got.get("operation")
            for field in ("waives", "target_group"):
                want, have = scorer.members(row[field], gold["acts"]), scorer.members(got.get(field), {})
                right[field] += want == have
                invented += len(have - want) if field == "waives" else 0
    return {
        "paragraphs": total,
        "waived_units_right": right["waives"] / total,
        "operation_right": right["operation"] / total,
        "target_group_right": right["target_group"] / total,
        "invented": invented,
        "read_order_s": seconds / max(len(list((shared / "gold" / "waivers").glob("*.yaml"))), 1),
    }


def _scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_waivers", shared / "score" / "waivers.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _lawtext(*arguments: str) -> str:
    start = "from lawtext.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", start, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout


def _median_ms(command: tuple[str, ...], times: int) -> float:
    _lawtext(*command)
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        _lawtext(*command)
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)
