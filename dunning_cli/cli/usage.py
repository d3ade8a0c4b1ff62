"""Wrong words on the command line, said in the user's language."""

from __future__ import annotations

from typing import Any

from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.text import suggestion
from dunning_cli.present.help_page import parameter_name


def usage_message(error: BaseException) -> Message | None:
    """What to say of a parser's error, or None where the error is none of a parser's.

    Errors are known by the names of their classes: Typer has brought its parser along since 0.26, before it was Click's.
    """
    kinds = {kind.__name__ for kind in type(error).__mro__}
    ctx = getattr(error, "ctx", None)
    help_command = f"{ctx.command_path} --help" if ctx is not None else "dunning --help"
    if "NoSuchOption" in kinds:
        return _no_such_option(error, help_command)
    if "MissingParameter" in kinds:
        name = parameter_name(getattr(error, "param", None))
        return msg("{option} is missing; see '{help}'", option=name, help=help_command)
    if "BadOptionUsage" in kinds:
        option = getattr(error, "option_name", "")
        if option in _flags(ctx):
            return msg("{option} takes no value; see '{help}'", option=option, help=help_command)
        return msg("{option} needs a value; see '{help}'", option=option, help=help_command)
    if "BadParameter" in kinds:
        name = parameter_name(getattr(error, "param", None))
        return msg("the value of {option} is wrong; see '{help}'", option=name, help=help_command)
    if "UsageError" in kinds and hasattr(getattr(ctx, "command", None), "commands"):
        return msg("a command is missing; see '{help}'", help=help_command)
    if "UsageError" in kinds:
        return msg("these words make no command; see '{help}'", help=help_command)
    return None


def _flags(ctx: Any) -> set[str]:
    """The options of a command that are given or not, and have no value."""
    params = ctx.command.get_params(ctx) if ctx is not None else []
    return {name for parameter in params if getattr(parameter, "is_flag", False) for name in parameter.opts}


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
