"""What many letters need in cores, memory and disk: a simulation with the costs that the benchmarks measured.

`scripts/scale.py [--cores N …]` reads the last full runs (scripts/benchmarks/full/batch.json and drafting.json), plays
a day through in which chunks of letters arrive, are made and become PDFs on so many cores, and prints one row a number
of cores. Chunks take as long as measured, give or take a seeded fifth; one chunk in a thousand is made twice, as when
a worker dies.
"""

import argparse
import heapq
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FULL = Path(__file__).parent / "benchmarks" / "full"
CHUNK = 100
"""Letters a chunk (lawtext.batch.running.CHUNK)."""
_SEED = 20261121
_AGAIN = 0.001
_JITTER = 0.2


class Costs(NamedTuple):
    """What was measured: seconds of one core a letter and a PDF, MB a process, bytes a letter and a PDF."""

    letter_s: float
    pdf_s: float
    letter_process_mb: float
    office_process_mb: float
    letter_bytes: int
    pdf_bytes: int


class Day(NamedTuple):
    """What a day came to: when the last PDF was ready, the longest a letter waited (hours), the cores' use (0-1)."""

    ready_h: float
    longest_wait_h: float
    used: float


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--letters", type=int, default=1_000_000, help="letters that arrive in one day")
    parser.add_argument("--hours", type=float, default=8.0, help="hours over which they arrive, evenly")
    parser.add_argument("--cores", type=int, nargs="+", default=[2, 8, 16, 24, 32, 48, 64])
    parser.add_argument("--no-pdf", action="store_true", help="Word files alone")
    args = parser.parse_args()
    costs = measured()
    pdf = 0.0 if args.no_pdf else costs.pdf_s
    print(f"{args.letters} letters in {args.hours:g} h: {_storage(args.letters, costs, pdf=bool(pdf)):.1f} GB of files")
    print(f"{'cores':>6} {'last ready, h':>14} {'longest wait, h':>16} {'cores used':>11} {'memory, GB':>11}")
    for cores in args.cores:
        day = play(args.letters, args.hours, cores, costs.letter_s + pdf)
        memory = cores * max(costs.letter_process_mb, costs.office_process_mb if pdf else 0) / 1024
        print(f"{cores:>6} {day.ready_h:>14.1f} {day.longest_wait_h:>16.2f} {day.used:>10.0%} {memory:>11.1f}")


def measured() -> Costs:
    """The costs of the last full benchmark runs. Raises FileNotFoundError where there is none."""
    batch = json.loads((FULL / "batch.json").read_text(encoding="utf-8"))
    drafting = json.loads((FULL / "drafting.json").read_text(encoding="utf-8"))
    return Costs(
        letter_s=2 / batch["letters_s_2"],
        pdf_s=2 / drafting["pdf_s"],
        letter_process_mb=batch["peak_mb_100000"],
        office_process_mb=drafting["office_peak_mb"],
        letter_bytes=drafting["letter_bytes"],
        pdf_bytes=drafting["pdf_bytes"],
    )


def play(letters: int, hours: float, cores: int, seconds: float) -> Day:
    """A day with so many cores: chunks wait in one line, and the first free core takes the next."""
    chance = random.Random(_SEED)
    free = [0.0] * cores
    last = longest = busy = 0.0
    for arrived in _arrivals(letters, hours):
        start = max(heapq.heappop(free), arrived)
        took = CHUNK * seconds * chance.uniform(1 - _JITTER, 1 + _JITTER) * (2 if chance.random() < _AGAIN else 1)
        heapq.heappush(free, start + took)
        busy += took
        last = max(last, start + took)
        longest = max(longest, start + took - arrived)
    return Day(last / 3600, longest / 3600, busy / (cores * last))


def _arrivals(letters: int, hours: float) -> Iterator[float]:
    chunks = -(-letters // CHUNK)
    return (hours * 3600 * at / chunks for at in range(chunks))


def _storage(letters: int, costs: Costs, *, pdf: bool) -> float:
    return letters * (costs.letter_bytes + (costs.pdf_bytes if pdf else 0)) / 1e9


if __name__ == "__main__":
    main()
