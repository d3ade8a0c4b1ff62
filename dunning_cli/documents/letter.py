"""A letter's text from a template and the fields of a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dunning_cli.documents.blank_words import blank_words
from dunning_cli.documents.letter_fields import SETTINGS_OF, LetterFields
from dunning_cli.documents.letter_values import NOT_FILLED, LetterValues
from dunning_cli.documents.plain_text import PAGE_WIDTH, fold, one_line
from dunning_cli.documents.template import Template
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import Message, Problem, enumerated, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy

__all__ = ["NOT_FILLED", "LetterFields", "RenderedLetter", "asked_by", "not_filled_in", "render_letter"]


@dataclass(frozen=True, slots=True)
class RenderedLetter:
    """A letter as plain text, and the fields it prints as "not filled in", by name, such as `account.bank`, in order.

    The text ends in a newline, its lines are at most PAGE_WIDTH columns wide. A field that the template only asks for
    with `if` is not missing.
    """

    text: str
    missing: tuple[str, ...]


def render_letter(template: Template, fields: LetterFields, language: str) -> RenderedLetter:
    """The letter of a template with these fields.

    `language` (`zh` or `en`) is the template's: it decides how dates and unset fields print. Unset fields
    print as NOT_FILLED. Values are data: nothing in them is read as template, and they print on one line.

    Refused if an amount can't be written in words or the letter grows beyond all measure; WrongUsage for
    another language.
    """
    from dunning_cli.documents.letter_engine import rendered
    from dunning_cli.documents.letter_syntax import NotAllowed

    if language not in NOT_FILLED:
        raise WrongUsage(
            msg("no letters in '{language}': the languages are {names}", language=language,
                names=", ".join(NOT_FILLED))
        )  # fmt: skip
    fields = replace(fields, pay_by=asked_by(template, fields))
    noted: dict[str, None] = {}
    values = LetterValues(NOT_FILLED[language], noted).of(fields)
    values["title"] = one_line(template.title)
    try:
        text = rendered(template.body, values, language)
    except NotAllowed as error:
        line = template.body_line + error.line - 1
        problem = Problem("template", error.message, template.file, line, error.fix)
        raise Refused(problem.as_message(), [problem]) from None
    return RenderedLetter(_laid_out(text), tuple(noted))


def not_filled_in(names: Sequence[str]) -> tuple[Message, ...]:
    """What to say of fields that a letter prints as not filled in: what they are, and where settings are filled in."""
    of_case = dict.fromkeys(name for name in names if name not in SETTINGS_OF)
    of_office = dict.fromkeys(SETTINGS_OF[name] for name in names if name in SETTINGS_OF)
    found = []
    if of_office:
        found.append(
            msg(
                "not filled in, stands in dunning.yaml: {names}; write it there, then: {cure}",
                names=enumerated(map(blank_words, of_office)),
                cure=remedy("commit"),
            )
        )
    if of_case:
        found.append(msg("not filled in: {names}", names=enumerated(map(blank_words, of_case))))
    return tuple(found)


def asked_by(template: Template, fields: LetterFields) -> date | None:
    """The day by which a letter asks for payment: as told, else by its template, but within no performance period."""
    day = fields.pay_by
    if day is None and fields.letter_date is not None:
        day = template.pay_by(fields.letter_date)
        if day is not None and fields.performed_by is not None:
            day = max(day, fields.performed_by)
    return day


def _laid_out(text: str) -> str:
    """Lines cleaned and folded, no blank ones at either end."""
    lines = [folded for line in text.split("\n") for folded in fold(one_line(line), PAGE_WIDTH)]
    return "\n".join(lines).strip("\n") + "\n"
