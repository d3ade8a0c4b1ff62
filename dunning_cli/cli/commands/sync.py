"""Commands on other places: sync, and the merge driver that git calls."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Context, Exit, Option, Typer

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.commands.sync_audit import Audit
from dunning_cli.cli.commands.sync_questions import AtTheTerminal, at_a_terminal
from dunning_cli.cli.options import ActorName, Json
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.errors import Busy, Failure
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.present.help_page import HelpfulCommand

if TYPE_CHECKING:
    from dunning_cli.domain.case.merge import Question, Side
    from dunning_cli.operations.sync.report import SyncReport

_OUTERMOST = 7
"""Git's marker size for a merge that a person sees; larger within the merges it makes to find a common ancestor."""


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    app.command("sync", cls=HelpfulCommand)(sync)
    app.command("merge-driver", cls=HelpfulCommand, hidden=True)(merge_driver)


def sync(
    ctx: Context,
    status: Annotated[
        bool,
        Option("--status", help="Only ask each remote how far it is behind or ahead; change nothing here."),
    ] = False,
    ours: Annotated[
        list[str] | None,
        Option(
            "--ours", metavar="FILE", help="In this policy, template or settings file keep the lines as here."
        ),
    ] = None,
    theirs: Annotated[
        list[str] | None,
        Option(
            "--theirs",
            metavar="FILE",
            help="In this file take the lines in dispute as the other side has them.",
        ),
    ] = None,
    accept: Annotated[
        str | None,
        Option(
            "--accept-findings",
            metavar="REASON",
            help="Take commits in which the audit finds something; who accepts it and why is recorded for all clones.",
        ),
    ] = None,
    actor: ActorName = None,
    dry_run: Annotated[
        bool,
        Option("--dry-run", help="Fetch and examine, and say what would be merged and pushed; do neither."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Exchange work with the other places of the ledger: fetch, merge and push, for every remote.

    Examples:
      dunning sync
      dunning sync --status
      dunning sync --dry-run
      dunning sync --theirs policies/small-loan.yaml
      dunning sync --accept-findings "clock of the branch was wrong, seen with Wang"
    """
    from dunning_cli.operations.sync.examination import MOST_RULES, cut
    from dunning_cli.operations.sync.sync import Wishes, remote_states, synchronise
    from dunning_cli.store.reading.broken_settings import ReaderToMend
    from dunning_cli.views.ledger.soundness import brought_together
    from dunning_cli.views.people.contact_breaches import lately_against_rules

    session = ctx.obj
    ledger = session.ledger_to_mend
    reader = ledger.reader
    office = reader.office
    for notice in reader.notices:
        session.screen.note(notice)
    if status:
        report = remote_states(ledger.folder, office)
        lines = [_distance(one.remote, one.ahead, one.behind) for one in report.remotes]
    else:
        asker = AtTheTerminal(session) if at_a_terminal() else None
        wishes = Wishes(asker, tuple(ours or ()), tuple(theirs or ()), accept)
        report = synchronise(
            ledger.folder,
            office,
            ledger.moment().writing(actor, dry_run),
            Audit(ledger.folder),
            wishes,
            session.screen.note,
        )
        lines = _would_come_of(report) if dry_run else _came_of(report)
        session.screen.untold = lines[0] if lines and not report.exit_code else None
    session.show(Answer(report.as_json(), tuple(lines), report.notices), chosen_format(as_json))
    for one in report.remotes:
        if one.failure is not None:
            session.screen.failure(one.failure)
    if any(one.fetched for one in report.remotes) and not dry_run:
        from dunning_cli.views.ledger.soundness import brought_together

        together = ReaderToMend(ledger.folder)
        session.notes(cut(brought_together(together), MOST_RULES, label("dunning check")))
        # settings that cannot be read are told already
        with suppress(Failure, OSError):
            session.notes(lately_against_rules(together, ledger.moment().today))
    if report.exit_code:
        raise Exit(report.exit_code)


def _distance(remote: str, ahead: int, behind: int) -> Message:
    if not ahead and not behind:
        return msg("{remote}: level with this clone", remote=remote)
    return msg(
        "{remote}: {ahead} to push, {behind} to fetch",
        remote=remote,
        ahead=ahead,
        behind=behind,
    )


def _would_come_of(report: SyncReport) -> list[Message]:
    return [
        msg(
            "{remote}: would fetch {fetched} and push {pushed}",
            remote=one.remote,
            fetched=one.fetched,
            pushed=one.pushed,
        )
        for one in report.remotes
        if one.failure is None
    ]


def _came_of(report: SyncReport) -> list[Message]:
    lines = []
    for one in report.remotes:
        if one.fetched or one.pushed:
            lines.append(
                msg(
                    "{remote}: fetched {fetched}, pushed {pushed}",
                    remote=one.remote,
                    fetched=one.fetched,
                    pushed=one.pushed,
                )
            )
        elif one.failure is None:
            lines.append(msg("{remote}: nothing new on either side", remote=one.remote))
    return lines


def merge_driver(
    ctx: Context,
    base: Annotated[str, Argument(metavar="BASE", help="File with the version both sides grew from.")],
    ours: Annotated[str, Argument(metavar="OURS", help="File with our version; the result replaces it.")],
    theirs: Annotated[str, Argument(metavar="THEIRS", help="File with the other side's version.")],
    path: Annotated[str, Argument(metavar="PATH", help="Path of the case file in the ledger.")],
    marker: Annotated[
        str, Argument(metavar="[SIZE]", help="Git's marker size: above 7 nothing is asked.")
    ] = str(_OUTERMOST),
) -> None:
    """Unite two versions of a case file; git calls this for every case that both sides changed.

    Examples:
      dunning merge-driver base.yaml ours.yaml theirs.yaml cases/pf/PF-2026-0007.yaml
    """
    from dunning_cli.store.format.case_path import case_name
    from dunning_cli.store.merging.driver_files import put_merged, versions_in
    from dunning_cli.store.merging.merge import merge_case
    from dunning_cli.store.merging.name_clashes import two_cases

    session = ctx.obj
    versions = versions_in(base, ours, theirs)
    settle = session.count(marker, "SIZE") > _OUTERMOST
    if versions.base is None and not settle and two_cases(versions.ours, versions.theirs):
        raise Busy(_given_twice(path))
    answers: dict[Question, Side] = {}
    merged = merge_case(*versions, path, answers, settle)
    if merged.questions:
        if not at_a_terminal():
            raise Busy(_left_open(path, merged.questions))
        for question in merged.questions:
            answers[question] = AtTheTerminal(session).between(case_name(path), question)
        merged = merge_case(*versions, path, answers)
    put_merged(ours, merged.data)


def _given_twice(path: str) -> Message:
    from dunning_cli.store.format.case_path import case_name

    return msg(
        "{case} was opened on both sides for two cases; take the merge back with 'git merge --abort', then run "
        "'dunning sync': it gives the one of this clone another id",
        case=case_name(path),
    )


def _left_open(path: str, questions: tuple[Question, ...]) -> Message:
    from dunning_cli.store.format.case_path import case_name

    return msg(
        "{case}: changed on both sides, each in another way: {fields}; take the merge back with 'git merge --abort', "
        "then run 'dunning sync' in a terminal to choose",
        case=case_name(path),
        fields=", ".join(question.field for question in questions),
    )
