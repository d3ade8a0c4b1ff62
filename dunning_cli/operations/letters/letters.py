"""Operations on letters: write and register one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from dunning_cli.documents.letter import RenderedLetter, asked_by, not_filled_in, render_letter
from dunning_cli.documents.letter_amounts import stated_amounts
from dunning_cli.documents.letter_content import (
    LetterOrder,
    addressee,
    letter_fields,
    stranger,
    usual_addressee,
)
from dunning_cli.documents.letter_correction import right_amounts
from dunning_cli.documents.letter_fields import LetterAddressee, LetterFields
from dunning_cli.documents.letter_group import grouped
from dunning_cli.documents.template import Template
from dunning_cli.documents.work_report import work_done
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.domain.case.commit_subjects import subject_of
from dunning_cli.domain.case.entries import Charge, Entry, Letter, LetterAmounts
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.domain.contact.deliveries import POSTED
from dunning_cli.domain.contact.letters import letter_mentions
from dunning_cli.domain.contact.rules import word_breaches
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.operations.contact.clearance import Clearance, cleared, rules_for
from dunning_cli.operations.declared import letters as declared
from dunning_cli.operations.letters.letter_corrected import to_correct
from dunning_cli.operations.letters.letter_grounds import (
    agreed_to,
    demand_of_something,
    for_who_owes,
    payable_somewhere,
)
from dunning_cli.operations.letters.letter_group import (
    Companions,
    LetterPlan,
    companions,
    letter_breaches,
    open_with_batch,
    overdue_with,
)
from dunning_cli.operations.letters.letter_settled import settled_by
from dunning_cli.operations.letters.letter_template import LetterTemplate, TemplateOf, letter_template
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.format.letter_path import letter_path

if TYPE_CHECKING:
    from dunning_cli.operations.writing.json_keys import SerialData

RECEIPT = "payment-receipt"
SETTLEMENT = "settlement-certificate"
STATEMENT = "statement-for-debtor"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLetter(declared.NewLetter):
    """Writes a letter and enters it in the register."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the letter's entry, on each case it covers, and its text.

        AgainstRule where a contact rule forbids it and no reason is given, such as for closed cases and
        third parties; Refused for a settlement that is none, and where it is to be posted to no address.
        """
        return self.written(unit, partial(letter_template, unit, self.language))

    def written(self, unit: UnitOfWork, template: TemplateOf) -> Outcome:
        """As `apply`; `template` knows the templates that other letters of the command were written from."""
        case = unit.case(self.case)
        if self.template == RECEIPT:
            raise Refused(
                msg("a receipt is for one payment: {cure}", cure=remedy("letter receipt", case=case.id))
            )
        stored = template(self.template)
        wrong = self._wrong(unit, case, stored.template)
        plan = self._plan(unit, stored, wrong)
        unit.wanted_series = self.series
        found = self._others(unit, case, plan)
        others = found.cases
        owed = self._owed(unit, (case, *others), plan.on)
        known = unit.others.known(case)
        breaches = letter_breaches(unit, known, plan, owed)
        cleared(unit, case, breaches, self.override)
        if plan.template.demand:
            demand_of_something(unit, (case, *others), plan.on)
            payable_somewhere(case, unit.office, plan.on)
        if plan.template.name == SETTLEMENT:
            _settled(unit, case, plan)
        if plan.template.name == STATEMENT:
            for_who_owes(case, plan.to, plan.on)
        covered = companions(unit, others, plan, owed)
        person = addressee(case, plan.to, plan.on) or stranger(case, plan.to, plan.on)
        agreed_to(known, plan.to, plan.method, plan.on)
        unaddressed = _reachable(case, person, plan.method)
        order = LetterOrder(
            plan.on,
            unit.register.next(plan.on),
            person,
            plan.template.demand,
            plan.method,
            self.extend_to,
            self.reason,
            self.work_done,
            plan.template.explains,
            plan.template.settles,
            wrong.id if wrong is not None else None,
        )
        charged = self._charged(unit, case, order)
        cases = tuple(unit.case(each.id) for each in (case, *covered.cases))
        fields = _fields(unit, cases, order, plan.language)
        letter = render_letter(plan.template, fields, plan.language)
        rules = rules_for(unit, case, plan.on)
        clearance = cleared(
            unit,
            case,
            (
                *breaches,
                *word_breaches(rules, person_of(known_on(known, plan.on), plan.to), letter.text),
            ),
            self.override,
        )
        entries = self._registered(unit, cases, plan, fields, letter, clearance, wrong)
        said = (
            *clearance.warnings,
            *letter_mentions(rules, known, plan.intent(owed)),
            *unaddressed,
            *not_filled_in(letter.missing),
        )
        numbered: SerialData = {"serial": order.serial or ""}
        return Outcome(
            subject_of(case.id, [*entries, *charged]),
            tuple(each.id for each in cases),
            (*charged, *entries),
            plan.on,
            (*said, *found.left_out, *covered.left_out),
            numbered,
        )

    def _others(self, unit: UnitOfWork, case: Case, plan: LetterPlan) -> Companions:
        """The further cases that the letter is to cover. Raises WrongUsage, Refused."""
        if self.group and self.whole_batch:
            raise WrongUsage(msg("--group and --whole-batch exclude each other"))
        if self.whole_batch:
            return open_with_batch(unit, case, plan)
        return overdue_with(unit, case, plan) if self.group else Companions()

    def _wrong(self, unit: UnitOfWork, case: Case, template: Template) -> Letter | None:
        """The letter that this one corrects; None for one that corrects none. Raises WrongUsage, NotFound, Refused."""
        if self.corrects is None and not template.corrects:
            return None
        return to_correct(unit, case, self, template)

    def _plan(self, unit: UnitOfWork, stored: LetterTemplate, wrong: Letter | None) -> LetterPlan:
        """Template, addressee, way and language of the letter. Raises Refused."""
        return LetterPlan(
            stored.template,
            stored.hash,
            stored.language,
            self.to or (wrong.to if wrong is not None else usual_addressee(stored.template)),
            self.method or stored.template.method,
            unit.value_date(self),
        )

    def _owed(self, unit: UnitOfWork, cases: Sequence[Case], on: date) -> Decimal:
        """What has fallen due on all cases together, yuan, where the contact rules ask for it."""
        if not rules_for(unit, cases[0], on).letters:
            return ZERO
        return sum((unit.account(case, on).due.total for case in cases), ZERO)

    def _charged(self, unit: UnitOfWork, case: Case, order: LetterOrder) -> list[Entry]:
        """The fee the letter causes, charged before the letter states what is owed."""
        if self.cost is None:
            return []
        return [unit.record(case, Charge, self, order.on, due=order.on, fee=self.cost, ref=order.serial)]

    def _stated(self, unit: UnitOfWork, case: Case, plan: LetterPlan, wrong: Letter | None) -> LetterAmounts:
        """The figures the letter states of a case: those of its day, of a correction those of the letter put right."""
        if wrong is not None:
            return right_amounts(case, unit.policies.for_case(case), wrong)
        return stated_amounts(case, unit.account(case, plan.on), plan.on, demand=plan.template.demand)

    def _registered(
        self,
        unit: UnitOfWork,
        cases: Sequence[Case],
        plan: LetterPlan,
        fields: LetterFields,
        letter: RenderedLetter,
        clearance: Clearance,
        wrong: Letter | None,
    ) -> list[Letter]:
        """Puts the letter's text in its file and its entry on each case it covers."""
        serial = fields.serial
        assert serial is not None
        entries = [
            unit.record(
                case,
                Letter,
                self,
                plan.on,
                serial=serial,
                template=self.template,
                to=plan.to,
                cases=tuple(each.id for each in cases) if len(cases) > 1 else (),
                method=plan.method,
                language=plan.language,
                level=plan.template.level,
                pay_by=asked_by(plan.template, fields),
                extend_to=self.extend_to,
                reason=self.reason,
                work_done=self.work_done,
                corrects=wrong.id if wrong is not None else None,
                amounts=self._stated(unit, case, plan, wrong),
                hash=hashlib.sha256(letter.text.encode()).hexdigest(),
                template_hash=plan.template_hash,
                override=clearance.override,
                overridden=clearance.overridden,
            )
            for case in cases
        ]
        unit.pending.put_file(letter_path(serial), letter.text)
        unit.register.use(plan.on)
        return entries


