"""Units as orders cite them, singly and in ranges: what is in them."""

from lawtext.law.ids import contains, order, steps


def within(cited: tuple[str, ...], unit: str) -> bool:
    """Whether a unit is among cited units and ranges: "§ 2, nr. 1-4" has nr. 3, "§ 2" has them all.

    >>> within(("Par2_Stk1_Num1:Par2_Stk1_Num4",), "Par2_Stk1_Num3"), within(("Par2",), "Par2_Stk1_Num3")
    (True, True)
    """
    return any(_holds(one, unit) for one in cited)


def meets(cited: str, other: str) -> bool:
    """Whether two cited units or ranges have anything in common, by their numbers alone."""
    return any(within((one,), end) for one, far in ((cited, other), (other, cited)) for end in far.split(":"))


def _holds(cited: str, unit: str) -> bool:
    first, _, last = cited.partition(":")
    if not last:
        return contains(first, unit)
    if contains(first, unit) or contains(last, unit):
        return True
    depth = first.count("_") + 1
    at_depth = "_".join(unit.split("_")[:depth])
    if at_depth.count("_") != first.count("_") or at_depth.rpartition("_")[0] != first.rpartition("_")[0]:
        return False
    low, middle, high = (order(steps(one)[-1].number) for one in (first, at_depth, last))
    return steps(first)[-1].level == steps(at_depth)[-1].level and low <= middle <= high
