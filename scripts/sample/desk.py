"""Office work on a case: money, agreements, decisions."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from dunning_cli.domain.case.codes.agreements import CloseReason, HoldWhat, OnBreak, PlanAccrual, Signed
from dunning_cli.domain.case.codes.legal import LegalStep
from dunning_cli.domain.case.codes.money import Via
from dunning_cli.domain.case.entries import (
    Approval,
    Assign,
    Charge,
    Close,
    Complaint,
    Contact,
    Entry,
    Extension,
    Hold,
    Inspection,
    Instalment,
    Judgment,
    Legal,
    Opening,
    Payment,
    Phase,
    Plan,
    PlanEnd,
    Reopen,
    Reversal,
    Terms,
    Verify,
    Waiver,
)
from dunning_cli.domain.policy.policy import parse_term
from dunning_cli.kernel.dates import add_months
from dunning_cli.kernel.money import Component
from sample.findings import Findings
from sample.office import LIMITS
from sample.post import CLERK
from sample.working_days import on

_ALL_DAY = 17 * 60 + 20
SUPERVISOR = "zhou"
_SLIPS = {
    "bank": "YH",
    "wechat": "WX",
    "alipay": "ZFB",
    "cash": "SJ",
    "pos": "POS",
    "court": "FY",
    "other": "QT",
}


def yuan(amount: str) -> Decimal | None:
    """An amount from its text, None from an empty one."""
    return Decimal(amount) if amount else None


class Story(Findings):
    """One case from its intake to today. Days are `05-06` of 2026 or `2025-12-20`; `entered` is the day written down."""

    def opening(self, day: str, since: str = "", entered: str = "", **parts: str) -> None:
        """The debt as taken over, by component."""
        amounts = {name: Decimal(amount) for name, amount in parts.items()}
        self.enter(
            Opening,
            on(day),
            CLERK,
            self.moment_on(on(entered or day)),
            overdue_since=on(since) if since else None,
            **amounts,
        )

    def charge(self, day: str, due: str = "", ref: str = "", entered: str = "", **parts: str) -> Charge:
        """Something newly owed, by component."""
        return self.charges(entered or day, (day, due, ref, parts))[0]

    def charges(self, entered: str, *rows: tuple[str, str, str, dict[str, str]]) -> list[Charge]:
        """Several charges written down at once: day, due, reference, amounts."""
        moment = self.moment_on(on(entered))
        return [
            self.enter(
                Charge,
                on(day),
                CLERK,
                moment,
                due=on(due) if due else None,
                ref=ref or None,
                **{name: Decimal(amount) for name, amount in parts.items()},
            )
            for day, due, ref, parts in rows
        ]

    def pay(
        self,
        day: str,
        amount: str,
        via: str = "bank",
        *,
        payer: str = "",
        to: str = "",
        entered: str = "",
        clock: str = "",
        by: str = CLERK,
    ) -> Payment:
        """Money received, with the number of its slip."""
        slip = f"{_SLIPS[via]}{on(day):%Y%m%d}{self.chance.between(1, 9999):04}"
        return self.enter(
            Payment,
            on(day),
            by,
            self.moment_on(on(entered or day), clock, _ALL_DAY),
            amount=Decimal(amount),
            via=Via(via),
            ref=slip,
            payer=payer or None,
            to=Component(to) if to else None,
        )

    def verify(self, day: str, reason: str = "身份证、合同与欠款明细核对一致", valid: bool = True) -> None:
        """Identity and debt checked by the clerk."""
        self.enter(Verify, on(day), CLERK, self.moment_on(on(day)), valid=valid, reason=reason)

    def assign(self, day: str, owner: str) -> None:
        """The supervisor gives the case to another collector."""
        self.enter(Assign, on(day), SUPERVISOR, self.moment_on(on(day)), owner=owner)
        self.owner = owner

    def phase(self, day: str, phase: str, reason: str = "", by: str = "") -> None:
        """The case enters a phase of the work."""
        self.enter(
            Phase, on(day), by or self.owner, self.moment_on(on(day)), phase=phase, reason=reason or None
        )

    def waive(
        self,
        day: str,
        component: str,
        reason: str,
        *,
        amount: str = "",
        if_paid_by: str = "",
        clock: str = "",
        pending: bool = False,
        approved: bool = True,
    ) -> None:
        """A waiver, all of the component unless an amount is given; `pending` where it is above the limit."""
        waiver = self.enter(
            Waiver,
            on(day),
            CLERK,
            self.moment_on(on(day), clock),
            component=Component(component),
            amount=yuan(amount),
            reason=reason,
            if_paid_by=on(if_paid_by) if if_paid_by else None,
            approved_by=None if pending else SUPERVISOR,
            pending=pending or None,
        )
        if pending and approved:
            self._approve(waiver)

    def hold(self, day: str, what: str, reason: str, until: str = "") -> None:
        """Contact, accrual or both stop from that day; a long or open hold waits for the supervisor's approval."""
        last = on(until) if until else None
        pending = last is None or (last - on(day)).days + 1 > LIMITS.hold_days
        hold = self.enter(
            Hold,
            on(day),
            CLERK,
            self.moment_on(on(day)),
            what=HoldWhat(what),
            from_=on(day),
            until=last,
            reason=reason,
            pending=pending or None,
        )
        if pending:
            self._approve(hold)

    def _approve(self, entry: Entry) -> None:
        """The supervisor approves an entry above the limit soon after it was written down."""
        moment = self.moment_after(entry.at)
        self.enter(Approval, moment.date(), SUPERVISOR, moment, entry=entry.id, granted=True, reason="同意")

    def plan(
        self,
        day: str,
        first: str,
        count: int,
        amount: str,
        *,
        text: str = "",
        accrual: str = "continue",
        grace: int = 0,
        signed: str = "both",
        waived: str = "",
        reason: str = "",
    ) -> Plan:
        """Monthly instalments agreed with the debtor.

        With `waived`, a component, all of it is given up when the rest is paid; such a plan waits for approval.
        """
        start = on(first)
        dues: list[date] = [add_months(start, n) for n in range(count)]
        moment = self.moment_on(on(day))
        plan = self.enter(
            Plan,
            on(day),
            self.owner,
            moment,
            instalments=tuple(Instalment(due=due, amount=Decimal(amount)) for due in dues),
            signed=Signed(signed),
            accrual=PlanAccrual(accrual),
            grace_days=grace or None,
            on_break=OnBreak.REINSTATE,
            approved_by=None if waived else SUPERVISOR,
            text=text or None,
            pending=True if waived else None,
        )
        if waived:
            self.enter(
                Waiver,
                on(day),
                self.owner,
                moment,
                component=Component(waived),
                reason=reason,
                if_paid_by=dues[-1] + timedelta(grace),
                pending=True,
                plan=plan.id,
            )
        return plan

    def end_plan(self, day: str, plan: Plan, reason: str) -> None:
        """Both sides end a plan."""
        self.enter(PlanEnd, on(day), self.owner, self.moment_on(on(day)), plan=plan.id, reason=reason)

    def extend(self, day: str, due: str, reason: str, charge: Charge) -> None:
        """A later due date of a charge, approved on paper, or in the ledger where it is above the limit."""
        assert charge.due is not None
        pending = (on(due) - charge.due).days > LIMITS.extension_days
        extension = self.enter(
            Extension,
            on(day),
            CLERK,
            self.moment_on(on(day)),
            due=on(due),
            entry=charge.id,
            reason=reason,
            approved_by=None if pending else SUPERVISOR,
            pending=pending or None,
        )
        if pending:
            self._approve(extension)

    def terms(self, day: str, since: str, change: str, reason: str) -> None:
        """A change of terms agreed from a day on, as `key=value`."""
        self.enter(
            Terms,
            on(day),
            CLERK,
            self.moment_on(on(day)),
            from_=on(since),
            terms=parse_term(change),
            reason=reason,
            approved_by=SUPERVISOR,
        )

    def reverse(self, day: str, entry: Entry, reason: str) -> None:
        """Takes an entry back."""
        self.enter(Reversal, on(day), CLERK, self.moment_on(on(day)), entry=entry.id, reason=reason)

    def complain(self, day: str, text: str, about: str = "") -> Complaint:
        """Somebody complained; the supervisor writes it down."""
        return self.enter(
            Complaint, on(day), SUPERVISOR, self.moment_on(on(day)), text=text, about=about or None
        )

    def settle_complaint(self, day: str, complaint: Complaint, text: str) -> None:
        """What became of a complaint."""
        self.enter(Complaint, on(day), SUPERVISOR, self.moment_on(on(day)), text=text, resolves=complaint.id)

    def legal(
        self, day: str, step: str, court: str = "", docket: str = "", text: str = "", cost: str = ""
    ) -> None:
        """A step on the legal track."""
        self.enter(
            Legal,
            on(day),
            SUPERVISOR,
            self.moment_on(on(day)),
            step=LegalStep(step),
            court=court or None,
            docket=docket or None,
            cost=yuan(cost),
            text=text or None,
        )

    def judgment(
        self, day: str, perform_by: str, court: str, docket: str, entered: str = "", **parts: str
    ) -> None:
        """What the court awarded, by component."""
        self.enter(
            Judgment,
            on(day),
            SUPERVISOR,
            self.moment_on(on(entered or day)),
            perform_by=on(perform_by),
            court=court,
            docket=docket,
            **{name: Decimal(amount) for name, amount in parts.items()},
        )

    def inspect(self, day: str, text: str, passed: bool = True) -> None:
        """The supervisor listens to the last recorded call."""
        heard = next(
            entry for entry in reversed(self.entries) if isinstance(entry, Contact) and entry.recording
        )
        self.enter(
            Inspection, on(day), SUPERVISOR, self.moment_on(on(day)), entry=heard.id, passed=passed, text=text
        )

    def close(self, day: str, reason: str, text: str = "", clock: str = "") -> None:
        """The case is closed by the clerk."""
        self.enter(
            Close,
            on(day),
            CLERK,
            self.moment_on(on(day), clock),
            reason=CloseReason(reason),
            text=text or None,
        )

    def reopen(self, day: str, reason: str) -> None:
        """The supervisor has a closed case worked again."""
        self.enter(Reopen, on(day), SUPERVISOR, self.moment_on(on(day)), reason=reason)
