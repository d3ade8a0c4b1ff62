"""The table, for the screen, for a page and for scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from measure.targets import MEGABYTE, Judged

_MARKS = {True: "✓", False: "✗", None: "–"}
_HEADINGS = ("what", "CPU", "wall", "memory", "beside", "target", "limit", "")
_TITLE = "# Results\n\nWritten by `make bench`; what is measured and how: [README](README.md).\n"


def table(rows: Sequence[Judged]) -> list[tuple[str, ...]]:
    """The lines of the table as texts, the headings first."""
    return [_HEADINGS, *map(_line, rows)]


def _line(each: Judged) -> tuple[str, ...]:
    found, beside = each.found, each.beside
    named = f"{seconds(beside.cpu)} {each.row.beside}" if beside is not None else ""
    if beside is None and each.row.beside and found is not None:
        named = f"{each.row.beside} is not installed"
    if found is None:
        return (each.row.what, "", "", "", named, each.row.target, "", "–")
    return (
        each.row.what + _notes(each),
        seconds(found.cpu),
        seconds(found.wall),
        f"{found.peak / MEGABYTE:.0f} MB",
        named,
        each.row.target,
        "" if each.limit is None else seconds(each.limit),
        _MARKS[each.within],
    )


def _notes(each: Judged) -> str:
    assert each.found is not None
    told = [f"{value:g} {name}" for name, value in each.found.notes.items()]
    return f" ({', '.join(told)})" if told else ""


def seconds(taken: float) -> str:
    """A time as people read it."""
    if taken < 0.1:
        return f"{taken * 1000:.3g} ms"
    return f"{taken:.2f} s" if taken < 10 else f"{taken:.1f} s"


def on_screen(rows: Sequence[Judged]) -> str:
    """The table in columns."""
    lines = table(rows)
    widths = [max(len(line[place]) for line in lines) for place in range(len(_HEADINGS))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def in_markdown(rows: Sequence[Judged]) -> str:
    """The table of a page."""
    head, *lines = table(rows)
    rule = "|" + "---|" * len(head)
    return "\n".join((_row(head), rule, *map(_row, lines)))


def _row(texts: Sequence[str]) -> str:
    return "| " + " | ".join(texts) + " |"


def heading(cases: int) -> str:
    """The heading of a run with so many cases."""
    return f"## {cases:,} cases"


def write_page(page: Path, cases: int, machine: Mapping[str, str], said: str, rows: Sequence[Judged]) -> None:
    """Puts a run in its place on the page; runs with other numbers of cases stay."""
    runs = _runs(page)
    about = ", ".join(f"{name} {value}" for name, value in machine.items())
    runs[heading(cases)] = f"{heading(cases)}\n\n{about}. {said}\n\n{in_markdown(rows)}\n"
    ordered = sorted(runs.values(), key=lambda text: int(text.split()[1].replace(",", "")))
    page.write_text("\n".join((_TITLE, *ordered)), encoding="utf-8")


def _runs(page: Path) -> dict[str, str]:
    if not page.exists():
        return {}
    parts = page.read_text(encoding="utf-8").split("\n## ")[1:]
    return {f"## {part.splitlines()[0]}": f"## {part}".rstrip("\n") + "\n" for part in parts}


def for_scripts(rows: Sequence[Judged], machine: Mapping[str, str], cases: int) -> dict[str, Any]:
    """The run as JSON: times in seconds, memory in bytes."""
    return {"cases": cases, "machine": dict(machine), "rows": [_data(each) for each in rows]}


def _data(each: Judged) -> dict[str, Any]:
    found, beside = each.found, each.beside
    data: dict[str, Any] = {"row": each.row.side, "target": each.row.target, "within": each.within}
    if found is not None:
        data |= {"cpu": found.cpu, "wall": found.wall, "peak": found.peak, "rounds": found.rounds}
        data |= {"limit": each.limit, "memory": each.memory, **found.notes}
    if beside is not None:
        data["beside"] = {
            "side": each.row.beside,
            "cpu": beside.cpu,
            "wall": beside.wall,
            "peak": beside.peak,
        }
    return data
