"""What two clones changed differently: values of cases and lines of texts, with who changed them, and who is asked."""

from __future__ import annotations

from typing import Protocol

from dunning_cli.domain.case.merge import Question, Side
from dunning_cli.domain.settlement.statement import Statement
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import harmless
from dunning_cli.store.format.case_path import case_name
from dunning_cli.store.format.client_paths import is_statement_file
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.history import Commit, commits
from dunning_cli.store.merging.merge_origin import last_change
from dunning_cli.store.merging.text_clash import TextClash
from dunning_cli.store.merging.tree_merge import Dispute
from dunning_cli.store.reading.client_files import statement_in

_LINES_TOLD = 6
"""Lines in dispute shown of each side where nobody is asked."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One value that two clones changed differently, with the commits that did; None where that is unclear."""

    case: str
    remote: str
    question: Question
    ours: Commit | None
    theirs: Commit | None


@dataclass(frozen=True, slots=True)
class TextDisagreement:
    """A text whose lines two clones changed differently, with the last commits that changed it."""

    remote: str
    clash: TextClash
    ours: Commit | None
    theirs: Commit | None


class Asker(Protocol):
    """A person who decides; raises Busy where the person does not say."""

    def value(self, found: Disagreement) -> Side:
        """Which of two values is right."""

    def text(self, found: TextDisagreement) -> Side:
        """Whose lines are right."""


def disagreement(folder: LedgerFolder, remote: str, dispute: Dispute, ours: str, theirs: str) -> Disagreement:
    """A dispute with who brought it about."""
    file, question = dispute
    return Disagreement(
        case_name(file),
        remote,
        question,
        last_change(folder, file, question.path, ours, theirs),
        last_change(folder, file, question.path, theirs, ours),
    )


def text_disagreement(
    folder: LedgerFolder, remote: str, clash: TextClash, ours: str, theirs: str
) -> TextDisagreement:
    """A clash with who brought it about."""
    sides = ((ours, theirs), (theirs, ours))
    last = [
        next(commits(folder, [clash.path], limit=1, rev=f"{other}..{side}"), None) for side, other in sides
    ]
    return TextDisagreement(remote, clash, last[0], last[1])


def left_open(dispute: Dispute, remote: str) -> Message:
    """What is said where nobody can be asked about a value."""
    return msg(
        "{case}: '{field}' was changed here and at {remote}, each in another way; nothing was merged: "
        "run '{cure}' in a terminal to choose",
        case=case_name(dispute.path),
        field=dispute.question.field,
        remote=remote,
        cure=remedy("sync"),
    )


def clash_left_open(found: TextDisagreement) -> list[Message]:
    """What is said where nobody can be asked about a text: how to settle it, then the lines of both sides."""
    file = harmless(found.clash.path)
    ways = {
        "ours": remedy("sync", ours=file),
        "theirs": remedy("sync", theirs=file),
        "asked": remedy("sync"),
    }
    here, there = version_of(found, Side.OURS), version_of(found, Side.THEIRS)
    statements = statements_of(found)
    if statements is not None:
        return [
            msg(
                "{file}: the statement was issued here and at {remote}, and the two differ; nothing was merged: keep the "
                "one the client goes by with '{ours}' or '{theirs}', or run '{asked}' in a terminal; what it lacks comes "
                "into the next one",
                file=file,
                remote=found.remote,
                **ways,
            ),
            *(
                msg("{where}: {what}", where=where, what=statement_words(statement))
                for where, statement in zip((here, there), statements, strict=True)
            ),
        ]
    told = [
        msg(
            "{file} was changed on both sides in the same place; nothing was merged: take one side's lines with "
            "'{ours}' or '{theirs}', or run '{asked}' in a terminal",
            file=file,
            **ways,
        )
    ]
    for hunk in found.clash.hunks:
        for where, lines in ((here, hunk.ours), (there, hunk.theirs)):
            told += [msg("{where}: {line}", where=where, line=harmless(line)) for line in lines[:_LINES_TOLD]]
            if not lines:
                told.append(msg("{where}: (nothing)", where=where))
    if not found.clash.hunks:
        told += [here, there]
    return told


def statements_of(found: TextDisagreement) -> tuple[Statement, Statement] | None:
    """Ours and theirs, where two statements to a client are in dispute that both can be read."""
    clash = found.clash
    if not is_statement_file(clash.path) or clash.ours is None or clash.theirs is None:
        return None
    ours, theirs = statement_in(clash.ours), statement_in(clash.theirs)
    return (ours, theirs) if ours is not None and theirs is not None else None


def statement_words(statement: Statement) -> Message:
    """What a statement comes to, and the beginning of its hash."""
    return msg(
        "{count} lines, collected {collected}, commission {commission}, to hand over {payable}, SHA-256 {hash}…",
        count=len(statement.all_lines),
        collected=statement.collected,
        commission=statement.commission,
        payable=statement.payable,
        hash=statement.hash[:12],
    )


def version_of(found: TextDisagreement, side: Side) -> Message:
    """Which version a side has, by whom and since when: `here (3f2a1b9c0d by li, 2026-06-01 10:00)`."""
    ours = side is Side.OURS
    where = msg("here") if ours else msg("at {remote}", remote=found.remote)
    commit = found.ours if ours else found.theirs
    data = found.clash.ours if ours else found.clash.theirs
    if data is None:
        where = msg("removed {where}", where=where)
    if commit is None:
        return where
    return msg(
        "{where} ({commit} by {who}, {when})",
        where=where,
        commit=commit.id[:10],
        who=harmless(commit.author),
        when=commit.when.strftime("%Y-%m-%d %H:%M"),
    )


def as_problems(messages: list[Message]) -> list[Problem]:
    """Lines shown below a failure."""
    return [Problem("disputed", message) for message in messages]
