"""The rows of the table: what is measured, how it is said, and what it may take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from measure.running import Figures

MEGABYTE = 1024 * 1024
USUAL_CASES, MOST_CASES = 10_000, 100_000
_TEN_TIMES = 11
"""How many times as long ten times as many cases may take."""

Found = Mapping[str, Figures]
"""Every side that was measured, by its name."""
Limit = Callable[[Found], float]


@dataclass(frozen=True)
class Row:
    """One row: the measured side, its heading, the target in words, the side beside it, limits of time and memory.

    The limit is of processor time, in seconds. `ten_times`: whether it grows with the ledger.
    """

    side: str
    what: str
    target: str
    limit: Limit
    beside: str = ""
    memory: int | None = None
    """Bytes."""
    ten_times: bool = True


def _times(factor: float, side: str, more: float = 0.0) -> Limit:
    return lambda found: factor * found[side].cpu + more


def _at_most(seconds: float) -> Limit:
    return lambda _: seconds


def _start(found: Found) -> float:
    return min(2 * found["python"].cpu, 1.3 * found["typer"].cpu)


def _look(found: Found) -> float:
    return found["task list"].cpu + found["typer"].cpu


def _first_look(found: Found) -> float:
    return 1.5 + found["first look"].notes.get("moved", 0) * 0.0005


def _page(found: Found) -> float:
    return 1.5 * found["list beside reports"].cpu + 0.1


def _letters(found: Found) -> float:
    return 20 * found["letter batch"].notes.get("letters", 5000) / 5000


REPORTS = {
    "recovery": ("report", "recovery"),
    "collectors": ("report", "collectors"),
    "compliance": ("report", "compliance"),
    "page": ("report", "page", "-o", "{page}"),
}
"""The reports that are measured, by their name."""
_START = "≤ 2 × bare Python, ≤ 1.3 × import typer"
_LOOK = "≤ taskwarrior's list + import typer; ≤ 100 MB"
ROWS = (
    Row("--version", "`--version`", _START, _start, "typer", ten_times=False),
    Row("--help", "`--help`", _START, _start, "typer", ten_times=False),
    Row("pay --help", "`pay --help`", "≤ 1.3 × import typer", _times(1.3, "typer"), "typer", ten_times=False),
    Row(
        "fees", "`fees CASE`", "≤ 2 × sqlite-utils --version", _times(2, "sqlite-utils"), "sqlite-utils",
        ten_times=False,
    ),
    Row("complete", "completion of a case id", "≤ 1.5 × `--help`", _times(1.5, "--help"), "--help"),
    *(
        Row(name, f"`{name}`", _LOOK, _look, "task list", 100 * MEGABYTE)
        for name in ("list", "find", "status", "remind", "workload")
    ),
    *(
        Row(
            name, f"`report {name}`", "≤ 1.5 × list; ≤ 120 MB", _times(1.5, "list beside reports"),
            "list beside reports", 120 * MEGABYTE,
        )
        for name in REPORTS if name != "page"
    ),
    Row("page", "`report page`", "≤ 1.5 × list + 0.1 s; ≤ 120 MB", _page, "list beside reports", 120 * MEGABYTE),
    Row("first look", "first look of a day", "≤ 1.5 s + 0.5 ms × cases that moved", _first_look),
    Row("first read", "first read with no cache", "≤ 6 s, ≤ 250 MB", _at_most(6), memory=250 * MEGABYTE),
    Row("pay", "`pay`", "≤ 4 × git add + commit", _times(4, "git commit of a payment"), "git commit of a payment",
        ten_times=False),
    Row("note", "`note`", "≤ 4 × git add + commit", _times(4, "git commit of a call"), "git commit of a call",
        ten_times=False),
    Row("batch", "`batch` of as many writes as cases", "≤ 2 × git add + commit + 5 s",
        _times(2, "git commit of the batch", 5), "git commit of the batch"),
    Row("import", "`import` of as many rows as cases", "≤ 3 × git add + commit",
        _times(3, "git commit of the import"), "git commit of the import"),
    Row("check, first", "`check`, nothing cached", "≤ 1.5 × first read", _times(1.5, "first read"), "first read"),
    Row("check", "`check`", "≤ 3 s", _at_most(3)),
    Row("audit, first", "`audit`, for the first time", "≤ 4 × git log -p -- cases > file; ≤ 250 MB",
        _times(4, "git log -p"), "git log -p", 250 * MEGABYTE),
    Row("audit", "`audit` again", "≤ 1 s", _at_most(1)),
    Row("evidence", "`evidence CASE`", "≤ 2 s", _at_most(2)),
    Row("letter batch", "`letter batch`, as text", "≤ 20 s for 5,000", _letters),
    Row("list after a pull", "`list` after a pull of 100 cases", "≤ 1.3 × warm", _times(1.3, "list beside the pull"),
        "list beside the pull"),
    Row("account", "account of five years, with lines", "≤ 5 ms", _at_most(0.005), ten_times=False),
    Row("card", "card of five years, with lines", "≤ 10 ms", _at_most(0.010), ten_times=False),
)  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """A row with what was found; `limit` is None for what was not measured."""

    row: Row
    found: Figures | None
    limit: float | None = None
    beside: Figures | None = None
    memory: int | None = None

    @property
    def within(self) -> bool | None:
        """Whether the target is met; None where nothing was measured."""
        if self.found is None or self.limit is None:
            return None
        in_memory = self.memory is None or self.found.peak <= self.memory
        return self.found.cpu <= self.limit and in_memory


def judged(found: Found, cases: int, usual: Mapping[str, float]) -> list[Judged]:
    """Every row with its mark. `usual` are the limits found with the usual number of cases, by side.

    Ten times as many cases may take eleven times these limits, and a gigabyte.
    """
    rows = []
    for row in ROWS:
        limit = _limit(row, found)
        memory = row.memory
        if cases >= MOST_CASES and row.ten_times:
            limit = usual[row.side] * _TEN_TIMES if row.side in usual else None
            memory = 1024 * MEGABYTE
        rows.append(Judged(row, found.get(row.side), limit, found.get(row.beside), memory))
    return rows


def _limit(row: Row, found: Found) -> float | None:
    try:
        return row.limit(found)
    except KeyError:
        # a peer that is not installed
        return None
