"""Wrong words on the command line, said in the user's language."""

from __future__ import annotations

from typing import Any

from dunning_cli.domain.message import Message, msg
from dunning_cli.domain.texts import suggestion


def usage_message(error: BaseException) -> Message | None:
    """What to say of a parser's error, or None where the error is none of a parser's."""
    kind = type(error).__name__
    ctx = getattr(error, "ctx", None)
    help_command = f"{ctx.command_path} --help" if ctx is not None else "dunning --help"
    if kind == "NoSuchOption":
        return _no_such_option(error, help_command)
    if kind == "MissingParameter":
        name = _name_of(getattr(error, "param", None))
        return msg("{name} is missing; see '{help}'", name=name, help=help_command)
    if kind == "BadOptionUsage":
        option = getattr(error, "option_name", "")
        return msg("{option} needs a value; see '{help}'", option=option, help=help_command)
    if kind == "BadParameter":
        name = _name_of(getattr(error, "param", None))
        return msg("the value of {name} is wrong; see '{help}'", name=name, help=help_command)
    if kind in ("UsageError", "BadArgumentUsage"):
        return _unexpected(error, help_command)
    return None


def _no_such_option(error: Any, help_command: str) -> Message:
    option = error.option_name
    params = error.ctx.command.params if error.ctx else []
    known = [name for parameter in params for name in parameter.opts if name.startswith("-")]
    return msg(
        "there is no option {option}; {hint} (a text that begins with - goes after --; see '{help}')",
        option=option,
        hint=suggestion(option, known),
        help=help_command,
    )


def _unexpected(error: Any, help_command: str) -> Message:
    ctx = error.ctx
    words = list(getattr(ctx, "args", None) or getattr(ctx, "_protected_args", None) or [])
    commands = getattr(getattr(ctx, "command", None), "commands", None)
    text = str(getattr(error, "message", error))
    if commands:
        wanted = _quoted(text)
        if wanted is None:
            return msg("a command is missing; see '{help}'", help=help_command)
        return msg(
            "there is no command '{word}'; {hint} (see '{help}')",
            word=wanted,
            hint=suggestion(wanted, sorted(commands)),
            help=help_command,
        )
    extra = text.partition("(")[2].partition("(")[2].rstrip(")") or " ".join(words)
    return msg(
        "too many words: {words}; quote a text that has blanks; see '{help}'", words=extra, help=help_command
    )


def _quoted(text: str) -> str | None:
    parts = text.split("'")
    return parts[1] if len(parts) > 2 else None


def _name_of(parameter: Any) -> str:
    if parameter is None:
        return "?"
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name).upper()
    return str(parameter.opts[0])
