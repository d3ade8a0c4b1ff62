"""Who acts, and when: the values that every command sets once, at its start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.progress import Progress, silent
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import harmless, is_author_name, suggestion


@dataclass(frozen=True, slots=True)
class Actor:
    """A staff member as entries name them (`id`) and as commits do (`id <email>`)."""

    id: str
    email: str


@dataclass(frozen=True, slots=True)
class Context:
    """One command's circumstances.

    `clock` is the real time and stamps entries; `now` is the office's present moment, which a
    fixed `today` may set, and is what value dates and contact times are judged by.
    """

    actor: Actor
    clock: datetime
    now: datetime
    dry_run: bool = False
    progress: Progress = silent
    read_clock: Callable[[], datetime] | None = None
    """Reads the real time anew."""

    @property
    def real_time(self) -> datetime:
        """The real time at this moment, for a command that waits for people or a network; else `clock`."""
        return self.read_clock() if self.read_clock is not None else self.clock

    @property
    def today(self) -> date:
        """The office's present day."""
        return self.now.date()


def refuse_told_day(practice: bool, day: date, *, by_variable: bool) -> None:
    """Raises Refused where a day is told to a ledger that is not one to practise on, with what to do."""
    if practice:
        return
    if by_variable:
        raise Refused(
            msg(
                "DUNNING_TODAY tells {day}, and this ledger goes by the clock: unset it to write; for practice add "
                "the line 'practice: true' to dunning.yaml, then: {cure}",
                day=day,
                cure=remedy("commit"),
            )
        )
    raise Refused(
        msg(
            "dunning.yaml tells {day}, and this ledger goes by the clock: delete its line 'today' to write; for "
            "practice add the line 'practice: true', then: {cure}",
            day=day,
            cure=remedy("commit"),
        )
    )


def actor_of(office: Office, wanted: str | None, git_name: str, git_email: str) -> Actor:
    """The acting staff member: as wanted, by id or by a name that one of them has, else by git's user name or e-mail.

    Raises Refused where the staff list does not have the person or nobody is named.
    """
    if not office.staff:
        return _anybody(wanted or git_name, git_email if not wanted or wanted == git_name else "")
    for member in office.staff:
        if wanted == member.id or (
            wanted is None and (git_name in (member.id, member.name) or git_email == member.email)
        ):
            return Actor(member.id, member.email or _address(member.id))
    called = [member for member in office.staff if wanted is not None and member.name == wanted.strip()]
    if len(called) == 1:
        return Actor(called[0].id, called[0].email or _address(called[0].id))
    ids = [member.id for member in called or office.staff]
    if wanted is None:
        raise Refused(
            msg(
                "git's user '{name}' is not on the staff list; say who acts with --actor or DUNNING_ACTOR: {ids}",
                name=harmless(git_name),
                ids=", ".join(ids),
            )
        )
    if called:
        raise Refused(
            msg("'{text}' may mean {codes}: write one of these", text=harmless(wanted), codes=", ".join(ids))
        )
    raise Refused(
        msg("'{id}' is not on the staff list; {hint}", id=harmless(wanted), hint=suggestion(wanted, ids))
    )


def _anybody(name: str, email: str) -> Actor:
    if not name.strip():
        raise Refused(msg("nobody is named; say who acts with --actor or DUNNING_ACTOR"))
    if not is_author_name(name):
        raise Refused(
            msg(
                "'{id}' cannot be an actor's name: leave out < >, control characters, and marks at its ends",
                id=harmless(name),
            )
        )
    return Actor(name, email or _address(name))


def _address(staff_id: str) -> str:
    return "".join(staff_id.split()) + "@staff.invalid"


def known_staff(office: Office, staff_id: str) -> str:
    """A collector's id, checked against the staff list. Raises Refused with a suggestion."""
    ids = [member.id for member in office.staff]
    if ids and staff_id not in ids:
        raise Refused(
            msg(
                "'{id}' is not on the staff list; {hint}",
                id=harmless(staff_id),
                hint=suggestion(staff_id, ids),
            )
        )
    return staff_id
