"""What stands beside a template: its fields, the content it must have, and the rules it rests on, each with its source.

Citations are written as in law, "§ 33, stk. 1, 2 og 4, nr. 1", under the key of their act; nothing here knows what they
resolve to.
"""

from datetime import date
from pathlib import Path

from msgspec import Struct

from lawtext import shipped
from lawtext.drafting import forms
from lawtext.drafting.cases import TYPES
from lawtext.drafting.templates import Template
from lawtext.errors import UnusableInputError, UsageError, why
from lawtext.law.ids import EditionId
from lawtext.typed_yaml import load

Cites = dict[str, str]
"""Key of an act (`Basis.acts`) → provisions of it as written in law."""


class FieldHelp(Struct, frozen=True, forbid_unknown_fields=True):
    """One field of a case. `personal`: it stays in the document; `required`: no final letter without it."""

    name: str
    required: bool
    personal: bool
    help: str
    example: str = ""


class Requirement(Struct, frozen=True, forbid_unknown_fields=True):
    """A part that the document must have: one of `any_of` is filled; asked only where the field `where` is."""

    part: str
    any_of: tuple[str, ...]
    says: str
    source: str
    where: str = ""


class Stage(Struct, frozen=True, forbid_unknown_fields=True):
    """The rule on hold; `offered_before` where it depends on whether the first offer has been completed.

    `in_words` goes on after "Normalt har du …". `benefits`: those whose receivers the rule was read for.
    """

    on_hold: Cites
    in_words: str
    benefits: tuple[str, ...]
    offered_before: bool | None = None


