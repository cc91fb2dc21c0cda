"""The errors that lawtext raises itself: one sentence, the place, what to do, and the exit code they end with."""


class LawtextError(Exception):
    """Something the user can mend. `str(error)` is one Danish message that names file and place and says what to do."""

    exit_code = 3


class UnusableInputError(LawtextError):
    """A file that can't be read as what it should be: not XML, no act, broken zip (exit code 3)."""


class UsageError(LawtextError):
    """An argument that can't be meant: a date that is no date, an unknown municipality (exit code 2)."""

    exit_code = 2
