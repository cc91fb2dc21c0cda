"""Danish for what click itself says: usage lines, headings, its own errors.

click takes its words through gettext, which wants compiled catalogues and a locale. The words are few, so they are
handed to click's modules directly.
"""

import importlib

import click

_WORDS = {
    "Usage:": "Brug:",
    "Options": "Valg",
    "Commands": "Kommandoer",
    "Show this message and exit.": "Vis denne hjælp.",
    "Aborted!": "lawtext: afbrudt.",
    "Error: {message}": "lawtext: {message}",
    "Try '{command} {option}' for help.": "Se hjælpen med: {command} {option}",
    "Invalid value: {message}": "Forkert værdi: {message}",
    "Invalid value for {param_hint}: {message}": "Forkert værdi for {param_hint}: {message}",
    "Missing argument": "Her mangler",
    "Missing option": "Her mangler",
    "Missing parameter": "Her mangler",
    "Missing command.": "Her mangler en kommando.",
    "No such option {name!r}.": "Valget »{name}« findes ikke.",
    "No such command {name!r}.": "Kommandoen »{name}« findes ikke.",
    "Did you mean {possibility}?": "Mente du {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Mente du en af: {possibilities}?",
    "Got unexpected extra argument ({args})": "Der er et ord for meget: {args}",
    "Got unexpected extra arguments ({args})": "Der er ord for meget: {args}",
    "Option {name!r} does not take a value.": "Valget »{name}« skal ikke have en værdi.",
    "Option {name!r} requires an argument.": "Valget »{name}« skal have en værdi.",
    "Option {name!r} requires {nargs} arguments.": "Valget »{name}« skal have {nargs} værdier.",
    "{value!r} is not {choice}.": "»{value}« er ikke {choice}.",
    "{value!r} is not one of {choices}.": "»{value}« er ikke en af {choices}.",
    "Choose from:\n\t{choices}": "Vælg mellem:\n\t{choices}",
    "{value!r} is not a valid {number_type}.": "»{value}« er ikke et tal.",
    "{value} is not in the range {range}.": "{value} ligger ikke i {range}.",
    "{name} {filename!r} does not exist.": "{filename} findes ikke.",
    "{name} {filename!r} is a file.": "{filename} er en fil.",
    "{name} {filename!r} is a directory.": "{filename} er en mappe.",
    "{name} {filename!r} is not readable.": "der er ikke adgang til at læse {filename}.",
    "{name} {filename!r} is not writable.": "der er ikke adgang til at skrive i {filename}.",
    "default: {default}": "ellers {default}",
    "required": "skal angives",
}


def speak() -> None:
    """Let click say its own words in Danish, from now on in this process."""
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "types"):
        module = importlib.import_module(f"click.{name}")
        for function, ours in (("_", _one), ("ngettext", _counted)):
            if hasattr(module, function):
                setattr(module, function, ours)


def name_places(command: click.Command) -> None:
    """Danish words for the places in usage lines, of a command and those in it."""
    command.options_metavar = "[VALG]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "KOMMANDO …"
        for inner in command.commands.values():
            name_places(inner)


def _one(words: str) -> str:
    return _WORDS.get(words, words)


def _counted(one: str, many: str, count: int) -> str:
    return _one(one if count == 1 else many)
