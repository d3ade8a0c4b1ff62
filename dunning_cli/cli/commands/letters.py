"""Commands on letters: preview, show, list; and the family they and `letter_post` make."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.commands import letter_post, post_office
from dunning_cli.cli.commands.printing import Output, Pdf, paper_printer
from dunning_cli.cli.options import (
    AsOf,
    CaseRef,
    FormatName,
    Json,
    LetterLanguage,
    LetterTo,
    Looker,
    Reveal,
)
from dunning_cli.cli.session import Session
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.message import msg
from dunning_cli.present.help_page import HelpfulCommand, HelpfulGroup

TEMPLATES = (
    "payment-reminder, overdue-notice, final-demand, guarantor-notice, lawyers-letter, plan-agreement, "
    "extension-request, balance-confirmation, statement-for-debtor, settlement-certificate or correction."
)
TemplateName = Annotated[str, Argument(metavar="TEMPLATE", help=TEMPLATES)]
SerialName = Annotated[str, Argument(metavar="SERIAL", help="Number of the letter, such as 2026-A-0012.")]


def add_to(app: Typer) -> None:
    """Adds this family to the program."""
    family = Typer(
        cls=HelpfulGroup,
        rich_markup_mode=None,
        no_args_is_help=True,
        help="Write letters from templates and keep their register.\n\nExamples:\n  dunning letter list",
    )
    family.command("preview", cls=HelpfulCommand)(preview)
    letter_post.add_to(family)
    post_office.add_to(family)
    family.command("show", cls=HelpfulCommand)(show)
    family.command("receipt", cls=HelpfulCommand)(receipt)
    family.command("list", cls=HelpfulCommand)(register)
    app.add_typer(family, name="letter")


def preview(
    ctx: Context,
    case: CaseRef,
    template: TemplateName,
    as_of: AsOf = None,
    to: LetterTo = None,
    letter_language: LetterLanguage = None,
    pdf: Pdf = False,
    output: Output = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
) -> None:
    """Show a letter as it would be written on a day; nothing is registered.

    Examples:
      dunning letter preview PF-2026-0007 overdue-notice
      dunning letter preview PF-2026-0007 overdue-notice --pdf -o notice.pdf
      dunning letter preview PF-2026-0007 overdue-notice --letter-language en --as-of 2026-05-31
    """
    from dunning_cli.views.letters.letter_print import preview_pdf
    from dunning_cli.views.letters.letters import letter_preview

    session = ctx.obj
    language = session.letter_language(session.code("LANG", letter_language))
    template, to = session.code("TEMPLATE", template), session.code("WHO", to)
    day = session.day(as_of, "--as-of")
    viewer = session.viewer(actor, reveal)
    press = paper_printer(session, pdf, output, viewer, asked=not as_json)
    answer = letter_preview(session.reader, case, template, day, to, language, viewer)
    if press is not None:
        pages = preview_pdf(session.reader, answer, day, to, press.typeface)
        answer = _printed(session, answer, press.put(f"{answer.data['case']}-{template}", pages))
    session.show(answer, chosen_format(as_json))


def _printed(session: Session, answer: Answer, file: Path) -> Answer:
    """What is said of a letter that went into a file instead of on the screen."""
    said = session.screen.untold = msg("printed: {file}", file=file)
    return Answer({**answer.data, "pdf": str(file)}, (said,), answer.warnings)


def show(
    ctx: Context,
    serial: SerialName,
    recreate: Annotated[
        bool,
        Option("--recreate", help="Write it again from case, rules and template of its day, and compare."),
    ] = False,
    pdf: Pdf = False,
    output: Output = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
) -> None:
    """Show a letter as it was sent, checked against the register.

    Examples:
      dunning letter show 2026-A-0012
      dunning letter show 2026-A-0012 --pdf -o letter.pdf
      dunning letter show 2026-A-0012 --recreate
    """
    from dunning_cli.views.letters.letter_archive import letter_sheet
    from dunning_cli.views.letters.letter_print import sent_letter_pdf

    session = ctx.obj
    viewer = session.viewer(actor, reveal)
    press = paper_printer(session, pdf, output, viewer, asked=not as_json)
    answer = letter_sheet(session.reader, serial, viewer, recreate)
    if press is not None:
        pages = sent_letter_pdf(session.reader, serial, recreate, press.typeface)
        answer = _printed(session, answer, press.put(serial, pages))
    session.show(answer, chosen_format(as_json))


def receipt(
    ctx: Context,
    case: CaseRef,
    payment: Annotated[
        str | None,
        Argument(
            metavar="[PAYMENT]",
            help="Entry of the payment, its transaction number or the receipt's; the last one unless given.",
        ),
    ] = None,
    letter_language: LetterLanguage = None,
    pdf: Pdf = False,
    output: Output = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
) -> None:
    """Write the receipt for a payment; nothing is registered, and its number is the same whenever it is printed again.

    The number is that of the payment's entry. The receipt for a payment that was taken back says that it is void.

    Examples:
      dunning letter receipt PF-2026-0007
      dunning letter receipt PF-2026-0007 TX-20260601-1 --pdf -o receipt.pdf
    """
    from dunning_cli.views.letters.letter_print import receipt_pdf
    from dunning_cli.views.letters.receipts import payment_receipt

    session = ctx.obj
    language = session.letter_language(session.code("LANG", letter_language))
    viewer = session.viewer(actor, reveal)
    press = paper_printer(session, pdf, output, viewer, asked=not as_json)
    answer = payment_receipt(session.reader, case, payment, language, viewer)
    if press is not None:
        pages = receipt_pdf(session.reader, answer, press.typeface)
        answer = _printed(session, answer, press.put(answer.data["number"], pages))
    session.show(answer, chosen_format(as_json))


def register(
    ctx: Context,
    as_of: AsOf = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """List the register of letters with what became of them.

    Examples:
      dunning letter list
      dunning letter list --format csv
    """
    from dunning_cli.views.letters.letters import letter_register

    session = ctx.obj
    answer = letter_register(session.reader, session.day(as_of, "--as-of"), session.viewer(actor, reveal))
    session.view(answer, as_json, format_name)
