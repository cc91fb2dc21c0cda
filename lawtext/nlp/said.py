"""What a span says of its citation: `span._.targets`, `span._.verdict` and their like, all read from one record.

The record is plain (`citing.plain.whole`), so that a document can be written to bytes and sent between processes.
"""

from collections.abc import Callable
from typing import Any

from spacy.tokens import Doc, Span

from lawtext.errors import UsageError

_EXISTS = "exists"
_WIDENED = "Henvisningen begynder eller slutter inde i et ord; spannet er udvidet til hele ord."


def _field(name: str) -> Callable[[Span], Any]:
    return lambda span: span._.citation[name] if span._.citation else None


def _targets(span: Span) -> list[str] | None:
    """Addresses of what stands on the day: "2016-1342#Par2_Stk1_Num11", of a whole act "2016-1342"."""
    record = span._.citation
    if record is None:
        return None
    if record["units"] or record["status"] != _EXISTS:
        return [meant["address"] for meant in record["meant"] if meant["status"] == _EXISTS]
    return [record["edition"]]


def _act(span: Span) -> str | None:
    """The act's official title, else its name as written, else what kind of key it has."""
    record = span._.citation
    return record["title"] or record["name"] or record["act"] if record else None


_GETTERS: dict[str, Callable[[Span], Any]] = {
    "targets": _targets,
    "act": _act,
    "edition": _field("edition"),
    "units": _field("units"),
    "kind": _field("kind"),
    "verdict": _field("status"),
    "why": _field("why"),
    "doubts": _field("doubts"),
    "standing_doubts": _field("standing_doubts"),
}


def register() -> None:
    """Give spans and documents their extensions. Raises UsageError where another program has taken a name."""
    if not Doc.has_extension("citation_date"):
        Doc.set_extension("citation_date", default=None)
        Doc.set_extension("citation_place", default=None)
    if not Span.has_extension("citation"):
        Span.set_extension("citation", default=None)
    for name, getter in _GETTERS.items():
        if not Span.has_extension(name):
            Span.set_extension(name, getter=getter)
        elif Span.get_extension(name)[2] is not getter:
            raise UsageError(f"span._.{name} er allerede taget i brug af et andet program i denne proces.")


def keep(doc: Doc, record: dict[str, Any], spans: list[Span]) -> None:
    """Put a citation's span behind the others.

    Where it begins or ends inside a token that could not be cut, the span takes in the whole token, with a doubt; a
    citation that then lies in the span before it is told there.
    """
    span = doc.char_span(record["start"], record["end"], label=record["kind"], alignment_mode="expand")
    if spans and span.start < spans[-1].end:
        before = spans[-1]._.citation
        says = f"Henvisningen »{record['text']}« står i samme ord og har intet span."
        spans[-1]._.citation = before | {"doubts": [*before["doubts"], says]}
        return
    if (span.start_char, span.end_char) != (record["start"], record["end"]):
        record = record | {"doubts": [*record["doubts"], _WIDENED]}
    span._.citation = record
    spans.append(span)
