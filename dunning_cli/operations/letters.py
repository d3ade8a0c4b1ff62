"""Operations on letters: write and register one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import ClassVar

from dunning_cli.documents.letter import render_letter
from dunning_cli.documents.letter_content import LetterOrder, addressee, letter_fields, usual_addressee
from dunning_cli.documents.template import Limits, read_template
from dunning_cli.domain.account import Account
from dunning_cli.domain.codes import CloseReason, Method
from dunning_cli.domain.entries import Letter, LetterAmounts
from dunning_cli.domain.failure import AgainstRule, Refused
from dunning_cli.domain.message import msg
from dunning_cli.domain.money import ZERO, format_amount
from dunning_cli.domain.office import Language
from dunning_cli.domain.schema import key
from dunning_cli.domain.values import Code, FilledWords
from dunning_cli.operations.commit_words import subject_of
from dunning_cli.operations.operation import CaseOperation, Outcome
from dunning_cli.operations.workbench import Workbench
from dunning_cli.store.letters import letter_path, next_serial
from dunning_cli.store.templates import template_text

SETTLEMENT = "settlement-certificate"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLetter(CaseOperation):
    """Writes a letter and enters it in the register."""

    op: ClassVar[str] = "letter new"

    template: Code = key("name of the template", required=True)
    to: FilledWords | None = key("debtor, guarantor, or the name of a party; by the template unless given")
    method: Method | None = key("registered, ems, hand, notary or notice")
    language: Language | None = key("language of the letter, the ledger's unless given")

    def apply(self, bench: Workbench) -> Outcome:
        """Adds the letter's entry and its text. AgainstRule for closed cases and third parties."""
        case = bench.case(self.case)
        on = bench.value_date(self)
        language = self.language or bench.office.language or "zh"
        stored = template_text(bench.books.folder, language, self.template)
        template = read_template(stored.text, stored.file)
        wanted = self.to or usual_addressee(template)
        account = bench.account(case, on)
        closing = case.closing(on)
        if template.name == SETTLEMENT and (closing is None or account.balance.total > ZERO):
            raise Refused(
                msg(
                    "{case} is not settled on {date}: {total} is owed, or the case is open; close it first",
                    case=case.id,
                    date=on,
                    total=format_amount(account.balance.total),
                )
            )
        if closing is not None and template.limits is Limits.STANDARD:
            returned = closing.reason is CloseReason.RETURNED
            what = msg("returned to the client") if returned else msg("closed")
            raise AgainstRule(
                msg("no letters on this case: {case} is {what}", case=case.id, what=what), "letters-closed"
            )
        person = addressee(case, wanted)
        if person is None:
            raise AgainstRule(
                msg(
                    "'{name}' is no party of {case}; letters to third parties are forbidden",
                    name=wanted,
                    case=case.id,
                ),
                "letters-third-parties",
            )
        serial = next_serial(bench.books.folder, bench.office, on)
        order = LetterOrder(on, serial, person, self.method)
        fields = letter_fields(case, account, bench.policies.for_case(case), bench.office, order, language)
        text = render_letter(template, fields, language)
        bench.put_file(letter_path(serial), text)
        entry = bench.record(
            case,
            Letter,
            self,
            on,
            serial=serial,
            template=self.template,
            to=wanted,
            method=self.method or template.method,
            language=language,
            pay_by=template.pay_by(on),
            amounts=_amounts(account),
            hash=hashlib.sha256(text.encode()).hexdigest(),
            template_hash=stored.hash,
        )
        return Outcome(subject_of(case.id, [entry]), (case.id,), (entry,), on, data={"serial": serial})


def _amounts(account: Account) -> LetterAmounts:
    balance = account.balance
    return LetterAmounts(
        principal=balance.principal,
        interest=balance.interest,
        penalty=balance.penalty,
        fee=balance.fee,
        total=balance.total,
    )
