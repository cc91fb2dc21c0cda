"""How far a long piece of work is: a bar with rate and time left where somebody watches, else a line now and then."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")

_SECONDS = 5.0
"""Between two lines where nobody watches; work that is done within them says nothing."""


def progress(items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
    """The items, while standard error says how many of `total` (None: not known) are done."""
    return _bar(items, label, total) if sys.stderr.isatty() else _lines(items, label, total)


def _bar(items: Iterable[T], label: str, total: int | None) -> Iterator[T]:
    with _columns() as bar:
        task = bar.add_task(label, total=total)
        for item in items:
            yield item
            bar.advance(task)


def _columns() -> "Progress":
    from rich.console import Console  # noqa: PLC0415 - 50 ms that help need not pay
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text  # noqa: PLC0415

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:,.0f}/s".replace(",", ".") if speed else "")

    left = TimeRemainingColumn(compact=True)
    own_lines = sys.stdout.isatty()  # what is piped on must not be drawn into the bar on standard error
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), left, TextColumn("tilbage"))
    return Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=own_lines)


def _lines(items: Iterable[T], label: str, total: int | None) -> Iterator[T]:
    began = told = time.monotonic()
    for done, item in enumerate(items, 1):
        yield item
        now = time.monotonic()
        if now - told >= _SECONDS:
            told = now
            click.echo(_line(label, done, total, now - began), err=True)


def _line(label: str, done: int, total: int | None, seconds: float) -> str:
    rate = done / seconds
    if total is None:
        return f"{label}: {done} ({rate:.0f}/s)"
    return f"{label}: {done} af {total} ({rate:.0f}/s, {max(total - done, 0) / rate:.0f} s tilbage)"
