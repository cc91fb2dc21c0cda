"""CPR numbers: ten digits, of which six are a day of birth and the seventh tells its century.

No digit is a check on the others: since 1 October 2007 numbers are given out that don't add up
(domain/municipal-environment.md, [CPR1] and [CPR2]). That a day doesn't exist is therefore all that form can tell, and
it is told, never decided on: this program's own examples have such numbers, so that they are nobody's.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from lawtext.drafting.cases import Case
from lawtext.drafting.compose import at

FIELD = "person.cpr"
_DIGITS = 10
_TELLING = 7
"""Digits that tell the day and its century."""


def has_form(number: str) -> bool:
    """Whether it is ten digits, in two parts or one."""
    digits = number.replace("-", "").replace(" ", "")
    return len(digits) == _DIGITS and digits.isascii() and digits.isdecimal()


def born(number: str) -> date | None:
    """The day of birth that a number of the right form tells, None where no such day exists."""
    return _born(number.replace("-", "").replace(" ", "")[:_TELLING])


@lru_cache(maxsize=4096)
def _born(telling: str) -> date | None:
    from stdnum.dk import cpr  # noqa: PLC0415 - only cases with a person need it
    from stdnum.exceptions import ValidationError  # noqa: PLC0415

    try:
        found: date = cpr.get_birth_date(telling)
    except ValidationError:
        return None
    return found


def doubtful(case: Case) -> Iterator[str]:
    """What looks wrong with a case's number and may be right, the end of a sentence without personal data."""
    number = at(case, FIELD) or ""
    if not has_form(number):
        return
    told, written = born(number), at(case, "person.born")
    if told is None:
        yield "begynder ikke med en dag, der findes"
    elif told > case.date:
        yield "siger en fødselsdag efter brevets dato"
    elif written and written != told:
        yield "siger en anden fødselsdag end person.born"
