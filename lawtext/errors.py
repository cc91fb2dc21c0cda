"""The errors that lawtext raises itself: one sentence, the place, what to do, and the exit code they end with."""

import errno


class LawtextError(Exception):
    """Something the user can mend. `str(error)` is one Danish message that names file and place and says what to do."""

    exit_code = 3


class UnusableInputError(LawtextError):
    """A file that can't be read as what it should be: not XML, no act, broken zip (exit code 3)."""


class UsageError(LawtextError):
    """An argument that can't be meant: a date that is no date, an unknown municipality (exit code 2)."""

    exit_code = 2


class StoppedError(LawtextError):
    """The user has stopped the command; the message says how far it came (exit code 130, the shell's own for it)."""

    exit_code = 130


def why(error: OSError) -> str:
    """What the system says against a file, in Danish; in the system's own words where we have none."""
    return _WHY.get(error.errno, error.strerror or str(error))


_WHY: dict[int | None, str] = {
    errno.ENOENT: "den findes ikke",
    errno.EACCES: "der er ikke adgang til den",
    errno.EPERM: "det er ikke tilladt",
    errno.EISDIR: "det er en mappe",
    errno.ENOTDIR: "en del af stien er ikke en mappe",
    errno.EEXIST: "der ligger allerede noget med det navn",
    errno.ENOSPC: "disken er fuld",
    errno.EDQUOT: "din plads på disken er brugt",
    errno.EROFS: "disken kan kun læses",
    errno.ENAMETOOLONG: "navnet er for langt",
    errno.ELOOP: "genvejene peger i ring",
    errno.EBUSY: "den er i brug",
    errno.EIO: "disken svarer med fejl",
}
