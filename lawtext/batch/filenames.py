"""The letters' file names: a pattern of what is no personal data; by default the running number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lawtext.batch.columns import TYPE
from lawtext.batch.tables import Row
from lawtext.drafting.contracts import Contract
from lawtext.errors import UsageError

_FIELD = re.compile(r"\{([^{}]*)\}")
_UNSAFE = re.compile(r"[^\w-]+")
_NUMBER, _ROW = "nummer", "række"
_APART = re.compile(r"^\{nummer\}(?:$|[^\d{])|[^\d}]\{nummer\}$")
_LONGEST = 120
_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Pattern:
    """How files are named: "{nummer}" is the running number, "{række}" the table's row, others are columns.

    Invariant: two letters never share a name. The running number stands at an end of it, apart from what other fields
    say, and is never cut off.
    """

    text: str = "{nummer}"

    def __post_init__(self) -> None:
        if f"{{{_NUMBER}}}" not in self.text:
            raise UsageError(f"Filnavnet »{self.text}« skal have {{{_NUMBER}}} i sig; ellers fik breve samme navn.")
        if not _APART.search(self.text):
            raise UsageError(
                f"Filnavnet »{self.text}« skal begynde eller slutte med {{{_NUMBER}}}, med en streg mellem det og "
                "resten; ellers kunne to breve få samme navn."
            )
        if rest := set("{}") & set(_FIELD.sub("", self.text)):
            raise UsageError(f"Filnavnet »{self.text}« har {' og '.join(sorted(rest))} uden makker.")

    def require_impersonal(self, contracts: Iterable[Contract]) -> None:
        """Raise UsageError for a field that tells of the party, or that the letters don't have."""
        open_to_all = {_NUMBER, _ROW, TYPE}
        for contract in contracts:
            usable = {field.name for field in contract.fields if not field.personal} | open_to_all
            for name in _FIELD.findall(self.text):
                if name not in usable:
                    says = "er en personoplysning" if name in contract.personal else "findes ikke"
                    raise UsageError(
                        f"Filnavnet kan ikke have {{{name}}}: feltet {says}. Felter: {', '.join(sorted(usable))}."
                    )

    def of(self, number: int, row: Row) -> str:
        """The file name of a letter."""

        def value(found: re.Match[str]) -> str:
            name = found[1]
            if name == _NUMBER:
                return f"{number:0{_DIGITS}}"
            return str(row.number) if name == _ROW else _UNSAFE.sub("-", str(row.values.get(name, ""))).strip("-")

        stem = _UNSAFE.sub("-", _FIELD.sub(value, self.text)).strip("-")
        kept = stem[:_LONGEST] if self.text.startswith(f"{{{_NUMBER}}}") else stem[-_LONGEST:]
        return f"{kept.strip('-')}.docx"
