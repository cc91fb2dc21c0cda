"""`scripts/bench NAME [--json] [--quick]`: runs one benchmark and prints its figures.

A full run is kept in scripts/benchmarks/full/ with its commit, and goes into the repository: --quick gives from there
the figures that only a full run measures.
"""

import argparse
import importlib
import json
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
FULL = Path(__file__).parent / "full"
NAMES = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__.splitlines()[0])
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--quick", action="store_true", help="a fixed sample, within 50 s")
    args = parser.parse_args()
    figures = importlib.import_module(f"scripts.benchmarks.{args.name}").run(quick=args.quick)
    figures = _with_full_run(args.name, figures) if args.quick else _keep(args.name, figures)
    if args.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for name, value in figures.items():
        print(f"{name:34} {value:,.4g}" if isinstance(value, float) else f"{name:34} {value}")


def _keep(name: str, figures: dict[str, Any]) -> dict[str, Any]:
    kept = figures | {"commit": _commit()}
    FULL.mkdir(exist_ok=True)
    (FULL / f"{name}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return kept


def _with_full_run(name: str, figures: dict[str, Any]) -> dict[str, Any]:
    """The sample's figures, and beside them those that only the last full run has, marked with its commit."""
    saved = FULL / f"{name}.json"
    if not saved.exists():
        return figures | {"commit": _commit()}
    full = json.loads(saved.read_text(encoding="utf-8"))
    older = {key: value for key, value in full.items() if key not in figures and key != "commit"}
    return figures | older | {"commit": _commit(), "from_full_run": sorted(older), "full_run_commit": full["commit"]}


def _commit() -> str:
    answer = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return answer.stdout.strip() or "unknown"


if __name__ == "__main__":
    main()
