"""Operations on the legal track: steps with their costs, and the judgment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dunning_cli.domain.codes import LegalStep
from dunning_cli.domain.entries import Entry, Judgment, Legal
from dunning_cli.domain.failure import Refused, WrongUsage
from dunning_cli.domain.message import msg
from dunning_cli.domain.schema import key
from dunning_cli.domain.values import Amount, Day, PositiveAmount, Words
from dunning_cli.operations.commit_words import subject_of
from dunning_cli.operations.operation import CaseOperation, Outcome
from dunning_cli.operations.workbench import Workbench


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeLegalStep(CaseOperation):
    """Records a step on the legal track; a judgment re-bases the account (R18, R51)."""

    op: ClassVar[str] = "legal"

    step: LegalStep = key("which step", required=True)
    court: Words | None = key("court or arbitration body")
    docket: Words | None = key("docket number")
    cost: PositiveAmount | None = key("cost, charged as a fee, yuan")
    text: Words | None = key("anything else")
    principal: Amount | None = key("awarded principal, yuan")
    interest: Amount | None = key("awarded interest, yuan")
    penalty: Amount | None = key("awarded penalty, yuan")
    fee: Amount | None = key("awarded costs, yuan")
    perform_by: Day | None = key("last day of the performance period")

    def apply(self, bench: Workbench) -> Outcome:
        """Adds the step, or the judgment with what was awarded. Refused where the performance ends before it."""
        case = bench.case(self.case)
        on = bench.value_date(self)
        awarded = (self.principal, self.interest, self.penalty, self.fee)
        if self.step is not LegalStep.JUDGMENT:
            if self.perform_by is not None or any(awarded):
                raise WrongUsage(msg("amounts and --perform-by belong to the step judgment"))
            step: Entry = bench.record(
                case, Legal, self, on, step=self.step, court=self.court, docket=self.docket,
                cost=self.cost, text=self.text,
            )  # fmt: skip
            return Outcome(subject_of(case.id, [step]), (case.id,), (step,), on)
        if self.perform_by is None:
            raise WrongUsage(msg("a judgment needs --perform-by, the last day of the performance period"))
        if self.perform_by < on:
            raise Refused(
                msg(
                    "the performance period ends on {day}, before the judgment of {on}",
                    day=self.perform_by,
                    on=on,
                )
            )
        if self.cost is not None or self.text is not None:
            raise WrongUsage(
                msg("costs the court awarded are given with --fee; --cost and --text belong to other steps")
            )
        judgment = bench.record(
            case, Judgment, self, on, principal=self.principal, interest=self.interest, penalty=self.penalty,
            fee=self.fee, perform_by=self.perform_by, court=self.court, docket=self.docket,
        )  # fmt: skip
        return Outcome(subject_of(case.id, [judgment]), (case.id,), (judgment,), on)
