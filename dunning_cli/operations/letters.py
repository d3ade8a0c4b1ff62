"""Operations on letters: write and register one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dunning_cli.documents.letter import render_letter
from dunning_cli.documents.letter_content import (
    LetterOrder,
    addressee,
    letter_fields,
    stranger,
    usual_addressee,
)
from dunning_cli.documents.letter_fields import Addressee
from dunning_cli.documents.template import Limits, read_template
from dunning_cli.domain.account import Account
from dunning_cli.domain.case import Case
from dunning_cli.domain.codes import Method
from dunning_cli.domain.contact_letters import LetterIntent, judge_letter, letter_mentions
from dunning_cli.domain.contact_people import person_of
from dunning_cli.domain.contact_rules import word_breaches
from dunning_cli.domain.entries import Letter, LetterAmounts
from dunning_cli.domain.failure import Refused
from dunning_cli.domain.letter_levels import deadline_breaches
from dunning_cli.domain.message import Message, msg
from dunning_cli.domain.money import ZERO, format_amount
from dunning_cli.domain.office import Language
from dunning_cli.domain.schema import key
from dunning_cli.domain.values import Code, FilledWords
from dunning_cli.operations.commit_words import subject_of
from dunning_cli.operations.contact_clearance import cleared, rules_for
from dunning_cli.operations.operation import CaseOperation, Outcome
from dunning_cli.operations.workbench import Workbench
from dunning_cli.store.letters import letter_path
from dunning_cli.store.templates import template_text

SETTLEMENT = "settlement-certificate"
POSTED = (Method.REGISTERED, Method.EMS)
"""Ways that need an address on the envelope."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLetter(CaseOperation):
    """Writes a letter and enters it in the register."""

    op: ClassVar[str] = "letter new"

    template: Code = key("name of the template", required=True)
    to: FilledWords | None = key("debtor, guarantor, or the name of a party; by the template unless given")
    method: Method | None = key("registered, ems, hand, notary or notice")
    language: Language | None = key("language of the letter, the ledger's unless given")

    def apply(self, bench: Workbench) -> Outcome:
        """Adds the letter's entry and its text.

        AgainstRule where a contact rule forbids it and no reason is given, such as for closed cases and
        third parties; Refused for a settlement that is none, and where it is to be posted to no address.
        """
        case = bench.case(self.case)
        on = bench.value_date(self)
        language = self.language or bench.office.language or "zh"
        stored = template_text(bench.books.folder, language, self.template)
        template = read_template(stored.text, stored.file)
        wanted = self.to or usual_addressee(template)
        rules = rules_for(bench, case, on)
        method = self.method or template.method
        intent = LetterIntent(
            day=on,
            to=wanted,
            owed=bench.account(case, on).balance.total if rules.letters else ZERO,
            demand=template.limits is Limits.STANDARD,
            method=method,
        )
        breaches = judge_letter(rules, case, intent)
        if template.pay_within is not None and template.limits is Limits.STANDARD:
            breaches += deadline_breaches(case, wanted, template.level, on)
        cleared(breaches, self.override)
        account = bench.account(case, on)
        if template.name == SETTLEMENT:
            _settled(case, account, on)
        person = addressee(case, wanted) or stranger(case, wanted)
        unaddressed = _reachable(case, person, method)
        serial = bench.register.next(on)
        order = LetterOrder(on, serial, person, self.method)
        fields = letter_fields(case, account, bench.policies.for_case(case), bench.office, order, language)
        text = render_letter(template, fields, language)
        breaches += tuple(word_breaches(rules, person_of(case, wanted), text))
        clearance = cleared(breaches, self.override)
        entry = bench.record(
            case,
            Letter,
            self,
            on,
            serial=serial,
            template=self.template,
            to=wanted,
            method=method,
            language=language,
            level=template.level,
            pay_by=template.pay_by(on),
            amounts=_amounts(account),
            hash=hashlib.sha256(text.encode()).hexdigest(),
            template_hash=stored.hash,
            override=clearance.override,
            overridden=clearance.overridden,
        )
        bench.put_file(letter_path(serial), text)
        bench.register.use(on)
        warnings = (*clearance.warnings, *letter_mentions(rules, case, intent), *unaddressed)
        return Outcome(subject_of(case.id, [entry]), (case.id,), (entry,), on, warnings, {"serial": serial})


def _settled(case: Case, account: Account, on: date) -> None:
    """Refuses to certify a settlement that is none. Raises Refused."""
    if case.closing(on) is None or account.balance.total > ZERO:
        raise Refused(
            msg(
                "{case} is not settled on {date}: {total} is owed, or the case is open; close it first",
                case=case.id,
                date=on,
                total=format_amount(account.balance.total),
            )
        )


def _reachable(case: Case, person: Addressee, method: Method) -> tuple[Message, ...]:
    """What to say of a letter to be posted without an address on it. Raises Refused where it is the debtor's."""
    if person.address is not None or person.role == "creditor" or method not in POSTED:
        return ()
    if person.role != "debtor":
        return (msg("no address of the addressee is on record; write it on the envelope"),)
    raise Refused(
        msg(
            "{case} has no address to post this letter to; give one: dunning set {case} "
            "debtor.addresses[0].text=… or choose --method hand",
            case=case.id,
        )
    )


def _amounts(account: Account) -> LetterAmounts:
    balance = account.balance
    return LetterAmounts(
        principal=balance.principal,
        interest=balance.interest,
        penalty=balance.penalty,
        fee=balance.fee,
        total=balance.total,
    )
