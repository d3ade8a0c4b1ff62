"""How an application for enforcement is filled: the title, what is unpaid of it, what runs on, the two years, property.

Sources: 民诉法 (2023) 247–250, 264; 法释〔2014〕8号.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType

from dunning_cli.domain.account import ItemKind, ItemState
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.legal import Instrument
from dunning_cli.domain.case.entries import Judgment, Payment
from dunning_cli.domain.limitation.enforcement import standing_judgment
from dunning_cli.domain.litigation.form_claims import line_words, rate_in_force
from dunning_cli.domain.litigation.form_fields import (
    WORDING,
    Field,
    FormScene,
    Gap,
    filled,
    joined,
    lacking,
)
from dunning_cli.domain.litigation.form_parties import has_agent
from dunning_cli.domain.policy.keys import JudgedSum
from dunning_cli.kernel.message import Message, enumerated, label, msg
from dunning_cli.kernel.money import COMPONENT_LABELS, ZERO, Component
from dunning_cli.kernel.rate_words import rate_words
from dunning_cli.kernel.remedy import Placeholder, remedy

_ONE_DAY = timedelta(1)
_ON_TITLE = frozenset({ItemKind.JUDGMENT, ItemKind.COURT_FEE})
TITLES: Mapping[Instrument, Message] = MappingProxyType(
    {
        Instrument.JUDGMENT: label("written judgment"),
        Instrument.AWARD: label("written award"),
        **{
            each: label_of(each)
            for each in (Instrument.MEDIATION, Instrument.PAYMENT_ORDER, Instrument.NOTARISED)
        },
    }
)
"""What the paper is called that is enforced."""
_BASES: Mapping[JudgedSum, Message] = MappingProxyType(
    {
        JudgedSum.PRINCIPAL: COMPONENT_LABELS[Component.PRINCIPAL],
        JudgedSum.PENALTY: COMPONENT_LABELS[Component.PENALTY],
        JudgedSum.FEE: COMPONENT_LABELS[Component.FEE],
        JudgedSum.COURT_FEE: label("court fee"),
    }
)
OF_COURTS = frozenset({Instrument.JUDGMENT, Instrument.MEDIATION, Instrument.PAYMENT_ORDER})
"""Titles whose own court is applied to; of the others it is another than the body that made them."""


def title_of(scene: FormScene) -> Judgment:
    """The title; a form is filled only where one stands (`customary_obstacles.py`)."""
    judgment = standing_judgment(scene.standing)
    assert judgment is not None
    return judgment


def open_items(scene: FormScene) -> tuple[ItemState, ...]:
    """What can be enforced on the day: unpaid of the title or running on it, with the time for performing it over."""
    whole = not title_of(scene).parts
    return tuple(
        item
        for item in scene.account.items
        if item.decided
        and item.unpaid.total
        and (title_of(scene).perform_by if whole else item.due) < scene.as_of
    )


def title_words(judgment: Judgment) -> Message:
    """The title by its court, day, number and kind."""
    return msg(
        "{paper} {docket} of {court}, {date}",
        paper=TITLES[judgment.instrument or Instrument.JUDGMENT],
        docket=judgment.docket or label("(to be supplied)"),
        court=judgment.court or label("(to be supplied)"),
        date=judgment.date,
    )


def title(scene: FormScene) -> Field:
    """The paper that is enforced."""
    judgment = title_of(scene)
    wanted = [label("the docket number of the title")] if not judgment.docket else []
    wanted += [label("who made the title")] if not judgment.court else []
    gaps = tuple(_again(scene, judgment, what) for what in wanted)
    return joined(filled([title_words(judgment)], judgment.id), lacking(*gaps))


def _again(scene: FormScene, judgment: Judgment, what: Message) -> Gap:
    told = msg("{what}: take the entry back, then record it again with it", what=what)
    return Gap(told, remedy("reverse", case=scene.case.id, entry=judgment.id, reason=Placeholder("TEXT")))


def awarded(scene: FormScene) -> Field:
    """What the title says: its sums, the days for them, what runs on."""
    judgment = title_of(scene)
    lines: list[Message | str] = [
        msg(
            "awarded: {sums}, together {total} yuan",
            sums=enumerated(
                _sums({each: judgment.part(each) for each in Component}, judgment.court_fee or ZERO)
            ),
            total=judgment.total,
        )
    ]
    if judgment.parts:
        lines += [
            msg("to be paid by {date}: {amount} yuan", date=day, amount=amount)
            for day, amount in judgment.by_day.items()
        ]
    else:
        lines.append(msg("to be paid by {date}", date=judgment.perform_by))
    lines += [msg("running on: {award}", award=award.in_words()) for award in judgment.running]
    return filled(lines, judgment.id, amount=judgment.total)


def _sums(parts: Mapping[Component, Decimal], court_fee: Decimal) -> Iterator[Message]:
    for component, amount in parts.items():
        if amount:
            yield msg("{component} {amount} yuan", component=COMPONENT_LABELS[component], amount=amount)
    if court_fee:
        yield msg("{component} {amount} yuan", component=label("court fee"), amount=court_fee)


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
        sums=enumerated(_sums(parts, fee)),
        total=amount,
    )
    return filled([said], "fees", title_of(scene).id, amount=amount)


def awarded_running(scene: FormScene) -> Field:
    """What the title lets run on from a day, up to the day and further."""
    judgment = title_of(scene)
    amount = _unpaid(scene, ItemKind.AWARDED)
    if not judgment.running:
        return filled([], judgment.id, amount=amount)
    said = msg(
        "order the respondent to pay what the title lets run on ({awards}): {amount} yuan up to {date}, and what adds to it;",
        awards=enumerated([award.in_words() for award in judgment.running]),
        amount=amount,
        date=scene.as_of,
    )
    return filled([said], judgment.id, "fees", amount=amount)


def delay(scene: FormScene) -> Field:
    """The doubled interest for delayed performance up to the day, and further until all is paid (民诉法 264)."""
    amount = _unpaid(scene, ItemKind.DELAYED)
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


def court(scene: FormScene) -> Field:
    """The court applied to, where it is the one that made the title."""
    judgment = title_of(scene)
    if judgment.instrument in OF_COURTS or judgment.instrument is None:
        if judgment.court:
            return filled([judgment.court], judgment.id)
        return lacking(_again(scene, judgment, label("who made the title")))
    return lacking(Gap(label("the court that enforces such a title: write it in by hand"), None))


def legal_basis(_scene: FormScene) -> Field:
    """The articles on enforcement."""
    return filled([label("it is applied for by 民诉法 (2023) 247–250, 264 and 法释〔2014〕8号")], WORDING)


def enclosed(scene: FormScene) -> Field:
    """What goes with it."""
    judgment = title_of(scene)
    lines: list[Message | str] = [
        title_words(judgment),
        label("proof that the title has taken effect and was served"),
        label("proof of the applicant's identity, and of its representative's"),
        *([label("power of attorney, and proof of the agent's identity")] if has_agent(scene) else []),
        label("how the sums were reckoned"),
    ]
    return filled(lines, judgment.id)
