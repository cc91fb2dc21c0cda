"""Coverage-guided fuzzing of one reader and the writers: `python -m scripts.fuzz_reading READER FOLDER... [options]`.

Needs atheris, which is no dependency of the project. Options are libFuzzer's (`-max_total_time=600`). What breaks a
reader ends the run, and the input is kept. What a run has found is made small (`-merge=1`) and put in tests/data/fuzz,
where a test reads it again.
"""

import logging
import sys
import time

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["lawtext.reading", "lawtext.wording"]):
    from scripts import read_hostile


def one(reader: str, data: bytes) -> None:
    """Read one input; more than two seconds of work is a fault too."""
    began = time.process_time()
    read_hostile.read(reader, data)
    assert time.process_time() - began < 2, "more than two seconds"


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, lambda data: one(name, data))
    atheris.Fuzz()
