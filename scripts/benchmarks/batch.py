"""Letters a second from a table, by one process, two, and two Dask workers; memory; checking; runs that are killed.

The table is invented: the example's rows over and over, with case numbers and texts that no two rows share. Every run
is a process of its own, so that its memory is its own; all that it writes is synced to the disk.
"""

import csv
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from scripts.loopback_cluster import cluster

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "sager.csv"
KEY = bytes(32)
_KILLED_ROWS = 1_500
_SEED = 20261121


def run(quick: bool) -> dict[str, Any]:
    """Rates of letters on the disk; `end_to_end_s` and `peak_mb_100000` are of 100,000 letters by two processes."""
    with tempfile.TemporaryDirectory(dir=ROOT, prefix=".bench-") as folder:
        bench = _Bench(Path(folder))
        figures = bench.rates(2_000 if quick else 20_000)
        figures |= {"peak_mb_1000": bench.made(1_000, "2")["peak_mb"]}
        figures |= bench.kills(2 if quick else 50)
        if not quick:
            large = bench.made(100_000, "2")
            figures |= {
                "letters_s_2_of_100000": large["letters_s"],
                "peak_mb_100000": large["peak_mb"],
                "end_to_end_s": large["seconds"] + large["check_seconds"],
            }
    return figures


class _Bench:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def rates(self, rows: int) -> dict[str, Any]:
        """The same table by one process, by two, and by two workers of a cluster."""
        one, two = self.made(rows, "1"), self.made(rows, "2")
        with cluster(self._folder) as running:
            dask = self.made(rows, running.address)
        return {
            "rows": rows,
            "letters_s_1": one["letters_s"],
            "letters_s_2": two["letters_s"],
            "letters_s_dask_2": dask["letters_s"],
            "rows_checked_s": one["rows_checked_s"],
            "drafting_letters_s": one["drafting_letters_s"],
            "written_once_s": self.written(rows),
        }

    def table(self, rows: int) -> Path:
        path = self._folder / f"{rows}.csv"
        if not path.exists():
            _write(path, rows)
        return path

    def made(self, rows: int, who: str) -> dict[str, Any]:
        """One run in a process of its own, and what it measured of itself."""
        folder = self._folder / "breve"
        command = (sys.executable, "-m", "scripts.benchmarks.batch", "run", str(self.table(rows)), str(folder), who)
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        shutil.rmtree(folder)
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
        seconds = time.perf_counter() - start
        shutil.rmtree(folder)
        return rows / seconds

    def kills(self, number: int) -> dict[str, Any]:
        """Runs of two processes killed at a random point and gone on with, against an unbroken one, byte by byte."""
        table, whole, broken = self.table(_KILLED_ROWS), self._folder / "hel", self._folder / "brudt"
        command = (sys.executable, "-m", "scripts.benchmarks.batch", "run", str(table))
        start = time.perf_counter()
        subprocess.run((*command, str(whole), "2"), cwd=ROOT, capture_output=True, check=True)
        seconds, chance, survived, mid_way = time.perf_counter() - start, random.Random(_SEED), 0, 0
        for _ in range(number):
            process = subprocess.Popen((*command, str(broken), "2"), cwd=ROOT, stdout=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.3, 1.0) * seconds)
            process.send_signal(signal.SIGKILL)
            process.wait()
            mid_way += (broken / ".ufærdig").exists()
            subprocess.run((*command, str(broken), "2"), cwd=ROOT, capture_output=True, check=True)
            survived += _content(whole) == _content(broken)
            shutil.rmtree(broken)
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
            for name in ("facts", "assessment", "considerations"):
                row[name] += f" (opdigtet sag {at})" if row[name] else ""
            writer.writerow(row)


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _run(table: Path, folder: Path, who: str) -> dict[str, Any]:
    """Check a table, then make its letters; `who`: a number of processes, or a cluster's address."""
    from lawtext.batch import Settings, check, manifest, run, tables, workers  # noqa: PLC0415
    from lawtext.batch.cluster import Cluster  # noqa: PLC0415
    from lawtext.cli.given import desk, shelf  # noqa: PLC0415

    at_desk, cases = desk(None), tables.read(table)
    check(tables.read(EXAMPLE), at_desk)  # the law of each day is looked up once, however many rows there are
    start = time.perf_counter()
    checked = check(cases, at_desk)
    check_seconds = time.perf_counter() - start
    workshop, made_with = workers.Workshop(shelf(None).file, cases.columns), manifest.made_with(at_desk)
    makers: workers.Workers = workers.Here(at_desk, cases.columns)
    if not who.isdecimal():
        makers = Cluster(who, workshop, made_with)
    elif who != "1":
        makers = workers.Processes(int(who), workshop, made_with)
    start = time.perf_counter()
    letters = sum(1 for _ in run(cases, makers, folder, Settings(KEY)))
    seconds = time.perf_counter() - start
    peaks = (resource.getrusage(of).ru_maxrss for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "letters_s": letters / seconds,
        "seconds": seconds,
        "check_seconds": check_seconds,
        "rows_checked_s": checked.rows / check_seconds,
        "peak_mb": max(peaks) / (1024 * 1024 if sys.platform == "darwin" else 1024),
        "drafting_letters_s": _drafting_rate(at_desk, cases),
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