class NewSince(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands now and did not on `day`: the provisions that were set aside then, as they were on that day."""

    day: date
    cites: Cites


class Unchanged(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that the decision does not change, said to the party, and the provisions that carry it."""

    says: str
    cites: Cites
    new_since: NewSince | None = None


class GroupRule(Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for one target group; `age_below`: the group's own age limit, None where it has none."""

    group: str
    stages: tuple[Stage, ...]
    unchanged: tuple[Unchanged, ...]
    age_below: int | None = None


class Basis(Struct, frozen=True, forbid_unknown_fields=True):
    """The legal basis under one order. `read` says where all of it was read, `read_in` in which editions of each act.

    `acts`: key → the act's name, as `Cites` use it; `order` is the order itself, `lab` the act that numbers the groups.
    `under`: the order's provisions that the basis stands under ("jf. …").
    """

    order: EditionId
    acts: dict[str, str]
    basis: Cites
    under: tuple[str, ...]
    report: Cites
    jobcenter: Cites
    other_unit: Cites
    groups: tuple[GroupRule, ...]
    read_in: dict[str, tuple[EditionId, ...]]
    read: str


class Contract(Struct, frozen=True, forbid_unknown_fields=True):
    """A decision type, whole. The experiments are the registry's ids; `complaint_act` is a key of the bases' acts.

    `other_unit_experiment`: the one that must be live too where another unit than the jobcenter decides.
    """

    type: str
    title: str
    kind: str
    experiment: str
    other_unit_experiment: str
    version: str
    fields: tuple[FieldHelp, ...]
    requires: tuple[Requirement, ...]
    bases: tuple[Basis, ...]
    complaint_act: str

    def basis(self, order: str) -> Basis | None:
        """The basis under one order."""
        return next((basis for basis in self.bases if basis.order == order), None)

    @property
    def personal(self) -> frozenset[str]:
        """The fields that hold personal data."""
        return frozenset(field.name for field in self.fields if field.personal)


class ApplicationContract(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands beside an application's template."""

    type: str
    title: str
    version: str
    fields: tuple[FieldHelp, ...]


class ComplaintRule(Struct, frozen=True, forbid_unknown_fields=True):
    """Where decisions under an act can be appealed. `since` and `until`: the days it was read for, both included.

    `decided_by`: jobcenter, other unit, municipality or other actor. `through`: the order that leads to the rule.
    `chapters`: only decisions under these. `read_in`: the editions that it was read in.
    """

    act: str
    decided_by: str
    cites: str
    body: str
    read_in: tuple[EditionId, ...]
    read: str
    since: date | None = None
    until: date | None = None
    procedure: str = ""
    weeks: int | None = None
    through: EditionId | None = None
    through_cites: str = ""
    chapters: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Whether the rule was read for that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Procedure(Struct, frozen=True, forbid_unknown_fields=True):
    """How a complaint is handled, and the deadline in weeks from the day the party has been told of the decision."""

    act: str
    cites: str
    weeks: int
    read_in: tuple[EditionId, ...]
    read: str


class Complaints(Struct, frozen=True, forbid_unknown_fields=True):
    """The table of complaint rules."""

    rules: tuple[ComplaintRule, ...]
    procedures: dict[str, Procedure]

    def rule(self, act: str, decided_by: str, day: date) -> ComplaintRule | None:
        """The rule for decisions under an act; None where none was read for the day. Rules of chapters are left out."""
        wanted = (act, decided_by, ())
        fitting = (rule for rule in self.rules if (rule.act, rule.decided_by, rule.chapters) == wanted)
        return next((rule for rule in fitting if rule.holds_on(day)), None)


class Templates:
    """The templates of a folder: contracts and compiled Word files, each read once."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: the shipped templates where None."""
        self._folder = folder or shipped.folder("templates")
        self._compiled: dict[Path, Template] = {}
        self._contracts: dict[str, Contract] = {}
        self._versions: dict[Path, str] = {}

    def contract(self, decision: str) -> Contract:
        """The contract of a decision type. Raises UsageError where there is none, UnusableInputError for a bad one."""
        if decision not in self._contracts:
            path = self._folder / "decisions" / f"{decision}.yaml"
            if decision not in TYPES or not path.is_file():
                raise UsageError(f"Afgørelsestypen »{decision}« findes ikke. Typer: {', '.join(TYPES)}.")
            contract = load(path, Contract)
            _check(path, contract)
            self._contracts[decision] = contract
        return self._contracts[decision]

    def decision(self, decision: str) -> Template:
        """The compiled Word template of a decision type."""
        return self._template(self._folder / "decisions" / f"{decision}.docx")

    def application(self, application: str) -> tuple[Template, str]:
        """The compiled Word template of an application, and its version. Raises UsageError where there is none."""
        folder = self._folder / "applications"
        known = sorted(path.stem for path in folder.glob("*.yaml"))
        if application not in known:
            raise UsageError(f"Skabelonen »{application}« findes ikke. Skabeloner: {', '.join(known)}.")
        path = folder / f"{application}.yaml"
        if path not in self._versions:
            self._versions[path] = load(path, ApplicationContract).version
        return self._template(path.with_suffix(".docx")), self._versions[path]

    def complaints(self) -> Complaints:
        """The complaint rules."""
        return load(self._folder / "rules" / "complaints.yaml", Complaints)

    def _template(self, path: Path) -> Template:
        if path not in self._compiled:
            try:
                content = path.read_bytes()
            except OSError as error:
                raise UnusableInputError(f"{path}: skabelonen kan ikke læses ({why(error)}).") from error
            self._compiled[path] = Template(content, path.name)
        return self._compiled[path]


def _check(path: Path, contract: Contract) -> None:
    """Every field that the contract names is one of the case's, and the other way round."""
    known = forms.dotted_fields(TYPES[contract.type])
    declared = [field.name for field in contract.fields]
    asked = [name for needed in contract.requires for name in (*needed.any_of, needed.where) if name]
    for name in (*declared, *asked):
        if name not in known:
            raise UnusableInputError(f"{path.name}: feltet »{name}« er ikke et af sagens: {', '.join(known)}.")
    if missing := [name for name in known if name not in declared]:
        raise UnusableInputError(f"{path.name}: under fields mangler {', '.join(missing)}.")
