"""How far long work is: a bar where somebody watches, lines where nobody does, and never a word on standard output."""

import os
import pty
import subprocess
import sys

import pytest

from lawtext.cli import progress

_COUNTING = (
    "from lawtext.cli.progress import progress\nfor one in progress(range(3), 'Tæller', 3): print(one, flush=True)"
)


def test_what_is_piped_on_stays_out_of_the_bar() -> None:
    ours, theirs = pty.openpty()
    made = subprocess.Popen(
        [sys.executable, "-c", _COUNTING],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(theirs)
    piped, _ = made.communicate(timeout=60)
    watched = os.read(ours, 100_000).decode()
    os.close(ours)
    assert piped.split() == [b"0", b"1", b"2"]
    assert "Tæller" in watched


def test_where_nobody_watches_it_tells_the_rate_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "_SECONDS", 0.0)
    assert list(progress.progress(iter("ab"), "Tæller", 2)) == ["a", "b"]
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.partition(" (")[0] for line in said.err.splitlines()] == ["Tæller: 1 af 2", "Tæller: 2 af 2"]


def test_short_work_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress.progress(iter("ab"), "Tæller")) == ["a", "b"]
    assert capsys.readouterr().err == ""
