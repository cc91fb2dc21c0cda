"""Time as a caller of a public site sees it: the delay between calls, and the hours the harvest interface is open."""

import time as system_time
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lawtext.errors import UnusableInputError

OPENS, CLOSES = time(3, 0), time(23, 45)
"""Danish time; the harvest interface answers 400 outside of it (domain/retsinformation.md, "harvest")."""

BETWEEN_DOCUMENTS = 1.5
"""Seconds between two documents. No limit is stated; public programs use 0.5 to 1.5 (domain/retsinformation.md)."""

LEAST_BETWEEN_DOCUMENTS = 0.5
"""Seconds; less than this is not asked of the site."""

BETWEEN_HARVESTS = 10.0
"""Seconds between two calls of the harvest interface; sooner is answered by 429 (domain/retsinformation.md)."""


class Clock(Protocol):
    """What time it is, and waiting. `now` is in UTC, with its zone."""

    def now(self) -> datetime: ...

    def wait(self, seconds: float) -> None: ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The time in UTC."""
        return datetime.now(UTC)

    def wait(self, seconds: float) -> None:
        """Do nothing for that long."""
        system_time.sleep(seconds)


class Pace:
    """At least `seconds` between one call and the next, also across runs of the program.

    `last` is the last call of an earlier run; `note` is told of each call before it is made.
    """

    def __init__(
        self,
        clock: Clock,
        seconds: float,
        last: datetime | None = None,
        note: Callable[[datetime], None] = lambda _: None,
    ) -> None:
        self._clock = clock
        self.seconds = seconds
        self._last = last
        self._note = note

    def turn(self) -> None:
        """Wait until a call may be made, and note that it is."""
        if self._last is not None:
            gone = (self._clock.now() - self._last).total_seconds()
            if gone < self.seconds:  # less than 0: the computer's clock was set back
                self._clock.wait(self.seconds - max(gone, 0.0))
        self._last = self._clock.now()
        self._note(self._last)


def danish(moment: datetime) -> datetime:
    """The same moment on a clock in Denmark. Raises UnusableInputError on a computer without time zones."""
    try:
        return moment.astimezone(ZoneInfo("Europe/Copenhagen"))
    except ZoneInfoNotFoundError:
        raise UnusableInputError(
            "Computeren kender ikke dansk tid (tidszonen Europe/Copenhagen). Installér tidszonerne: pip install tzdata"
        ) from None


def harvest_is_open(moment: datetime) -> bool:
    """Whether the harvest interface answers at that moment."""
    return OPENS <= danish(moment).time() < CLOSES
