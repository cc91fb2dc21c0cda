"""What the law of a letter depends on, and what is known of it when it has been looked up.

It depends on a handful of facts, so that a batch of letters asks for the same law many times; `Desk` keeps the answers.
"""

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from lawtext.drafting.cases import Document
from lawtext.drafting.letters import Cited, Reason
from lawtext.experiments.book import Book
from lawtext.experiments.reach import Acts
from lawtext.experiments.registry import LocalDecision

MISSING = "[mangler]"
"""What stands in a draft where a value is missing."""

CiteOn = Callable[[str, str, date], Cited]
"""Act's name, provisions and day → the citation, resolved and written."""


class GivenProvision(Struct, frozen=True):
    """A provision that the case itself names. `act` "": the one that the contract says. `day`: None for the letter's.

    `more`: the fields that some provisions ask for besides (`Contract.asks_more`) and that are filled.
    """

    name: str
    act: str
    provisions: str
    more: tuple[str, ...] = ()
    day: date | None = None


class Facts(Struct, frozen=True):
    """What the law of a letter depends on. `variant`: the case's own choice of basis, "" where it has none to make.

    `decision` and `started` (the experiment's first day) are as the municipality states them in the case. `left_out`:
    rows that do not belong to this letter.
    """

    day: date
    municipality: str
    document: Document
    group: str = ""
    offered_before: bool | None = None
    jobcenter: bool | None = None
    given: tuple[GivenProvision, ...] = ()
    decision: LocalDecision | None = None
    started: date | None = None
    variant: str = ""
    left_out: tuple[str, ...] = ()


class Complaint(Struct, frozen=True):
    """Where a decision can be appealed, within how many weeks (None: not known), and the rules, written."""

    body: str = MISSING
    weeks: int | None = None
    rules: str = MISSING


class Legal(Struct, frozen=True):
    """The law of one letter, written. `texts` are what the template calls `law`; `cited` in the letter's own order.

    `given`: what the case names, written. `complaints`: by the name of the given provision that the decision rests on,
    "" for the letter's own. `benefits`: those whose receivers the rule on hold was read for, () where there is none.
    `municipality`: its name as it stands before "Kommune". `latest_end`: the earliest of order's, act's and
    municipality's end, None: not known. `stated`: what the municipality's own word is taken for, whole sentences.
    """

    texts: dict[str, str]
    given: dict[str, str]
    in_words: str
    unchanged: tuple[str, ...]
    complaints: dict[str, Complaint]
    age_below: int | None
    benefits: tuple[str, ...]
    municipality: str
    latest_end: date | None
    cited: tuple[Cited, ...]
    against: tuple[Reason, ...]
    stated: tuple[str, ...] = ()


class Sources(Struct, frozen=True):
    """Where law is looked up: the acts of the corpus, the book of experiments, and the writer of citations."""

    acts: Acts
    book: Book
    cite: CiteOn
