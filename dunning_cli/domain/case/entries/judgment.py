"""The entry on what a court, arbitrator or notary awarded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import ClassVar

from dunning_cli.domain.case.codes.labels import code_words, label_of
from dunning_cli.domain.case.codes.legal import AwardedUntil, Instrument
from dunning_cli.domain.case.entries.approval_keys import still_pending
from dunning_cli.domain.case.entries.parts import Parts
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import COMPONENT_LABELS, ZERO, Component, Components
from dunning_cli.kernel.personal_marks import FREE_TEXT, NOT_PERSONAL
from dunning_cli.kernel.rate_words import rate_words
from dunning_cli.kernel.rates import Basis, RateWords
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Kept, key
from dunning_cli.kernel.values import Amount, Day, Flag, PositiveAmount, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPart(Kept):
    """A part of what was awarded that is to be paid by a day of its own."""

    due: Day = key("last day for paying it; delayed interest and the two years count from it", required=True)
    amount: PositiveAmount = key("how much of what was awarded, the court fee aside, yuan", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningAward(Kept):
    """Interest or penalty that was awarded not as a sum but from a day on, at a rate."""

    component: Component = key("interest or penalty: what it adds to", required=True)
    base: Components = key(
        "what of the awarded sums it is reckoned on, as far as unpaid: principal, or several joined with +",
        default=(Component.PRINCIPAL,),
    )
    rate: RateWords = key("the rate, such as 15.4%/year or lpr_1y@2024-03-01 * 4", required=True)
    from_: Day = key("first day it counts", required=True)
    until: AwardedUntil = key(
        "paid: until the base is paid; perform_by: through the end of the performance period",
        default=AwardedUntil.PAID,
    )
    basis: Basis = key("days a yearly rate is divided by: 360, 365 or actual", default=Basis.D365)

    def in_words(self) -> Message:
        """What was awarded from a day on, and until when."""
        runs = {
            AwardedUntil.PAID: label("until paid"),
            AwardedUntil.PERFORM_BY: label("through the end of the performance period"),
        }
        return msg(
            "{component} at {rate} from {date} {until}",
            component=COMPONENT_LABELS[self.component],
            rate=rate_words(self.rate),
            date=self.from_,
            until=runs[self.until],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment(Parts):
    """What a court, arbitrator or notary made enforceable; it re-bases the account."""

    kind: ClassVar[str] = "judgment"
    title: ClassVar[Message] = label("judgment")

    perform_by: Day = key(
        "last day of the performance period; of instalments, that of the last", required=True
    )
    court: Words | None = key("court, arbitration body or notary", personal=FREE_TEXT)
    docket: Words | None = key("docket number", personal=NOT_PERSONAL)
    instrument: Instrument | None = key("the paper that can be enforced; a judgment unless given")
    court_fee: Amount | None = key(
        "court fee that the paper lays on the debtor beside what it awards, yuan; `fee` holds awarded costs"
    )
    parts: tuple[JudgedPart, ...] = key(
        "what is to be paid by days of its own; the rest is due at perform_by", default=()
    )
    running: tuple[RunningAward, ...] = key("interest and penalty awarded from a day on", default=())

    pending: Flag | None = still_pending()

    @property
    def awarded(self) -> Decimal:
        """The sums of the operative part, yuan: all but the court fee."""
        return self._sum()

    @property
    def total(self) -> Decimal:
        """All sums, the court fee too, yuan; what runs on from a day is not among them."""
        return self.awarded + (self.court_fee or ZERO)

    @property
    def by_day(self) -> dict[date, Decimal]:
        """What is to be paid by which day, yuan, the earliest first; of one sum all by the performance period's end.

        The court fee is left out.
        """
        found: dict[date, Decimal] = {}
        for part in sorted(self.parts, key=lambda each: each.due):
            found[part.due] = found.get(part.due, ZERO) + part.amount
        rest = self.awarded - sum(found.values(), ZERO)
        if rest or not found:
            found[self.perform_by] = found.get(self.perform_by, ZERO) + rest
        return found

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Parts lie within the time for performance and within what was awarded; principal never runs on."""
        yield from Parts.contradictions(self)
        for place, part in enumerate(self.parts):
            if not self.date <= part.due <= self.perform_by:
                yield (
                    f"parts[{place}]",
                    msg(
                        "a part is due on {due}, which is not between the judgment and the end of the performance "
                        "period",
                        due=part.due,
                    ),
                )
        parts = sum((part.amount for part in self.parts), ZERO)
        if parts > self.awarded:
            yield (
                "parts",
                msg(
                    "the parts come to {parts}, more than the {awarded} awarded",
                    parts=parts,
                    awarded=self.awarded,
                ),
            )
        for place, award in enumerate(self.running):
            if award.component not in (Component.INTEREST, Component.PENALTY):
                yield f"running[{place}]", msg("only interest and penalty can be awarded from a day on")

    def subject(self, case_id: str) -> Message:
        return msg(
            "legal {case}: {step}, {amount}, value date {date}",
            case=case_id,
            step=code_words(self.instrument or Instrument.JUDGMENT),
            amount=self.total,
            date=self.date,
        )

    def in_words(self) -> Message | str:
        words = msg(
            "{instrument}: {parts}, to be paid by {date}",
            instrument=label_of(self.instrument or Instrument.JUDGMENT),
            parts=self.parts_line(),
            date=self.perform_by,
        )
        if self.court_fee:
            words = msg("{judgment}; court fee {amount}", judgment=words, amount=self.court_fee)
        for part in sorted(self.parts, key=lambda each: each.due):
            words = msg(
                "{judgment}; {amount} by {date}",
                judgment=words,
                amount=part.amount,
                date=part.due,
            )
        for award in self.running:
            words = msg("{judgment}; {award}", judgment=words, award=award.in_words())
        papers = ", ".join(part for part in (self.court, self.docket) if part)
        return msg("{judgment} ({papers})", judgment=words, papers=papers) if papers else words
