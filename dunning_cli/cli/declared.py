"""A command made of an operation's record: its arguments, options and help are what the record declares."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.carrying_out import carried_out, print_receipt
from dunning_cli.cli.options import ActorName, DryRun, Json
from dunning_cli.cli.overriding import override_offered
from dunning_cli.cli.session import Session
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Many, fields_of
from dunning_cli.operations.declared.operation import COMMON, CommandWords, Operation, words_by_field
from dunning_cli.operations.registry import declared_operation, operation_named
from dunning_cli.present.help_page import HelpfulCommand


@dataclass(frozen=True, slots=True)
class Given:
    """What was given beside the fields: who acts, how to answer, and options that the command has of its own."""

    actor: str | None
    dry_run: bool
    as_json: bool
    own: Mapping[str, Any]


Run = Callable[[Context, str, dict[str, Any], Given], None]
"""Carries out a command: context, words of the operation, values by field, and what else was given."""


def write(ctx: Context, words: str, values: dict[str, Any], given: Given) -> None:
    """Carries out the operation and prints its receipt."""
    with override_offered(ctx):
        receipt = carried_out(ctx.obj, operation_named(words), values, given.actor, given.dry_run)
        print_receipt(ctx.obj, receipt, given.as_json)
    if not given.as_json:
        _tell_unsaid(ctx.obj, declared_operation(words), values)


def _tell_unsaid(session: Session, record: type[Operation], values: Mapping[str, Any]) -> None:
    """What is to be said of options that were left out."""
    for name, said in words_by_field(record).items():
        if said.unsaid and values.get(name.rstrip("_")) is None:
            session.screen.note(Message(said.unsaid))


def add_declared(
    app: Typer,
    words: str,
    run: Run = write,
    own: Mapping[str, Any] | None = None,
    cls: type[HelpfulCommand] = HelpfulCommand,
) -> None:
    """Adds the command of an operation; `own` are annotated parameters beside its fields, each with its default."""
    record = declared_operation(words)
    app.command(words.rpartition(" ")[2], cls=cls, help=record.__doc__)(
        _Declared(record, words, run, own or {})
    )


class _Declared:
    """The function of a command, as a command line inspects it; what it takes is worked out when it is asked for."""

    def __init__(self, record: type[Operation], words: str, run: Run, own: Mapping[str, Any]) -> None:
        self._record, self._words, self._run, self._own = record, words, run, own
        self.__name__ = record.__name__

    def __call__(self, ctx: Context, **given: Any) -> None:
        """Carries the command out with what was given."""
        values = {name.rstrip("_"): given[name] for name in self._of_fields}
        rest = {name: given[name] for name in self._own}
        self._run(ctx, self._words, values, Given(given["actor"], given["dry_run"], given["as_json"], rest))

    @cached_property
    def _of_fields(self) -> dict[str, inspect.Parameter]:
        return {parameter.name: parameter for parameter in _parameters(self._record)}

    @cached_property
    def __signature__(self) -> inspect.Signature:
        """All parameters in the order of the help page."""
        record, parameters = self._record, self._of_fields
        leading = [parameters[name] for name in record.leading]
        mine = [*leading, *(each for name, each in parameters.items() if name not in COMMON)]
        common = [
            parameters[name]
            for name in ("on", "override")
            if name in parameters and name not in record.leading
        ]
        agent = [parameters["agent"]] if "agent" in parameters else []
        return inspect.Signature(
            [
                _parameter("ctx", Context, inspect.Parameter.empty),
                *sorted(mine, key=lambda each: not _is_argument(each)),
                *(_parameter(name, annotation, default) for name, (annotation, default) in self._own.items()),
                *common,
                _parameter("actor", ActorName, None),
                *agent,
                _parameter("dry_run", DryRun, False),
                _parameter("as_json", Json, False),
            ]
        )

    @property
    def __annotations__(self) -> dict[str, Any]:  # type: ignore[override]  # read by whoever inspects it
        return {name: each.annotation for name, each in self.__signature__.parameters.items()}


def _parameters(record: type[Operation]) -> Iterator[inspect.Parameter]:
    forms = {item.attribute: item for item in fields_of(record)}
    for name, words in words_by_field(record).items():
        known = forms[name]
        asked = known.required if words.asked is None else words.asked
        base: Any = list[str] if isinstance(known.form, Many) else bool if not words.metavar else str
        if not asked and base is not bool:
            base = base | None
        empty: Any = False if base is bool else None
        yield _parameter(
            name,
            Annotated[base, _said(words, known.key)],
            inspect.Parameter.empty if asked else empty,
        )


def _said(words: CommandWords, key: str) -> Any:
    if words.argument:
        return Argument(metavar=words.metavar, help=words.help)
    return Option(*words.names(key), metavar=words.metavar or None, help=words.help)


def _is_argument(parameter: inspect.Parameter) -> bool:
    return type(parameter.annotation.__metadata__[0]).__name__ == "ArgumentInfo"


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
