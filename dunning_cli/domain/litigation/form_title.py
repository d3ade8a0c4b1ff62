"""How the title of an enforcement is told: which paper it is, what it awards, what of it can be enforced, which court.

Sources: 民诉法 (2023) 247–250.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from dunning_cli.domain.account import ItemState
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.legal import Instrument
from dunning_cli.domain.case.entries import Judgment
from dunning_cli.domain.limitation.enforcement import standing_judgment
from dunning_cli.domain.litigation.form_fields import Field, FormScene, Gap, filled, joined, lacking
from dunning_cli.kernel.message import Message, enumerated, label, msg
from dunning_cli.kernel.money import COMPONENT_LABELS, ZERO, Component
from dunning_cli.kernel.remedy import Placeholder, remedy

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
                sums_words({each: judgment.part(each) for each in Component}, judgment.court_fee or ZERO)
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


def sums_words(parts: Mapping[Component, Decimal], court_fee: Decimal) -> Iterator[Message]:
    """Amounts by component that are not zero, and the court fee."""
    for component, amount in parts.items():
        if amount:
            yield msg("{component} {amount} yuan", component=COMPONENT_LABELS[component], amount=amount)
    if court_fee:
        yield msg("{component} {amount} yuan", component=label("court fee"), amount=court_fee)


def court(scene: FormScene) -> Field:
    """The court applied to, where it is the one that made the title."""
    judgment = title_of(scene)
    if judgment.instrument in OF_COURTS or judgment.instrument is None:
        if judgment.court:
            return filled([judgment.court], judgment.id)
        return lacking(_again(scene, judgment, label("who made the title")))
    return lacking(Gap(label("the court that enforces such a title: write it in by hand"), None))
