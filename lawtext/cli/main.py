"""The command `lawtext`: finds the group that was asked for, and turns our errors into a sentence and an exit code."""

import importlib
import io
import sys
from typing import Any

import click

from lawtext.cli import danish
from lawtext.errors import LawtextError, StoppedError, why

_GROUPS = {
    "read": ("lawtext.cli.read", "Læs en lov eller bekendtgørelse og vis dens træ."),
    "corpus": ("lawtext.cli.corpus", "Registre og korpus: lav, byg og kontrollér."),
    "cite": ("lawtext.cli.cite", "Find og slå henvisninger op på en dato."),
    "waivers": ("lawtext.cli.waivers", "Fravigelser i frikommuneforsøg: hvem, hvad, hvornår."),
    "experiments": ("lawtext.cli.experiments", "Registret over forsøg: netværk, kommuner og runder."),
    "impact": ("lawtext.cli.impact", "Hvad en bestemmelse berører: forsøg, henvisninger, bekendtgørelser, grænser."),
    "concordance": ("lawtext.cli.concordance", "Forslag til, hvad gamle bestemmelser er blevet til."),
    "map": ("lawtext.cli.map", "Forsøgene som et billede: forsøg, bestemmelser og tid (SVG eller HTML)."),
    "check": ("lawtext.cli.check", "Kontrollér henvisningerne i et brev eller et andet dokument."),
    "decision": ("lawtext.cli.decision", "Lav et afgørelsesbrev i Word."),
    "templates": ("lawtext.cli.templates", "Skabelonerne i Word: vis, kontrollér, begynd en ny, se den udfyldt."),
    "application": ("lawtext.cli.application", "Lav en ansøgning om frikommuneforsøg i Word."),
    "pdf": ("lawtext.cli.pdf", "Lav Word-filer til PDF/A-2b med opmærkning."),
    "record": ("lawtext.cli.record", "Hvad et dokument bygger på, og om det kan laves igen."),
    "batch": ("lawtext.cli.batch", "Lav breve fra en tabel."),
}
"""Command → module with a click command of the same name, and the line that `lawtext --help` prints of it.

The lines stand here so that help costs no import: `lawtext --help` is to answer within 100 ms over bare Python.
"""


class _Lazy(click.Group):
    """A group whose commands are imported when they are called, and that speaks Danish."""

    def main(self, *args: Any, **options: Any) -> Any:
        danish.speak()
        return super().main(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise StoppedError("afbrudt.") from None

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_GROUPS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _GROUPS:
            return None
        command: click.Command = getattr(importlib.import_module(_GROUPS[cmd_name][0]), cmd_name)
        danish.name_places(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Kommandoer"):
            formatter.write_dl([(name, line) for name, (_, line) in _GROUPS.items()])


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[VALG]",
    subcommand_metavar="KOMMANDO …",
)
@click.version_option(package_name="lawtext-dk", message="lawtext %(version)s", help="Vis programmets version.")
def lawtext() -> None:
    """Dansk ret ind, rigtige dokumenter ud.

    \b
    Eksempler:
      lawtext cite "§ 2, nr. 11, i lov om en aktiv beskæftigelsesindsats" --on 2018-09-01
      lawtext waivers list --municipality Fredensborg --on 2018-09-03
      lawtext decision make sag.yaml --out brev.docx
    """


def main() -> None:
    """Entry point. Exit codes: 1 findings, 2 usage, 3 unusable input, 130 stopped by the user."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without our letters gets question marks, no traceback
    try:
        lawtext()
    except LawtextError as error:
        click.echo(f"lawtext: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        click.echo(f"lawtext: {error.filename or 'udskriften'}: {why(error)}.", err=True)
        sys.exit(LawtextError.exit_code)
