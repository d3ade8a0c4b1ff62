"""Whether the installation is sound: programs, packages, git, clock, and how the ledger stands on this machine."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dunning_cli.domain.clock import ahead_words, behind_words, clock_ahead, clock_behind
from dunning_cli.domain.failure import Failure
from dunning_cli.domain.message import Message, Problem, msg
from dunning_cli.domain.office import Office
from dunning_cli.domain.sheet import Answer
from dunning_cli.domain.texts import harmless
from dunning_cli.store import installation
from dunning_cli.store.books import Books, read_office
from dunning_cli.store.branch.ledger_branch import checked_out, known_branch
from dunning_cli.store.branch.under_way import under_way
from dunning_cli.store.branch.way_back import unknown_branch, way_back
from dunning_cli.store.cache import cache_file
from dunning_cli.store.folder import LedgerFolder
from dunning_cli.store.git import OLDEST_GIT, BelongsToAnother, Git, GitFailed
from dunning_cli.store.holidays import work_calendar
from dunning_cli.store.installation import Version
from dunning_cli.store.journal import Journal
from dunning_cli.store.last_commit import last_commit_date
from dunning_cli.store.locks.told import cure_of, found_left, left_locks
from dunning_cli.store.merge_setup import driver_is_registered
from dunning_cli.store.own_series import SERIES_SETTING, chosen_series, is_own, proposed_series
from dunning_cli.store.typefaces import FONT_VARIABLE, chinese_typefaces

NETWORK_DRIVES = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs", "ncpfs", "davfs", "fuse.davfs")
"""Beginnings of the kinds of file system that reach over a network, where locks cannot be relied on."""
_MOST_PROGRAMS = 12


@dataclass(frozen=True, slots=True)
class Machine:
    """What is examined: the variables of the shell, the clock's time, and the ledger, where there is one."""

    environment: Mapping[str, str]
    clock: datetime
    folder: LedgerFolder | None = None

    @property
    def ledger(self) -> LedgerFolder:
        """The ledger; to be asked for only by the checks of a ledger."""
        assert self.folder is not None
        return self.folder

    @property
    def office(self) -> Office:
        """The settings. Raises Failure where they cannot be read."""
        problems: list[Problem] = []
        office = read_office(self.ledger, problems)
        if office is None:
            raise Failure(msg("dunning.yaml cannot be read; see: dunning check settings"))
        return office


Check = Callable[[Machine], Message | Problem]
"""Gives what was found where that is well, else the problem with its fix."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check came to."""

    check: str
    found: Message | Problem

    @property
    def well(self) -> bool:
        """Whether there is nothing to mend."""
        return isinstance(self.found, Message)

    def line(self) -> Message:
        """One line for people."""
        if isinstance(self.found, Message):
            return msg("{check}: ok, {found}", check=self.check, found=self.found)
        if self.found.fix is None:
            return msg("{check}: problem: {what}", check=self.check, what=self.found.message)
        return msg(
            "{check}: problem: {what}; fix: {fix}",
            check=self.check,
            what=self.found.message,
            fix=self.found.fix,
        )

    def as_json(self) -> dict[str, object]:
        """The same for scripts."""
        problem = self.found if isinstance(self.found, Problem) else None
        return {
            "check": self.check,
            "ok": self.well,
            "found": None if problem else self.found,
            "problem": problem.message if problem else None,
            "fix": problem.fix if problem else None,
        }


def examined(machine: Machine) -> list[Finding]:
    """Every check of the machine and, where there is a ledger, of that."""
    checks = {**MACHINE_CHECKS, **(LEDGER_CHECKS if machine.folder is not None else {})}
    return [Finding(name, _outcome(name, check, machine)) for name, check in checks.items()]


def examination_report(findings: Sequence[Finding]) -> Answer:
    """One line a check."""
    return Answer(
        {"checks": [finding.as_json() for finding in findings]}, tuple(finding.line() for finding in findings)
    )


def _outcome(name: str, check: Check, machine: Machine) -> Message | Problem:
    try:
        return check(machine)
    except BelongsToAnother as refusal:
        return Problem(name, refusal.what, fix=refusal.fix)
    except Failure as failure:
        return Problem(name, failure.message)
    except GitFailed as error:
        return Problem(name, msg("git said: {reason}", reason=error.reason))


