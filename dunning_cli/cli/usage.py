"""Wrong words on the command line, said in the user's language."""

from __future__ import annotations

from typing import Any

from dunning_cli.kernel.languages import LANGUAGES
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.remedy import PLACE_WORDS
from dunning_cli.kernel.text import nearest, suggestion
from dunning_cli.present.help_page import parameter_name, usage_of
from dunning_cli.present.language import translator

_OF_EVERY_COMMAND = frozenset({"--actor", "--agent", "--dry-run", "--format", "--json", "--override"})
_SIGNED = pattern(r"-[0-9][0-9.,]*[元块]?")


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
    if "UsageError" in kinds and _is_family(getattr(ctx, "command", None)):
        return msg("a command is missing; see '{help}'", help=help_command)
    if "UsageError" in kinds:
        return msg("these words make no command; see '{help}'", help=help_command)
    return None


def _is_family(command: Any) -> bool:
    return hasattr(command, "commands") and not getattr(command, "acts", False)


def _flags(ctx: Any) -> set[str]:
    """The options of a command that are given or not, and have no value."""
    params = ctx.command.get_params(ctx) if ctx is not None else []
    return {name for parameter in params if getattr(parameter, "is_flag", False) for name in parameter.opts}


def _no_such_option(error: Any, help_command: str) -> Message:
    option = _as_typed(error)
    params = error.ctx.command.params if error.ctx else []
    if _SIGNED.fullmatch(option):
        return msg(
            "{text} begins with a hyphen and is read as an option; an amount has no sign (see '{help}')",
            text=option,
            help=help_command,
        )
    place = next((each for each in params if _stands_alone(each, option)), None)
    if place is not None:
        return msg(
            "there is no option {option}: {what} stands without one, as in: {usage} (see '{help}')",
            option=option,
            what=PLACE_WORDS.get(name := parameter_name(place).strip("[]…"), name),
            usage=usage_of(error.ctx.command, error.ctx),
            help=help_command,
        )
    known = {
        name.lstrip("-"): name for parameter in params for name in parameter.opts if name.startswith("--")
    }
    near = nearest(option.lstrip("-"), known)
    own = [name for name in known.values() if name not in _OF_EVERY_COMMAND]
    hint = msg("did you mean {option}?", option=known[near]) if near else suggestion("", own)
    return msg(
        "there is no option {option}; {hint} (a text that begins with - goes after --; see '{help}')",
        option=option,
        hint=hint,
        help=help_command,
    )


def _as_typed(error: Any) -> str:
    """The word that is no option: of `-result` the parser names only `-r`."""
    option = str(error.option_name)
    typed = (word.partition("=")[0] for word in getattr(error, "words", ()))
    whole = (word for word in typed if word.startswith(option) and not word.startswith("--"))
    return option if option.startswith("--") else next(whole, option)


def _stands_alone(parameter: Any, option: str) -> bool:
    """Whether an option is called as an argument of the command: in English, or by the word of its help page."""
    if parameter.param_type_name != "argument":
        return False
    place = str(parameter.metavar or parameter.name).strip("[]…")
    word = PLACE_WORDS.get(place)
    named = {str(parameter.name), *place.lower().split("|")}
    named |= {translator(language)(word).lower() for language in LANGUAGES} if word is not None else set()
    return option.lstrip("-").lower() in named
