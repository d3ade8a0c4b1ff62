"""The letters of a ledger: which cases get one, on which day, under which number, and what it says."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from dunning_cli.documents.letter import asked_by, render_letter
from dunning_cli.documents.letter_amounts import stated_amounts
from dunning_cli.documents.letter_content import LetterOrder, addressee, letter_fields
from dunning_cli.documents.letter_group import grouped
from dunning_cli.documents.template import Template, read_template
from dunning_cli.domain.account import account_at
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.templates import template_text
from dunning_cli.store.reading.ledger_reader import LedgerReader
from generator.days import moment, working_day
from generator.debts import entrusted_on
from generator.wanted import Wanted

LANGUAGE = "zh"
_ROUND = 14
"""Days between the days on which letters are written."""
_ROUNDS = 25
_AFTER = 25
"""Days from the coming of a case to its first letter."""
_ONE_IN = 5
_APART = 12
"""Seconds between two letters of a day, where they are few enough."""
_AFTERNOON = 8_400
"""Seconds in which all letters of a day are written, before others write down what the post brought."""


@dataclass(frozen=True)
class Posting:
    """A letter to be written: when, under which number, from which template."""

    when: datetime
    serial: str
    template: str


def postings(wanted: Wanted) -> dict[int, Posting]:
    """The letters by the number of their case; their numbers have no gap and follow the time."""
    days = [working_day(wanted.day - timedelta(_ROUND * back)) for back in range(_ROUNDS, 0, -1)]
    chosen: list[tuple[date, int]] = []
    for number in range(wanted.cases):
        chance = wanted.chance("letter", number)
        if chance.below(_ONE_IN):
            continue
        came = entrusted_on(wanted, number)
        fit = [day for day in days if day >= came + timedelta(_AFTER)]
        if fit:
            chosen.append((chance.pick(fit), number))
    of_year: Counter[int] = Counter()
    of_day: Counter[date] = Counter()
    on_day = Counter(day for day, _ in chosen)
    found = {}
    for day, number in sorted(chosen):
        of_year[day.year] += 1
        apart = max(1, min(_APART, _AFTERNOON // on_day[day]))
        when = moment(day, 14, 0, apart * of_day[day])
        of_day[day] += 1
        template = "final-demand" if number % 3 == 0 else "overdue-notice"
        found[number] = Posting(when, f"{day.year:04d}-{wanted.series}-{of_year[day.year]:04d}", template)
    return found


@cache
def _template(folder: LedgerFolder, name: str) -> tuple[Template, str]:
    stored = template_text(folder, LANGUAGE, name)
    return read_template(stored.text, stored.file), stored.hash


def written(
    reader: LedgerReader, office: Office, case: Case, posting: Posting
) -> tuple[str, Mapping[str, Any]]:
    """The text of a letter to the debtor and the keys of its entry, as `dunning letter new` makes them."""
    template, template_hash = _template(reader.folder, posting.template)
    on = posting.when.date()
    person = addressee(case, "debtor", on)
    assert person is not None
    order = LetterOrder(on, posting.serial, person, template.demand, template.method)
    policy = reader.policies.for_case(case)
    account = account_at(case, policy, on)
    fields = grouped([letter_fields(case, account, policy, office, order, LANGUAGE)], LANGUAGE)
    text = render_letter(template, fields, LANGUAGE).text
    return text, {
        "serial": posting.serial,
        "template": posting.template,
        "to": "debtor",
        "method": template.method,
        "language": LANGUAGE,
        "level": template.level,
        "pay_by": asked_by(template, fields),
        "amounts": stated_amounts(case, account, on, demand=template.demand),
        "hash": hashlib.sha256(text.encode()).hexdigest(),
        "template_hash": template_hash,
    }
