"""The command import: what a foreign file holds, taken into the ledger."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Context, Exit, Option, Typer

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.carrying_out import booked
from dunning_cli.cli.options import ActorName, DryRun, Json
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.present.progress import ProgressLine

REFUSED = 1
_OF_CASES = (
    *(
        "--policy",
        "--owner",
        "--batch",
        "--entrusted",
        "--return-by",
        "--term",
        "--spread",
        "--basis",
        "--add-bills",
        "--area",
    ),
)


def add_to(app: Typer) -> None:
    """Adds this command to the program."""
    app.command("import", cls=HelpfulCommand)(import_file)


def import_file(
    ctx: Context,
    file: Annotated[str | None, Argument(metavar="[FILE]", help="An .xlsx, .xls, .csv or .tsv file.")] = None,
    kind: Annotated[
        str | None,
        Option("--kind", metavar="KIND", help="cases, contacts or payments; else what its header says."),
    ] = None,
    profile: Annotated[
        str | None,
        Option("--profile", metavar="NAME", help="What the columns mean; else the one that fits the header."),
    ] = None,
    policy: Annotated[
        str | None,
        Option("--policy", metavar="POLICY", help="Product policy of the new cases; else the profile's."),
    ] = None,
    owner: Annotated[
        str | None, Option("--owner", metavar="STAFF", help="First collector of the new cases.")
    ] = None,
    batch: Annotated[
        str | None, Option("--batch", metavar="BATCH", help="The client's batch of all cases.")
    ] = None,
    entrusted: Annotated[
        str | None, Option("--entrusted", metavar="DATE", help="Entrusted on, where the rows do not say.")
    ] = None,
    return_by: Annotated[
        str | None, Option("--return-by", metavar="DATE", help="All cases are to be returned by then.")
    ] = None,
    term: Annotated[
        list[str] | None,
        Option("--term", metavar="KEY=VALUE", help="A term of all cases, as contract_rate=12%/year."),
    ] = None,
    spread: Annotated[
        str | None,
        Option(
            "--spread",
            metavar="EVERY",
            help="Divide a sum for several months into bills by month, quarter or year; none for one sum.",
        ),
    ] = None,
    area: Annotated[
        str | None,
        Option(
            "--area",
            metavar="AREA",
            help="Estate, village or district of all cases, where the rows do not say.",
        ),
    ] = None,
    visible_only: Annotated[
        bool, Option("--visible-only", help="Leave out the rows that the spreadsheet does not show.")
    ] = False,
    basis: Annotated[
        str | None,
        Option(
            "--basis",
            metavar="CODE",
            help="Lawful source: contract, reserved, authorised, public, told or bureau; not said unless given.",
        ),
    ] = None,
    learn_as: Annotated[
        str | None,
        Option(
            "--learn",
            metavar="NAME",
            help="Ask what each column is and write a profile of that name; nothing is imported.",
        ),
    ] = None,
    template: Annotated[
        str | None,
        Option(
            "--template",
            metavar="NAME",
            help="Write a blank workbook to fill in: property, loans, cards, students, payments or contacts.",
        ),
    ] = None,
    review: Annotated[
        bool, Option("--review", help="Of a statement: decide the lines that are asked, one after the other.")
    ] = False,
    output: Annotated[
        str | None,
        Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where a blank workbook goes; with --review: a table of the lines asked, to be filled in.",
        ),
    ] = None,
    partial: Annotated[
        bool,
        Option(
            "--partial",
            help="Take the good rows though others are wrong; those are written to a file beside FILE.",
        ),
    ] = False,
    add_bills: Annotated[
        bool,
        Option(
            "--add-bills",
            help="Charge the bills of further periods to cases that are there, where nothing speaks against it.",
        ),
    ] = False,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Take over a foreign file, all of it in one commit or nothing: a client's cases, contacts or payments.

    Examples:
      dunning import personal-loans-2026-06.xlsx --dry-run
      dunning import personal-loans-2026-06.xlsx --owner wang --basis reserved
      dunning import --template property -o arrears.xlsx
      dunning import owners.xlsx --learn our-owners
      dunning import arrears.xlsx --policy property-fee --spread quarter
      dunning import arrears-2026-06.xlsx --add-bills --dry-run
      dunning import contact-history-2026-06.csv --dry-run
      dunning import former-agency.xlsx --kind contacts --partial
      dunning import wechat-2026-06.xlsx --kind payments
      dunning import wechat-2026-06.xlsx --kind payments --review
      dunning import wechat-2026-06.xlsx --kind payments --review -o asked.csv
    """
    from dunning_cli.cli.intake.learning import learn
    from dunning_cli.cli.intake.payment_review import take_statement
    from dunning_cli.domain.case.codes.people import LawfulSource
    from dunning_cli.operations.cases.opening import terms_of
    from dunning_cli.operations.intake.blank_workbook import TEMPLATES
    from dunning_cli.operations.intake.contacts_report import contacts_report
    from dunning_cli.operations.intake.foreign_table import KINDS, ForeignTable
    from dunning_cli.operations.intake.import_cases import SPREADS, ImportOrder, import_cases
    from dunning_cli.operations.intake.import_contacts import ContactsOrder, import_contacts
    from dunning_cli.operations.intake.import_payments import StatementOrder
    from dunning_cli.operations.intake.import_report import import_report

    session = ctx.obj
    for text, option, words in (
        (kind, "--kind", KINDS),
        (spread, "--spread", SPREADS),
    ):
        if text is not None:
            session.one_of(text, option, dict.fromkeys(words))
    if basis is not None:
        basis = session.meant(LawfulSource, basis, "--basis")
    if template is not None:
        session.one_of(template, "--template", dict.fromkeys(TEMPLATES))
        _write_blank(session, template, output)
        return
    if file is None:
        raise WrongUsage(
            msg("{option} is missing; see '{help}'", option="FILE", help="dunning import --help")
        )
    context = session.moment.writing(
        session.code("STAFF", actor), dry_run, progress=ProgressLine(session.translate)
    )
    if learn_as is not None:
        learn(session, Path(file), learn_as, kind, context, dry_run)
        return
    table = ForeignTable(session.ledger.folder, Path(file), kind, profile)
    if table.of_contacts:
        _only_of_cases(policy, owner, batch, entrusted, return_by, term, spread, basis, add_bills, area)
        wanted = ContactsOrder(partial=partial, visible_only=visible_only)
        contacts = import_contacts(table, context, wanted)
        _finish(session, table.path, contacts, contacts_report, as_json, partial and not dry_run)
        return
    if table.of_payments:
        _only_of_cases(policy, owner, batch, entrusted, return_by, term, spread, basis, add_bills, area)
        asked = StatementOrder(partial=partial, visible_only=visible_only)
        take_statement(session, table, context, asked, review=review, output=output, as_json=as_json)
        return
    if review or output:
        raise WrongUsage(msg("{option} is for statements of payments", option="--review" if review else "-o"))
    order = ImportOrder(
        policy=session.code("POLICY", policy),
        owner=session.code("STAFF", owner),
        basis=LawfulSource(basis) if basis else None,
        partial=partial,
        batch=batch,
        entrusted=session.day(entrusted, "--entrusted") if entrusted else None,
        return_by=session.day(return_by, "--return-by") if return_by else None,
        terms=terms_of(tuple(term or ())),
        spread=spread,
        visible_only=visible_only,
        area=(area or "").strip(),
        add_bills=add_bills,
    )
    cases = import_cases(table, context, order)
    _finish(session, table.path, cases, import_report, as_json, partial and not dry_run)


