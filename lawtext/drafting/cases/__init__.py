"""Cases: what a caseworker knows and decides, as typed data, a type for each kind of document."""

from lawtext.drafting.cases.parts import Approval, Channel, Document, Effort, Hearing, Item, Period, Person
from lawtext.drafting.cases.reading import from_values, read
from lawtext.drafting.cases.types import TYPES, Case, Hold, type_of

__all__ = [
    "TYPES",
    "Approval",
    "Case",
    "Channel",
    "Document",
    "Effort",
    "Hearing",
    "Hold",
    "Item",
    "Period",
    "Person",
    "from_values",
    "read",
    "type_of",
]
