"""What a write has left behind or holds at this moment: locks, the journal, the cache."""

from __future__ import annotations

from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.machine import installation
from dunning_cli.store.reading.cache import cache_file
from dunning_cli.store.writing.journal import Journal
from dunning_cli.store.writing.locks.reported import cure_of, found_left, left_locks
from dunning_cli.views.ledger.doctor.finding import Machine


def git_locks(machine: Machine) -> Message | Problem:
    folder = machine.ledger
    left = left_locks(folder)
    if not left:
        return msg("none left behind")
    ours = Journal(folder).left_by_it(left[0])
    found = found_left(left[0])
    if len(left) > 1:
        found = msg("{found}; and {count} more: {files}", found=found, count=len(left) - 1,
                    files=", ".join(str(lock.path) for lock in left[1:]))  # fmt: skip
    check = msg("run '{cure}': it removes what a write of ours has left", cure=remedy("check"))
    return Problem("git-locks", found, fix=check if ours else cure_of(left))


def lock(machine: Machine) -> Message | Problem:
    held = installation.who_holds(machine.ledger)
    if held is not None:
        return Problem("lock", held, fix=msg("wait until it is done, or end that process"))
    return msg("nobody else writes at this moment")


def journal(machine: Machine) -> Message | Problem:
    journal = Journal(machine.ledger)
    aside = journal.set_aside()
    if aside:
        return Problem(
            "journal",
            msg("notes of a write that was not followed lie in {place}", place=aside[0]),
            fix=msg("compare with 'git status', then delete {place}", place=aside[0]),
        )
    left_alone = journal.not_ours() if journal.exists() else None
    if left_alone is not None:
        return Problem(
            "journal",
            left_alone,
            fix=msg(
                "look at {place}; the next command that writes follows it where that can do no harm, "
                "and else moves it aside",
                place=journal.place,
            ),
        )
    if journal.exists() and installation.who_holds(machine.ledger) is None:
        return Problem(
            "journal",
            msg("a write was broken off"),
            fix=msg("run '{cure}': it finishes the write or takes it back", cure=remedy("check")),
        )
    return msg("nothing broken off")


def cache(machine: Machine) -> Message | Problem:
    if installation.cache_is_sound(machine.ledger):
        return msg("readable, or not made yet")
    return Problem(
        "cache",
        msg("the cache is damaged"),
        fix=msg("delete {file}; it is made anew", file=cache_file(machine.ledger) or machine.ledger.private),
    )
