"""Rules that findings are made by: YAML that a lawyer can read, with help in two languages and a source."""

from pathlib import Path

from msgspec import Struct

from lawtext.drafting.findings.finding import Finding, Level, Spot
from lawtext.errors import UnusableInputError
from lawtext.typed_yaml import load


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """One rule. `id` never changes; `name` and `help` are Danish, `help_en` and `says_en` English.

    `says_en` may name what a finding is told by: {text}, {suggestion}, {day} and what else its maker gives. `source`:
    where the rule is from. `replaces`: a suggestion of it can stand instead of the finding's text just as it is.
    """

    id: str
    level: Level
    name: str
    help: str
    help_en: str
    says_en: str
    source: str
    replaces: bool = False

    def finding(self, says: str, spot: Spot, suggestion: str = "", address: str = "", **told: str) -> Finding:
        """A finding of this rule."""
        words = {"text": " ".join(spot.text.split()), "suggestion": suggestion} | told
        return Finding(self.id, self.level, says, self.says_en.format_map(words), spot, suggestion, address)


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    rules: tuple[Rule, ...]


def read(path: Path) -> dict[str, Rule]:
    """The rules of a file by their ids, in its order. Raises UnusableInputError with file and what is wrong."""
    found: dict[str, Rule] = {}
    for rule in load(path, _File).rules:
        if rule.id in found:
            raise UnusableInputError(f"{path}: reglen {rule.id} står der to gange.")
        found[rule.id] = rule
    return found
