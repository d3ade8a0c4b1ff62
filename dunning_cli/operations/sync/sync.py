"""Two clones brought together: fetch from every remote, merge, push to every remote, and say how each came out."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

from dunning_cli.domain.case.acceptance import ACCEPT_FINDINGS, CommitPerson
from dunning_cli.domain.case.commit_subjects import MERGED
from dunning_cli.domain.case.commit_trailers import trailers_of
from dunning_cli.domain.case.merge import Side
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.errors import Busy, Failure, Refused, Unsound, WrongUsage
from dunning_cli.kernel.message import Message, as_recorded, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import harmless
from dunning_cli.operations.ledger.new_names import Naming
from dunning_cli.operations.ledger.renaming import Circumstances
from dunning_cli.operations.sync.client_papers import notes_on_statements, refuse_terms_twice
from dunning_cli.operations.sync.examination import (
    MOST_RULES,
    Examiner,
    cut,
    notes_on,
    notes_on_rules,
    refuse_findings,
)
from dunning_cli.operations.sync.questions import (
    Asker,
    as_problems,
    clash_left_open,
    disagreement,
    left_open,
    text_disagreement,
)
from dunning_cli.operations.sync.report import RemoteReport, SyncReport, each_once
from dunning_cli.operations.writing.context import Context
from dunning_cli.operations.writing.letter_series import series_kept, shared_series, unchosen_series
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Author
from dunning_cli.store.merging.append_only import keep_past
from dunning_cli.store.merging.arrival.judged import Arrival, refuse_files, refuse_unfit
from dunning_cli.store.merging.common_ancestor import common_tree
from dunning_cli.store.merging.merge_commit import (
    MergeWords,
    TakenIn,
    contains,
    holds_acceptance,
    no_commit_yet,
    refuse_strangers,
    take_in,
)
from dunning_cli.store.merging.remotes import Faster, Remotes
from dunning_cli.store.merging.tree_merge import Answers, Dispute
from dunning_cli.store.writing.branch.ledger_branch import branch_to_write
from dunning_cli.store.writing.lock import OnWait, locked_for_sync, say_nothing
from dunning_cli.store.writing.transaction import transaction

TRIES = 5
"""Rounds of fetching, merging and pushing while others are faster."""
_LONGEST_PAUSE = 0.4
"""Seconds, so that two clones do not meet again and again."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How one sync is wanted.

    `ours` and `theirs` are texts whose lines in dispute are taken from one side; `accept` is why findings of
    the audit are accepted, None where they are not.
    """

    asker: Asker | None = None
    ours: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    accept: str | None = None

    def __post_init__(self) -> None:
        if self.accept is not None and not self.accept.strip():
            raise WrongUsage(msg("--accept-findings needs a reason"))
        twice = set(self.ours) & set(self.theirs)
        if twice:
            raise WrongUsage(msg("{file}: take the lines of one side, not of both", file=min(twice)))

    def sides(self) -> dict[str, Side]:
        """The side to take of each text named."""
        return dict.fromkeys(self.ours, Side.OURS) | dict.fromkeys(self.theirs, Side.THEIRS)


def synchronise(
    folder: LedgerFolder,
    office: Office,
    context: Context,
    examiner: Examiner,
    wishes: Wishes | None = None,
    on_wait: OnWait = say_nothing,
) -> SyncReport:
    """Exchanges commits with every remote of dunning.yaml, else with every git remote.

    What the examiner finds in commits that would come in stops them, unless the wishes accept it: then a
    merge is made that says who accepted it and why. The ledger is locked only while commits are merged, not
    while the line is slow. What goes wrong with one remote is in its report and does not stop the others;
    the working tree is then as before or fully merged. Raises Refused where there is no remote, or the ledger's
    branch is not checked out.
    """
    with locked_for_sync(folder.private, on_wait):
        branch_to_write(folder)
        return _Sync(folder, office, context, examiner, wishes or Wishes(), on_wait).done()


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


class _Sync:
    """One sync."""

    def __init__(
        self,
        folder: LedgerFolder,
        office: Office,
        context: Context,
        examiner: Examiner,
        wishes: Wishes,
        on_wait: OnWait,
    ) -> None:
        self._folder = folder
        self._office = office
        self._context = context
        self._actor = CommitPerson(context.actor.id, context.actor.email)
        self._examiner = examiner
        self._wishes = wishes
        self._on_wait = on_wait
        self._trial = context.dry_run
        self._remotes = Remotes(folder)
        self._today = context.today
        self._values: dict[Dispute, Side] = {}
        self._texts = wishes.sides()
        self._notices: list[Message] = []
        self._series_notices: list[Message] = []

    def done(self) -> SyncReport:
        """Rounds of fetching, merging, pushing, until every remote that can be reached holds all."""
        reports = [RemoteReport(name) for name in self._remotes.names(self._office.remotes)]
        if self._trial:
            return self._tried(reports)
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
                    "{remote}: others were faster {tries} times; run '{cure}' again",
                    remote=report.remote,
                    tries=TRIES,
                    cure=remedy("sync"),
                )
            )
        for report in reports:
            _measure(self._remotes, report)
        return SyncReport(tuple(reports), each_once((*self._notices, *self._series_notices)))

    def _tried(self, reports: Sequence[RemoteReport]) -> SyncReport:
        """What a sync would do, as far as one can tell before it: each remote by itself, nothing merged or pushed."""
        for step in (self._fetch, self._merge):
            for report in _left(reports):
                self._step(report, step)
        for report in reports:
            _measure(self._remotes, report)
            if report.failure is None:
                report.pushed = report.ahead
        notices = (msg("dry run: nothing was merged or pushed"), *self._notices, *self._series_notices)
        return SyncReport(tuple(reports), each_once(notices))

    def _naming(self, remote: str) -> Naming:
        """What gives new names to cases and letters of ours whose names come in for others."""
        tips = (self._remotes.tip(name) for name in self._remotes.known() if name != remote)
        pushed = tuple(tip for tip in tips if tip is not None)
        return Naming(
            Circumstances(
                self._folder, self._office, self._actor, self._context.real_time, self._today, remote, pushed
            )
        )

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
        self._series_notices += shared_series(self._folder, self._office, self._remotes, report.remote)

    def _merge(self, report: RemoteReport) -> None:
        head, theirs = self._remotes.head(), self._remotes.tip(report.remote)
        if theirs is None:
            return
        if head is None:
            raise no_commit_yet()
        if contains(self._folder, head, theirs):
            return
        refuse_strangers(self._folder, head, theirs)
        grown_from = common_tree(self._folder, head, theirs)
        if grown_from is not None:
            refuse_files(self._folder, grown_from, theirs)
            refuse_terms_twice(self._folder, grown_from, head, theirs)
        new = self._remotes.count(theirs, head)
        found = self._examiner.examined(head, theirs)
        refuse_findings(found, self._wishes.accept, self._actor)
        accepting = self._wishes.accept is not None and bool(found.found or found.put_back)
        free = self._free(head, theirs, accepting or bool(found.accepted))
        while True:
            answers = Answers(self._values, self._texts, free)
            with transaction(self._folder, self._on_wait) as held:
                self._notices += held.notices
                before = self._remotes.head() or head
                naming = self._naming(report.remote)
                words = self._words(report.remote, accepting)
                taken = take_in(
                    self._folder, theirs, words, answers, accepting, naming.before_merge, self._trial
                )
            if not taken.left_open:
                break
            self._settle(report.remote, theirs, taken)
        report.fetched += new
        if naming.given and naming.given.series is not None and not self._trial:
            self._series_notices.clear()
            self._notices += series_kept(self._folder, naming.given.series)
        told = [*cut(naming.notes, MOST_RULES), *taken.notes, *notes_on(found, self._wishes.accept)]
        if grown_from is not None:
            told += cut(
                list(notes_on_statements(self._folder, grown_from, before, theirs, report.remote)), MOST_RULES
            )
        if taken.head != before:
            told += notes_on_rules(self._examiner.rule_changes(before, taken.head, theirs))
        self._notices += [_of(report.remote, note) for note in told]

    def _free(self, head: str, theirs: str, theirs_accepted: bool) -> frozenset[Side]:
        """The sides that may have touched the past, because everything found in their commits was accepted."""
        free = {Side.THEIRS} if theirs_accepted else set()
        if holds_acceptance(self._folder, head, theirs) and not self._examiner.examined(theirs, head).found:
            free.add(Side.OURS)
        return frozenset(free)

    def _settle(self, remote: str, theirs: str, taken: TakenIn) -> None:
        """Asks about everything left open; the ledger is not locked while a person thinks."""
        ours, asker = taken.head, None if self._trial else self._wishes.asker
        clashes = [text_disagreement(self._folder, remote, clash, ours, theirs) for clash in taken.clashes]
        if asker is None:
            lines = [left_open(dispute, remote) for dispute in taken.disputes]
            lines += [line for clash in clashes for line in clash_left_open(clash)]
            raise Busy(lines[0], as_problems(lines[1:]))
        for dispute in taken.disputes:
            self._values[dispute] = asker.value(disagreement(self._folder, remote, dispute, ours, theirs))
        for clash in clashes:
            self._texts[clash.clash.path] = asker.text(clash)

    def _words(self, remote: str, accepting: bool) -> MergeWords:
        trailers = list(trailers_of((), (), self._actor.name))
        if accepting:
            trailers.append((ACCEPT_FINDINGS, harmless(self._wishes.accept)))
        now = self._context.real_time
        return MergeWords(as_recorded(MERGED(remote=remote)), tuple(trailers), Author(*self._actor), now)

    def _push(self, report: RemoteReport) -> None:
        head, tip = self._remotes.head(), self._remotes.tip(report.remote)
        if head is None or head == tip:
            return
        if tip is not None:
            self._refuse_unfit(tip, head)
        try:
            self._remotes.push(report.remote, head)
        except Faster:
            return
        report.pushed += self._remotes.count(head, tip)

    def _refuse_unfit(self, tip: str, head: str) -> None:
        """Raises Refused where the others could not take what would be pushed."""
        try:
            keep_past(self._folder, tip, head, msg("here"))
        except Refused:
            if not holds_acceptance(self._folder, head, tip) or self._examiner.examined(tip, head).found:
                raise
        refuse_unfit(self._folder, Arrival(tip, head, head), outgoing=True)

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
    kinds: dict[int, type[Failure]] = {kind.exit_code: kind for kind in (Busy, Unsound)}
    return kinds.get(failure.exit_code, Failure)(_of(remote, failure.message), failure.problems)


def _of(remote: str, what: Message) -> Message:
    return msg("{remote}: {what}", remote=remote, what=what)
