"""Commands on the ledger as a whole: init, check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Context, Exit, Option, Typer

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.options import ActorName, DryRun, Json
from dunning_cli.kernel.errors import Unreadable, Unsound, WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.views.ledger.checks import CHECKS

if TYPE_CHECKING:
    from dunning_cli.domain.case.office.settings import PaymentAccount


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    for name, command in (("init", init), ("check", check)):
        app.command(name, cls=HelpfulCommand)(command)


def init(
    ctx: Context,
    folder: Annotated[
        str, Argument(metavar="[DIR]", help="Folder of the new ledger; this one unless given.")
    ] = ".",
    sample: Annotated[
        bool, Option("--sample", help="Fill it with invented cases and their history.")
    ] = False,
    office: Annotated[str | None, Option("--office", metavar="NAME", help="Name of the office.")] = None,
    account: Annotated[
        str | None,
        Option(
            "--account",
            metavar="NAME,BANK,NUMBER",
            help="The account that debtors pay into; letters that ask for payment name it.",
        ),
    ] = None,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Make a ledger: a git repository with settings, policies and letter templates.

    Examples:
      dunning init my-ledger --office 青禾物业服务有限公司
      dunning init my-ledger --office 青禾物业 --account "青禾物业服务有限公司,云州银行江北支行,6200000000000000017"
      dunning init practice --sample
    """
    from dunning_cli.domain.case.office.settings import Office
    from dunning_cli.moment import told_by_variable
    from dunning_cli.operations.ledger.init_ledger import OFFICE_UNNAMED, init_ledger

    session = ctx.obj
    founded = init_ledger(
        Path(folder),
        sample,
        Office(
            office=office or OFFICE_UNNAMED,
            language=session.new_ledger_language(),
            practice=told_by_variable(session.environment) is not None or None,
            payment_account=_account(account),
        ),
        actor or session.environment.get("DUNNING_ACTOR"),
        session.clock(),
        dry_run,
    )
    if dry_run:
        session.show(founded, chosen_format(as_json))
        return
    session.screen.untold = msg("a ledger was made in {folder}", folder=founded.data["ledger"])
    session.show(founded, chosen_format(as_json))


def _account(text: str | None) -> PaymentAccount | None:
    from dunning_cli.domain.case.office.settings import parse_payment_account

    if text is None:
        return None
    try:
        return parse_payment_account(text)
    except Unreadable as unreadable:
        raise WrongUsage(msg("--account: {problem}", problem=unreadable.message)) from None


def check(
    ctx: Context,
    names: Annotated[
        list[str] | None,
        Argument(metavar="[CHECK]…", help=", ".join(CHECKS) + "; beginnings do, all of them unless given."),
    ] = None,
    fix: Annotated[
        bool, Option("--fix", help="First put right what is safe to: line ends of hand-edited files.")
    ] = False,
    dry_run: Annotated[
        bool, Option("--dry-run", help="With --fix: only say what would be put right.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Check settings, policies and every case; silent when all is well.

    Examples:
      dunning check
      dunning check references letters --json
      dunning check --fix --dry-run
    """
    from dunning_cli.operations.ledger.mending import mend
    from dunning_cli.store.writing.transaction import settled
    from dunning_cli.views.case.cautions import cautions
    from dunning_cli.views.ledger.checks import chosen_checks, problem_report
    from dunning_cli.views.ledger.soundness import soundness

    session = ctx.obj
    chosen = chosen_checks(names or ())
    if dry_run and not fix:
        raise WrongUsage(msg("--dry-run goes with --fix"))
    folder = session.ledger.folder
    recovered = settled(folder, session.screen.note)
    if recovered is not None:
        session.screen.note(recovered)
    if fix:
        for line in mend(folder, dry_run, session.screen.note):
            session.screen.note(line)
    problems = soundness(session.reader, chosen)
    if as_json:
        session.show(problem_report(problems), chosen_format(as_json))
    session.screen.problems(problem.as_message() for problem in problems)
    if not problems and not names:
        session.notes(cautions(session.reader, session.moment.today))
    if problems:
        raise Exit(Unsound.exit_code)
