"""Applications: a plan becomes a document whose text, list of provisions and annex are written from one list.

`rows` looks the provisions up, `consequences` says what depends on them, `checklist` which limits they raise,
`appendix` prints them; `judging`, `eligibility` and `completeness` say what to look at, `values` hands it all to the
template. What is found does not stop the document: the adviser gets it and is told.
"""

from lawtext.drafting.applications.applicant import Applicant, Application

__all__ = ["Applicant", "Application"]
