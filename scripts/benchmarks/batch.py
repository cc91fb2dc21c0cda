"""Letters a second from a table, by one process, two, and two Dask workers; memory; checking; runs that are killed.

The table is invented: the example's rows over and over, with people, case numbers and texts that no two rows share.
Every run is a process of its own, so that its memory is its own; all that it writes is synced to the disk. Nothing is
removed before the last run: ext4 leaves what was lately removed alone, and looks past all of it for each new file. One
process, two and the cluster take turns, and the middle of their rounds is given: a shared machine is never quiet long.
"""

import csv
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from scripts.loopback_cluster import cluster
from scripts.reading_peak import peak

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "sager.csv"
KEY = bytes(32)
_KILLED_ROWS = 1_500
_SEED = 20261121


def run(quick: bool) -> dict[str, Any]:
    """Rates of letters on the disk, and of whole runs: processes started, rows checked, letters made.

    `end_to_end_s`, `peak_mb_100000` and `letters_s_2_of_100000` are of 100,000 letters by two processes; `least` and
    `most` the extremes of the rounds.
    """
    with tempfile.TemporaryDirectory(dir=ROOT, prefix=".bench-") as folder:
        bench = _Bench(Path(folder))
        figures = bench.rates(2_000, 1) if quick else bench.rates(20_000, 3)
        figures |= {"peak_mb_1000": bench.made(1_000, "2")["peak_mb"]}
        figures |= bench.kills(2 if quick else 50)
        if not quick:
            large = bench.made(100_000, "2")
            figures |= {
                "letters_s_2_of_100000": large["letters_s"],
                "peak_mb_100000": large["peak_mb"],
                "end_to_end_s": 100_000 / large["whole_s"],
            }
    return figures


class _Bench:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._runs = count()

    def rates(self, rows: int, rounds: int) -> dict[str, Any]:
        """The same table by one process, by two, and by two workers of a cluster, in turns."""
        runs: dict[str, list[dict[str, Any]]] = {"1": [], "2": [], "dask_2": []}
        with cluster(self._folder) as running:
            for _ in range(rounds):
                for who, made in runs.items():
                    made.append(self.made(rows, running.address if who == "dask_2" else who))
        asked = {f"{what}_{who}": (who, what) for what in ("letters_s", "whole_s") for who in runs}
        asked |= {what: ("1", what) for what in ("rows_checked_s", "rows_checked_processor_s", "drafting_letters_s")}
        found = {name: sorted(one[what] for one in runs[who]) for name, (who, what) in asked.items()}
        return {
            "rows": rows,
            "rounds": rounds,
            **{name: median(rates) for name, rates in found.items()},
            "least": {name: rates[0] for name, rates in found.items()},
            "most": {name: rates[-1] for name, rates in found.items()},
            "written_once_s": self.written(rows),
        }

    def table(self, rows: int) -> Path:
        path = self._folder / f"{rows}.csv"
        if not path.exists():
            _write(path, rows)
        return path

    def made(self, rows: int, who: str) -> dict[str, Any]:
        """One run in a process of its own, and what it measured of itself."""
        folder = self._folder / f"breve-{next(self._runs)}"
        command = (sys.executable, "-m", "scripts.benchmarks.batch", "run", str(self.table(rows)), str(folder), who)
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        found: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
        return found

    def written(self, rows: int) -> float:
        """Files a second of a letter's size, synced in chunks and nothing else done: what the disk gives."""
        from lawtext import whole_files  # noqa: PLC0415

        folder, content = self._folder / "blot-skrevet", os.urandom(12_000)
        folder.mkdir()
        start = time.perf_counter()
        for at in range(rows):
            (folder / str(at)).write_bytes(content)
            if at % 100 == 99:
                whole_files.settle(folder)
        return rows / (time.perf_counter() - start)

    def kills(self, number: int) -> dict[str, Any]:
        """Runs of two processes killed at a random point and gone on with, against an unbroken one, byte by byte."""
        table, whole = self.table(_KILLED_ROWS), self._folder / "hel"
        command = (sys.executable, "-m", "scripts.benchmarks.batch", "run", str(table))
        start = time.perf_counter()
        subprocess.run((*command, str(whole), "2"), cwd=ROOT, capture_output=True, check=True)
        seconds, chance, survived, mid_way = time.perf_counter() - start, random.Random(_SEED), 0, 0
        for at in range(number):
            broken = self._folder / f"brudt-{at}"
            process = subprocess.Popen((*command, str(broken), "2"), cwd=ROOT, stdout=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.3, 1.0) * seconds)
            process.send_signal(signal.SIGKILL)
            process.wait()
            mid_way += (broken / ".ufærdig").exists()
            subprocess.run((*command, str(broken), "2"), cwd=ROOT, capture_output=True, check=True)
            survived += _content(whole) == _content(broken)
        return {"kills": number, "kills_survived": survived, "kills_while_letters_were_made": mid_way}


