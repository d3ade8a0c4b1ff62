"""Who looks at the ledger with a command, at what in full, and what notes it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from dunning_cli.cli.noting import Noting
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.kernel.errors import Failure, Refused
from dunning_cli.kernel.message import msg
from dunning_cli.store.git.repository import committer_in
from dunning_cli.store.machine.access_log import AccessLog, login_name

if TYPE_CHECKING:
    from dunning_cli.cli.session import Session


def viewer_of(session: Session, actor: str | None, *, reveal: bool, past: bool) -> Viewer:
    """Who looks, by an --actor already understood; at cases of the `past` by who has them now.

    Where no member of staff can be told, nobody looks. Raises Refused for an unknown --actor.
    """
    viewer = Viewer(
        office=session.reader.office,
        person=_person(session, actor),
        today=session.moment.today,
        reveal=reveal,
        language=session.language,
    )
    if not past:
        return viewer
    from dunning_cli.views.account.figures import collectors_on

    return replace(viewer, collectors=cache(partial(collectors_on, session.reader)))


def noting_of(session: Session, actor: str | None, parts: tuple[str, ...], in_full: bool) -> Noting:
    """What notes the looks of a command. Raises as `Session.noting`."""
    log, who = AccessLog(session.ledger.folder), _looker(session, actor)
    try:
        log.ready()
    except Refused as refused:
        if in_full:
            raise
        session.screen.note(msg("this is not noted: {why}", why=refused.message))
        return Noting(None, who, session.command, parts, lambda: session.moment.clock)
    return Noting(log, who, session.command, parts, lambda: session.moment.clock)


def _looker(session: Session, actor: str | None) -> str:
    """The member of staff, else git's user, else whoever is logged in."""
    person = _person(session, actor)
    if person is not None:
        return person
    try:
        return committer_in(session.ledger.folder.root).name
    except Failure:
        return login_name()


def _person(session: Session, actor: str | None) -> str | None:
    try:
        return session.moment.context(actor).actor.id
    except Failure:
        if actor is not None:
            raise
        return None
