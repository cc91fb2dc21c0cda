"""Danish prose: a number with its noun, and several things in one sentence."""

from collections.abc import Sequence


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun.

    >>> counted(1, "række", "rækker"), counted(0, "række", "rækker")
    ('1 række', '0 rækker')
    """
    return f"{number} {one if number == 1 else many}"


def listed(parts: Sequence[str]) -> str:
    """Several things as one: commas between, and no comma before the last. IndexError where there are none.

    >>> listed(["Allerød", "Ballerup", "Furesø"]), listed(["Allerød"])
    ('Allerød, Ballerup og Furesø', 'Allerød')
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} og {parts[-1]}"