def _write(path: Path, rows: int) -> None:
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        examples = list(csv.DictReader(file, delimiter=";"))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(examples[0]), delimiter=";")
        writer.writeheader()
        for at in range(rows):
            row = dict(examples[at % len(examples)])
            row["case_number"] = f"18/{at:06}"
            row["person.name"] += f" {at}"
            row["person.cpr"] = f"{row['person.cpr'][:-4]}{at % 10_000:04}"  # still of no day that exists
            row["person.address"] += f", {at}"
            for name in ("facts", "assessment", "considerations"):
                row[name] += f" (opdigtet sag {at})" if row[name] else ""
            writer.writerow(row)


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _run(table: Path, folder: Path, who: str) -> dict[str, Any]:
    """Check a table, then make its letters; `who`: a number of processes, or a cluster's address."""
    from lawtext.batch import Settings, check, run, tables  # noqa: PLC0415
    from lawtext.cli.given import desk  # noqa: PLC0415

    start = time.perf_counter()
    at_desk, cases = desk(None), tables.read(table)
    with _workers(at_desk, cases, who) as workers:
        check(cases, workers)
        checked = time.perf_counter()
        letters = sum(1 for _ in run(cases, workers, folder, Settings(KEY)))
    end = time.perf_counter()
    of_processes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    found = {
        "letters_s": letters / (end - checked),
        "whole_s": letters / (end - start),
        "peak_mb": max(peak(), of_processes) / 1024**2,
    }
    return found | (_alone(at_desk, cases) if who == "1" else {})


def _workers(at_desk: Any, table: Any, who: str) -> Any:
    from lawtext.batch import manifest, workers  # noqa: PLC0415
    from lawtext.batch.cluster import Cluster  # noqa: PLC0415
    from lawtext.cli.given import shelf  # noqa: PLC0415

    if who == "1":
        return workers.Here(at_desk, table.columns)
    workshop, made_with = workers.Workshop(shelf(None).file, table.columns), manifest.made_with(at_desk)
    return workers.Processes(int(who), workshop, made_with) if who.isdecimal() else Cluster(who, workshop, made_with)


def _alone(at_desk: Any, table: Any) -> dict[str, float]:
    """Rates of the check and of drafting by one process that has looked the law of each day up already."""
    from lawtext.batch import check, workers  # noqa: PLC0415

    start, processor = time.perf_counter(), time.process_time()
    rows = check(table, workers.Here(at_desk, table.columns)).rows
    return {
        "rows_checked_s": rows / (time.perf_counter() - start),
        "rows_checked_processor_s": rows / (time.process_time() - processor),
        "drafting_letters_s": _drafting_rate(at_desk, table),
    }


def _drafting_rate(at_desk: Any, table: Any) -> float:
    """Letters a second of the same cases, made and thrown away."""
    from itertools import islice  # noqa: PLC0415

    from lawtext.batch.columns import Columns  # noqa: PLC0415

    reader = Columns(table.columns)
    cases = [reader.case(row, []) for row in islice(table.rows(), 1_000)]
    start = time.perf_counter()
    for case in cases:
        at_desk.letter(case)
    return len(cases) / (time.perf_counter() - start)


if __name__ == "__main__":
    print(json.dumps(_run(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])))
