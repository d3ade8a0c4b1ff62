"""Two clones brought together: fetch from every remote, merge, push to every remote, and say how each came out."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from dunning_cli.domain.case_merge import Question, Side
from dunning_cli.domain.failure import Busy, Failure
from dunning_cli.domain.message import Message, Problem, msg
from dunning_cli.domain.office import Office
from dunning_cli.operations.commit_words import trailers_of
from dunning_cli.operations.context import Context
from dunning_cli.operations.letter_series import shared_series, unchosen_series
from dunning_cli.operations.sync_report import RemoteReport, SyncReport, each_once
from dunning_cli.store.branch.ledger_branch import branch_to_write
from dunning_cli.store.folder import LedgerFolder
from dunning_cli.store.git import Author, Git
from dunning_cli.store.history import Commit
from dunning_cli.store.lasting_past import keep_past
from dunning_cli.store.lock import OnWait, locked, say_nothing
from dunning_cli.store.merge import case_name
from dunning_cli.store.merge_commit import MergeWords, contains, take_in
from dunning_cli.store.merge_origin import last_change
from dunning_cli.store.remotes import Faster, Remotes
from dunning_cli.store.transaction import transaction
from dunning_cli.store.tree_merge import Dispute

TRIES = 5
"""Rounds of fetching, merging and pushing while others are faster."""
_LONGEST_PAUSE = 0.4
"""Seconds, so that two clones do not meet again and again."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One value that two clones changed differently, with the commits that did; None where that is unclear."""

    case: str
    remote: str
    question: Question
    ours: Commit | None
    theirs: Commit | None


Ask = Callable[[Disagreement], Side]
"""Asks a person which of the two values is right; raises Busy where the person does not say."""


def synchronise(
    folder: LedgerFolder,
    office: Office,
    context: Context,
    ask: Ask | None = None,
    on_wait: OnWait = say_nothing,
) -> SyncReport:
    """Exchanges commits with every remote of dunning.yaml, else with every git remote.

    The ledger is locked only while commits are merged, not while the line is slow. What goes wrong with
    one remote is in its report and does not stop the others; the working tree is then as before or fully
    merged. Raises Refused where there is no remote, or the ledger's branch is not checked out.
    """
    with _alone(folder, on_wait):
        branch_to_write(folder)
        return _Sync(folder, office, context, ask, on_wait).done()


def remote_states(folder: LedgerFolder, office: Office) -> SyncReport:
    """How far each remote is behind and ahead; asks the remotes, changes no branch.

    Where one cannot be reached, its figures are those last known. Raises Refused as `synchronise`.
    """
    remotes = Remotes(folder)
    reports, notices = [], unchosen_series(folder, office)
    for name in remotes.names(office.remotes):
        report = RemoteReport(name)
        try:
            remotes.fetch(name)
        except Failure as failure:
            report.failure = _about(name, failure)
        else:
            notices += shared_series(folder, office, remotes, name)
        _measure(remotes, report)
        reports.append(report)
    return SyncReport(tuple(reports), each_once(notices))


def _alone(folder: LedgerFolder, on_wait: OnWait) -> AbstractContextManager[None]:
    """Only one sync of a clone at a time; other commands may write meanwhile."""
    folder.private.mkdir(mode=0o700, exist_ok=True)
    return locked(folder.private / "sync", on_wait)