def _fields(unit: UnitOfWork, cases: Sequence[Case], order: LetterOrder, language: str) -> LetterFields:
    return grouped(
        [
            letter_fields(
                case,
                unit.account(case, order.on),
                unit.policies.for_case(case),
                unit.office,
                order,
                language,
            )
            for case in cases
        ],
        language,
        order.work_done or (work_done(cases, order.on, language) if len(cases) > 1 else None),
    )


def _settled(unit: UnitOfWork, case: Case, plan: LetterPlan) -> None:
    """Refuses to certify a settlement that is none, or one of a whole of which a part was entrusted. Raises Refused."""
    on = plan.on
    contract = case.head.account
    if contract is not None and contract.not_entrusted and "outstanding" not in plan.template.body:
        raise Refused(
            msg(
                "{case}: {amount} outstanding under the contract was not entrusted, and the template {template} says "
                "nothing of it; take the shipped one, which certifies the part entrusted",
                case=case.id,
                amount=contract.not_entrusted,
                template=plan.template.name,
            )
        )
    settled_by(unit, case, on, says_what_was_waived=plan.template.settles)


def _reachable(case: Case, person: LetterAddressee, method: Method) -> tuple[Message, ...]:
    """What to say of a letter to be posted without an address on it. Raises Refused where it is the debtor's."""
    if person.address is not None or person.role == "creditor" or method not in POSTED:
        return ()
    if person.role != "debtor":
        return (msg("no address of the addressee is on record; write it on the envelope"),)
    raise Refused(
        msg(
            "{case} has no address to post this letter to; give one: {cure}, or choose --method hand",
            case=case.id,
            cure=remedy("detail", case=case.id, address=Placeholder("TEXT")),
        )
    )
