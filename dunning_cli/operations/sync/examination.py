"""What sync is told of commits before and after they come in, and what it makes of findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dunning_cli.domain.case.acceptance import CommitPerson, may_accept
from dunning_cli.kernel.errors import Refused, Unsound
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy

MOST_RULES = 20
"""Changes of rules, and new names, told in a line each; beyond, their number."""
_MOST_TOLD = 5
IN_THE_AUDIT = msg("{cure}", cure=remedy("audit"))
"""Where the rest is found."""


@dataclass(frozen=True, slots=True)
class ExaminedLine:
    """One thing found: a line with commit and person, and who made that commit."""

    message: Message
    author: CommitPerson


@dataclass(frozen=True, slots=True)
class Examined:
    """What the audit says of commits that would come in.

    `put_back` was found too, but later ones of these commits put it back; `accepted` was accepted by somebody.
    """

    found: tuple[ExaminedLine, ...] = ()
    put_back: tuple[ExaminedLine, ...] = ()
    accepted: tuple[Message, ...] = ()


class Examiner(Protocol):
    """The audit, as sync needs it; commits are named by id."""

    def examined(self, ours: str, theirs: str) -> Examined:
        """What is found in the commits that lead to `theirs` and not to `ours`."""

    def rule_changes(self, before: str, after: str, source: str) -> Sequence[Message]:
        """A line for every rule that differs; `source` leads to the commits that changed them."""


def refuse_findings(found: Examined, reason: str | None, actor: CommitPerson) -> None:
    """Raises Unsound with every finding where nobody accepts them, Refused where the actor may not."""
    if found.found and reason is None:
        raise Unsound(
            msg(
                "the audit finds something in what would come in ({count}); nothing was taken: have it put right "
                "there, or take it as it is with: {cure}",
                count=len(found.found),
                cure=remedy("sync", accept_findings=Placeholder("REASON")),
            ),
            [Problem("finding", finding.message) for finding in found.found],
        )
    own = [each for each in (*found.found, *found.put_back) if not may_accept(actor, each.author)]
    if reason is not None and own:
        raise Refused(
            msg(
                "{who} cannot accept what is found in commits of their own; somebody else must",
                who=actor.name,
            ),
            [Problem("finding", finding.message) for finding in own],
        )


def notes_on(found: Examined, reason: str | None) -> list[Message]:
    """What people should know of findings that came in all the same."""
    notes = [msg("accepted: {finding}", finding=each.message) for each in found.found]
    if reason is None:
        notes += [
            msg("found, and put back since: {finding}", finding=each.message) for each in found.put_back
        ]
    notes += found.accepted
    return cut(notes, _MOST_TOLD)


def notes_on_rules(changes: Sequence[Message]) -> list[Message]:
    """Changes of rules, a line each; above twenty only the number of the rest."""
    return cut(changes, MOST_RULES)


def cut(notes: Sequence[Message], most: int, where: Message = IN_THE_AUDIT) -> list[Message]:
    """The first of many notes, and how many more there are."""
    if len(notes) <= most:
        return list(notes)
    return [*notes[:most], msg("and {count} more: {where}", count=len(notes) - most, where=where)]