def _only_of_cases(*given: object) -> None:
    """Raises WrongUsage for what is said of new cases beside a file that opens none."""
    for option, value in zip(_OF_CASES, given, strict=True):
        if value:
            raise WrongUsage(msg("{option} is for files of cases", option=option))


def _finish(
    session: Any, file: Path, result: Any, report: Callable[..., Answer], as_json: bool, keep_wrong: bool
) -> None:
    """Prints what came of it; the rejected rows of a file of which others may be taken are written beside it."""
    from dunning_cli.operations.intake.rejects import write_rejects

    booked(session, result.receipt)
    rejects = None
    if result.file.rejected and keep_wrong:
        rejects = write_rejects(file, result.file, session.translate)
    session.show(report(result, rejects), chosen_format(as_json))
    if result.refused:
        raise Exit(REFUSED)


def _write_blank(session: Any, template: str, output: str | None) -> None:
    from dunning_cli.operations.intake.blank_workbook import blank_workbook
    from dunning_cli.store.machine.private_files import write_private

    path = Path(output or f"{template}.xlsx")
    data = blank_workbook(session.ledger.folder, template, session.translate)
    try:
        write_private(path, data)
    except FileExistsError:
        raise Refused(msg("{path} is there already; name another file with -o", path=str(path))) from None
    except OSError as error:
        raise Refused(
            msg("{file} cannot be written: {reason}", file=str(path), reason=error.strerror or "")
        ) from None
    session.screen.say(
        msg(
            "blank workbook: {file}; fill it in, then: {cure}",
            file=str(path),
            cure=remedy("import", file=str(path)),
        )
    )
