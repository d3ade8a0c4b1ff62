"""How an application for enforcement is filled: what is unpaid of the title, what runs on, the two years, what goes with it.

Sources: 民诉法 (2023) 247–250, 264; 法释〔2014〕8号.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType

from dunning_cli.domain.account import ItemKind
from dunning_cli.domain.case.codes.legal import AwardedUntil, Instrument
from dunning_cli.domain.case.entries import Payment
from dunning_cli.domain.litigation.form_claims import line_words, rate_in_force
from dunning_cli.domain.litigation.form_fields import (
    WORDING,
    Field,
    FormScene,
    filled,
)
from dunning_cli.domain.litigation.form_parties import has_agent
from dunning_cli.domain.litigation.form_title import open_items, sums_words, title_of, title_words
from dunning_cli.domain.policy.keys import JudgedSum
from dunning_cli.kernel.message import Message, enumerated, label, msg
from dunning_cli.kernel.money import COMPONENT_LABELS, ZERO, Component
from dunning_cli.kernel.rate_words import rate_words

_ONE_DAY = timedelta(1)
_ON_TITLE = frozenset({ItemKind.JUDGMENT, ItemKind.COURT_FEE})
_BASES: Mapping[JudgedSum, Message] = MappingProxyType(
    {
        JudgedSum.PRINCIPAL: COMPONENT_LABELS[Component.PRINCIPAL],
        JudgedSum.PENALTY: COMPONENT_LABELS[Component.PENALTY],
        JudgedSum.FEE: COMPONENT_LABELS[Component.FEE],
        JudgedSum.COURT_FEE: label("court fee"),
    }
)


def title_money(scene: FormScene) -> Field:
    """What is unpaid of the sums of the title."""
    items = [item for item in open_items(scene) if item.kind in _ON_TITLE]
    of_title = [item for item in items if item.kind is ItemKind.JUDGMENT]
    parts = {each: sum((item.unpaid.of(each) for item in of_title), ZERO) for each in Component}
    fee = sum((item.unpaid.total for item in items if item.kind is ItemKind.COURT_FEE), ZERO)
    amount = sum(parts.values(), ZERO) + fee
    if not amount:
        return filled([], "fees", amount=ZERO)
    said = msg(
        "order the respondent to pay what is unpaid of the title: {sums}, together {total} yuan;",
        sums=enumerated(sums_words(parts, fee)),
        total=amount,
    )
    return filled([said], "fees", title_of(scene).id, amount=amount)


def awarded_running(scene: FormScene) -> Field:
    """What the title lets run on from a day, up to the day and further."""
    judgment = title_of(scene)
    amount = _unpaid(scene, ItemKind.AWARDED)
    if not judgment.running:
        return filled([], judgment.id, amount=amount)
    figures = {
        "awards": enumerated([award.in_words() for award in judgment.running]),
        "amount": amount,
        "date": scene.as_of,
    }
    if any(award.until is AwardedUntil.PAID for award in judgment.running):
        said = msg(
            "order the respondent to pay what the title lets run on ({awards}): {amount} yuan up to {date}, and what adds to it;",
            **figures,
        )
    else:
        said = msg(
            "order the respondent to pay what the title let run on ({awards}): {amount} yuan;", **figures
        )
    return filled([said], judgment.id, "fees", amount=amount)


def delay(scene: FormScene) -> Field:
    """The doubled interest for delayed performance up to the day, and further until all is paid (民诉法 264)."""
    amount = _unpaid(scene, ItemKind.DELAYED)
    if not title_money(scene).amount:
        said = msg(
            "order the respondent to pay the doubled interest for delayed performance: {amount} yuan;",
            amount=amount,
        )
        return filled([said], "fees", f"policy {scene.rules.name}: judgment", amount=amount)
    rate = rate_in_force(scene.policy.judgment_rates, scene.as_of)
    said = msg(
        "order the respondent to pay the doubled interest for delayed performance: {amount} yuan up to {date}, and from "
        "{next} on until all is paid at {rate} on what is unpaid of {base} in the title;",
        amount=amount,
        date=scene.as_of,
        next=scene.as_of + _ONE_DAY,
        rate=rate_words(rate.text) if rate is not None else label("(to be supplied)"),
        base=enumerated(_BASES[each] for each in scene.policy.judgment_base),
    )
    return filled([said], "fees", f"policy {scene.rules.name}: judgment", amount=amount)


def _unpaid(scene: FormScene, kind: ItemKind) -> Decimal:
    return sum((item.unpaid.total for item in open_items(scene) if item.kind is kind), ZERO)


def enforcement_costs(_scene: FormScene) -> Field:
    """Who bears the costs of enforcing."""
    return filled([label("the costs of enforcement are to be borne by the respondent.")], WORDING)


def total(scene: FormScene) -> Field:
    """All of it up to the day."""
    amount = total_of(scene)
    lines: list[Message | str] = [msg("together {amount} yuan up to {date}", amount=amount, date=scene.as_of)]
    credit = scene.account.balance.credit
    if credit:
        lines.append(msg("less {amount} yuan received and not applied yet", amount=credit))
    return filled(lines, "fees", amount=amount)


def total_of(scene: FormScene) -> Decimal:
    """What can be enforced on the day, yuan, less money received and not used yet."""
    return sum((item.unpaid.total for item in open_items(scene)), ZERO) - scene.account.balance.credit


def performed(scene: FormScene) -> Field:
    """That the time for performing is over, and what was paid since the title."""
    judgment = title_of(scene)
    paid = [entry for entry in scene.standing if isinstance(entry, Payment) and entry.date >= judgment.date]
    lines: list[Message | str] = [
        msg("the title has taken effect; the last day for performing it was {date}", date=_last_day(scene))
    ]
    if paid:
        lines.append(
            msg(
                "since then {amount} yuan were paid, the rest was not: {payments}",
                amount=sum((entry.amount for entry in paid), ZERO),
                payments=enumerated(
                    [msg("{amount} yuan on {date}", amount=entry.amount, date=entry.date) for entry in paid]
                ),
            )
        )
    else:
        lines.append(label("since then nothing was paid"))
    return filled(lines, judgment.id, *(entry.id for entry in paid))


def _last_day(scene: FormScene) -> object:
    """The last day for performing; of parts that of the last which can be enforced."""
    judgment = title_of(scene)
    over = [day for day in judgment.by_day if day < scene.as_of]
    return max(over, default=judgment.perform_by)


def reckoned(scene: FormScene) -> Field:
    """How what runs on came about, line by line."""
    judgment = title_of(scene)
    lines: list[Message | str] = [
        line_words(scene, line)
        for line in scene.account.lines
        if line.item == judgment.id and line.days is not None
    ]
    return filled(lines, judgment.id, "fees")


def in_time(scene: FormScene) -> Field:
    """That the application is made within the two years, as far as it is; what is proven goes before what is claimed."""
    state, judgment = scene.limitation.enforcement, title_of(scene)
    if state is None or state.lapsed:
        return filled([], judgment.id)
    only_claimed = state.proven_until < scene.as_of
    restarts = [each for each in state.restarts if only_claimed or not each.weak]
    expires = state.expires if only_claimed else state.proven_until
    if not restarts:
        said = msg(
            "the two years for applying (民诉法250) count from {first} and end on {expires}",
            first=state.starts,
            expires=expires,
        )
        return filled([said], judgment.id)
    said = msg(
        "the two years for applying (民诉法250) count from {first}, began anew on {date} by {proof}, and end on {expires}",
        first=state.starts,
        date=restarts[-1].date,
        proof=restarts[-1].proof,
        expires=expires,
    )
    return filled([said], judgment.id, restarts[-1].entry)


def legal_basis(_scene: FormScene) -> Field:
    """The articles on enforcement."""
    return filled([label("it is applied for by 民诉法 (2023) 247–250, 264 and 法释〔2014〕8号")], WORDING)


def enclosed(scene: FormScene) -> Field:
    """What goes with it."""
    judgment = title_of(scene)
    lines: list[Message | str] = [
        title_words(judgment),
        label("the notary's certificate of enforcement")
        if judgment.instrument is Instrument.NOTARISED
        else label("proof that the title has taken effect and was served"),
        label("proof of the applicant's identity, and of its representative's"),
        *([label("power of attorney, and proof of the agent's identity")] if has_agent(scene) else []),
        label("how the sums were reckoned"),
    ]
    return filled(lines, judgment.id)
