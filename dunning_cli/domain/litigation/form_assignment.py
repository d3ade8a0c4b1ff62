"""How a notice of assignment is filled: to whom the claim went, what it comes to, whom the debtor pays from now on.

Source: 民法典 546.
"""

from __future__ import annotations

from dunning_cli.domain.case.entries import NewCreditor
from dunning_cli.domain.case.office.settings import parse_payment_account
from dunning_cli.domain.case.people.life_events import AssignmentState, assignments
from dunning_cli.domain.litigation.form_facts import matter
from dunning_cli.domain.litigation.form_fields import (
    WORDING,
    Field,
    FormScene,
    Gap,
    filled,
    lacking,
)
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.remedy import Placeholder, remedy


def last_assignment(scene: FormScene) -> AssignmentState | None:
    """The assignment that is told of: the last one on record."""
    return next(reversed(list(assignments(scene.standing))), None)


def _told_of(scene: FormScene) -> AssignmentState:
    state = last_assignment(scene)
    assert state is not None  # a form is filled only where one stands (`customary_obstacles.py`)
    return state


def assignor_name(scene: FormScene) -> Field:
    """Who gave the claim away: the creditor, or who had it from one before."""
    before = [state.entry for state in assignments(scene.standing)][:-1]
    if before:
        return filled([before[-1].to], before[-1].id)
    return filled([scene.contracted], "creditor")


def assignee_name(scene: FormScene) -> Field:
    """Who has the claim now."""
    entry = _told_of(scene).entry
    return filled([entry.to], entry.id)


def agreement(scene: FormScene) -> Field:
    """By which contract of which day it went over."""
    entry = _told_of(scene).entry
    assignor = assignor_name(scene)
    said = msg(
        "by the contract of assignment {contract} of {date} {assignor} assigned to {assignee} its claim against you from "
        "{matter}, with the rights that secure it",
        contract=entry.contract or label("(to be supplied)"),
        date=entry.agreed,
        assignor=assignor.lines[0],
        assignee=entry.to,
        matter=matter(scene),
    )
    gaps = (
        () if entry.contract else (_again(scene, entry, label("the number of the contract of assignment")),)
    )
    return Field((said,), (entry.id, *assignor.origins, "account.contract"), gaps)


def _again(scene: FormScene, entry: NewCreditor, what: Message) -> Gap:
    told = msg("{what}: take the entry back, then record it again with it", what=what)
    return Gap(told, remedy("reverse", case=scene.case.id, entry=entry.id, reason=Placeholder("TEXT")))


def claim(scene: FormScene) -> Field:
    """What the claim comes to on the day, by component, what is not due yet too."""
    balance = scene.account.balance
    lines: list[Message | str] = [
        msg(
            "on {date} the claim comes to principal {principal} yuan, interest {interest} yuan, penalty {penalty} yuan, "
            "fees {fee} yuan",
            date=scene.as_of,
            principal=balance.principal,
            interest=balance.interest,
            penalty=balance.penalty,
            fee=balance.fee,
        )
    ]
    if balance.credit:
        lines.append(msg("less {amount} yuan received and not applied yet", amount=balance.credit))
    later = scene.account.not_yet_due.total
    if later:
        lines.append(msg("of it {amount} yuan have not fallen due", amount=later))
    return filled(lines, "fees", amount=balance.total)


def total(scene: FormScene) -> Field:
    """The sum of it."""
    amount = scene.account.balance.total
    return filled([msg("together {amount} yuan", amount=amount)], "fees", amount=amount)


def pay_to(scene: FormScene) -> Field:
    """Into which account of the new creditor is to be paid."""
    state = _told_of(scene)
    if state.pay_to is None:
        return lacking(_again(scene, state.entry, label("the account of the new creditor (--account)")))
    account = parse_payment_account(state.pay_to)
    said = msg(
        "from receipt of this notice on pay to {assignee} alone: account holder {holder}, bank {bank}, number {number}",
        assignee=state.entry.to,
        holder=account.name,
        bank=account.bank,
        number=account.number,
    )
    return filled([said], state.entry.id)


def paid_before(_scene: FormScene) -> Field:
    """What was paid before the notice counts."""
    said = label("what you paid before this notice reached you is taken into account as paid on the claim")
    return filled([said], WORDING)


def legal_basis(_scene: FormScene) -> Field:
    """The article that asks for the notice."""
    return filled(
        [label("this is the notice of 民法典546: it binds you from the day on which it reaches you")], WORDING
    )


def enclosed(scene: FormScene) -> Field:
    """What goes with it."""
    entry = _told_of(scene).entry
    paper = entry.contract or label("(to be supplied)")
    return filled([msg("copy of the contract of assignment {contract}", contract=paper)], entry.id)
