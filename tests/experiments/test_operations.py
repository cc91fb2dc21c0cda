"""What a paragraph does with a rule: invented paragraphs in the ways that orders write, each with its operation."""

from collections.abc import Callable

import pytest
import yaml

from lawtext import reading
from lawtext.experiments.citations import finder
from lawtext.experiments.read import read
from lawtext.experiments.waivers import Waiver
from lawtext.law.shelf import NameKind, Naming
from lawtext.law.works import WorkId

PARAGRAPHS: dict[str, list[str]] = yaml.safe_load("""
reassign:
- Hvilere kan udføre de prøver, som øveren skal udføre. WAIVES § 120 i LAW.
- Lederen i frikommunen kan træffe de afgørelser, som efter reglerne træffes af hvilerådet. WAIVES § 12 i LAW.
- Øvekonsulenten kan træffe afgørelse om hvile uden om øveteamet. WAIVES § 9 i LAW.
- Øvelsesværter kan løse de opgaver, der efter reglerne er forbeholdt hvilere. WAIVES § 4 i LAW.
- Hvilenævnet afholder de samtaler, som centeret efter reglerne skal afholde. WAIVES § 18 i LAW.
- Kommunen kan henlægge sager om personer, der er omfattet af § 2 i LAW, til familieafdelingen. WAIVES § 1 i LAW.
- Indstillingen afgives af et tværfagligt forum i stedet for udvalget. WAIVES § 9 i LAW.
- Kommunen kan bestemme, at afgørelser om øvelse træffes uden for øvecenteret. WAIVES § 6 i LAW.
replace:
- Kommunen kan i stedet for et øveregnskab udarbejde en kort beretning. WAIVES § 40 i LAW.
- Kommunen kan i stedet for en øveplan udarbejde en familieplan. WAIVES §§ 27-30 i LAW.
- Øveplanen kan afløses af en borgerplan, som borgeren selv ejer. WAIVES § 27 i LAW.
- Aftalen om øvelse kan skrives ind i familiens plan. WAIVES § 31 i LAW.
substitute:
- Kommunen kan følge op efter kapitel 7 i lov om hvile. WAIVES § 74 i LAW.
- Øvere behandles efter de regler, der gælder for hvilere i kapitel 7 i lov om hvile. WAIVES § 12 i LAW.
- Her finder § 36 i lov om hvile anvendelse i stedet for § 68 i LAW. WAIVES § 68 i LAW.
prolong:
- Der øves kun hvert ottende år. WAIVES § 23 i LAW, hvorefter der øves hvert fjerde år.
- Øvesamtaler kan holdes med længere mellemrum. WAIVES § 122 i LAW.
- Øvelse kan gives uden hensyn til de varighedsgrænser, der fremgår af loven. WAIVES § 59 i LAW.
- Opfølgning kan ske hver 8. uge. WAIVES § 13 i LAW, hvorefter opfølgning skal ske hver 4. uge.
- Kommunen kan udskyde den første opfølgning på øvelse i eget hjem i op til 12 måneder. WAIVES § 71 i LAW.
- Kommunen kan bevilge øvelse i 26 uger. WAIVES § 59 i LAW, hvorefter øvelse kan gives i indtil 13 uger.
- Kommunen er ikke bundet af den øvre grænse for øvelsens længde. WAIVES § 68 i LAW.
- Pligten til at øve indtræder først efter 6 måneder. WAIVES § 96 i LAW, hvorefter der skal øves senest efter 3 måneder.
- Der følges op på øvelsen hvert andet år. WAIVES § 53 i LAW, hvorefter der følges op hvert år.
- Kommunen kan vente med at give øvelse. WAIVES § 104 i LAW.
extend:
- Øvelse kan tilbydes borgere, der ellers ikke er omfattet. WAIVES § 2 i LAW.
- Personer, der er fyldt 16 år, har øveret. WAIVES § 1 i LAW, hvorefter øvere skal være fyldt 18 år.
- Kommunen kan give øvelse, selv om personen ikke har hvilet. WAIVES § 63 i LAW.
- Kommunen kan se bort fra alderskravet ved øvelse. WAIVES § 98 i LAW.
- Det er ikke en betingelse for at give øvelse, at stedet har hvilerum. WAIVES § 67 i LAW.
- Muligheden for øvelse gøres tilgængelig for alle. WAIVES § 46 i LAW.
exempt-procedure:
- Forslag skal kun offentliggøres digitalt. WAIVES § 24 i LAW.
- Der skal ikke afholdes en årlig øvesamtale. WAIVES § 13 i LAW.
- Hvile kan gives uden forudgående varsel. WAIVES § 75 i LAW.
- Kommunen kan indgå øveaftalen mundtligt. WAIVES § 19 i LAW, hvorefter aftalen skal være skriftlig.
- Øvesteder kan åbnes uden, at nogen er hørt. WAIVES § 24 i LAW.
- Kommunen kan holde første samtale, uden at der er indhentet en attest. WAIVES § 11 i LAW.
- Kommunen skal ikke indhente et skema fra øveren. WAIVES § 11 i LAW.
- Klare sager forelægges ikke, da sager ikke forelægges udvalget. WAIVES § 25 i LAW.
- Øveren behøver ikke at være til stede på mødet. WAIVES § 25 i LAW.
- Samtaler kan efter øverens ønske holdes som videosamtaler. WAIVES § 36 i LAW.
- Godtgørelse kan udbetales på øverens ord. WAIVES § 110 i LAW for så vidt angår kravet om, at udgiften vises.
- Kommunen kan give øvelse, uden at stedet har afgivet en erklæring. WAIVES § 60 i LAW.
- Mødet i udvalget kan holdes uden en repræsentant fra skolen. WAIVES § 25 i LAW.
discretion:
- Skolen kan tilpasse øvetiden til den enkelte. WAIVES § 14 i LAW.
- Kommunen kan fastsætte andre mål end lovens. WAIVES § 7 i LAW.
- Kommunen kan afvige fra lovens krav til indhold og form af øvebøger. WAIVES § 10 i LAW.
- Øvesamtaler kan holdes med den hyppighed, som kommunen finder hensigtsmæssig. WAIVES § 31 i LAW.
- Reglerne om øvetal fraviges. Forsøget indebærer, at den enkelte skole selv fordeler timerne. WAIVES § 16 i LAW.
- Kommunen kan tilrettelægge besøg efter en konkret vurdering af øverens behov. WAIVES § 79 i LAW.
- Kommunen har metodefrihed i opfølgningen. WAIVES § 13 i LAW.
- Kommunen kan selv tilrettelægge, om samtaler skal holdes ved personligt fremmøde eller telefonisk. WAIVES § 36 i LAW.
- Det er op til kommunen at bestemme omfanget af øvelsen. WAIVES § 40 i LAW.
- Kommunen har frie rammer for opfølgningen. WAIVES § 13 i LAW.
- Kommunen kan i samråd med øveren aftale, hvor ofte de mødes. WAIVES § 170 i LAW.
suspend:
- Forsøget indebærer, at der ikke stilles krav om hvile. WAIVES § 3 i LAW.
- Forsøget indebærer, at kravet om to øvepladser ikke finder anvendelse. WAIVES § 4 i LAW.
- Kommunen kan undlade at tilbyde hvilemåltider. WAIVES § 16 i LAW.
- Der gælder i frikommunerne ingen grænse for, hvor meget der må øves. WAIVES § 2 i LAW.
- Øvere, der hviler, er ikke omfattet af reglerne om øvebog. WAIVES § 28 i LAW.
- Kravet om hvile hver uge ophæves. WAIVES § 15 i LAW.
- Øvere, der er gravide, har ikke pligt til hvile. WAIVES § 102 i LAW.
- Kommunen kan fritage personer omfattet af § 6, nr. 1, i LAW, der deltager i et forløb, for hvile. WAIVES § 56 i LAW.
""")
CASES = [(operation, text) for operation, texts in PARAGRAPHS.items() for text in texts]
HINTED = "Hvordan reglen fraviges, er læst af enkelte ord, ikke af en kendt vending; læs det selv."


