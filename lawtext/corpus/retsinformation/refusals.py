"""Why an answer can't be used, in words for the user."""

from enum import StrEnum
from typing import NamedTuple


class Fault(StrEnum):
    """What was wrong with an answer, or with getting one."""

    NOT_FOUND = "findes ikke"
    NO_TEXT = "kun metadata"
    NOT_XML = "ikke XML"
    CUT_SHORT = "afbrudt"
    NOT_LEXDANIA = "ikke LexDania"
    OTHER_ACT = "en anden retsakt"
    UNREADABLE = "kan ikke læses"
    TOO_LARGE = "for stor"
    UNEXPECTED = "uventet svar"
    FORBIDDEN = "afvist"
    SERVER = "serverfejl"
    TIMEOUT = "intet svar"
    TOO_MANY = "for mange kald"
    DROPPED = "forbindelsen afbrudt"
    NO_NETWORK = "ingen forbindelse"
    CLOSED = "lukket"


class Refused(NamedTuple):
    """An answer that can't be used. `says`: one Danish sentence or two, what is wrong and what to do.

    `status` of HTTP, where that is what is wrong, else 0.
    """

    fault: Fault
    says: str
    status: int = 0


def refusal(address: str, status: int, body: bytes) -> Refused:
    """What a status that is no answer means (domain/retsinformation.md)."""
    if status == 404:
        if b"No document found" in body:
            return Refused(Fault.NOT_FOUND, "Findes ikke hos Retsinformation (404). Se efter årstal og nummer.")
        says = f"{address} findes ikke (404), og svaret er et andet end det kendte; adresserne kan være ændret."
        return Refused(Fault.NOT_FOUND, says)
    if status in (401, 403):
        says = (
            f"{address}: adgang nægtet ({status}). Retsinformation eller dens værn (Cloudflare) afviser programmet "
            "eller netværket; prøv fra et andet net, eller gem filen fra en browser og læg den til med "
            "»lawtext corpus add«."
        )
        return Refused(Fault.FORBIDDEN, says)
    says = f"{address} svarer {status}, som programmet ikke kender. Grænsefladen kan være ændret."
    return Refused(Fault.UNEXPECTED, says, status)
