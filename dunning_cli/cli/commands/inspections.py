"""Commands on inspections of contacts: draw a sample, show the score sheet, record what was found, record a correction."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

from typer import Context, Option, Typer

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.declared import add_declared
from dunning_cli.cli.options import FormatName, Json, Rev
from dunning_cli.kernel.errors import Unreadable, WrongUsage
from dunning_cli.kernel.message import label, msg
from dunning_cli.present.help_page import HelpfulCommand, HelpfulGroup
from dunning_cli.present.tables import Format

if TYPE_CHECKING:
    from dunning_cli.cli.session import Session
    from dunning_cli.domain.portfolio.periods import Period
    from dunning_cli.domain.portfolio.sampling import Weight


def add_to(app: Typer) -> None:
    """Adds this family to the program."""
    family = Typer(
        cls=HelpfulGroup,
        rich_markup_mode=None,
        no_args_is_help=True,
        help="Inspect contacts: draw a sample, record what was found and what was corrected.\n\n"
        "Examples:\n  dunning inspect sample --rate 5% --by collector --seed 7",
    )
    family.command("sample", cls=HelpfulCommand)(sample)
    family.command("sheet", cls=HelpfulCommand)(sheet)
    for words in ("inspect record", "inspect corrected"):
        add_declared(family, words)
    app.add_typer(family, name="inspect")


def sample(
    ctx: Context,
    rate: Annotated[
        str, Option("--rate", metavar="PERCENT", help="How many of the contacts, such as 5%; rounded up.")
    ],
    seed: Annotated[
        str, Option("--seed", metavar="N", help="A whole number: the same one draws the same sample.")
    ],
    by: Annotated[
        str | None,
        Option("--by", metavar="collector", help="So many of each collector's contacts, at least one."),
    ] = None,
    from_: Annotated[
        str | None,
        Option("--from", metavar="DATE", help="First day; that of the last day's month unless given."),
    ] = None,
    to: Annotated[str | None, Option("--to", metavar="DATE", help="Last day; today unless given.")] = None,
    weight: Annotated[
        str | None,
        Option(
            "--weight",
            metavar="WEIGHT,…",
            help="What comes first: overrides, complaints (cases with one in the period), long (notes).",
        ),
    ] = None,
    owner: Annotated[
        str | None, Option("--owner", metavar="STAFF", help="Contacts made by this collector only.")
    ] = None,
    rev: Rev = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Draw contacts to inspect. The same commit, seed and words draw the same ones on any machine.

    What is drawn is what the last commit holds; the answer names it. Contacts taken over from another system or
    reversed are left out. A greater rate adds to the sample of a smaller one.

    Examples:
      dunning inspect sample --rate 5% --by collector --seed 7
      dunning inspect sample --rate 10% --seed 7 --weight overrides,complaints --from 2026-05-01 --to 2026-05-31
      dunning inspect sample --rate 5% --by collector --seed 7 --to 2026-05-31 --rev 3fa21bc --format csv
    """
    from dunning_cli.views.people.inspection_sample import Draw, inspection_sample, summary

    session = ctx.obj
    if by is not None:
        session.one_of(by, "--by", {"collector": label("collector")})
    draw = Draw(
        _rate(rate),
        session.count(seed, "--seed"),
        by is not None,
        _period(session, from_, to, rev),
        _weights(session, weight),
        session.collector(owner),
    )
    answer = inspection_sample(session.reader_at(rev or "HEAD"), draw)
    if chosen_format(as_json, format_name) in (Format.CSV, Format.TSV):
        # a table for another program has no room for what it takes to draw it again
        session.screen.note(summary(answer.data))
    session.view(answer, as_json, format_name)


def sheet(ctx: Context, as_json: Json = False, format_name: FormatName = None) -> None:
    """Show the score sheet: what is judged, how many points it gives, and from where a contact passes.

    An office has its own in dunning.yaml under inspection.

    Examples:
      dunning inspect sheet
    """
    from dunning_cli.views.people.score_sheet import score_sheet

    session = ctx.obj
    session.view(score_sheet(session.reader, session.language), as_json, format_name)


def _rate(text: str) -> Fraction:
    """The share asked for. Raises WrongUsage unless it is above 0 % and at most 100 %."""
    from dunning_cli.kernel.rates import parse_percent

    try:
        rate = parse_percent(text.replace("％", "%"))
    except Unreadable as error:
        raise WrongUsage(msg("{option}: {reason}", option="--rate", reason=error.message)) from None
    if not 0 < rate <= 1:
        raise WrongUsage(msg("--rate: {text} is not above 0% and at most 100%", text=text))
    return rate


def _period(session: Session, from_: str | None, to: str | None, rev: str | None) -> Period:
    """The time asked for, the month up to its last day unless given. Raises WrongUsage."""
    from dunning_cli.domain.portfolio.periods import month_to
    from dunning_cli.views.reports.asked_days import days_up_to

    last = session.day(to, "--to") if to is not None else session.as_of(None, rev)
    return days_up_to(session.day(from_, "--from") if from_ is not None else None, last, month_to)


def _weights(session: Session, text: str | None) -> tuple[Weight, ...]:
    """The weights asked for. Raises WrongUsage for an unknown one."""
    from dunning_cli.domain.portfolio.sampling import REASONS, Weight

    words = [word.strip() for word in (text or "").replace("，", ",").split(",") if word.strip()]
    known = {each.value: REASONS[each] for each in Weight}
    return tuple(Weight(session.one_of(word, "--weight", known)) for word in words)
