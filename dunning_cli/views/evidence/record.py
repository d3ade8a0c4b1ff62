"""The record itself: every entry with the commit that added it, every commit, and what the audit proves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dunning_cli.documents.web_page import Fixed, Heading, Lines, Part, Points, WebPage
from dunning_cli.domain.case.case import replay_order
from dunning_cli.domain.case.commit_subjects import subject_told
from dunning_cli.kernel.answer import Column, Table
from dunning_cli.kernel.masking import sealed_hidden
from dunning_cli.kernel.message import label, msg
from dunning_cli.views.audit.notes import Remark
from dunning_cli.views.entry_words import bills_at_hand
from dunning_cli.views.evidence.agreements import entry_state
from dunning_cli.views.evidence.contacts import recorded
from dunning_cli.views.evidence.dossier import Dossier
from dunning_cli.views.evidence.wording import SHORT, foot_of

ENTRY_COLUMNS = (
    Column(label("date")),
    Column(label("what")),
    Column(label("details")),
    Column(label("state")),
    Column(label("done by")),
    Column(label("recorded")),
    Column(label("entry")),
    Column(label("commit")),
)
COMMIT_COLUMNS = (
    Column(label("running no."), figures=True),
    Column(label("commit")),
    Column(label("when")),
    Column(label("author")),
    Column(label("committer")),
    Column(label("what")),
    Column(label("entries added"), figures=True),
    Column(label("git's id of the case file after it")),
)
REMARK_COLUMNS = (
    Column(label("commit")),
    Column(label("when")),
    Column(label("who")),
    Column(label("entry")),
    Column(label("what")),
)


_ON_PEOPLE = (
    *("author-not-staff", "committer-not-staff", "committer-differs", "look-alike"),
    *("committed-apart", "date-order"),
)
"""Remarks on somebody's commits as a whole, told once a person."""


def entries_page(dossier: Dossier) -> WebPage:
    """Every entry of the case file, whatever its day and whether it counts."""
    added = {entry: change.commit.id for change in dossier.changes for entry in change.added}
    rows = [
        (
            entry.date,
            entry.title,
            entry.in_words_with(bills_at_hand(dossier.case)),
            entry_state(dossier, entry),
            dossier.staff(entry.actor),
            recorded(dossier, entry),
            Fixed(entry.id),
            Fixed(added.get(entry.id, "")[:SHORT]),
        )
        for entry in map(sealed_hidden, sorted(dossier.case.entries, key=replay_order))
    ]
    parts: list[Part] = [
        label(
            "Entries are only ever added; a mistake is taken back by another entry, and both stay. The date is the "
            "day on which an entry counts; it was recorded at the time shown, by the clock of the machine."
        ),
        Table(ENTRY_COLUMNS, rows),
    ]
    return WebPage(label("All entries"), parts, foot_of(dossier), wide=True)


def history_page(dossier: Dossier) -> WebPage:
    """The commits behind the case, and the audit of their history."""
    known = {entry.id: entry for entry in dossier.case.entries}
    rows = [
        (
            number,
            Fixed(change.commit.id),
            _moment(dossier, change.commit.authored),
            Lines([change.commit.author, change.commit.email]),
            Lines([change.commit.committer, _moment(dossier, change.commit.entered)]),
            subject_told(
                change.commit.subject,
                [(dossier.case.id, known[id_]) for id_ in change.added if id_ in known],
                known,
            ),
            len(change.added),
            Fixed(change.blob or ""),
        )
        for number, change in enumerate(dossier.changes, start=1)
    ]
    parts: list[Part] = [
        msg(
            "The case file is {path}. A commit's id is the hash of everything it holds, of all commits before it, "
            "of its author, its time and its words: whoever changes any of these gets another id.",
            path=dossier.source.path,
        ),
        Table(COMMIT_COLUMNS, rows, label("Commits that made the case what it is")),
        Heading(label("What the audit of this history shows")),
        *_audit(dossier),
    ]
    return WebPage(label("History and audit"), parts, foot_of(dossier), wide=True)


def _audit(dossier: Dossier) -> Iterator[Part]:
    audit = dossier.audit
    mine = [remark for remark in audit.found if _concerns(dossier, remark)]
    yield msg(
        "All {commits} commits that lead to commit {commit} were audited.",
        commits=audit.commits,
        commit=dossier.commit.id,
    )
    if mine:
        yield Points(
            [msg("{count} findings concern this case; they are listed below.", count=len(mine))], grave=True
        )
        yield Table(REMARK_COLUMNS, [_remark(dossier, each) for each in mine], label("Found"))
    else:
        yield label("Nothing was found that concerns this case.")
    others = len(audit.found) - len(mine)
    if others:
        yield msg("Findings on other cases of the ledger, not shown here: {count}.", count=others)
    listed = [remark for remark in audit.listed if _concerns(dossier, remark)]
    if listed:
        rows = [_remark(dossier, each) for each in listed]
        yield Table(REMARK_COLUMNS, rows, label("Listed: allowed, for the reader to judge"))
    yield Heading(label("What an audit without findings proves, and what it does not"))
    yield Points(
        [
            label("Entries were only added, each at the end; none was changed, removed or moved since."),
            label(
                "Each entry was recorded by the author of its commit, at most ten minutes from the commit's time."
            ),
            label(
                "An author is a claim unless commits are signed: whoever can write to the ledger can commit under "
                "another name. So is the time of a commit; copies of the ledger held by others are the witness."
            ),
            label(
                "That a call took place, a letter arrived or money was paid is not proved by the ledger but by the "
                "recording, the receipt or the bank."
            ),
        ]
    )


def _moment(dossier: Dossier, when: datetime | None) -> str:
    return dossier.moment(when) if when is not None else ""


def _concerns(dossier: Dossier, remark: Remark) -> bool:
    """Whether a remark is about the case, its rules, or somebody who committed on it; never about other debtors."""
    if remark.case is not None:
        return remark.case == dossier.case.id
    if remark.code in _ON_PEOPLE:
        people = {
            name for change in dossier.changes for name in (change.commit.author, change.commit.committer)
        }
        return remark.who in people
    if remark.code == "policy-changed":
        named = {str(value) for value in remark.message.values.values()}
        return any(file.path in named for file in dossier.rules)
    return remark.code == "cut-off"


def _remark(dossier: Dossier, remark: Remark) -> tuple[object, ...]:
    commit = remark.commit
    return (
        commit.id[:SHORT] if commit else None,
        _moment(dossier, commit.authored) if commit else None,
        remark.who,
        remark.entry,
        remark.message,
    )
