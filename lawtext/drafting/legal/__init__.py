"""The law of one letter: basis, rules, what stands unchanged, complaint; each provision resolved on the day."""

from lawtext.drafting.legal.composing import legal
from lawtext.drafting.legal.facts import MISSING, Complaint, Facts, GivenProvision, Legal, Sources

__all__ = ["MISSING", "Complaint", "Facts", "GivenProvision", "Legal", "Sources", "legal"]
