"""How the sums of a court form are filled: from the account of the day, component by component, with what runs on after it.

What has fallen due is claimed; of a card, whose minimums alone fall due, the whole balance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from dunning_cli.domain.account import Balance, ItemState, Line, LineKind
from dunning_cli.domain.account.rule_words import LINE_KINDS
from dunning_cli.domain.case.entries import Legal, Payment
from dunning_cli.domain.case.references import reference_words
from dunning_cli.domain.litigation.form_fields import Field, FormScene, filled
from dunning_cli.domain.policy.dated_rates import DatedRate
from dunning_cli.kernel.message import Message, enumerated, label, msg
from dunning_cli.kernel.money import ZERO, Component
from dunning_cli.kernel.rate_words import rate_words
from dunning_cli.kernel.rates import Rate

_ONE_DAY = timedelta(1)


def claimed(scene: FormScene) -> Balance:
    """What is claimed by component, yuan."""
    return scene.account.balance if scene.policy.is_card else scene.account.due


def principal(scene: FormScene) -> Field:
    """The principal, or the fees of a service, owed up to the day."""
    amount = claimed(scene).principal
    said = msg("{amount} yuan owed up to {date}", amount=amount, date=scene.as_of)
    return filled([said], *(item.id for item in _items(scene)), amount=amount)


def interest(scene: FormScene) -> Field:
    """The interest up to the day, and what runs on."""
    return _accrued(scene, Component.INTEREST, running=True)


def penalty(scene: FormScene) -> Field:
    """The penalty up to the day, and what each further day adds until it is paid."""
    return _accrued(scene, Component.PENALTY, running=True)


def interest_to_the_day(scene: FormScene) -> Field:
    """The interest up to the day alone: a payment order is for a sum that is certain."""
    return _accrued(scene, Component.INTEREST, running=False)


def penalty_to_the_day(scene: FormScene) -> Field:
    """The penalty up to the day alone."""
    return _accrued(scene, Component.PENALTY, running=False)


def _accrued(scene: FormScene, component: Component, *, running: bool) -> Field:
    amount = claimed(scene).of(component)
    lines: list[Message | str] = [msg("{amount} yuan up to {date}", amount=amount, date=scene.as_of)]
    rules = _rules(scene, component)
    first = scene.as_of + _ONE_DAY
    if running and rules:
        rates = enumerated(_running(scene, component) or _words(rules))
        lines.append(msg("from {date} on until all is paid, at {rates}", date=first, rates=rates))
        daily = scene.account.daily
        # what a card grows by is uneven: interest billed each month, a late fee each missed due date
        if component is Component.PENALTY and daily and not scene.policy.is_card:
            lines.append(
                msg("as long as nothing is paid each further day adds {amount} yuan", amount=f"{daily:,.4f}")
            )
    origins = [*(f"policy {scene.rules.name}: {name}" for name, _ in rules), *_of(scene, component)]
    return filled(lines, *origins, amount=amount)


def _running(scene: FormScene, component: Component) -> list[Message | str]:
    """The rates at which a component grew on the day itself, each worked out and said once."""
    rates = (line.rate for line in _lines(scene, component) if line.to == scene.as_of)
    return [rate_words(rate) for rate in dict.fromkeys(rates) if rate is not None]


def _rules(scene: FormScene, component: Component) -> list[tuple[str, str]]:
    """The rules that add to a component, each with its rate as written."""
    policy = scene.policy
    rows = [(f"accruals.{rule.name}", rule.rates) for rule in policy.accruals if rule.component is component]
    on_card = policy.keys.interest
    if component is Component.INTEREST and on_card is not None:
        rows.append(("interest", on_card.rate))
    return [
        (name, rate.text) for name, dated in rows if (rate := rate_in_force(dated, scene.as_of)) is not None
    ]


def _words(rules: list[tuple[str, str]]) -> list[Message | str]:
    """Their rates in words, each once."""
    return [rate_words(rate) for rate in dict.fromkeys(rate for _, rate in rules)]


def rate_in_force(rows: Sequence[DatedRate], day: date) -> Rate | None:
    """The rate of a day among dated ones; None before the first."""
    return next((row.rate for row in reversed(rows) if row.from_ is None or row.from_ <= day), None)


def rate_lines(scene: FormScene, component: Component) -> tuple[list[Message | str], list[str]]:
    """The rates by which a component grows, and where they stand."""
    rules = _rules(scene, component)
    return _words(rules), [f"policy {scene.rules.name}: {name}" for name, _ in rules]


def costs(scene: FormScene) -> Field:
    """The costs charged so far; the court's own fee is borne by who loses."""
    amount = claimed(scene).fee
    lines: list[Message | str] = [label("the court fee is to be borne by the defendant")]
    if amount:
        lines.append(msg("costs and fees charged: {amount} yuan", amount=amount))
    steps = [entry for entry in scene.standing if isinstance(entry, Legal) and entry.cost is not None]
    return filled(lines, "fees", *(step.id for step in steps), *_of(scene, Component.FEE), amount=amount)


