"""Help pages: usage, what the command does, arguments and options, examples; in the user's language."""

from __future__ import annotations

import inspect
from typing import Any

from typer.core import TyperCommand, TyperGroup

from dunning_cli.domain.message import Message, Translate, label
from dunning_cli.present.language import SOURCE_LANGUAGE, translator

EXAMPLES = label("Examples")
USAGE = label("Usage")
ARGUMENTS = label("Arguments")
OPTIONS = label("Options")
COMMANDS = label("Commands")
REQUIRED = label("required")
SHOW_HELP = label("Show this page.")
_EXAMPLE_MARK = "Examples:"
_GAP = 2


def help_texts(help_text: str | None) -> tuple[list[str], list[str]]:
    """A help text apart: its paragraphs, each one message to translate, and its example lines, never translated."""
    text = inspect.cleandoc(help_text or "")
    body, _, examples = text.partition(_EXAMPLE_MARK)
    paragraphs = [" ".join(part.split()) for part in body.split("\n\n") if part.strip()]
    return paragraphs, [line.strip() for line in examples.splitlines() if line.strip()]


def _page(command: Any, ctx: Any) -> str:
    translate = _translate_of(ctx)
    paragraphs, examples = help_texts(command.help)
    usage = command.collect_usage_pieces(ctx)
    lines = [f"{translate(USAGE)}: {ctx.command_path} {' '.join(usage)}", ""]
    for paragraph in paragraphs:
        lines += [translate(Message(paragraph)), ""]
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for parameter in command.get_params(ctx):
        row = _parameter_row(parameter, ctx, translate)
        if row is not None:
            (arguments if parameter.param_type_name == "argument" else options).append(row)
    lines += _section(translate(ARGUMENTS), arguments) + _section(translate(OPTIONS), options)
    if isinstance(command, TyperGroup):
        lines += _section(translate(COMMANDS), _command_rows(command, ctx, translate))
    if examples:
        lines += [f"{translate(EXAMPLES)}:", *(f"  {line}" for line in examples), ""]
    return "\n".join(lines).rstrip()


def _translate_of(ctx: Any) -> Translate:
    session = ctx.find_root().obj
    return session.translate if session is not None else translator(SOURCE_LANGUAGE)


def _parameter_row(parameter: Any, ctx: Any, translate: Translate) -> tuple[str, str] | None:
    if getattr(parameter, "hidden", False):
        return None
    text = translate(Message(" ".join((getattr(parameter, "help", None) or "").split())))
    if parameter.name == "help":
        return "--help", translate(SHOW_HELP)
    if parameter.required:
        text = f"{text} [{translate(REQUIRED)}]".strip()
    if parameter.param_type_name == "argument":
        return parameter.make_metavar(ctx), text
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    if not parameter.is_flag:
        names += f" {parameter.metavar or 'TEXT'}"
    return names, text


def _command_rows(group: Any, ctx: Any, translate: Translate) -> list[tuple[str, str]]:
    rows = []
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is not None and not command.hidden:
            paragraphs, _ = help_texts(command.help)
            rows.append((name, translate(Message(paragraphs[0])) if paragraphs else ""))
    return rows


def _section(title: str, rows: list[tuple[str, str]]) -> list[str]:
    if not rows:
        return []
    width = max(len(name) for name, _ in rows) + _GAP
    return [f"{title}:", *(f"  {name:<{width}}{text}".rstrip() for name, text in rows), ""]


class HelpfulCommand(TyperCommand):
    """A command whose help page is ours."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return _page(self, ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the help page."""
        formatter.write(_page(self, ctx))


class HelpfulGroup(TyperGroup):
    """A family of commands whose help page is ours."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return _page(self, ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the help page."""
        formatter.write(_page(self, ctx))
