"""`lawtext decision`: a decision letter, or another document of the case, made from a case."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawtext.cli import given
from lawtext.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawtext.drafting.contracts import Contract, FieldHelp
    from lawtext.drafting.desk import Letter
    from lawtext.drafting.plain_language import Note


@click.group(context_settings=given.HELP)
def decision() -> None:
    """Lav en afgørelse, en orientering eller et andet brev i Word."""


@decision.command()
@click.argument("case", metavar="SAG.yaml", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FIL", help="Word-filen. Uden: sagsfilens navn med .docx."
)
@click.option("--pdf", is_flag=True, help="Lav også brevet som PDF, ved siden af Word-filen. Kræver LibreOffice.")
@given.CORPUS
def make(case: Path, out: Path | None, pdf: bool, corpus: Path | None) -> None:
    """Lav brevet til en sag.

    Brevet er endeligt, når de formelle krav er til stede, og alt, det bygger på, findes på afgørelsens dato. Ellers er
    det et udkast, mærket UDKAST og med grundene på første side. Om begrundelsen er god nok, siger programmet intet om.

    \b
    Afslutningskode: 0 endeligt, 1 udkast, 2 forkert brug, 3 sagen kan ikke bruges.

    \b
    Eksempler:
      lawtext decision make examples/hold-2018.yaml
      lawtext decision make sag.yaml --out brev.docx
      lawtext decision make sag.yaml --pdf
    """
    from lawtext import whole_files  # noqa: PLC0415 - help must not load the templates
    from lawtext.drafting import cases, cpr, plain_language  # noqa: PLC0415

    found = cases.read(case)
    target = given.word_file(case, out)
    letter = given.desk(corpus).letter(found)
    whole_files.write(target, letter.content)
    _say(letter, target)
    for says in cpr.doubtful(found):
        click.echo(f"\n{cpr.FIELD} {says}; se efter, at det er rigtigt. Brevet er det samme.")
    _say_notes(plain_language.notes(found))
    pdf_made = _made_pdf(target) if pdf else True
    if not (letter.final and pdf_made):
        raise SystemExit(1)


@decision.command()
def types() -> None:
    """Vis de typer af breve, der kan laves.

    \b
    Eksempel:
      lawtext decision types
    """
    from lawtext.drafting.contracts import Templates  # noqa: PLC0415 - help must not load the templates

    templates = Templates()
    width = max(map(len, templates.types()), default=0)
    for name in templates.types():
        contract = templates.contract(name)
        click.echo(f"{name:{width}}  {contract.title} ({', '.join(one.value for one in contract.documents)})")
    click.echo("\nSkriv en tom sag: lawtext decision new TYPE --out sag.yaml")


@decision.command()
@click.argument("kind", metavar="TYPE")
@click.option("--out", type=click.Path(path_type=Path), metavar="FIL", help="Sagsfilen. Uden: skrives på skærmen.")
def new(kind: str, out: Path | None) -> None:
    """Skriv en tom sag med hjælp til hvert felt. Typerne vises med: lawtext decision types

    \b
    Eksempel:
      lawtext decision new hold --out sag.yaml
    """
    from lawtext import whole_files  # noqa: PLC0415 - help must not load the templates
    from lawtext.drafting.contracts import Templates  # noqa: PLC0415

    text = _empty_case(Templates().contract(kind))
    if out:
        if out.exists():
            raise UsageError(f"{out} findes allerede og kan være udfyldt; giv den tomme sag et andet navn.")
        whole_files.write(out, text.encode())
        click.echo(f"{out}: en tom sag. Udfyld den, og kør: lawtext decision make {out}")
    else:
        click.echo(text, nl=False)


def _made_pdf(target: Path) -> bool:
    from lawtext.cli.pdf import made  # noqa: PLC0415 - most letters are made without

    return made([target], target.parent)


def _say(letter: "Letter", target: Path) -> None:
    if letter.final:
        click.echo(f"{target}: endeligt brev. De formelle krav er til stede.")
    else:
        click.echo(f"{target}: UDKAST. Brevet må ikke sendes, før dette er i orden:")
        for at, reason in enumerate(letter.reasons, 1):
            where = f" Felt: {reason.field}." if reason.field and reason.field not in reason.says else ""
            law = f" ({reason.source})" if "§" in reason.source else ""
            click.echo(f"  {at}. {reason.says}{where}{law}")
    click.echo("\nBrevet bygger på:")
    for cited in letter.cited:
        addresses = ", ".join(map(str, cited.addresses)) or cited.status.danish
        click.echo(f"  {cited.plain}\n    {addresses}")
    doubts = dict.fromkeys(doubt.says for cited in letter.cited for doubt in cited.doubts)
    if doubts:
        click.echo("\nForbehold, som står i brevets egne oplysninger:")
        for says in doubts:
            click.echo(f"  {says}")


def _say_notes(notes: "Sequence[Note]") -> None:
    """What could be plainer, by field: a note changes nothing and quotes nothing."""
    if notes:
        click.echo("\nSproget (kun til overvejelse; brevet er det samme):")
    for note in notes:
        click.echo(f"  {note.field}, afsnit {note.paragraph}: {note.says}")


def _empty_case(contract: "Contract") -> str:
    """The YAML of an empty case: a field a line, its help above it, its example behind it."""
    lines = [f"# {contract.title}. Felter mærket * skal være udfyldt.", f"decision: {contract.type}"]
    inside, parts = "", _parts(contract)
    for field in contract.fields:
        outer, _, name = field.name.rpartition(".")
        if outer != inside:
            lines += ["", f"{outer}:"] if outer else [""]
            inside = outer
        lines += _empty_field(field, name, "  " if outer else "", parts.get(field.name, ()))
    return "\n".join(lines) + "\n"


def _parts(contract: "Contract") -> dict[str, tuple[str, ...]]:
    """The parts of each item, for fields that are lists of several things."""
    from lawtext.drafting import forms  # noqa: PLC0415 - help must not load the templates
    from lawtext.drafting.cases import TYPES  # noqa: PLC0415

    fields = forms.dotted_fields(TYPES[contract.type])
    return {name: forms.item_parts(field) for name, field in fields.items()}


def _empty_field(field: "FieldHelp", name: str, indent: str, parts: "Sequence[str]" = ()) -> list[str]:
    """A field with its help; `parts` are those of each item where the field is a list of several things."""
    example = f" Fx {field.example}." if field.example else ""
    lines = [f"{indent}# {'* ' if field.required else ''}{field.help}{example}", f"{indent}{name}:"]
    return lines + [f"{indent}  {'- ' if at == 0 else '  '}{part}:" for at, part in enumerate(parts)]
