"""Draws docs/architecture.svg from the imports of the package: `python scripts/architecture_picture.py`.

Packages are boxes, stacked so that each stands above all that it imports; beside them a table has a dot wherever the
package of the row imports that of the column. Imports made only for type checkers are left out. There are no numbers in
it, so that it changes only where a package begins or ceases to import another.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "dunning_cli"
PICTURE = ROOT / "docs" / "architecture.svg"

SPLIT = ("domain", "store")
"""Layers whose packages have boxes of their own."""
HOW = ("operations.declared", "operations.writing")
"""What all operations share; the packages of one subject each stand in one box."""
SUBJECTS = "operations.subjects"

ROW, LEFT, BOXES, INNER, TOP = 24, 16, 520, 330, 172
"""Pixels: height of a row, margin, width of the stack and of a box within a layer, height of the heads of the table."""
STYLE = """
    .ground { fill: #ffffff; } .layer { fill: #eef2f7; stroke: #7a8899; } .box { fill: #ffffff; stroke: #7a8899; }
    .line { stroke: #d5dce4; } .same { fill: #d5dce4; } .dot { fill: #1f5fa8; }
    text { font: 13px system-ui, sans-serif; fill: #16202b; } .small { font-size: 11px; fill: #4a5866; }
    .name { font-weight: 600; }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #10161d; } .layer { fill: #1b2530; stroke: #718096; } .box { fill: #10161d; stroke: #718096; }
      .line { stroke: #2d3a48; } .same { fill: #2d3a48; } .dot { fill: #7db4f0; }
      text { fill: #e8eef5; } .small { fill: #b3c0cd; }
    }"""

Imports = dict[str, set[str]]
"""For each box the boxes that its modules import."""


def box_of(module: str) -> str:
    """The box that a module of the package is drawn in; `module` is dotted, below the package."""
    parts = module.split(".")
    two = ".".join(parts[:2])
    if parts[0] == "operations":
        return two if two in HOW else SUBJECTS
    return two if parts[0] in SPLIT and len(parts) > 2 else parts[0]


def modules() -> dict[str, ast.Module]:
    """Every module by its dotted name, but for those that only begin the program or a package."""
    named = (
        (path, ".".join(path.relative_to(PACKAGE).with_suffix("").parts)) for path in PACKAGE.rglob("*.py")
    )
    return {
        module: ast.parse(path.read_text(encoding="utf-8"))
        for path, module in sorted(named)
        if "." in module.removesuffix(".__init__") or not module.endswith(("__init__", "__main__"))
    }


def imported(node: ast.AST) -> Iterator[str]:
    """The modules and names of the package that are imported anywhere below a node, not for type checkers only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            continue
        if isinstance(child, ast.ImportFrom) and (child.module or "").startswith(f"{PACKAGE.name}."):
            yield f"{child.module}.{child.names[0].name}".removeprefix(f"{PACKAGE.name}.")
        elif isinstance(child, ast.Import):
            yield from (
                name.name.removeprefix(f"{PACKAGE.name}.")
                for name in child.names
                if name.name.startswith(f"{PACKAGE.name}.")
            )
        yield from imported(child)


def imports(trees: Mapping[str, ast.Module]) -> Imports:
    """Which boxes import which."""
    found: Imports = {box_of(module): set() for module in trees}
    for module, tree in trees.items():
        own = box_of(module)
        found[own] |= {box_of(name) for name in imported(tree)} - {own}
    return found


def floors(graph: Mapping[str, set[str]]) -> dict[str, int]:
    """How high each stands: one above the highest that it imports. Raises RecursionError for a circle."""

    @cache
    def floor(name: str) -> int:
        return 1 + max((floor(other) for other in graph[name]), default=-1)

    return {name: floor(name) for name in graph}


def layer_of(box: str) -> str:
    return box.partition(".")[0]


def stacked(found: Imports) -> list[str]:
    """The boxes from the top down, layer by layer."""
    layers: dict[str, set[str]] = {layer_of(box): set() for box in found}
    for box, others in found.items():
        layers[layer_of(box)] |= {layer_of(other) for other in others} - {layer_of(box)}
    of_layer = floors(layers)
    of_box = floors(found)
    return sorted(found, key=lambda box: (-of_layer[layer_of(box)], layer_of(box), -of_box[box], box))


def subject(box: str) -> str:
    """What a layer or package says of itself, up to the first stop."""
    place = PACKAGE / box.replace(".", "/")
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return re.split(r"[:.,;]", said)[0]


def picture() -> str:
    """The picture as SVG; the same imports give the same bytes."""
    found = imports(modules())
    boxes = stacked(found)
    width, height = LEFT + BOXES + len(boxes) * ROW + 4 * LEFT, TOP + len(boxes) * ROW + 48
    said = (
        "A dot: the package on the left imports the one above. "
        "There is none to the left of the grey steps: no import goes up."
    )
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title">',
        '  <title id="title">The packages of dunning_cli, each above what it imports</title>',
        f"  <style>{STYLE}\n  </style>",
        f'  <rect class="ground" width="{width}" height="{height}"/>',
        *_stack(boxes),
        *_table(boxes, found),
        f'  <text class="small" x="{LEFT}" y="{height - 18}">{escape(said)}</text>',
        "</svg>",
        "",
    ])  # fmt: skip


def _stack(boxes: list[str]) -> Iterator[str]:
    row = 0
    for layer, members in groupby(boxes, layer_of):
        inside = list(members)
        top, tall = TOP + row * ROW, len(inside) * ROW
        yield f'  <rect class="layer" x="{LEFT}" y="{top + 1}" width="{BOXES}" height="{tall - 2}" rx="4"/>'
        middle = top + tall // 2
        if len(inside) == 1:
            yield f'  <text class="name" x="{LEFT + 8}" y="{middle + 4}">{layer}</text>'
            yield f'  <text class="small" x="{LEFT + BOXES - INNER + 96}" y="{middle + 4}">{escape(subject(layer))}</text>'
        else:
            yield f'  <text class="name" x="{LEFT + 8}" y="{middle - 3}">{layer}</text>'
            yield f'  <text class="small" x="{LEFT + 8}" y="{middle + 12}">{escape(subject(layer))}</text>'
            for number, box in enumerate(inside):
                yield from _box(box, top + number * ROW)
        row += len(inside)


def _box(box: str, top: int) -> Iterator[str]:
    left = LEFT + BOXES - INNER
    name = box.partition(".")[2]
    said = subject(box) if box != SUBJECTS else "One package a subject"
    yield f'  <rect class="box" x="{left}" y="{top + 3}" width="{INNER - 6}" height="{ROW - 6}" rx="3"/>'
    yield f'  <text x="{left + 8}" y="{top + 16}">{name}</text>'
    yield f'  <text class="small" x="{left + 96}" y="{top + 16}">{escape(said)}</text>'


def _table(boxes: list[str], found: Imports) -> Iterator[str]:
    left, many = LEFT + BOXES + LEFT, len(boxes)
    right, end = left + many * ROW, TOP + many * ROW
    for number in range(many + 1):
        x, y = left + number * ROW, TOP + number * ROW
        yield f'  <path class="line" d="M{left} {y}H{right}M{x} {TOP}V{end}"/>'
    for number, box in enumerate(boxes):
        x, y = left + number * ROW, TOP + number * ROW
        yield f'  <rect class="same" x="{x}" y="{y}" width="{ROW}" height="{ROW}"/>'
        yield f'  <text transform="translate({x + ROW // 2 + 4} {TOP - 6}) rotate(-60)">{box}</text>'
    for down, box in enumerate(boxes):
        for across, other in enumerate(boxes):
            if other in found[box]:
                x, y = left + across * ROW + ROW // 2, TOP + down * ROW + ROW // 2
                yield f'  <circle class="dot" cx="{x}" cy="{y}" r="6"/>'


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8", newline="\n")
