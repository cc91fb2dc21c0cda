"""What every command shares: Danish, exit codes, no tracebacks."""

import errno
import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from lawtext.cli import main as entry
from lawtext.cli.main import lawtext
from lawtext.errors import UsageError

ENGLISH = re.compile(
    r"\b(?:Usage|Options?|Commands?|Error|Missing|Show|Try|PATH|TEXT|DIRECTORY|ARGS|required|default)\b"
)


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize("words", [(), *commands(lawtext)], ids=" ".join)
def test_help_is_danish(words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(lawtext, [*words, "--help"])
    assert result.exit_code == 0
    assert ENGLISH.findall(result.output) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["decison"], "Kommandoen »decison« findes ikke"),
        (["decision", "mkae"], "Kommandoen »mkae« findes ikke. Mente du 'make'?"),
        (["decision", "make"], "Her mangler 'SAG.yaml'."),
        (["decision", "make", "a", "b"], "Der er et ord for meget: b"),
        (["decision", "make", "a", "--ud", "b"], "Valget »--ud« findes ikke."),
        (["decision", "make", "a", "--out"], "Valget »--out« skal have en værdi."),
        (["pdf", "a"], "Her mangler '--out'."),
    ],
)
def test_wrong_words_are_told_in_danish(words: list[str], said: str) -> None:
    result = CliRunner().invoke(lawtext, words)
    assert result.exit_code == 2
    assert said in result.output
    assert ENGLISH.findall(result.output) == []


def failing(error: BaseException) -> click.Command:
    def fail() -> None:
        raise error

    return click.Command("decision", callback=fail)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (UsageError("Det går ikke."), 2, "lawtext: Det går ikke."),
        (OSError(errno.ENOSPC, "No space left on device"), 3, "lawtext: udskriften: disken er fuld."),
        (PermissionError(errno.EACCES, "Permission denied", "sag.yaml"), 3, "lawtext: sag.yaml: der er ikke adgang"),
        (KeyboardInterrupt(), 130, "lawtext: afbrudt."),
    ],
)
def test_what_stops_a_command_is_one_sentence_and_a_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, said: str
) -> None:
    monkeypatch.setattr(type(lawtext), "get_command", lambda *_: failing(error))
    monkeypatch.setattr(sys, "argv", ["lawtext", "decision"])
    with pytest.raises(SystemExit) as stopped:
        entry.main()
    assert stopped.value.code == code
    assert said in capsys.readouterr().err


def test_a_terminal_without_our_letters_gets_no_traceback() -> None:
    western = {"PYTHONIOENCODING": "latin-1", "PATH": "/usr/bin:/bin"}
    program = [sys.executable, "-c", "from lawtext.cli.main import main; main()", "decision", "--help"]
    result = subprocess.run(program, env=western, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")
    assert "[VALG] KOMMANDO ?\n\n  Lav en afgørelse" in result.stdout.decode("latin-1")
