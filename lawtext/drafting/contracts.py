"""What stands beside a template: its fields, the content it must have, and the rules it rests on, each with its source.

What all types share (fields, parts they must have, dates that must follow one another) stands once, in
`rules/shared.yaml`, and is taken in for the fields that a type has.
"""

import hashlib
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from lawtext import shipped
from lawtext.drafting import forms
from lawtext.drafting.bases import Basis, TargetGroup
from lawtext.drafting.cases import TYPES, Document
from lawtext.drafting.complaints import Complaints
from lawtext.drafting.deviations import Deviations
from lawtext.drafting.opening import Opener
from lawtext.drafting.plans import TYPES as PLANS
from lawtext.drafting.templates import Renders
from lawtext.errors import UnusableInputError, UsageError, why
from lawtext.law.ids import EditionId, UnitId
from lawtext.typed_yaml import load


class FieldHelp(Struct, frozen=True, forbid_unknown_fields=True):
    """One field of a case. `personal`: it stays in the document; `required`: no final letter without it."""

    name: str
    required: bool
    personal: bool
    help: str
    example: str = ""


class Requirement(Struct, frozen=True, forbid_unknown_fields=True):
    """A part that the document must have: one of `any_of` is filled.

    Asked only where the field `where` is filled (or `where_is`, as it is written in a case) and for `documents` of
    these kinds, () for all. `must_be`: the value that the field has to have, as written in a case. `empty`: they must
    all be empty.
    """

    part: str
    any_of: tuple[str, ...]
    says: str
    source: str
    where: str = ""
    where_is: str = ""
    must_be: str = ""
    empty: bool = False
    documents: tuple[Document, ...] = ()


class Sequence(Struct, frozen=True, forbid_unknown_fields=True):
    """Two dates of the case that must not come the other way round; `says` may have {first} and {then}.

    `later_day`: nor be the same day.
    """

    first: str
    then: str
    says: str
    later_day: bool = False


class Earliest(Struct, frozen=True, forbid_unknown_fields=True):
    """The first day that a date of the case can be; `says` may have {given}."""

    field: str
    day: date
    says: str
    source: str


class Length(Struct, frozen=True, forbid_unknown_fields=True):
    """How many months a period may last, both ends counted with it."""

    start: str
    end: str
    least: int
    most: int
    says: str
    source: str


class Given(Struct, frozen=True, forbid_unknown_fields=True):
    """A provision that the case itself names: the fields with its act and its designation.

    `of`: the act is that of this key in the basis, and the case has no field for it. `other_law`: it must be under
    another act than the letter has named. `each`: the field is a list, and every item has the two fields, or is itself
    the designation where `provisions` is "". `for_group`: it must concern the person's target group. `in_experiment`:
    it is a target group that the experiment must reach. `of_day`: the field with the day it is looked up on, "" for the
    letter's. `least`: how many items the list has at least, `least_says` what is said of fewer. `no_help`: acts that
    give no help, so none of theirs.
    """

    name: str
    provisions: str = ""
    act: str = ""
    of: str = ""
    other_law: bool = False
    each: str = ""
    for_group: bool = False
    in_experiment: bool = False
    of_day: str = ""
    least: int = 0
    least_says: str = ""
    no_help: tuple[str, ...] = ()


class Where(Struct, frozen=True, forbid_unknown_fields=True):
    """When a row belongs to the letter: its field is filled, with one of `values` (as written in a case) if any."""

    field: str
    values: tuple[str, ...] = ()


class Shared(Struct, frozen=True, forbid_unknown_fields=True):
    """What the types share. `last`: fields that stand last in an empty case. `ends`: acts that end experiments."""

    fields: tuple[FieldHelp, ...]
    last: tuple[str, ...]
    requires: tuple[Requirement, ...]
    dates: tuple[Sequence, ...]
    earliest: tuple[Earliest, ...]
    ends: tuple["ActEnd", ...]
    target_groups: tuple[TargetGroup, ...]


class ActEnd(Struct, frozen=True, forbid_unknown_fields=True):
    """The last day on which an act lets experiments run."""

    act: str
    until: date
    source: str


class AsksMore(Struct, frozen=True, forbid_unknown_fields=True):
    """What some provisions of an act ask for besides: a field of the item that names one of them."""

    given: str
    field: str
    act: str
    units: tuple[UnitId, ...]
    says: str
    source: str


