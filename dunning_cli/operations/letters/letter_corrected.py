"""Whether a letter can be put right by another: it was sent, and its figures are not those of its day."""

from __future__ import annotations

from dataclasses import replace

from dunning_cli.documents.letter_correction import right_amounts
from dunning_cli.documents.template import Template
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Letter, LetterAmounts
from dunning_cli.domain.contact.deliveries import LetterStage
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.operations.declared import letters as declared
from dunning_cli.operations.letters.deliveries import letter_numbered
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


def to_correct(unit: UnitOfWork, case: Case, order: declared.NewLetter, template: Template) -> Letter:
    """The letter that an order puts right.

    WrongUsage where order and template do not fit, or it is not said what was wrong; NotFound for a letter the case
    does not have; Refused for one that was spoiled or states no figures, and where its figures are right.
    """
    if order.corrects is None:
        raise WrongUsage(
            msg("say with --corrects which letter is put right, and with --reason what was wrong")
        )
    if not template.corrects:
        raise WrongUsage(msg("the template {template} corrects no letter", template=template.name))
    if order.reason is None:
        raise WrongUsage(msg("say with --reason what was wrong: the letter says it"))
    if order.group or order.whole_batch:
        raise WrongUsage(msg("a correction is of one case; leave out --group and --whole-batch"))
    if order.cost is not None:
        raise WrongUsage(msg("a correction costs the debtor nothing; leave out --cost"))
    record = letter_numbered(case, order.corrects)
    wrong = record.letter
    if record.state is LetterStage.SPOILED:
        raise Refused(msg("letter {serial} was spoiled and never sent", serial=wrong.serial))
    if wrong.date > unit.value_date(order):
        raise Refused(
            msg(
                "letter {serial} is of {date}; a correction cannot be older",
                serial=wrong.serial,
                date=wrong.date,
            )
        )
    if wrong.amounts is None or wrong.corrects is not None:
        raise Refused(msg("letter {serial} has no figures that could be put right", serial=wrong.serial))
    right = right_amounts(case, unit.policies.for_case(case), wrong)
    if _told(right) == _told(wrong.amounts):
        raise Refused(
            msg(
                "letter {serial} stated {total} on {date}, and so the account says today: there is nothing to put right; "
                "where the account is wrong, correct that first: {cure}",
                serial=wrong.serial,
                total=wrong.amounts.total,
                date=wrong.date,
                cure=remedy("reverse", case=case.id, entry=Placeholder("ENTRY"), reason=Placeholder("TEXT")),
            )
        )
    if record.state is LetterStage.WRITTEN:
        unit.remarks.append(
            msg(
                "letter {serial} is not on record as sent; where it was not, it is spoiled and not corrected: {cure}",
                serial=wrong.serial,
                cure=remedy("letter spoil", case=case.id, serial=wrong.serial, reason=Placeholder("TEXT")),
            )
        )
    return wrong


def _told(amounts: LetterAmounts) -> LetterAmounts:
    """Figures as far as a correction tells them."""
    return replace(amounts, not_yet_due=None)
