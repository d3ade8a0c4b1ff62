"""What the source says would help can be typed: every remedy names a command that exists, and fields that it has."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from test_commands_named import catalogue_texts, commands, program
from test_directions import parsed

from dunning_cli.cli.main import main
from dunning_cli.kernel.message import fill, msg
from dunning_cli.kernel.remedy import Placeholder, Remedy, Setting, remedy, unspelled
from dunning_cli.operations.registry import OPERATIONS
from dunning_cli.operations.spelling import UNDECLARED, spelled, words_of

PACKAGE = Path(__file__).parents[1] / "dunning_cli"
NO_COMMANDS_IN = ("kernel", "domain")
"""Layers that know nothing of the command line."""


def trees(*layers: str) -> Iterator[tuple[str, ast.Module]]:
    for layer in layers or (".",):
        for path in sorted((PACKAGE / layer).rglob("*.py")):
            yield path.relative_to(PACKAGE).as_posix(), parsed(path.read_text(encoding="utf-8"))


@functools.cache
def built() -> tuple[tuple[str, str, list[str]], ...]:
    """Every remedy that the source builds: its place, its command, the fields named there."""
    return tuple(_built())


def _built() -> Iterator[tuple[str, str, list[str]]]:
    for place, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "remedy":
                (words,) = node.args
                at = f"{place}:{node.lineno}"
                named = [each.arg.rstrip("_") for each in node.keywords if each.arg is not None]
                assert isinstance(words, ast.Constant), f"{at}: the command is named in full"
                yield at, words.value, named


def faults(command: str, named: list[str]) -> list[str]:
    """What is wrong with a remedy, by the words of its command."""
    if command not in commands():
        return [f"no command {command}"]
    try:
        known = words_of(Remedy(command, dict.fromkeys(named)))
    except KeyError:
        return [f"{command} is not in UNDECLARED"]
    unknown = [f"{command} has no field {name}" for name in named if name not in known]
    flags = [
        (name, known[name].names(name)[0]) for name in named if name in known and not known[name].argument
    ]
    return unknown + [f"{command} has no {flag}" for _, flag in flags if flag not in commands()[command]]


def test_every_remedy_can_be_typed() -> None:
    found = built()
    assert len(found) > 30
    assert [(place, fault) for place, command, named in found for fault in faults(command, named)] == []


def test_only_the_function_makes_remedies() -> None:
    """So that the test above sees each."""
    makers = {
        place
        for place, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Remedy"
    }
    assert makers == {"kernel/remedy.py"}


@pytest.mark.parametrize(
    ("command", "named", "fault"),
    [
        ("lettre new", ["case"], "no command lettre new"),
        ("letter new", ["case", "too"], "letter new has no field too"),
        ("pay", ["case", "channel"], "pay has no field channel"),
        ("fees", ["case", "until"], "fees has no --until"),
        ("completion", [], "completion is not in UNDECLARED"),
    ],
)
def test_a_wrong_remedy_is_found(command: str, named: list[str], fault: str) -> None:
    assert faults(command, named) == [fault]


@pytest.mark.parametrize("command", UNDECLARED)
def test_the_arguments_of_other_commands_are_those_of_their_commands(command: str) -> None:
    assert command not in OPERATIONS
    arguments = [each for each in program()[command].params if each.param_type_name == "argument"]
    assert len(UNDECLARED[command]) <= len(arguments)
    assert command in {named for _, named, _ in built()}, "no remedy names it any more"


NAMED = re.compile("[A-Z]+=[^,=]+(,[A-Z]+=[^,=]+)*")
"""A translator's words for what is to be filled in."""


def test_a_translation_names_only_what_is_to_be_filled_in() -> None:
    calls = [
        node for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args
    ]
    words = {
        ast.literal_eval(node.args[0]) for node in calls if ast.unparse(node.func) == "Placeholder"
        and isinstance(node.args[0], ast.Constant)
    }  # fmt: skip
    cures = {
        (ast.literal_eval(node.args[0]), each.arg)
        for node in calls
        if ast.unparse(node.func) == "msg" and isinstance(node.args[0], ast.Constant)
        for each in node.keywords
        if isinstance(each.value, ast.Call) and ast.unparse(each.value.func) == "remedy"
    }
    named = [
        (text, field, said)
        for text, translated in catalogue_texts()
        if re.search(r"\{\w+\}", text)
        for _, field, said, _ in Formatter().parse(translated)
        if said
    ]
    assert len(named) > 5
    assert [each for each in named if each[:2] not in cures or not NAMED.fullmatch(each[2])] == []
    assert {pair.partition("=")[0] for *_, said in named for pair in said.split(",")} <= words


