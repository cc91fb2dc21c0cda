"""The same case gives the same bytes in another process: other time zone, locale, order of sets."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

SCRIPT = """
import hashlib
from pathlib import Path
from lawtext.cli import given
from lawtext.drafting import cases
desk = given.desk(None)
for name in ("hold-2018", "hold-2020", "several-2018"):
    print(hashlib.sha256(desk.letter(cases.read(Path("examples") / f"{name}.yaml")).content).hexdigest())
"""


def hashes(**environment: str) -> list[str]:
    answer = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.split()


@pytest.mark.parametrize(("zone", "locale", "seed"), [("Pacific/Auckland", "C", "1"), ("UTC", "da_DK.UTF-8", "4711")])
def test_bytes_do_not_hang_on_the_surroundings(zone: str, locale: str, seed: str) -> None:
    found = hashes(TZ=zone, LC_ALL=locale, PYTHONHASHSEED=seed)
    assert len(found) == 3
    assert found == hashes(TZ="America/New_York", LC_ALL="C.UTF-8", PYTHONHASHSEED="0")
