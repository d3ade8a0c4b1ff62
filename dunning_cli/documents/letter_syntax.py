"""What a letter template may say: every statement and name is checked before anything is rendered.

Jinja2 is slow to import, so this module is imported only where a template is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jinja2 import nodes

from dunning_cli.documents.letter_shape import (
    Group,
    ListShape,
    Shape,
    ValueKind,
    letter_shape,
    list_names,
    nearest_field,
)
from dunning_cli.documents.letter_wording import kind_of, written
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import nearest, suggestion

LOOP = Group(
    {"index": ValueKind.COUNT, "length": ValueKind.COUNT, "first": ValueKind.FLAG, "last": ValueKind.FLAG},
)
WIDEST = 76
"""The widest column the filters `left`, `right` and `center` make."""

_PRINTABLE = (ValueKind.TEXT, ValueKind.AMOUNT, ValueKind.DATE, ValueKind.COUNT)
_TAKES: Mapping[str, tuple[ValueKind, ...]] = {
    "amount": (ValueKind.AMOUNT,),
    "capital": (ValueKind.AMOUNT,),
    "words": (ValueKind.AMOUNT,),
    "day": (ValueKind.DATE,),
    "left": _PRINTABLE,
    "right": _PRINTABLE,
    "center": _PRINTABLE,
}
_WITH_WIDTH = ("left", "right", "center")
_ORDERED = ("lt", "lteq", "gt", "gteq")
_NUMBERS = (ValueKind.AMOUNT, ValueKind.COUNT)


@dataclass(slots=True)
class NotAllowed(Exception):
    """A template says something a letter can't; `line` counts within the body."""

    line: int
    message: Message
    fix: Message


def check_syntax(template: nodes.Template) -> None:
    """Raise NotAllowed at the first thing in a parsed template that is not field, `if`, `for` or filter.

    Allowed: fields by name, `if`/`elif`/`else`, `for` over a list of the letter (not one inside another),
    comparisons, `and`, `or`, `not`, texts and whole numbers, and the filters. That bounds the work: no
    statement can repeat more often than the data has rows, and no value can grow.
    """
    _statements(template.body, letter_shape().members, looping=False)


def _statements(body: Iterable[nodes.Node], names: Mapping[str, Shape], looping: bool) -> None:
    for node in body:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                if not isinstance(part, nodes.TemplateData):
                    _printed(part, names)
        elif isinstance(node, nodes.If):
            _value(node.test, names)
            for branch in (node.body, node.elif_, node.else_):
                _statements(branch, names, looping)
        elif isinstance(node, nodes.For):
            _loop(node, names, looping)
        else:
            raise _unavailable(node)


def _loop(node: nodes.For, names: Mapping[str, Shape], looping: bool) -> None:
    if looping:
        raise NotAllowed(
            node.lineno,
            msg("a 'for' can't stand inside another"),
            msg("write one after the other"),
        )
    if node.recursive or not isinstance(node.target, nodes.Name):
        raise NotAllowed(
            node.lineno,
            msg("this form of 'for' can't be used in a letter"),
            msg("write 'for item in items'"),
        )
    rows = _value(node.iter, names)
    if not isinstance(rows, ListShape):
        raise NotAllowed(
            node.iter.lineno,
            msg("'{name}' is not a list", name=written(node.iter)),
            msg("the lists are {names}", names=", ".join(list_names(letter_shape()))),
        )
    if node.target.name in names:
        raise NotAllowed(
            node.lineno,
            msg("'{name}' is a field of the letter already", name=node.target.name),
            msg("choose another name for the row"),
        )
    inner = {**names, node.target.name: rows.of}
    if node.test is not None:
        _value(node.test, inner)
    _statements(node.body, {**inner, "loop": LOOP}, looping=True)
    _statements(node.else_, names, looping=True)


def _printed(node: nodes.Expr, names: Mapping[str, Shape]) -> None:
    if _single_value(node, names) is ValueKind.FLAG:
        raise NotAllowed(
            node.lineno,
            msg("'{name}' is a yes or no and can't be printed", name=written(node)),
            msg("ask for it with 'if'"),
        )


def _single_value(node: nodes.Expr, names: Mapping[str, Shape]) -> ValueKind:
    shape = _value(node, names)
    if isinstance(shape, Group):
        raise NotAllowed(
            node.lineno,
            msg("'{name}' is a group of fields", name=written(node)),
            msg("name one of them: {names}", names=", ".join(shape.members)),
        )
    if isinstance(shape, ListShape):
        raise NotAllowed(
            node.lineno,
            msg("'{name}' is a list", name=written(node)),
            msg("print it row by row with 'for'"),
        )
    return shape