def _python(_: Machine) -> Message | Problem:
    found, needed = installation.python_version()
    if found < needed:
        return Problem(
            "python",
            msg("Python {found} is too old", found=_dotted(found)),
            fix=msg("install Python {needed} or newer", needed=_dotted(needed)),
        )
    return msg("{version}", version=_dotted(found))


def _packages(_: Machine) -> Message | Problem:
    needed = installation.packages()
    wrong = [f"{package.name}>={package.needed}" for package in needed if not package.fits]
    if wrong:
        return Problem(
            "packages",
            msg("missing or too old: {packages}", packages=", ".join(wrong)),
            fix=msg("pip install --upgrade {packages}", packages=" ".join(f"'{name}'" for name in wrong)),
        )
    return msg("{count} packages", count=len(needed))


def _git(_: Machine) -> Message | Problem:
    version = Git(installation.anywhere()).version()
    if version < OLDEST_GIT:
        return Problem(
            "git",
            msg("git {found} is too old", found=_dotted(version)),
            fix=msg("install git {needed} or newer", needed=_dotted(OLDEST_GIT)),
        )
    return msg("{version}", version=_dotted(version))


def _identity(machine: Machine) -> Message | Problem:
    root = machine.folder.root if machine.folder is not None else installation.anywhere()
    person = Git(root).committer()
    return msg("{name} <{email}>", name=person.name, email=person.email)


def _encoding(machine: Machine) -> Message | Problem:
    named = installation.terminal_encoding(machine.environment)
    if named is None:
        return msg("UTF-8 is written; the locale names no other")
    try:
        fits = codecs.lookup(named).name == "utf-8"
    except LookupError:
        fits = False
    if fits:
        return msg("UTF-8")
    return Problem(
        "encoding",
        msg("the terminal is set to {encoding}, but UTF-8 is written", encoding=named),
        fix=msg("set LANG to zh_CN.UTF-8 or en_US.UTF-8, and the terminal to UTF-8"),
    )


def _zones(machine: Machine) -> Message | Problem:
    try:
        ZoneInfo("Asia/Shanghai")
    except (ZoneInfoNotFoundError, OSError):
        return Problem("time-zone", msg("the system knows no time zones"), fix=msg("pip install tzdata"))
    offset = f"{machine.clock:%z}"
    return msg("this machine is at UTC{offset}", offset=f"{offset[:3]}:{offset[3:]}")


def _print_letters(machine: Machine) -> Message | Problem:
    if installation.installed_version("fpdf2") is None:
        return msg("not used; letters as PDF need the package fpdf2")
    try:
        faces = chinese_typefaces(machine.environment.get(FONT_VARIABLE))
    except Failure as failure:
        return msg("not used: {reason}", reason=failure.message)
    return msg("{typeface}", typeface=faces[0].family)


def _repository(machine: Machine) -> Message | Problem:
    git = Git(machine.ledger.root)
    if not git.is_repository():
        return Problem(
            "repository",
            msg("{folder} is not the top of a git repository", folder=machine.ledger.root),
            fix=msg("run in it: git init && git add . && git commit -m begin"),
        )
    head = git.head()
    if head is None:
        return Problem(
            "repository", msg("there is no commit yet"), fix=msg("git add . && git commit -m begin")
        )
    return msg("at commit {commit}", commit=head[:10])


def _branch(machine: Machine) -> Message | Problem:
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


def _git_locks(machine: Machine) -> Message | Problem:
    folder = machine.ledger
    left = left_locks(folder)
    if not left:
        return msg("none left behind")
    ours = Journal(folder).left_by_it(left[0])
    found = found_left(left[0])
    if len(left) > 1:
        found = msg("{found}; and {count} more: {files}", found=found, count=len(left) - 1,
                    files=", ".join(str(lock.path) for lock in left[1:]))  # fmt: skip
    cure = msg("run 'dunning check': it removes what a write of ours has left") if ours else cure_of(left)
    return Problem("git-locks", found, fix=cure)


