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

__all__ = ["NOT_FILLED", "LetterFields", "asked_by", "missing_fields", "not_filled_in", "render_letter"]


def render_letter(template: Template, fields: LetterFields, language: str) -> str:
    """The letter as plain text, ending in a newline, its lines at most PAGE_WIDTH columns wide.

    `language` (`zh` or `en`) is the template's: it decides how dates and unset fields print. Unset fields
    print as NOT_FILLED. Values are data: nothing in them is read as template, and they print on one line.

    Refused if an amount can't be written in words or the letter grows beyond all measure; WrongUsage for
    another language.
    """
    return _rendered(template, fields, language)[0]


def missing_fields(template: Template, fields: LetterFields, language: str = "zh") -> tuple[str, ...]:
    """The fields this letter would print as "not filled in", by name, such as `account.bank`, in order.

    A field that the template only asks for with `if` is not missing. Errors as for render_letter.
    """
    return _rendered(template, fields, language)[1]


def not_filled_in(names: Sequence[str]) -> tuple[Message, ...]:
    """What to say of fields that a letter prints as not filled in: by the key to fill in, where a setting lacks."""
    keys = dict.fromkeys(SETTINGS_OF.get(name, name) for name in names)
    if not keys:
        return ()
    return (msg("not filled in: {names}", names=enumerated(map(blank_words, keys))),)


def asked_by(template: Template, fields: LetterFields) -> date | None:
    """The day by which a letter asks for payment: as told, else by its template, but within no performance period."""
    day = fields.pay_by
    if day is None and fields.letter_date is not None:
        day = template.pay_by(fields.letter_date)
        if day is not None and fields.performed_by is not None:
            day = max(day, fields.performed_by)
    return day


def _rendered(template: Template, fields: LetterFields, language: str) -> tuple[str, tuple[str, ...]]:
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
    return _laid_out(text), tuple(noted)


def _laid_out(text: str) -> str:
    """Lines cleaned and folded, no blank ones at either end."""
    lines = [folded for line in text.split("\n") for folded in fold(one_line(line), PAGE_WIDTH)]
    return "\n".join(lines).strip("\n") + "\n"