def _value(node: nodes.Node, names: Mapping[str, Shape]) -> Shape:
    """What an expression gives, after checking that it may be used."""
    if isinstance(node, nodes.Name):
        return _member(node.name, node.name, names, node.lineno)
    if isinstance(node, nodes.Getattr):
        return _attribute(node, names)
    if isinstance(node, nodes.Const):
        return _constant(node)
    if isinstance(node, nodes.Filter):
        return _filtered(node, names)
    if isinstance(node, nodes.Compare):
        return _comparison(node, names)
    if isinstance(node, nodes.Not):
        _value(node.node, names)
        return ValueKind.FLAG
    if isinstance(node, (nodes.And, nodes.Or)):
        left, right = _value(node.left, names), _value(node.right, names)
        return left if left == right else ValueKind.FLAG
    if isinstance(node, nodes.CondExpr):
        _value(node.test, names)
        if node.expr2 is None:
            raise NotAllowed(node.lineno, msg("an 'if' inside an expression needs an 'else'"), msg("add one"))
        return _same_kind(node, _single_value(node.expr1, names), _single_value(node.expr2, names))
    raise _unavailable(node)


def _same_kind(node: nodes.Expr, left: ValueKind, right: ValueKind) -> ValueKind:
    if left == right:
        return left
    raise NotAllowed(
        node.lineno,
        msg("both sides of 'else' must be of one kind: one is {kind}, the other {other}", kind=left,
            other=right),
        msg("use an 'if' of its own"),
    )  # fmt: skip


def _attribute(node: nodes.Getattr, names: Mapping[str, Shape]) -> Shape:
    owner = _value(node.node, names)
    if not isinstance(owner, Group):
        raise NotAllowed(
            node.lineno,
            msg("'{name}' has no fields of its own", name=written(node.node)),
            msg("take '.{attribute}' away", attribute=node.attr),
        )
    return _member(node.attr, written(node), owner.members, node.lineno)


def _member(name: str, path: str, members: Mapping[str, Shape], line: int) -> Shape:
    if name in members:
        return members[name]
    prefix = path.removesuffix(name)
    near = nearest(name, members) if prefix else nearest_field(name)
    fix = msg("did you mean '{word}'?", word=prefix + near) if near else suggestion(name, members)
    raise NotAllowed(line, msg("a letter has no field '{name}'", name=path), fix)


def _constant(node: nodes.Const) -> ValueKind:
    if isinstance(node.value, bool):
        return ValueKind.FLAG
    if isinstance(node.value, str):
        return ValueKind.TEXT
    if isinstance(node.value, int):
        return ValueKind.COUNT
    raise NotAllowed(
        node.lineno,
        msg("'{value}' can't be used in a letter", value=node.value),
        msg("write a whole number or a text"),
    )


def _filtered(node: nodes.Filter, names: Mapping[str, Shape]) -> ValueKind:
    if node.name not in _TAKES:
        raise NotAllowed(
            node.lineno, msg("a letter has no filter '{name}'", name=node.name), suggestion(node.name, _TAKES)
        )
    if node.node is None:
        raise _unavailable(node)
    given = _single_value(node.node, names)
    if given not in _TAKES[node.name]:
        raise NotAllowed(
            node.lineno,
            msg("'{name}' is not of the kind the filter '{filter}' takes", name=written(node.node),
                filter=node.name),
            msg("it takes: {kinds}", kinds=", ".join(_TAKES[node.name])),
        )  # fmt: skip
    _check_arguments(node)
    return ValueKind.TEXT


def _check_arguments(node: nodes.Filter) -> None:
    plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs)
    if node.name not in _WITH_WIDTH:
        if node.args or not plain:
            raise NotAllowed(
                node.lineno,
                msg("the filter '{name}' takes nothing in brackets", name=node.name),
                msg("write '| {name}'", name=node.name),
            )
        return
    widths = [argument.value for argument in node.args if isinstance(argument, nodes.Const)]
    one_width = plain and len(node.args) == len(widths) == 1
    if not one_width or type(widths[0]) is not int or not 1 <= widths[0] <= WIDEST:
        raise NotAllowed(
            node.lineno,
            msg("the filter '{name}' needs a width from 1 to {most}", name=node.name, most=WIDEST),
            msg("write it as {name}(12)", name=node.name),
        )


def _comparison(node: nodes.Compare, names: Mapping[str, Shape]) -> ValueKind:
    left = _single_value(node.expr, names)
    for operand in node.ops:
        right = _single_value(operand.expr, names)
        if operand.op not in (*_ORDERED, "eq", "ne"):
            raise _unavailable(operand)
        if left != right and not (left in _NUMBERS and right in _NUMBERS):
            raise NotAllowed(
                node.lineno,
                msg("'{left}' and '{right}' can't be compared: one is {kind}, the other {other}",
                    left=written(node.expr), right=written(operand.expr), kind=left, other=right),
                msg("compare like with like"),
            )  # fmt: skip
        left = right
    return ValueKind.FLAG


def _unavailable(node: nodes.Node) -> NotAllowed:
    # Jinja2 makes some nodes itself and gives them no line; their first child has one.
    inner = (child.lineno for child in node.iter_child_nodes() if child.lineno)
    return unusable(node.lineno or next(inner, 1), kind_of(node))


def unusable(line: int, what: str) -> NotAllowed:
    """What to say of a word of the template language that letters do not know."""
    return NotAllowed(
        line,
        msg("'{what}' can't be used in a letter", what=what),
        msg(
            "use fields, 'if', 'for', comparisons and the filters {filters}",
            filters=", ".join(_TAKES),
        ),
    )
