"""Help pages: usage, what the command does, arguments and options, examples; and what is said of words that fit no command."""

from __future__ import annotations

import inspect
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

from typer import Typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import Message, Translate, label, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.remedy import PLACE_WORDS
from dunning_cli.kernel.text import nearest, suggestion
from dunning_cli.present.language import SOURCE_LANGUAGE, translator
from dunning_cli.present.lines import beside, folded, page_width

EXAMPLES = label("Examples")
USAGE = label("Usage")
ARGUMENTS = label("Arguments")
OPTIONS = label("Options")
COMMANDS = label("Commands")
REQUIRED = label("required")
SHOW_HELP = label("Show this page.")
_EXAMPLE_MARK = "Examples:"
_SAID = pattern(r'"([A-Za-z][^"={}\u3400-\u9fff]*)"')
"""Words in quotes that are no Chinese ones and no key with its value."""
_HYPHENS = "-‐‑‒–—―−－"
_INDENT = 2
_GAP = 2
_FEW = 20
"""Commands of a family that are named where a word is none of them."""
_WIDEST_NAME = 26


def help_texts(help_text: str | None) -> tuple[list[str], list[str]]:
    """A help text apart: its paragraphs, each one message to translate, and its example lines, never translated."""
    text = inspect.cleandoc(help_text or "")
    body, _, examples = text.partition(_EXAMPLE_MARK)
    paragraphs = [" ".join(part.split()) for part in body.split("\n\n") if part.strip()]
    return paragraphs, [line.strip() for line in examples.splitlines() if line.strip()]


def _page(command: Any, ctx: Any) -> str:
    translate = _translate_of(ctx)
    width = page_width()
    paragraphs, examples = help_texts(command.help)
    lines = [f"{translate(USAGE)}: {usage_of(command, ctx)}", ""]
    for paragraph in paragraphs:
        lines += [*folded(translate(Message(paragraph)), width), ""]
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for parameter in command.get_params(ctx):
        if not getattr(parameter, "hidden", False):
            rows = arguments if parameter.param_type_name == "argument" else options
            rows.append(_parameter_row(parameter, translate))
    lines += _section(translate(ARGUMENTS), arguments, width) + _section(translate(OPTIONS), options, width)
    if getattr(command, "commands", None):
        lines += _section(translate(COMMANDS), _command_rows(command, ctx, translate), width)
    if examples:
        lines += [f"{translate(EXAMPLES)}:", *(f"  {_example(line, translate)}" for line in examples), ""]
    return "\n".join(lines).rstrip()


def _example(line: str, translate: Translate) -> str:
    """An example line; what somebody says in it stands in the reader's language."""
    return _SAID.sub(lambda said: f'"{translate(Message(said[1]))}"', line)


def said_in(examples: Iterable[str]) -> list[str]:
    """The words that somebody says in example lines, to be translated."""
    return [said for line in examples for said in _SAID.findall(line)]


def usage_of(command: Any, ctx: Any) -> str:
    """The command with its arguments; required options by name, `…` for the others."""
    words = [ctx.command_path]
    for parameter in command.get_params(ctx):
        if parameter.param_type_name == "argument":
            words.append(_metavar(parameter))
        elif parameter.required:
            words.append(f"{parameter.opts[0]} {_metavar(parameter)}")
    if isinstance(command, TyperGroup):
        words.append("COMMAND")
    return " ".join([*words, "[…]"])