class _Sync:
    """One sync."""

    def __init__(
        self, folder: LedgerFolder, office: Office, context: Context, ask: Ask | None, on_wait: OnWait
    ) -> None:
        self._folder = folder
        self._office = office
        self._context = context
        self._ask = ask
        self._on_wait = on_wait
        self._remotes = Remotes(folder)
        self._answers: dict[Dispute, Side] = {}
        self._notices: list[Message] = []

    def done(self) -> SyncReport:
        """Rounds of fetching, merging, pushing, until every remote that can be reached holds all."""
        reports = [RemoteReport(name) for name in self._remotes.names(self._office.remotes)]
        for attempt in range(TRIES):
            if attempt:
                time.sleep(random.uniform(0, _LONGEST_PAUSE))
            for report in _left(reports):
                self._step(report, self._fetch)
            for report in _left(reports):
                self._step(report, self._merge)
            for report in _left(reports):
                self._step(report, self._push)
            if not self._waiting(reports):
                break
        for report in self._waiting(reports):
            report.failure = Busy(
                msg(
                    "{remote}: others were faster {tries} times; run 'dunning sync' again",
                    remote=report.remote,
                    tries=TRIES,
                )
            )
        for report in reports:
            _measure(self._remotes, report)
        return SyncReport(tuple(reports), each_once(self._notices))

    def _step(self, report: RemoteReport, step: Callable[[RemoteReport], None]) -> None:
        try:
            step(report)
        except Failure as failure:
            report.failure = _about(report.remote, failure)

    def _fetch(self, report: RemoteReport) -> None:
        known = self._remotes.tip(report.remote)
        self._remotes.fetch(report.remote)
        tip = self._remotes.tip(report.remote)
        if known and tip and not contains(self._folder, tip, known):
            self._notices.append(
                msg(
                    "{remote}: its history was rewritten, {commit} is no longer part of it; find out why",
                    remote=report.remote,
                    commit=known[:10],
                )
            )
        self._notices += shared_series(self._folder, self._office, self._remotes, report.remote)

    def _merge(self, report: RemoteReport) -> None:
        theirs = self._remotes.tip(report.remote)
        if theirs is None:
            return
        new = self._remotes.count(theirs, self._remotes.head())
        while True:
            with transaction(self._folder, self._on_wait) as held:
                self._notices += held.notices
                disputes = take_in(self._folder, theirs, self._words(report.remote), self._answers)
            if not disputes:
                report.fetched += new
                return
            self._settle(report.remote, theirs, disputes)

    def _settle(self, remote: str, theirs: str, disputes: Sequence[Dispute]) -> None:
        """Asks about every dispute; the ledger is not locked while a person thinks."""
        if self._ask is None:
            first, *others = [_disputed(remote, dispute) for dispute in disputes]
            raise Busy(first, [Problem("disputed", message) for message in others])
        ours = self._remotes.head() or ""
        for dispute in disputes:
            file, question = dispute
            self._answers[dispute] = self._ask(
                Disagreement(
                    case_name(file),
                    remote,
                    question,
                    last_change(self._folder, file, question.path, ours, theirs),
                    last_change(self._folder, file, question.path, theirs, ours),
                )
            )

    def _words(self, remote: str) -> MergeWords:
        actor = self._context.actor
        return MergeWords(
            f"sync: merge {remote}",
            tuple(trailers_of((), (), actor.id)),
            Author(actor.id, actor.email),
            self._context.clock,
        )

    def _push(self, report: RemoteReport) -> None:
        head, tip = self._remotes.head(), self._remotes.tip(report.remote)
        if head is None or head == tip:
            return
        if tip is not None:
            keep_past(Git(self._folder.root), tip, head, msg("here"))
        try:
            self._remotes.push(report.remote, head)
        except Faster:
            return
        report.pushed += self._remotes.count(head, tip)

    def _waiting(self, reports: Sequence[RemoteReport]) -> list[RemoteReport]:
        """The remotes that could be reached and do not hold all yet."""
        head = self._remotes.head()
        return [report for report in _left(reports) if self._remotes.tip(report.remote) != head]


def _left(reports: Sequence[RemoteReport]) -> list[RemoteReport]:
    return [report for report in reports if report.failure is None]


def _measure(remotes: Remotes, report: RemoteReport) -> None:
    distance = remotes.distance(report.remote)
    report.ahead, report.behind = distance.ahead, distance.behind


def _about(remote: str, failure: Failure) -> Failure:
    """The failure with its remote named."""
    message = msg("{remote}: {reason}", remote=remote, reason=failure.message)
    kind = Busy if failure.exit_code == Busy.exit_code else Failure
    return kind(message, failure.problems)


def _disputed(remote: str, dispute: Dispute) -> Message:
    return msg(
        "{case}: '{field}' was changed here and at {remote}, each in another way; nothing was merged: "
        "run 'dunning sync' in a terminal to choose",
        case=case_name(dispute.path),
        field=dispute.question.field,
        remote=remote,
    )