@pytest.fixture(scope="module")
def paragraph() -> Callable[[str], Waiver]:
    def waiver(text: str) -> Waiver:
        said = text.replace("WAIVES", "Stk. 2. Forsøgstilladelsen indebærer en fravigelse af")
        said = said.replace("LAW", "lov om hjælp til øvelse")
        order = f"BEK nr 1 af 01/02/2003\nBekendtgørelse om øvelsesforsøg\n\n§ 1. {said}\n"
        edition = reading.read(order.encode(), "bekendtgørelsen")
        titles = ("lov om hjælp til øvelse", "lov om hvile")
        known = [Naming(title, WorkId(title), NameKind.OFFICIAL) for title in titles]
        return read(edition, finder(edition.id, known)).waivers[0]

    return waiver


@pytest.mark.parametrize(("operation", "text"), CASES)
def test_an_operation_is_read_in_the_ways_it_is_written(
    operation: str, text: str, paragraph: Callable[[str], Waiver]
) -> None:
    got = paragraph(text)
    assert got.operation == operation
    assert HINTED not in got.unread


def test_single_words_decide_where_no_wording_is_known_and_that_is_said(paragraph: Callable[[str], Waiver]) -> None:
    got = paragraph("En øvelse på længere sigt, med en senere frist. WAIVES § 5 i LAW.")
    assert got.operation == "prolong"
    assert HINTED in got.unread


def test_nothing_is_read_from_no_words(paragraph: Callable[[str], Waiver]) -> None:
    got = paragraph("Øvelse. WAIVES § 5 i LAW.")
    assert got.operation is None
