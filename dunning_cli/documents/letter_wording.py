"""Parts of a template as a message names them: close to how they were written.

Jinja2 is slow to import, so this module is imported only where a template is read.
"""

from __future__ import annotations

from jinja2 import nodes

_WRITTEN = {
    "Mul": "*",
    "Pow": "**",
    "Div": "/",
    "FloorDiv": "//",
    "Mod": "%",
    "Add": "+",
    "Sub": "-",
    "Neg": "-",
    "Pos": "+",
    "Concat": "~",
    "Call": "(…)",
    "Getitem": "[…]",
    "Slice": "[…]",
    "List": "[…]",
    "Tuple": "(…, …)",
    "Dict": "{…}",
    "Test": "is",
    "Assign": "set",
    "AssignBlock": "set",
    "FromImport": "from",
    "CallBlock": "call",
    "FilterBlock": "filter",
    "Scope": "autoescape",
    "ScopedEvalContextModifier": "autoescape",
}


def kind_of(node: nodes.Node) -> str:
    """The word or sign that makes a part of a template, such as `set` or `*`."""
    kind = type(node).__name__
    return _WRITTEN.get(kind, kind.lower())


def written(node: nodes.Node) -> str:
    """An expression as it stands in the template, as far as a message needs it."""
    if isinstance(node, nodes.Getattr):
        return f"{written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, (nodes.And, nodes.Or)):
        return f"{written(node.left)} {type(node).__name__.lower()} {written(node.right)}"
    if isinstance(node, nodes.Filter) and node.node is not None:
        return f"{written(node.node)} | {node.name}"
    return str(node.value) if isinstance(node, nodes.Const) else "…"
