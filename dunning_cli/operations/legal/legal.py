"""Operations on the legal track: steps with their costs, what was decided, and payment in kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dunning_cli.domain.account.closings import charged_later, taken_over_later
from dunning_cli.domain.account.concessions import judgment_gives
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.legal import Instrument, LegalStep
from dunning_cli.domain.case.codes.money import Via
from dunning_cli.domain.case.collected import IN_KIND
from dunning_cli.domain.case.entries import Judgment, Legal, RunningAward
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.life_events import insolvency_of
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.domain.limitation.enforcement import EnforcementState, standing_judgment
from dunning_cli.domain.limitation.proceedings import CLAIMS, proceedings_of, withdrawable
from dunning_cli.domain.limitation.state import LimitationState
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.rates import parse_rate
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.operations.declared import legal as declared
from dunning_cli.operations.legal.limitation_clock import limitation_on
from dunning_cli.operations.money.money import Pay
from dunning_cli.operations.writing.giving_way import OnPaper, pending_notice, waits
from dunning_cli.operations.writing.named_people import named
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open

INSTRUMENTS = {
    LegalStep.JUDGMENT: Instrument.JUDGMENT,
    LegalStep.MEDIATE: Instrument.MEDIATION,
    LegalStep.ARBITRATE: Instrument.AWARD,
    LegalStep.PAYMENT_ORDER: Instrument.PAYMENT_ORDER,
    LegalStep.NOTARISE: Instrument.NOTARISED,
}
"""Steps that may end in a paper that can be enforced; they then give its amounts and its performance period."""
"""The reference of a payment made by handing over a thing (以资抵债)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeLegalStep(declared.TakeLegalStep):
    """Records a step on the legal track; a judgment or its like re-bases the account."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the step, the decision with what was awarded, or the payment in kind.

        Refused on a closed case, where the performance ends before the decision, and where nothing stands
        that could be withdrawn. A step before its time, or too late, is taken with a warning.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        if self._decides or self.step is LegalStep.JUDGMENT:
            return self._decision(unit, case, on)
        if self.value is not None and self.step is not LegalStep.IN_KIND:
            raise WrongUsage(msg("--value belongs to the step in-kind"))
        if self.step is LegalStep.WITHDRAW and withdrawable(proceedings_of(case.standing(on))) is None:
            raise Refused(
                msg(
                    "nothing of {case} stands on {date} that could be withdrawn: no suit, arbitration, payment "
                    "order, preservation or enforcement",
                    case=case.id,
                    date=on,
                )
            )
        if (self.step is LegalStep.SERVE) != (self.to is not None):
            raise WrongUsage(msg("--to is whom papers were served on, and belongs to the step serve"))
        warnings = tuple(self._out_of_time(unit, case, on))
        step = unit.record(
            case, Legal, self, on, step=self.step, court=self.court, docket=self.docket, cost=self.cost,
            to=_served(case, on, self.to) if self.to is not None else None, text=self.text,
        )  # fmt: skip
        if self.value is None:
            return outcome_of(case.id, (step,), on, warnings)
        payment = Pay(
            case=case.id, amount=self.value, via=Via.OTHER, ref=IN_KIND, on=on, agent=self.agent
        ).apply(unit)
        entries = (step, *payment.entries)
        return outcome_of(case.id, entries, on, (*warnings, *payment.warnings))

    @property
    def _decides(self) -> bool:
        """Whether it gives what belongs to a decision."""
        sums = (self.principal, self.interest, self.penalty, self.fee, self.court_fee, self.perform_by)
        return any(given is not None for given in sums) or bool(self.parts or self.running)

    def _decision(self, unit: UnitOfWork, case: Case, on: date) -> Outcome:
        """The entry of a judgment or of another paper that can be enforced."""
        instrument = INSTRUMENTS.get(self.step)
        if instrument is None or self.value is not None:
            raise WrongUsage(
                msg(
                    "amounts and --perform-by belong to the steps judgment, mediate, arbitrate, payment-order "
                    "and notarise"
                )
            )
        perform_by = self.perform_by or max((part.due for part in self.parts), default=None)
        if perform_by is None:
            raise WrongUsage(msg("a judgment needs --perform-by, the last day of the performance period"))
        if perform_by < on:
            raise Refused(
                msg(
                    "the performance period ends on {day}, before the judgment of {on}", day=perform_by, on=on
                )
            )
        _known_rates(unit, self.running)
        if self.cost is not None or self.text is not None:
            raise WrongUsage(
                msg(
                    "costs the court awarded are given with --fee, its own fee with --court-fee; --cost and --text "
                    "belong to other steps"
                )
            )
        warnings = (*_replaced(case, on), *_to_come(case, on))
        judged = sum(
            (
                part or ZERO
                for part in (self.principal, self.interest, self.penalty, self.fee, self.court_fee)
            ),
            ZERO,
        )
        given = judgment_gives(unit.account(case, on).balance.owed, judged)
        pending = waits(unit, case, given, OnPaper())
        judgment = unit.record(
            case, Judgment, self, on, principal=self.principal, interest=self.interest, penalty=self.penalty,
            fee=self.fee, court_fee=self.court_fee, perform_by=perform_by, parts=self.parts,
            running=self.running, court=self.court, docket=self.docket,
            instrument=None if instrument is Instrument.JUDGMENT else instrument, pending=pending or None,
        )  # fmt: skip
        warnings += pending_notice(unit, case, [judgment], pending)
        return outcome_of(case.id, (judgment,), on, warnings)

    def _out_of_time(self, unit: UnitOfWork, case: Case, on: date) -> Iterator[Message]:
        """What to say of a step that comes before its time or too late, or that an insolvency stands against."""
        known = known_on(case, on)
        running = insolvency_of(known, person_of(known, "debtor"), on)
        if running is not None and (
            self.step in CLAIMS or self.step in (LegalStep.ENFORCE, LegalStep.PRESERVE)
        ):
            yield msg(
                "insolvency of the debtor was accepted on {date}: suits go to its court, enforcement and preservation "
                "stop; file the claim (企业破产法19, 21, 48)",
                date=running.accepted,
            )
        if self.step is LegalStep.ENFORCE:
            yield from _enforceable(case, limitation_on(unit, case, on).enforcement, on)
        elif self.step in CLAIMS:
            yield from _lapsed(case, limitation_on(unit, case, on))


def _served(case: Case, on: date, to: str) -> str:
    """How entries name whom papers were served on. Raises Refused for nobody of the case, and where no suit stood."""
    known = known_on(case, on)
    if not any(each.is_claim and each.begun <= on for each in proceedings_of(case.standing(on))):
        raise Refused(
            msg("no suit of {case} was filed by {date} whose papers could be served", case=case.id, date=on)
        )
    return named(known, to)


def _lapsed(case: Case, state: LimitationState) -> Iterator[Message]:
    if state.lapsed:
        yield msg(
            "the claim has lapsed: the debtor may object; see: {cure}",
            cure=remedy("limitation", case=case.id),
        )
    elif state.proven_lapsed:
        yield msg(
            "as far as can be proven the claim has lapsed on {date}: the debtor may object; see: {cure}",
            date=state.proven_until,
            cure=remedy("limitation", case=case.id),
        )


def _known_rates(unit: UnitOfWork, running: Sequence[RunningAward]) -> None:
    unknown = unit.policies.unknown_reference(parse_rate(award.rate) for award in running)
    if unknown is not None:
        raise Refused(unknown.as_message())


def _enforceable(case: Case, state: EnforcementState | None, on: date) -> Iterator[Message]:
    if state is None:
        yield msg(
            "no judgment, mediation paper, award, payment order or notarised instrument is on record to be "
            "enforced; record it with: {cure}",
            cure=remedy(
                "legal",
                case=case.id,
                step=LegalStep.JUDGMENT,
                principal=Placeholder("AMOUNT"),
                perform_by=Placeholder("DATE"),
            ),
        )
    elif on <= state.starts:
        yield msg("the performance period runs through {date}; enforcement comes after it", date=state.starts)
    elif state.lapsed and state.applied is None:
        yield msg("the two years for applying ended on {date}; the debtor may object", date=state.expires)


def _to_come(case: Case, on: date) -> Iterator[Message]:
    """What to say where something is dated after a decision, such as an instalment: it replaces what is owed till then."""
    later = charged_later(case, on) + taken_over_later(case, on)
    if later > ZERO:
        yield msg(
            "{later} charged or taken over after {date} is not replaced and is owed beside it; where it covers that, "
            "take each entry back: {cure}",
            later=later,
            date=on,
            cure=remedy("reverse", case=case.id, entry=Placeholder("ENTRY")),
        )


def _replaced(case: Case, on: date) -> Iterator[Message]:
    """What to say of a decision beside an earlier one, or before the suit it decides."""
    earlier = standing_judgment(case.standing(on))
    if earlier is not None:
        yield msg(
            "the {instrument} of {date} stood till now; this one takes its place",
            instrument=label_of(earlier.instrument or Instrument.JUDGMENT),
            date=earlier.date,
        )
    claims = [each for each in proceedings_of(case.standing(date.max)) if each.is_claim]
    if claims and all(each.begun > on for each in claims):
        yield msg("the proceedings began on {date}, after this", date=claims[0].begun)
