"""What a case chooses between: bases, experiments and outcomes, in the words that a caseworker writes."""

from enum import StrEnum


class PlanBasis(StrEnum):
    """The bases of one plan: the order (no consent), or ordinary law from 1 July 2018 (consent).

    The order has two experiments: one for »Min Plan«, one for the part of the rehabiliteringsplan about efforts.
    """

    EXPERIMENT = "forsøg"
    PART = "forsøg, rehabiliteringsplanens indsatsdel"
    LAW = "lov"


class Scheme(StrEnum):
    """Which experiment with talks; the order's § follows from it and the day."""

    CONTACT = "kontaktforløb"
    """529/2018 § 29; 1184/2019 § 26."""
    CATEGORY_2 = "sygedagpenge kategori 2"
    """529/2018 § 30; 1184/2019 § 27."""
    CATEGORY_3 = "sygedagpenge kategori 3"
    """529/2018 § 31; 1184/2019 § 28."""
    OTHER_HELP = "samtaler ved anden indsats"
    """529/2018 § 32; 1184/2019 § 29."""


class Outcome(StrEnum):
    """Granted or refused."""

    GRANTED = "bevilget"
    REFUSED = "afslag"


class Upheld(StrEnum):
    """What came of looking at the decision again (retssikkerhedsloven § 66)."""

    UPHELD = "fastholdt"
    IN_PART = "delvist medhold"
    GRANTED = "medhold"


class ConsentScheme(StrEnum):
    """What asks for consent: a plan under LAB, or the plan of a person on sickness benefit."""

    PLAN = "helhedsorienteret plan"
    SICKNESS = "helhedsorienteret plan ved sygedagpenge"


class Reported(StrEnum):
    """The experiments that ask for a report to the minister."""

    CONTACT = "kontaktforløb"
    OTHER_HELP = "samtaler ved anden indsats"
    HOLD = "ret- og pligttilbud i bero"