def other_claims(scene: FormScene) -> Field:
    """Interest where a form has no element for it, less money received and not used yet; none otherwise."""
    balance = claimed(scene)
    return _others(scene, balance.interest, balance.credit)


def credit_taken_off(scene: FormScene) -> Field:
    """Money received and not used yet, of forms that have an element for interest."""
    return _others(scene, ZERO, claimed(scene).credit)


def _others(scene: FormScene, more: Decimal, credit: Decimal) -> Field:
    lines: list[Message | str] = []
    if more:
        lines.append(msg("interest: {amount} yuan", amount=more))
    if credit:
        lines.append(msg("less {amount} yuan received and not applied yet", amount=credit))
    origins = _of(scene, Component.INTEREST) if more else ()
    return filled(lines or [label("no other claims")], *origins, "fees", amount=more - credit)


def total(scene: FormScene) -> Field:
    """The sum of all claims up to the day."""
    amount = claimed(scene).total
    return filled([msg("{amount} yuan up to {date}", amount=amount, date=scene.as_of)], "fees", amount=amount)


def owed(scene: FormScene) -> Field:
    """What is owed, bill by bill or instalment by instalment."""
    lines: list[Message | str] = [
        msg(
            "{item}, due {due}: {original} yuan charged, {unpaid} yuan unpaid",
            item=_item_name(item),
            due=item.due,
            original=item.original.principal,
            unpaid=item.unpaid.principal,
        )
        for item in _items(scene)
    ]
    amount = claimed(scene).principal
    lines.append(msg("together {amount} yuan", amount=amount))
    return filled(lines, *(item.id for item in _items(scene)), amount=amount)


def interest_reckoned(scene: FormScene) -> Field:
    """How the interest came about, line by line."""
    return _reckoned(scene, Component.INTEREST)


def penalty_reckoned(scene: FormScene) -> Field:
    """How the penalty came about, line by line: base × rate × days."""
    return _reckoned(scene, Component.PENALTY)


def _reckoned(scene: FormScene, component: Component) -> Field:
    lines: list[Message | str] = [line_words(scene, line) for line in _lines(scene, component)]
    later = scene.account.balance.of(component) - claimed(scene).of(component)
    if later:
        lines.append(msg("not due yet and not claimed: {amount} yuan", amount=later))
    amount = claimed(scene).of(component)
    lines.append(msg("together {amount} yuan", amount=amount))
    return filled(lines, *_of(scene, component), amount=amount)


def _lines(scene: FormScene, component: Component) -> Iterator[Line]:
    return (line for line in scene.account.lines if line.component == component.value)


def line_words(scene: FormScene, line: Line) -> Message:
    """A line of the account as a form reckons it: base × rate × days, else what it was."""
    names = {item.id: _item_name(item) for item in scene.account.items}
    name = names.get(line.item or "", "")
    if line.kind is LineKind.ACCRUAL and line.base is not None and line.rate is not None:
        return msg(
            "{item}: {base} yuan × {rate} × {days} days ({from} to {to}) = {amount} yuan",
            **{"from": line.from_},
            item=name,
            base=line.base,
            rate=rate_words(line.rate),
            days=line.days,
            to=line.to,
            amount=line.amount,
        )
    return msg(
        "{item}: {what} of {date}, {amount} yuan",
        item=name,
        what=LINE_KINDS[line.kind],
        date=line.to,
        amount=line.amount,
    )


def paid(scene: FormScene) -> Field:
    """What was paid so far."""
    payments = [entry for entry in scene.standing if isinstance(entry, Payment)]
    if not payments:
        return filled([label("nothing was paid")], "fees")
    lines: list[Message | str] = [
        msg("{amount} yuan on {date}", amount=entry.amount, date=entry.date) for entry in payments
    ]
    lines.append(msg("together {amount} yuan", amount=sum((entry.amount for entry in payments), ZERO)))
    return filled(lines, *(entry.id for entry in payments))


def by_component(scene: FormScene) -> Field:
    """What is owed by component."""
    balance = claimed(scene)
    said = msg(
        "principal {principal} yuan, interest {interest} yuan, penalty {penalty} yuan, fees {fee} yuan, together {total} yuan",
        principal=balance.principal,
        interest=balance.interest,
        penalty=balance.penalty,
        fee=balance.fee,
        total=balance.total,
    )
    return filled([said], "fees", amount=balance.total)


def _items(scene: FormScene) -> list[ItemState]:
    """The items of which principal is claimed."""
    whole = scene.policy.is_card
    return [item for item in scene.account.items if item.unpaid.principal > ZERO and (whole or item.payable)]


def _item_name(item: ItemState) -> Message | str:
    return reference_words(item.ref) if item.ref else msg("due {date}", date=item.due)


def _of(scene: FormScene, component: Component) -> tuple[str, ...]:
    """The entries and items behind the lines of a component."""
    found = (line.entry or line.item for line in _lines(scene, component))
    return tuple(dict.fromkeys(each for each in found if each is not None))
