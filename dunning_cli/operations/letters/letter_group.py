"""Which further cases of a debtor one letter may cover."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from dunning_cli.documents.template import Template
from dunning_cli.domain.agreements.plans import PlanOutcome, plan_state
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import PersonSide, as_person, person_of
from dunning_cli.domain.case.people.same_debtor import debtor_key, named_apart
from dunning_cli.domain.contact.intent import Breach
from dunning_cli.domain.contact.letters import LetterIntent, judge_letter
from dunning_cli.domain.contact.levels import deadline_breaches, same_letter_breaches
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, Setting, remedy
from dunning_cli.operations.cases.batch_cases import cases_of_batch
from dunning_cli.operations.contact.clearance import rules_for
from dunning_cli.operations.legal.limitation_clock import limitation_on
from dunning_cli.operations.letters.letter_grounds import something_due
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class LetterPlan:
    """A letter about to be written: from which template, in which language, to whom, how and on which day."""

    template: Template
    template_hash: str
    language: str
    to: str
    method: Method
    on: date

    def intent(self, owed: Decimal) -> LetterIntent:
        """What the contact rules judge; `owed` in yuan, over all cases the letter covers."""
        return LetterIntent(
            day=self.on,
            to=self.to,
            owed=owed,
            demand=self.template.demand,
            method=self.method,
        )


@dataclass(frozen=True, slots=True)
class Companions:
    """Cases a letter may cover beside the one it is written on, and what to say of those left out."""

    cases: tuple[Case, ...] = ()
    left_out: tuple[Message, ...] = ()


def letter_breaches(unit: UnitOfWork, case: Case, plan: LetterPlan, owed: Decimal) -> tuple[Breach, ...]:
    """The contact rules that a letter on a case is against; the next level waits for the time the last one gave."""
    case = unit.others.known(case)
    breaches = judge_letter(rules_for(unit, case, plan.on), case, plan.intent(owed))
    if plan.template.demand:
        breaches += same_letter_breaches(case, plan.to, plan.template.name, plan.on)
        breaches += free_guarantor(unit, case, plan)
        breaches += kept_plan(case, plan)
        if plan.template.pay_within is not None:
            breaches += deadline_breaches(case, plan.to, plan.template.level, plan.on)
    return breaches


def kept_plan(case: Case, plan: LetterPlan) -> tuple[Breach, ...]:
    """That a repayment plan is being kept: whoever keeps it is reminded at most, and asked for no more."""
    state = plan_state(case, plan.on)
    if state is None or state.state is not PlanOutcome.ACTIVE or plan.template.level <= 1:
        return ()
    missed = [part.due for part in state.instalments if part.due < plan.on and part.paid < part.amount]
    if missed:
        return ()
    why = msg("{case}: a repayment plan is being kept; it asks for its instalments only", case=case.id)
    return (Breach("letters-plan-kept", why),)


def free_guarantor(unit: UnitOfWork, case: Case, plan: LetterPlan) -> tuple[Breach, ...]:
    """That the guarantor addressed is free, the period of the guarantee being over: nobody asks them (民法典 693)."""
    known = known_on(case, plan.on)
    person = person_of(known, plan.to)
    addressed = {
        party.name
        for party in known.head.parties
        if party.role is Role.GUARANTOR and person.same(as_person(known, party))
    }
    if not addressed:
        return ()
    return tuple(
        Breach(
            "letters-free-guarantor",
            msg(
                "{case}: the guarantor is free after {date}, nothing was done within the period of the guarantee",
                case=case.id,
                date=each.expires,
            ),
        )
        for each in limitation_on(unit, case, plan.on).guarantors
        if each.lapsed and each.name in addressed
    )


def overdue_with(unit: UnitOfWork, case: Case, plan: LetterPlan) -> Companions:
    """Further open cases of the same debtor and creditor with something overdue.

    Those that call the debtor by another name are left out until somebody has said who it is.
    Refused for letters that are of one case alone, for other addressees than the debtor, and for debtors
    whom no number tells from others.
    """
    if not plan.template.group:
        raise Refused(
            msg(
                "the letter {template} is of one case; its template does not say 'group: yes'",
                template=plan.template.name,
            )
        )
    if plan.to not in ("debtor", case.head.debtor.name):
        raise Refused(msg("a letter over several cases goes to the debtor"))
    debtor = debtor_key(case.head)
    if debtor is None:
        raise Refused(
            msg(
                "{case}: without a valid identity number or credit code other cases of the debtor cannot be told",
                case=case.id,
            )
        )
    found: list[Case] = []
    left_out: list[Message] = []
    for other in unit.others.sharing(case):
        same = debtor_key(other.head) == debtor and other.head.creditor == case.head.creditor
        if not same or other.closing(plan.on) is not None or not something_due(unit, other, plan.on):
            continue
        if named_apart(other.head, case.head):
            left_out.append(_who_is_it(case, other))
        else:
            found.append(unit.case(other.id))
    return Companions(tuple(found), tuple(left_out))


def open_with_batch(unit: UnitOfWork, case: Case, plan: LetterPlan) -> Companions:
    """The other open cases of a case's batch. Refused without a batch, and for other addressees than the client."""
    batch = case.head.batch
    if batch is None:
        raise Refused(msg("{case} is of no batch of a client", case=case.id))
    if person_of(case, plan.to).side is not PersonSide.CLIENT:
        raise Refused(msg("a letter over a whole batch goes to the client; say --to creditor"))
    found = cases_of_batch(unit, batch.id, plan.on)
    strangers = [each.id for each in found.open if each.head.creditor != case.head.creditor]
    if strangers:
        raise Refused(
            msg(
                "batch {batch} has cases of another client: {cases}",
                batch=batch.id,
                cases=", ".join(strangers),
            )
        )
    return Companions(tuple(each for each in found.open if each.id != case.id), found.unread)


def _who_is_it(case: Case, other: Case) -> Message:
    return msg(
        "{case} is not covered: the identity number is that of {other}, the name is not; is it one person? "
        "Correct the wrong one: {cure}, or debtor.id_number=NUMBER",
        case=other.id,
        other=case.id,
        cure=remedy("set", case=other.id, change=Setting("debtor.name", Placeholder("NAME"))),
    )


def companions(unit: UnitOfWork, others: Sequence[Case], plan: LetterPlan, owed: Decimal) -> Companions:
    """Those of several cases on which the contact rules allow the letter; the others are named with the reason."""
    kept: list[Case] = []
    left_out: list[Message] = []
    for other in others:
        breaches = letter_breaches(unit, other, plan, owed)
        if breaches:
            left_out.append(msg("{case} is not covered: {why}", case=other.id, why=breaches[0].why))
        else:
            kept.append(other)
    return Companions(tuple(kept), tuple(left_out))
