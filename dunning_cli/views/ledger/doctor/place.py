"""Where the ledger stands and how it is written here: repository, branch, merges, programs, series, drive."""

from __future__ import annotations

from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import harmless
from dunning_cli.store.git.merge_setup import driver_is_registered
from dunning_cli.store.git.repository import is_repository, last_commit
from dunning_cli.store.machine import installation
from dunning_cli.store.reading.own_series import SERIES_SETTING, chosen_series, is_own, proposed_series
from dunning_cli.store.writing.branch.ledger_branch import checked_out, known_branch
from dunning_cli.store.writing.branch.under_way import under_way
from dunning_cli.store.writing.branch.way_back import unknown_branch, way_back
from dunning_cli.views.ledger.doctor.finding import Machine

NETWORK_DRIVES = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs", "ncpfs", "davfs", "fuse.davfs")
"""Beginnings of the kinds of file system that reach over a network, where locks cannot be relied on."""
_MOST_PROGRAMS = 12


def repository(machine: Machine) -> Message | Problem:
    if not is_repository(machine.ledger.root):
        return Problem(
            "repository",
            msg("{folder} is not the top of a git repository", folder=machine.ledger.root),
            fix=msg("run in it: git init && git add . && git commit -m begin"),
        )
    head = last_commit(machine.ledger)
    if head is None:
        return Problem(
            "repository", msg("there is no commit yet"), fix=msg("git add . && git commit -m begin")
        )
    return msg("at commit {commit}", commit=head[:10])


def branch(machine: Machine) -> Message | Problem:
    folder = machine.ledger
    begun = under_way(folder)
    if begun is not None:
        return Problem("branch", begun)
    branch, here = known_branch(folder), checked_out(folder)
    if branch is None:
        if here is None:
            return Problem("branch", unknown_branch(folder))
        return msg("{branch}, as nothing else was written to yet", branch=here)
    if here != branch.name:
        back = way_back(folder, branch.name, here)
        return Problem("branch", back.what, fix=msg("{command}", command=back.command))
    if branch.in_settings:
        return msg("{branch}, as dunning.yaml says", branch=branch.name)
    return msg("{branch}, as this clone has kept it", branch=branch.name)


def merge_driver(machine: Machine) -> Message | Problem:
    if driver_is_registered(machine.ledger):
        return msg("registered")
    return Problem(
        "merge-driver",
        msg("git does not know yet how to merge cases in this clone"),
        fix=msg(
            "run {cure}, or any command that writes; {file} must be writable",
            file=machine.ledger.common_git_dir / "config",
            cure=remedy("sync"),
        ),
    )


def programs(machine: Machine) -> Message | Problem:
    found = installation.own_programs(machine.ledger)
    if not found:
        return msg("git runs nothing of this ledger's own when it is written")
    names = ", ".join(harmless(name) for name in found[:_MOST_PROGRAMS])
    more = " …" if len(found) > _MOST_PROGRAMS else ""
    return msg("when it is written, git runs of this ledger's own: {names}", names=names + more)


def series(machine: Machine) -> Message | Problem:
    known = machine.office.letter_series
    chosen = chosen_series(machine.ledger)
    if chosen is None and len(known) > 1:
        return Problem(
            "letter-series",
            msg("this clone has not chosen one of the letter series {series}", series=", ".join(known)),
            fix=msg("git config {setting} {series}", setting=SERIES_SETTING, series=known[-1]),
        )
    if chosen is not None and not is_own(machine.ledger, machine.office, chosen):
        return Problem(
            "letter-series",
            msg("the letter series {series} is not listed in dunning.yaml", series=chosen),
            fix=msg("list it under letter_series, or choose: git config {setting} {series}",
                    setting=SERIES_SETTING, series=known[0]),
        )  # fmt: skip
    if chosen is None:
        return msg("{series}, with the first letter", series=proposed_series(machine.ledger, machine.office))
    return msg("{series}", series=chosen)


def drive(machine: Machine) -> Message | Problem:
    kind = installation.file_system(machine.ledger.root)
    if kind is not None and kind.startswith(NETWORK_DRIVES):
        return Problem(
            "drive",
            msg("the ledger stands on a network drive ({kind}), where locks cannot be relied on", kind=kind),
            fix=msg("use clones and sync: git clone it to a local disk, then {cure}", cure=remedy("sync")),
        )
    return msg("{kind}", kind=kind) if kind is not None else msg("not known")
