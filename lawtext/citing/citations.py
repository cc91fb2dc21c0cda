"""What a citation is once it is found: where it stands, which act it names, which units, and what is doubted."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from lawtext.law.ids import EditionId, UnitId, UnitRange
from lawtext.law.verdicts import Doubt


class CitationKind(StrEnum):
    """How a citation stands in its text (gold/GUIDELINES.md section 6; the first that fits)."""

    QUOTED = "quoted"
    """Inside »…« of an amending instruction, or in the new wording that it gives."""
    AMENDMENT_TARGET = "amendment-target"
    """What an amending instruction changes."""
    EU = "eu"
    OTHER = "other"
    """Treaties, circulars, guides, decisions and resolutions."""
    FULL = "full"
    """Act and unit are both in the span."""
    ACT_ONLY = "act-only"
    RELATIVE = "relative"
    """Act or outer unit come from elsewhere: "stk. 2", "denne lovs § 3"."""


class Act(Struct, frozen=True, gc=False):
    """The act that a citation means, as far as the text and its place tell; all empty where they tell nothing.

    `name`: as written, in base form ("sygedagpengelovens" → "sygedagpengeloven"). `edition`: year-number where the text
    gives them, or the edition the text stands in (`own`). `type`, `signed`: as written with a number ("LBK", "LOV",
    "BEK", "VEJ" …). `eu`: CELEX number or "TFEU", "TEU", "TEC", "EEA".
    """

    name: str = ""
    edition: EditionId | None = None
    own: bool = False
    type: str = ""
    signed: date | None = None
    eu: str = ""

    @property
    def known(self) -> bool:
        """Whether the text says at all which act is meant."""
        return bool(self.name or self.edition or self.own or self.eu)


NO_ACT = Act()
OWN = Act(own=True)


class Citation(Struct, frozen=True, gc=False):
    """One citation. `text` is `source[start:end]` of the text that was searched.

    Invariants: citations of a text never overlap and stand in order; `units` are canonical ids (stk. 1 supplied, except
    for the points of an amending act, `Par1_Num25`), innermost units only, () for a whole act. `dated` is the edition
    that the text itself dates the act to ("jf. lovbekendtgørelse nr. 1342 af 21. november 2016").
    """

    start: int
    end: int
    text: str
    kind: CitationKind
    act: Act
    units: tuple[UnitId | UnitRange, ...] = ()
    dated: EditionId | None = None
    doubts: tuple[Doubt, ...] = ()


class Place(Struct, frozen=True):
    """Where a text stands, from which its relative citations start.

    `unit`: the unit whose own text it is, in the id scheme with its prefix (`Ikr11_Par9_Stk2`, `Aen1.26`,
    `Aen1.9_Ny_Par7e_Stk1`, `Not1@Par13_Stk1`, `Ind`), "" for the act as a whole. `chapter`: the chapter or part around
    it. `amends`: the act that an amending instruction or new wording changes. `commencement_of`: the amending act whose
    commencement block it stands in. `before`: the lead-in of a list, the instruction of new wording, or the text that a
    note hangs on. `part`: the part (afsnit) around the chapter.
    """

    edition: EditionId | None = None
    unit: UnitId = UnitId("")
    chapter: UnitId = UnitId("")
    amends: Act | None = None
    commencement_of: EditionId | None = None
    before: str = ""
    part: UnitId = UnitId("")
