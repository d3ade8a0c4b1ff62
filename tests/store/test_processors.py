"""Things worked out on all processors are those that one would have worked out, whatever becomes of the others."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.store.machine import processors
from dunning_cli.store.machine.processors import worked_out

HERE = os.getpid()
THINGS = list(range(1234))


@pytest.fixture(autouse=True)
def in_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies are made wherever there may be some: the threads of the test's own runner hold nothing."""
    monkeypatch.setattr(processors, "_processors", lambda: 3)
    monkeypatch.setattr(processors, "_pays", lambda things, processes: things >= 400 and processes > 1)


def test_what_is_found_stands_in_order_and_others_found_it() -> None:
    told: list[tuple[int, int]] = []
    found = list(
        worked_out(THINGS, lambda some: [(each, os.getpid()) for each in some], lambda *how: told.append(how))
    )
    assert [each for each, _ in found] == THINGS
    assert HERE not in {process for _, process in found}
    assert told[-1] == (len(THINGS), len(THINGS))
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 399, 400])
def test_few_things_are_worked_out_here(count: int) -> None:
    found = list(worked_out(THINGS[:count], lambda some: [os.getpid() for _ in some]))
    assert len(found) == count
    assert (HERE in found) == (0 < count < 400)


def test_a_failure_is_told_as_if_nobody_had_helped() -> None:
    def failing(some: Sequence[int]) -> list[int]:
        if 777 in some:
            raise Refused(msg("not {this}", this=777))
        return list(some)

    found: list[int] = []
    with pytest.raises(Refused, match="not 777"):
        found.extend(worked_out(THINGS, failing))
    assert found == THINGS[:700]


def test_what_a_copy_cannot_do_is_done_here() -> None:
    def only_here(some: Sequence[int]) -> list[int]:
        if some[0] >= 500 and os.getpid() != HERE:
            raise MemoryError
        return [each * 2 for each in some]

    assert list(worked_out(THINGS, only_here)) == [each * 2 for each in THINGS]


def test_copies_that_are_killed_are_done_without() -> None:
    def killed(some: Sequence[int]) -> list[int]:
        if some[0] == 300 and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return list(some)

    assert list(worked_out(THINGS, killed)) == THINGS


def test_whoever_stops_asking_leaves_no_copy_behind() -> None:
    asked = worked_out(THINGS, lambda some: [os.getpid() for _ in some])
    process = next(asked)
    asked.close()  # type: ignore[attr-defined]  # it is a generator
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@pytest.mark.parametrize(
    "words", [("list",), ("remind", "--json"), ("workload",), ("list", "--as-of", "2026-05-20")]
)
def test_views_say_the_same(
    words: tuple[str, ...], inside: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processors, "_PART", 10)
    monkeypatch.setattr(processors, "_pays", lambda things, processes: things > 20 and processes > 1)
    monkeypatch.setenv("XDG_STATE_HOME", str(inside.parent / "one"))
    by_others = run(*words)
    monkeypatch.setattr(processors, "_pays", lambda *_: False)
    monkeypatch.setenv("XDG_STATE_HOME", str(inside.parent / "other"))
    alone = run(*words)
    assert (by_others.code, by_others.out, by_others.err) == (alone.code, alone.out, alone.err)