class Contract(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """A type of document, whole: `fields`, `requires` and `dates` are its own and the shared ones that it has.

    `documents`: what it may be, the usual one first. `experiments`: choice of the case ("" where there is none) → the
    registry's id; a choice without one rests on ordinary law. `other_unit_experiment`: the one that must be live too
    where another unit than the jobcenter decides. `chosen_by`: the field that holds the choice. `rows`: the names that
    the template may use under `law`, in the order of its table. `complaint_act`: key of the act that the complaint rule
    is of; `complaint_given`: the provision of the case that it goes by instead; "" both: no complaint. `like`: the type
    whose experiments, bases, provisions of the case and demands it has too. `without`: shared parts it does not have.
    `only_where`: rows that belong to some letters of the type only.
    """

    type: str
    title: str
    documents: tuple[Document, ...]
    version: str
    like: str = ""
    rows: tuple[str, ...]
    experiments: dict[str, str] = {}
    other_unit_experiment: str = ""
    chosen_by: str = ""
    complaint_act: str = ""
    complaint_given: str = ""
    given: tuple[Given, ...] = ()
    only_where: dict[str, Where] = {}
    asks_more: tuple[AsksMore, ...] = ()
    fields: tuple[FieldHelp, ...] = ()
    requires: tuple[Requirement, ...] = ()
    without: tuple[str, ...] = ()
    dates: tuple[Sequence, ...] = ()
    lengths: tuple[Length, ...] = ()
    earliest: tuple[Earliest, ...] = ()
    ends: tuple[ActEnd, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    bases: tuple[Basis, ...] = ()

    def basis(self, order: EditionId | None, variant: str = "", day: date = date.min) -> Basis | None:
        """The basis under an order, for a choice, on a day; None where none was read."""
        return next((basis for basis in self.bases if basis.holds(order, variant, day)), None)

    @cached_property
    def personal(self) -> frozenset[str]:
        """The fields that hold personal data."""
        return frozenset(field.name for field in self.fields if field.personal)

    @cached_property
    def required(self) -> frozenset[str]:
        """The fields without which no letter is final."""
        return frozenset(field.name for field in self.fields if field.required)

    @cached_property
    def naming(self) -> frozenset[str]:
        """The fields that name provisions and acts."""
        return frozenset(name for one in self.given for name in (one.provisions, one.act, one.each) if name)


class ApplicationContract(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands beside an application's template; `fields` are its own and the shared ones that its plan has."""

    type: str
    title: str
    version: str
    fields: tuple[FieldHelp, ...] = ()


class SharedPlans(Struct, frozen=True, forbid_unknown_fields=True):
    """The help to fields that the types of plans share; `last`: those that stand last in an empty plan."""

    fields: tuple[FieldHelp, ...]
    last: tuple[str, ...]


class Templates:
    """The templates of a folder: contracts and Word files, each read and opened once (`opening`)."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: the shipped templates where None."""
        self._folder = folder or shipped.folder("templates")
        self._opener = Opener()
        self._opened: dict[Path, Renders] = {}
        self._letters: dict[str, Renders] = {}
        self._contracts: dict[str, Contract] = {}
        self._versions: dict[Path, str] = {}
        self._shared: Shared | None = None

    @cached_property
    def fingerprint(self) -> str:
        """The sha256 of all templates and rules together, each file by its name and content."""
        digest = hashlib.sha256()
        for path in sorted(self._folder.rglob("*")):
            if path.is_file():
                content = path.read_bytes()
                digest.update(f"{path.relative_to(self._folder).as_posix()}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()

    def contract(self, decision: str) -> Contract:
        """The contract of a type. Raises UsageError where there is none, UnusableInputError for a bad one."""
        if decision not in self._contracts:
            path = self._folder / "decisions" / f"{decision}.yaml"
            if decision not in TYPES or not path.is_file():
                raise UsageError(f"Typen »{decision}« findes ikke. Typer: {', '.join(self.types())}.")
            own = load(path, Contract)
            self._contracts[decision] = _whole(path, self._like(own), self._shared_rules())
        return self._contracts[decision]

    def types(self) -> tuple[str, ...]:
        """The types that have a contract and a Word file in the folder, in the order of `TYPES`."""
        folder = self._folder / "decisions"
        return tuple(name for name in TYPES if all((folder / f"{name}{end}").is_file() for end in (".yaml", ".docx")))

    def decision(self, decision: str) -> Renders:
        """The Word template of a type. Raises UnusableInputError for one that can't be used."""
        if decision not in self._letters:
            self._letters[decision] = self._template(self._folder / "decisions" / f"{decision}.docx")
        return self._letters[decision]

    def application(self, application: str) -> tuple[Renders, str]:
        """The Word template of an application, and its version. Raises UsageError where there is none."""
        folder = self._folder / "applications"
        known = sorted(path.stem for path in folder.glob("*.yaml"))
        if application not in known:
            raise UsageError(f"Skabelonen »{application}« findes ikke. Skabeloner: {', '.join(known)}.")
        path = folder / f"{application}.yaml"
        if path not in self._versions:
            self._versions[path] = load(path, ApplicationContract).version
        return self._template(path.with_suffix(".docx")), self._versions[path]

    def plan(self, application: str) -> ApplicationContract:
        """The contract of a type of plan, whole. Raises UsageError for none, UnusableInputError for a bad one."""
        path = self._folder / "applications" / f"{application}.yaml"
        if application not in PLANS or not path.is_file():
            raise UsageError(f"Typen »{application}« findes ikke. Typer: {', '.join(PLANS)}.")
        shared = load(self._folder / "rules" / "applications.yaml", SharedPlans)
        own = load(path, ApplicationContract)
        declared = {field.name: field for field in (*shared.fields, *own.fields)}
        known = forms.dotted_fields(PLANS[application])
        if wrong := [field.name for field in own.fields if field.name not in known]:
            raise UnusableInputError(f"{path.name}: planen har ikke felterne {', '.join(wrong)}.")
        if missing := [name for name in known if name not in declared]:
            raise UnusableInputError(f"{path.name}: under fields mangler {', '.join(missing)}.")
        names = sorted(known, key=lambda name: name.partition(".")[0] in shared.last)
        return replace(own, fields=tuple(declared[name] for name in names))

    def deviations(self) -> Deviations:
        """The ways that a plan can wish a rule deviated from."""
        return load(self._folder / "rules" / "deviations.yaml", Deviations)

    def ends(self) -> tuple[ActEnd, ...]:
        """The last days on which acts let experiments run."""
        return self._shared_rules().ends

    def complaints(self) -> Complaints:
        """The complaint rules."""
        return load(self._folder / "rules" / "complaints.yaml", Complaints)

    def _like(self, own: Contract) -> Contract:
        """The contract with the law of the type it is like, and those of its demands that its own case can meet."""
        if not own.like:
            return own
        other, known = self.contract(own.like), forms.dotted_fields(TYPES[own.type])
        of_its_own = [needed for needed in other.requires if needed not in self._shared_rules().requires]
        return replace(
            own,
            experiments=other.experiments,
            other_unit_experiment=other.other_unit_experiment,
            bases=other.bases,
            complaint_act=other.complaint_act,
            given=tuple(one for one in other.given if one.provisions in known),
            requires=(*own.requires, *(needed for needed in of_its_own if {*needed.any_of} <= {*known})),
        )

    def _shared_rules(self) -> Shared:
        if self._shared is None:
            self._shared = load(self._folder / "rules" / "shared.yaml", Shared)
        return self._shared

    def _template(self, path: Path) -> Renders:
        if path not in self._opened:
            try:
                content = path.read_bytes()
            except OSError as error:
                raise UnusableInputError(f"{path}: skabelonen kan ikke læses ({why(error)}).") from error
            self._opened[path] = self._opener.template(content, path.parent.name, path.name)
        return self._opened[path]


def _whole(path: Path, own: Contract, shared: Shared) -> Contract:
    """The contract with what it shares with others: for every field of its case, the help, the parts and the dates."""
    known = tuple(forms.dotted_fields(TYPES[own.type]))
    declared = {field.name: field for field in (*shared.fields, *own.fields)}
    requires = tuple(
        needed
        for needed in shared.requires
        if {*needed.any_of, *filter(None, (needed.where,))} <= {*known} and needed.part not in own.without
    )
    dates = tuple(pair for pair in shared.dates if {pair.first, pair.then} <= {*known})
    _require_known(path, own, known)
    if missing := [name for name in known if name not in declared]:
        raise UnusableInputError(f"{path.name}: under fields mangler {', '.join(missing)}.")
    names = sorted(known, key=lambda name: name.partition(".")[0] in shared.last)
    return replace(
        own,
        fields=tuple(declared[name] for name in names),
        requires=(*own.requires, *requires),
        dates=(*own.dates, *dates),
        earliest=(*own.earliest, *(one for one in shared.earliest if one.field in known)),
        ends=shared.ends if own.experiments else (),
        target_groups=shared.target_groups if "person.group" in known else (),
    )


def _require_known(path: Path, own: Contract, known: Iterable[str]) -> None:
    """Every field that the contract names is one of the case's."""
    asked = [name for needed in own.requires for name in (*needed.any_of, needed.where) if name]
    asked += [name for pair in own.dates for name in (pair.first, pair.then)]
    asked += [name for length in own.lengths for name in (length.start, length.end)]
    asked += [name for one in own.given if not one.each for name in (one.act, one.provisions, one.of_day) if name]
    asked += [where.field for where in own.only_where.values()]
    asked += filter(None, (own.chosen_by,))
    for name in (*(field.name for field in own.fields), *asked):
        if name not in known:
            raise UnusableInputError(f"{path.name}: feltet »{name}« er ikke et af sagens: {', '.join(known)}.")