def _metavar(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _translate_of(ctx: Any) -> Translate:
    session = ctx.find_root().obj
    return session.translate if session is not None else translator(SOURCE_LANGUAGE)


def _parameter_row(parameter: Any, translate: Translate) -> tuple[str, str]:
    if parameter.name == "help":
        return "--help", translate(SHOW_HELP)
    text = " ".join((getattr(parameter, "help", None) or "").split())
    shown = translate(Message(text)) if text else ""
    if parameter.param_type_name == "argument":
        return _metavar(parameter), shown
    if parameter.required:
        shown = f"{shown} [{translate(REQUIRED)}]".strip()
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    return names if parameter.is_flag else f"{names} {_metavar(parameter)}", shown


def _command_rows(group: Any, ctx: Any, translate: Translate) -> list[tuple[str, str]]:
    rows = []
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is not None and not command.hidden:
            paragraphs, _ = help_texts(command.help)
            rows.append((name, translate(Message(paragraphs[0])) if paragraphs else ""))
    return rows


def _section(title: str, rows: list[tuple[str, str]], width: int) -> list[str]:
    if not rows:
        return []
    column = min(max(len(name) for name, _ in rows), _WIDEST_NAME) + _INDENT + _GAP
    body = [line for name, text in rows for line in beside(name, text, _INDENT, column, width)]
    return [f"{title}:", *body, ""]


@contextmanager
def _faults_name_their_command(ctx: Any, words: Sequence[str]) -> Iterator[None]:
    """The parser does not say of every fault which command it stands in, nor the words as they were typed."""
    try:
        yield
    except Exception as error:
        if getattr(error, "ctx", ctx) is None:
            error.ctx = ctx  # type: ignore[attr-defined]
        error.words = words  # type: ignore[attr-defined]  # read by usage_message
        raise


def _plain_options(params: Sequence[Any], words: Sequence[str]) -> list[str]:
    """The words with options in plain characters: a Chinese keyboard types `－－via` and `——via` for `--via`."""
    known = {name for parameter in params for name in parameter.opts if name.startswith("--")} | {"--help"}
    meant: list[str] = []
    for place, word in enumerate(words):
        if word == "--":
            return [*meant, *words[place:]]
        name, equals, value = word.partition("=") if "=" in word else word.partition("＝")
        plain = f"--{unicodedata.normalize('NFKC', name).lstrip(_HYPHENS)}"
        is_option = name[:1] in _HYPHENS and plain in known
        meant.append(plain + ("=" + value if equals else "") if is_option else word)
    return meant


def _as_given(parameter: Any) -> Any:
    """Lets a parameter take its words as they are: all of them are texts, lists of texts or flags.

    Typer would build a model for each value first, which takes longer than most commands.
    """
    if parameter is None:
        return None

    def process_value(ctx: Any, value: Any) -> Any:
        several = parameter.multiple or parameter.nargs == -1
        if value is None and several:
            value = ()
        if parameter.required and (value is None or (several and not value)):
            raise WrongUsage(
                msg(
                    "{option} is missing; see '{help}'",
                    option=_with_meaning(parameter_name(parameter), _translate_of(ctx)),
                    help=f"{ctx.command_path} --help",
                )
            )
        value = list(value) if several else value
        return value if parameter.callback is None else parameter.callback(ctx, parameter, value)

    parameter.process_value = process_value
    return parameter


def _with_meaning(name: str, translate: Translate) -> str:
    """What stands for an argument, with what it means where the reader's language has another word for it."""
    word = PLACE_WORDS.get(name.strip("[]…"))
    meaning = translate(word) if word is not None else ""
    return f"{name}（{meaning}）" if word is not None and meaning != word.template else name


def parameter_name(parameter: Any) -> str:
    """A parameter as its user knows it: the first name of an option, what stands for an argument."""
    if parameter is None:
        return "?"
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name).upper()
    return str(parameter.opts[0])


class HelpfulCommand(TyperCommand):
    """A command whose help page is ours, and which says in our words that there are words too many."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        for parameter in self.params:
            _as_given(parameter)

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help."""
        return _as_given(super().get_help_option(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Reads the command's words. Raises WrongUsage for those that belong to nothing."""
        ctx.allow_extra_args = True
        args = _plain_options(self.params, args)
        with _faults_name_their_command(ctx, tuple(args)):
            rest: list[str] = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise WrongUsage(
                msg(
                    "too many words: {words}; quote a text that has blanks; see '{help}'",
                    words=" ".join(rest),
                    help=f"{ctx.command_path} --help",
                )
            )
        return rest

    def invoke(self, ctx: Any) -> Any:
        """Runs the command, whose session knows from here on which one it is."""
        ctx.obj.command = ctx.command_path.partition(" ")[2]
        return super().invoke(ctx)

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return _page(self, ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the help page."""
        formatter.write(_page(self, ctx))


class CommandWithFamily(HelpfulCommand):
    """A command that also has commands of a family: what is none of their words is an argument of its own."""

    family: ClassVar[Callable[[], Typer]]
    """Makes the family."""
    acts = True
    """That it is a command by itself, for whoever goes through the commands of the program."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self.commands: dict[str, Any] = dict(get_group(type(self).family()).commands)

    def list_commands(self, _: Any) -> list[str]:
        """The words of its family."""
        return list(self.commands)

    def get_command(self, _: Any, name: str) -> Any:
        """The command of a word."""
        return self.commands.get(name)

    def make_context(self, info_name: Any, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """The context of the family's command where its word comes first, else of this one."""
        inner = self.commands.get(args[0]) if args else None
        if inner is None:
            return super().make_context(info_name, args, parent, **extra)
        return inner.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)


class HelpfulGroup(TyperGroup):
    """A family of commands whose help page is ours, and which names the command that is nearest to an unknown word."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        for parameter in self.params:
            _as_given(parameter)

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help."""
        return _as_given(super().get_help_option(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Reads the words before the command."""
        with _faults_name_their_command(ctx, tuple(args)):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command of the first word. Raises WrongUsage for a word that is none of the family's."""
        word = args[0]
        known = self.list_commands(ctx)
        if word not in known and not word.startswith("-") and not ctx.resilient_parsing:
            commands = {name: self.get_command(ctx, name) for name in known}
            shown = sorted(name for name, each in commands.items() if each is not None and not each.hidden)
            if nearest(word, shown) is None and len(shown) > _FEW:
                raise WrongUsage(
                    msg(
                        "there is no command '{word}'; all commands: {help}",
                        word=word,
                        help=f"{ctx.command_path} --help",
                    )
                )
            raise WrongUsage(
                msg(
                    "there is no command '{word}'; {hint} (see '{help}')",
                    word=word,
                    hint=suggestion(word, shown),
                    help=f"{ctx.command_path} --help",
                )
            )
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return _page(self, ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the help page."""
        formatter.write(_page(self, ctx))
