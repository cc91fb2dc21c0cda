"""Plans: what a legal adviser knows and wants, as typed data, a type for each kind of document.

The provisions stand in one list, `rows`; what the body says of them, the list by act and the annex are all written from
it, so that they can't disagree.
"""

from lawtext.drafting.plans.empty import empty
from lawtext.drafting.plans.parts import (
    Answer,
    Approval,
    Contact,
    Decision,
    Indicator,
    Meeting,
    Period,
    Row,
    Target,
)
from lawtext.drafting.plans.reading import hindrances, read, requirements
from lawtext.drafting.plans.types import TYPES, Agenda, Bylaw, Network, Plan, Proposal, Round, Single, type_of

__all__ = [
    "TYPES",
    "Agenda",
    "Answer",
    "Approval",
    "Bylaw",
    "Contact",
    "Decision",
    "Indicator",
    "Meeting",
    "Network",
    "Period",
    "Plan",
    "Proposal",
    "Round",
    "Row",
    "Single",
    "Target",
    "empty",
    "hindrances",
    "read",
    "requirements",
    "type_of",
]
