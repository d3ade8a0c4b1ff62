"""How a command that was refused and may be done with a reason is given again with one."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from typer import Context

from dunning_cli.kernel.errors import Again, AgainstRule
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.remedy import PLACE_WORDS


@contextmanager
def override_offered(ctx: Context) -> Iterator[None]:
    """Adds to a refusal that a reason lifts the same command with `--override REASON`."""
    try:
        yield
    except (AgainstRule, Again) as refusal:
        reason = str(ctx.obj.translate(PLACE_WORDS["REASON"]))
        command = same_command(ctx, "--override", reason).replace(shlex.quote(reason), reason)
        refusal.hint = msg("with a reason it goes through: {command}", command=command)
        if getattr(refusal, "rule", None) == "hours" and ctx.params.get("at", True) is None:
            at_its_hour = same_command(ctx, "--at", "15:00")
            refusal.hint = msg(
                "if it was at another hour: {command}; {hint}", command=at_its_hour, hint=refusal.hint
            )
        raise


def same_command(ctx: Context, *more: str) -> str:
    """The command as it was given, for a POSIX shell, with words appended; global options come first."""
    session = ctx.obj
    words = [ctx.find_root().command_path]
    for option, value in (("--ledger", session.ledger_folder), ("--lang", session.asked_language)):
        words += [option, value] if value is not None else []
    words += ctx.command_path.split()[1:]
    arguments: list[str] = []
    options: list[str] = []
    for parameter in ctx.command.params:
        source = ctx.get_parameter_source(parameter.name or "")
        value = ctx.params.get(parameter.name or "")
        if source is None or source.name != "COMMANDLINE" or value is None:
            continue
        if parameter.param_type_name == "argument":
            arguments += _texts(value)
        elif value is True:
            options.append(parameter.opts[0])
        else:
            options += [word for text in _texts(value) for word in (parameter.opts[0], text)]
    if any(argument.startswith("-") for argument in arguments):
        words += [*options, *more, "--", *arguments]
    else:
        words += [*arguments, *options, *more]
    return shlex.join(words)


def _texts(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, (list, tuple)) else [str(value)]
