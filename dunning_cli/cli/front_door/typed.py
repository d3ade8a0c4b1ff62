"""The front door: what a person typed for the fields of an operation, turned into the strict forms it is built from.

Batches, files and Python give strict forms only. Here the labels of codes, and the everyday forms of amounts and days
are taken too. What is strict already passes by its form alone; everything else is loaded when it is met.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dunning_cli.cli.front_door.places import Place, strict
from dunning_cli.kernel.errors import Unreadable, WrongUsage
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.schema import Field, Many, fields_of
from dunning_cli.operations.declared.operation import CommandWords, words_by_field

if TYPE_CHECKING:
    from dunning_cli.cli.front_door.desk import Desk
    from dunning_cli.operations.declared.operation import Operation


def as_meant(desk: Desk, record: type[Operation], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an operation in their strict forms; what was understood is noted at the desk.

    Days to come are counted from the value date that is given. Raises WrongUsage that names every value that
    cannot be read.
    """
    said = words_by_field(record)
    problems: list[Problem] = []
    meant = dict(values)
    start = values.get("on")
    for item in fields_of(record):
        if item.key in values:
            place = _place(item, said.get(item.attribute))
            meant[item.key] = _meant(desk, place, values[item.key], start, problems)
    if problems:
        raise WrongUsage(problems[0].as_message(), problems[1:])
    return meant


def _place(item: Field, words: CommandWords | None) -> Place:
    metavar = words.metavar.strip("[]…,") if words is not None else ""
    if words is None:
        return Place(item.key, item.form)
    return Place(item.key, item.form, metavar, words.coming, words.help)


def _meant(desk: Desk, place: Place, value: Any, start: str | None, problems: list[Problem]) -> Any:
    if isinstance(value, (list, tuple)):
        of = place.form.of if isinstance(place.form, Many) else place.form
        inner = Place(place.key, of, place.metavar, place.coming, place.says)
        return [_meant(desk, inner, each, start, problems) for each in value]
    if isinstance(value, Mapping):
        return _meant_within(desk, place, value, start, problems)
    if not isinstance(value, str) or strict(place, value):
        return value
    from dunning_cli.cli.front_door.understanding import understood

    try:
        return understood(desk, place, value, start)
    except Unreadable as error:
        problems.append(Problem("bad-value", msg("{key}: {reason}", key=place.key, reason=error.message)))
        return value


def _meant_within(
    desk: Desk, place: Place, value: Mapping[str, Any], start: str | None, problems: list[Problem]
) -> dict[str, Any]:
    """The values of a record inside the operation, such as a part of a judgment; a due day in it is to come."""
    meant = dict(value)
    for item in fields_of(place.form):
        if item.key in value:
            inner = Place(item.key, item.form, coming=item.key == "due")
            meant[item.key] = _meant(desk, inner, value[item.key], start, problems)
    return meant