def _merge_driver(machine: Machine) -> Message | Problem:
    if driver_is_registered(machine.ledger):
        return msg("registered")
    return Problem(
        "merge-driver",
        msg("git does not know yet how to merge cases in this clone"),
        fix=msg(
            "run dunning sync, or any command that writes; {file} must be writable",
            file=machine.ledger.common_git_dir / "config",
        ),
    )


def _programs(machine: Machine) -> Message | Problem:
    found = installation.own_programs(machine.ledger)
    if not found:
        return msg("git runs nothing of this ledger's own when it is written")
    names = ", ".join(harmless(name) for name in found[:_MOST_PROGRAMS])
    more = " …" if len(found) > _MOST_PROGRAMS else ""
    return msg("when it is written, git runs of this ledger's own: {names}", names=names + more)


def _clock(machine: Machine) -> Message | Problem:
    written = (last_commit_date(machine.ledger), _newest_entry(machine.ledger))
    last = clock_behind(machine.clock, written)
    if last is not None:
        return Problem(
            "clock",
            behind_words(machine.clock, last),
            fix=msg("set the clock of this machine, or find out whose was wrong"),
        )
    silence = clock_ahead(machine.clock, written)
    if silence is not None:
        return ahead_words(machine.clock, silence)
    return msg("{now}", now=machine.clock.isoformat(" ", "minutes"))


def _newest_entry(folder: LedgerFolder) -> datetime | None:
    cases = (found.case for found in Books(folder).cases())
    return max((entry.at for case in cases if case is not None for entry in case.entries), default=None)


def _calendar(machine: Machine) -> Message | Problem:
    office = machine.office
    calendar, today = work_calendar(office), machine.clock.astimezone(office.time_zone).date()
    if not calendar.knows(today):
        return Problem(
            "calendar",
            msg("the holidays of {year} are not known", year=today.year),
            fix=msg("pip install --upgrade chinesecalendar, or list them under holidays in dunning.yaml"),
        )
    return msg("holidays known to the end of {year}", year=calendar.last_year)


def _lock(machine: Machine) -> Message | Problem:
    held = installation.who_holds(machine.ledger)
    if held is not None:
        return Problem("lock", held, fix=msg("wait until it is done, or end that process"))
    return msg("nobody else writes at this moment")


def _journal(machine: Machine) -> Message | Problem:
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
            fix=msg("run 'dunning check': it finishes the write or takes it back"),
        )
    return msg("nothing broken off")


def _cache(machine: Machine) -> Message | Problem:
    if installation.cache_is_sound(machine.ledger):
        return msg("readable, or not made yet")
    return Problem(
        "cache",
        msg("the cache is damaged"),
        fix=msg("delete {file}; it is made anew", file=cache_file(machine.ledger) or machine.ledger.private),
    )


def _series(machine: Machine) -> Message | Problem:
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


def _drive(machine: Machine) -> Message | Problem:
    kind = installation.file_system(machine.ledger.root)
    if kind is not None and kind.startswith(NETWORK_DRIVES):
        return Problem(
            "drive",
            msg("the ledger stands on a network drive ({kind}), where locks cannot be relied on", kind=kind),
            fix=msg("use clones and sync: git clone it to a local disk, then dunning sync"),
        )
    return msg("{kind}", kind=kind) if kind is not None else msg("not known")


def _dotted(version: Version) -> str:
    return ".".join(map(str, version))


MACHINE_CHECKS: Mapping[str, Check] = {
    "python": _python,
    "packages": _packages,
    "git": _git,
    "identity": _identity,
    "encoding": _encoding,
    "time-zone": _zones,
    "pdf": _print_letters,
}
"""The checks of the machine, by name."""

LEDGER_CHECKS: Mapping[str, Check] = {
    "repository": _repository,
    "branch": _branch,
    "git-locks": _git_locks,
    "merge-driver": _merge_driver,
    "programs": _programs,
    # before those that read cases, and by that make a damaged cache anew
    "cache": _cache,
    "clock": _clock,
    "calendar": _calendar,
    "lock": _lock,
    "journal": _journal,
    "letter-series": _series,
    "drive": _drive,
}
"""The checks of a ledger on the machine, by name."""
