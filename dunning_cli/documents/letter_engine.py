"""The sandbox letters are rendered in: Jinja2 with nothing but the letter's fields and filters.

Jinja2 is slow to import, so this module is imported only where a template is read or rendered.
"""

from __future__ import annotations

import functools
import traceback
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2 import Template as Compiled
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dunning_cli.documents.capital_figures import capital_figures
from dunning_cli.documents.english_words import amount_in_words_en
from dunning_cli.documents.letter_dates import long_date
from dunning_cli.documents.letter_syntax import NotAllowed, check_syntax, unusable
from dunning_cli.documents.letter_values import Unfilled
from dunning_cli.documents.plain_text import display_width
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.message import msg, shown_amount
from dunning_cli.kernel.money import format_amount
from dunning_cli.kernel.pattern import pattern

_TAG = pattern(r"\{%[-+]?\s*(\w+)")
_TAGS = ("if", "elif", "else", "endif", "for", "endfor")
LONGEST = 200_000
"""The longest letter, in characters."""


def checked(body: str) -> None:
    """Raise NotAllowed, with the line in the body, if a template's body can't be used."""
    try:
        _code(body)
    except TemplateError as error:
        raise _not_read(body, getattr(error, "lineno", None) or 1) from None
    except (RecursionError, ValueError, SyntaxError, MemoryError):
        raise NotAllowed(
            1, msg("the template nests too deeply or holds too long a number"), msg("make it plainer")
        ) from None


def _not_read(body: str, line: int) -> NotAllowed:
    """Why the reader of templates stopped at a line, in our words: its own differ from version to version."""
    lines = body.split("\n")
    for tag in _TAG.findall(lines[min(line, len(lines)) - 1]):
        if tag not in _TAGS:
            return unusable(line, tag)
    return NotAllowed(
        line,
        msg("the template can't be read: what stands in {braces} is not complete", braces="{{ }} or {% %}"),
        msg("close each of them, and each 'if' and 'for' with its 'endif' and 'endfor'"),
    )


def rendered(body: str, values: Mapping[str, object], language: str) -> str:
    """The text of a checked template; Failure of a filter becomes NotAllowed with the line in the body."""
    parts: list[str] = []
    length = 0
    try:
        for part in _compiled(body, language).generate(values):
            length += len(part)
            if length > LONGEST:
                raise NotAllowed(
                    1,
                    msg("the letter would be longer than {most} characters", most=LONGEST),
                    msg("shorten the template or the data it prints"),
                )
            parts.append(part)
    except Failure as failure:
        raise NotAllowed(_line_of(failure), failure.message, msg("check the case")) from None
    except TemplateError as error:
        raise NotAllowed(
            _line_of(error),
            msg("the line can't be rendered: a name on it has no value in this case"),
            msg("ask first whether it has one, with {tag}", tag="{% if … %}"),
        ) from None
    except (TypeError, ArithmeticError) as error:
        raise NotAllowed(
            _line_of(error),
            msg("the line can't be rendered: it treats a text as a number, or divides by zero"),
            msg("mend this line"),
        ) from None
    return "".join(parts)


@functools.lru_cache(maxsize=64)
def _compiled(body: str, language: str) -> Compiled:
    return Compiled.from_code(_environment(language), _code(body), {})


@functools.lru_cache(maxsize=64)
def _code(body: str) -> CodeType:
    """What a body is compiled to, checked before: the same for all languages, whose filters differ only when they run."""
    environment = _environment("en")
    parsed = environment.parse(body)
    check_syntax(parsed)
    return environment.compile(parsed)


def _line_of(error: BaseException) -> int:
    """The line of the template an error was raised from; Jinja2 rewrites tracebacks to tell it."""
    lines = [
        frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"
    ]
    return lines[-1] or 1 if lines else 1


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox; which attributes it lets through is told by class and name, and found out once for each."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may see an attribute."""
        place = type(obj), attr
        safe = self._safe.get(place)
        if safe is None:
            safe = self._safe[place] = super().is_safe_attribute(obj, attr, value)
        return safe


@functools.cache
def _environment(language: str) -> ImmutableSandboxedEnvironment:
    environment = _Sandbox(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_plain,
        loader=None,
    )
    environment.globals.clear()
    environment.tests.clear()
    environment.filters.clear()
    environment.filters.update(
        amount=_amount,
        capital=_capital,
        words=_words,
        day=functools.partial(_day, language=language),
        left=_left,
        right=_right,
        center=_center,
    )
    return environment


def _plain(value: object) -> str:
    """What `{{ field }}` prints: ISO dates, amounts with two decimals and no separators."""
    if isinstance(value, Unfilled):
        return value.printed()
    if isinstance(value, Decimal):
        return format_amount(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _amount(value: Decimal | Unfilled) -> str:
    return value.printed() if isinstance(value, Unfilled) else shown_amount(round(value, 2))


def _capital(value: Decimal | Unfilled) -> str:
    return value.printed() if isinstance(value, Unfilled) else capital_figures(value)


def _words(value: Decimal | Unfilled) -> str:
    return value.printed() if isinstance(value, Unfilled) else amount_in_words_en(value)


def _day(value: date | Unfilled, language: str) -> str:
    return value.printed() if isinstance(value, Unfilled) else long_date(value, language)


def _left(value: object, width: int) -> str:
    text = _plain(value)
    return text + " " * (width - display_width(text))


def _right(value: object, width: int) -> str:
    text = _plain(value)
    return " " * (width - display_width(text)) + text


def _center(value: object, width: int) -> str:
    text = _plain(value)
    return " " * ((width - display_width(text)) // 2) + text