def test_kernel_and_domain_spell_no_command() -> None:
    found = [
        f"{place}:{node.lineno}: {node.value}"
        for place, tree in trees(*NO_COMMANDS_IN)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and spells_a_command(node.value)
    ]
    assert found == []


def test_no_message_below_the_command_line_spells_a_command() -> None:
    found = [
        f"{place}:{node.lineno}: {node.args[0].value}"
        for place, tree in trees("store", "intake", "documents", "operations", "views")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("msg", "label")
        and isinstance(node.args[0], ast.Constant)
        and spells_a_command(node.args[0].value)
    ]
    assert found == []


def spells_a_command(text: str) -> bool:
    first = {command.partition(" ")[0] for command in commands()} - {""}
    return any(word in first for word in re.findall(r"dunning ([a-z][\w-]*)", text))


def test_a_command_that_is_spelled_is_found() -> None:
    assert spells_a_command("see: dunning letter list")
    assert not spells_a_command("this is a bug of dunning; please tell")


# --- how they are spelled


@pytest.mark.parametrize(
    ("cure", "typed"),
    [
        (remedy("fees", case="PF-1"), "dunning fees PF-1"),
        (
            remedy("letter new", to="王建国", case="PF-1", template="final-demand", language="zh"),
            "dunning letter new --to 王建国 PF-1 final-demand --letter-language zh",
        ),
        (remedy("letter new", template="final-demand", case="PF-1"), "dunning letter new PF-1 final-demand"),
        (
            remedy("fraud", case="PF-1", cleared=True, reason=Placeholder("TEXT")),
            "dunning fraud PF-1 --cleared --reason TEXT",
        ),
        (remedy("policy rate", table="lpr_1y", from_="2026-01-20"), "dunning policy rate lpr_1y --from 2026-01-20"),
        (
            remedy("set", case="PF-1", change=(Setting("account.area", "A 栋"), Setting("owner", Placeholder("WHO")))),
            "dunning set PF-1 'account.area=A 栋' owner=WHO",
        ),
        (remedy("party", case="PF-1", name="O'Neill; rm"), """dunning party PF-1 'O'"'"'Neill; rm'"""),
    ],
)  # fmt: skip
def test_a_remedy_is_spelled_as_one_types_it(cure: Remedy, typed: str) -> None:
    assert spelled(cure) == typed
    assert str(msg("see: {cure}", cure=cure)) == f"see: {typed}"


def test_a_language_has_its_own_words_for_what_is_to_be_filled_in() -> None:
    said = msg(
        "see: {cure}",
        cure=remedy("promise", case="PF-1", amount=Placeholder("AMOUNT"), by=Placeholder("DATE")),
    )
    assert (
        fill(said, lambda _: "请看：{cure:AMOUNT=金额,DATE=日期}")
        == "请看：dunning promise PF-1 金额 --by 日期"
    )
    words = {"see: {cure}": "请看：{cure}", "AMOUNT": "金额", "DATE": "日期"}
    assert (
        fill(said, lambda template: words.get(template, template))
        == "请看：dunning promise PF-1 金额 --by 日期"
    )


def test_what_nobody_spells_still_says_the_command_and_its_values() -> None:
    assert (
        unspelled(remedy("phase", case="PF-1", phase=Placeholder("NAME")))
        == "dunning phase case=PF-1 phase=NAME"
    )


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize(
    "cure",
    [remedy("fees", case="PF-2026-0007"), remedy("verify", case="PF-2026-0007", reason="seen; 'all' of it")],
)
def test_what_is_spelled_runs(cure: Remedy, capsys: pytest.CaptureFixture[str]) -> None:
    import shlex

    assert main(shlex.split(spelled(cure))[1:]) == 0, capsys.readouterr().err
