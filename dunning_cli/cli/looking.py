"""Who looks at the ledger with a command, at what in full, and what notes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from dunning_cli.cli.noting import Noting
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.kernel.errors import Failure, Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.store.git.repository import committer_in
from dunning_cli.store.machine.access_log import AccessLog, login_name

if TYPE_CHECKING:
    from dunning_cli.moment import Moment


def viewer_of(moment: Moment, actor: str | None, language: str, *, reveal: bool, past: bool) -> Viewer:
    """Who looks, by an --actor already understood; at cases of the `past` by who has them now.

    Where no member of staff can be told, nobody looks. Raises Refused for an unknown --actor.
    """
    viewer = Viewer(
        office=moment.reader.office,
        person=_person(moment, actor),
        today=moment.today,
        reveal=reveal,
        language=language,
    )
    if not past:
        return viewer
    from dunning_cli.views.account.figures import collectors_on

    return replace(viewer, collectors=cache(partial(collectors_on, moment.reader)))


def noting_of(
    moment: Moment,
    actor: str | None,
    command: str,
    parts: tuple[str, ...],
    tell: Callable[[Message], None] | None,
) -> Noting:
    """What notes the looks of a command, of such parts, in the access log.

    Raises Refused where the log cannot be written; with `tell` that is said, and nothing is noted. Raises Refused for
    an unknown --actor too.
    """
    log, who = AccessLog(moment.reader.folder), _looker(moment, actor)
    try:
        log.ready()
    except Refused as refused:
        if tell is None:
            raise
        tell(msg("this is not noted: {why}", why=refused.message))
        return Noting(None, who, command, parts, lambda: moment.clock)
    return Noting(log, who, command, parts, lambda: moment.clock)


def _looker(moment: Moment, actor: str | None) -> str:
    """The member of staff, else git's user, else whoever is logged in."""
    person = _person(moment, actor)
    if person is not None:
        return person
    try:
        return committer_in(moment.reader.folder.root).name
    except Failure:
        return login_name()


def _person(moment: Moment, actor: str | None) -> str | None:
    try:
        return moment.context(actor).actor.id
    except Failure:
        if actor is not None:
            raise
        return None
