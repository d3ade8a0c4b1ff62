# ruff: noqa: A002  # fields are named as on the command line
"""A method for each operation, with its fields. Written by scripts/python_methods.py from the operations' records."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, Literal, TypeAlias, TypeVar

Result = TypeVar("Result", covariant=True)
Money: TypeAlias = Decimal | int | str
"""Yuan: exact, so never a float."""
Number: TypeAlias = int | str
Day: TypeAlias = date | str
"""A date, or its ISO form."""
Moment: TypeAlias = datetime | str
"""A moment, or its ISO form; without an offset in the office's time."""


class LedgerOperations(ABC, Generic[Result]):
    """What can be done to a ledger. Values are those of the command line; a Failure says what is wrong with them."""

    @abstractmethod
    def do(self, words: str, /, **values: Any) -> Result:
        """An operation by its command words, with its fields by name."""

    def open(
        self,
        case: str,
        policy: str,
        name: str,
        *,
        id_number: str | None = None,
        phone: Sequence[str] = (),
        address: str | None = None,
        guarantor: Sequence[str] = (),
        creditor: str | None = None,
        contract: str | None = None,
        contract_date: Day | None = None,
        lent: Money | None = None,
        area: str | None = None,
        owner: str | None = None,
        batch: str | None = None,
        entrusted: Day | None = None,
        return_by: Day | None = None,
        term: Sequence[str] = (),
        basis: Literal["contract", "reserved", "authorised", "public", "told", "bureau"] | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Open a case.

        case: Id of the new case: letters, digits, - and _, as in PF-2026-0007.
        policy: Product policy, a file in policies/.
        name: The debtor's name.
        id_number: The debtor's identity document number.
        phone: Telephone number; may be repeated.
        address: The debtor's address.
        guarantor: Guarantor; may be repeated.
        creditor: To whom the debt is owed.
        contract: Contract number.
        contract_date: Date of the contract.
        lent: Amount lent, in yuan.
        area: Village, estate or district.
        owner: First collector.
        batch: The client's batch number.
        entrusted: Entrusted on; with --batch.
        return_by: To be returned by; with --batch.
        term: Override of the policy, dotted.key=value; may be repeated.
        basis: Lawful source: contract, reserved, authorised, public, told or bureau; not said unless given.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "open",
            case=case,
            policy=policy,
            name=name,
            id_number=id_number,
            phone=phone,
            address=address,
            guarantor=guarantor,
            creditor=creditor,
            contract=contract,
            contract_date=contract_date,
            lent=lent,
            area=area,
            owner=owner,
            batch=batch,
            entrusted=entrusted,
            return_by=return_by,
            term=term,
            basis=basis,
            on=on,
            override=override,
            agent=agent,
        )

    def set(
        self,
        change: Sequence[str],
        *,
        case: str | None = None,
        where: Sequence[str] = (),
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Change master data in the head of a case, or of every open case of a selection, in one commit.

        A condition of --where is policy, owner (who has the case now), batch, stage or area, or a dotted
        key of the head; all of them must be met. Cases that say it already are left as they are.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address; none
            with --where.
        change: Dotted for inner keys; KEY= removes the value.
        where: Every open case of which this is true, instead of one case; may be repeated.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do("set", case=case, change=change, where=where, on=on, override=override, agent=agent)

    def commit(
        self,
        *,
        case: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Check and commit edits made by hand: heads of cases, settings, policies, templates.

        case: One case; without it everything edited by hand.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do("commit", case=case, on=on, override=override, agent=agent)

    def opening(
        self,
        case: str,
        *,
        principal: Money | None = None,
        interest: Money | None = None,
        penalty: Money | None = None,
        fee: Money | None = None,
        overdue_since: Day | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Take over a debt as it stands on a day.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        principal: Principal, in yuan.
        interest: Interest, in yuan.
        penalty: Penalty, in yuan.
        fee: Fee, in yuan.
        overdue_since: First day the debt was due and unpaid.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "opening",
            case=case,
            principal=principal,
            interest=interest,
            penalty=penalty,
            fee=fee,
            overdue_since=overdue_since,
            on=on,
            override=override,
            agent=agent,
        )

    def charge(
        self,
        case: str,
        *,
        due: Day | None = None,
        principal: Money | None = None,
        interest: Money | None = None,
        penalty: Money | None = None,
        fee: Money | None = None,
        ref: str | None = None,
        use: Literal["cash", "instalment"] | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Add something newly owed: a quarter's bill, an instalment, a purchase, a fee.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        due: Due date.
        principal: Principal, in yuan.
        interest: Interest, in yuan.
        penalty: Penalty, in yuan.
        fee: Fee, in yuan.
        ref: Bill or statement it belongs to.
        use: On a card: cash or instalment; a purchase unless given.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "charge",
            case=case,
            due=due,
            principal=principal,
            interest=interest,
            penalty=penalty,
            fee=fee,
            ref=ref,
            use=use,
            on=on,
            override=override,
            agent=agent,
        )

    def pay(
        self,
        case: str,
        amount: Money,
        *,
        via: Literal["cash", "bank", "wechat", "alipay", "pos", "court", "other"] | None = None,
        ref: str | None = None,
        part_of: Money | None = None,
        to: Literal["principal", "interest", "penalty", "fee"] | None = None,
        to_item: str | None = None,
        payer: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record money received.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        amount: Amount received, in yuan.
        via: cash, bank, wechat, alipay, pos, court or other.
        ref: Receipt or transaction number.
        part_of: Amount of the whole transfer, where one transfer is booked on several cases.
        to: principal, interest, penalty or fee, as the payer named it.
        to_item: The bill that the payer named; it is served first.
        payer: Who paid, where not the debtor.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "pay",
            case=case,
            amount=amount,
            via=via,
            ref=ref,
            part_of=part_of,
            to=to,
            to_item=to_item,
            payer=payer,
            on=on,
            override=override,
            agent=agent,
        )

    def reverse(
        self,
        case: str,
        entry: str,
        *,
        reason: str | None = None,
        approved_by: str | None = None,
        paper: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Take an entry back; both the entry and its reversal stay visible.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        entry: Entry id or its unique beginning or end; or its receipt, transaction or serial number.
        reason: Why.
        approved_by: Who approved it on paper.
        paper: The paper of that approval; where one person alone may approve, it counts above the limit.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "reverse",
            case=case,
            entry=entry,
            reason=reason,
            approved_by=approved_by,
            paper=paper,
            on=on,
            override=override,
            agent=agent,
        )

    def note(
        self,
        case: str,
        text: str,
        channel: Literal[
            "phone", "visit", "letter", "sms", "email", "wechat", "counter", "video", "ai_voice"
        ],
        *,
        to: str | None = None,
        number: str | None = None,
        result: Literal[
            "no_answer",
            "busy",
            "off",
            "wrong_number",
            "message_left",
            "reached",
            "promised",
            "intends",
            "refused",
            "disputed",
            "third_party",
            "not_let_in",
            "moved",
            "other",
        ]
        | None = None,
        reason: str | None = None,
        at: Moment | None = None,
        callback: Day | None = None,
        promise: Money | None = None,
        by: Day | None = None,
        verified: bool = False,
        agreed: bool = False,
        recording: str | None = None,
        second: str | None = None,
        private: bool = False,
        incoming: bool = False,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record a call, visit or message, and a promise given in it.

        An office lists reasons for arrears of its own in dunning.yaml under reasons, each with code, zh and
        en.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        text: What was said.
        channel: phone, visit, letter, sms, email, wechat, counter, video or ai_voice.
        to: debtor (unless given), guarantor, or a name.
        number: Number dialled.
        result: no_answer, busy, off, wrong_number, message_left, reached, promised, intends, refused,
            disputed, third_party, other; of a visit also not_let_in, moved. What fits depends on the
            channel.
        reason: Reason for arrears: cash_flow, market, family, short_deposit, wrong_deposit, wilful,
            dispute, death, inability, other, or a code listed under reasons in dunning.yaml.
        at: When it took place; now unless given.
        callback: Day to call again.
        promise: Amount promised, in yuan; with --by.
        by: Last day of the promise.
        verified: Identity and debt were confirmed.
        agreed: The debtor had asked for this hour.
        recording: Reference of the recording.
        second: Who goes along; on recording as arranged unless given.
        private: From a phone or account of one's own, not the office's.
        incoming: The other side called or wrote of their own accord: no rule of hours and frequency counts
            it.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "note",
            case=case,
            text=text,
            channel=channel,
            to=to,
            number=number,
            result=result,
            reason=reason,
            at=at,
            callback=callback,
            promise=promise,
            by=by,
            verified=verified,
            agreed=agreed,
            recording=recording,
            second=second,
            private=private,
            incoming=incoming,
            on=on,
            override=override,
            agent=agent,
        )

    def promise(
        self,
        case: str,
        amount: Money,
        by: Day,
        *,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record a promise to pay; kept or broken is derived from payments.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        amount: Amount promised, in yuan.
        by: Last day of the promise.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do("promise", case=case, amount=amount, by=by, on=on, override=override, agent=agent)

    def assign(
        self,
        *,
        case: Sequence[str] = (),
        owner: str | None = None,
        spread: Sequence[str] = (),
        from_: str | None = None,
        batch: str | None = None,
        policy: str | None = None,
        stage: str | None = None,
        area: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Give cases to a collector, or share all open cases of a selection among several.

        case: Cases to assign; - reads ids from standard input, one a line. Without any, all open ones
            selected.
        owner: The collector from now on.
        spread: Share the cases among these, so that balances come out even; instead of --owner.
        from_: Cases of this collector only; nobody for those without one.
        batch: Cases of this batch only.
        policy: Cases of this policy only.
        stage: Cases in this stage only, such as M2.
        area: Cases of this village, estate or district only.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "assign",
            **{
                "case": case,
                "owner": owner,
                "spread": spread,
                "from": from_,
                "batch": batch,
                "policy": policy,
                "stage": stage,
                "area": area,
                "on": on,
                "override": override,
                "agent": agent,
            },
        )

    def close(
        self,
        case: str | None = None,
        reason: Literal["paid", "settled", "returned", "written_off", "invalid", "deceased", "other"]
        | None = None,
        *,
        batch: str | None = None,
        text: str | None = None,
        approved_by: str | None = None,
        paper: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Close a case, or every open case of a client's batch; nothing is scheduled for it any more.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address; none
            with --batch.
        batch: Every open case of this batch, in one commit.
        reason: paid, settled, returned, written_off, invalid, deceased or other.
        text: Anything else.
        approved_by: Who approved it on paper.
        paper: The paper of that approval; where one person alone may approve, it counts above the limit.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "close",
            case=case,
            batch=batch,
            reason=reason,
            text=text,
            approved_by=approved_by,
            paper=paper,
            on=on,
            override=override,
            agent=agent,
        )

    def reopen(
        self,
        case: str,
        *,
        reason: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Work a closed case again.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        reason: Why.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do("reopen", case=case, reason=reason, on=on, override=override, agent=agent)

    def return_(
        self,
        batch: str,
        *,
        text: str | None = None,
        approved_by: str | None = None,
        paper: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Return a client's batch: close all of its open cases as returned, in one commit.

        Cases that are closed or paid already are left as they are, and said. Nothing is closed while a
        repayment plan is being kept, a suit, payment order or enforcement runs, a letter was written and
        neither posted nor spoiled, or a decision is waited for: each such case is named; --override returns
        it all the same.

        batch: The client's batch number.
        text: Anything else.
        approved_by: Who approved it on paper.
        paper: The paper of that approval.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "return",
            batch=batch,
            text=text,
            approved_by=approved_by,
            paper=paper,
            on=on,
            override=override,
            agent=agent,
        )

    def extension(
        self,
        batch: str,
        *,
        granted: Day | None = None,
        refused: bool = False,
        reason: str | None = None,
        paper: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record a client's answer to a request for more time: granted up to a day, or refused.

        It stands in every open case of the batch, in one commit; a day that is granted is the return date
        from then on.

        batch: The client's batch number.
        granted: The new return date.
        refused: The client wants the batch back on its day.
        reason: What the client said.
        paper: The paper of the answer.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "extension",
            batch=batch,
            granted=granted,
            refused=refused,
            reason=reason,
            paper=paper,
            on=on,
            override=override,
            agent=agent,
        )

    def waive(
        self,
        case: str,
        component: str,
        amount: Money,
        reason: str,
        *,
        approved_by: str | None = None,
        paper: str | None = None,
        if_paid_by: Day | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Give up a part of the debt, at once or if the rest is paid by a date.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        component: principal, interest, penalty, fee or all.
        amount: Amount in yuan, or all of the component.
        reason: Why.
        approved_by: Who approved it on paper.
        paper: The paper of that approval; where one person alone may approve, it counts above the limit.
        if_paid_by: Takes effect when everything else that is due is paid by this day.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "waive",
            case=case,
            component=component,
            amount=amount,
            reason=reason,
            approved_by=approved_by,
            paper=paper,
            if_paid_by=if_paid_by,
            on=on,
            override=override,
            agent=agent,
        )

    def extend(
        self,
        case: str,
        due: Day,
        *,
        entry: str | None = None,
        reason: str | None = None,
        approved_by: str | None = None,
        paper: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Move due dates to a later day.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        due: New due date.
        entry: The charge to move; every unpaid one without it.
        reason: Why.
        approved_by: Who approved it on paper.
        paper: The paper of that approval; where one person alone may approve, it counts above the limit.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "extend",
            case=case,
            due=due,
            entry=entry,
            reason=reason,
            approved_by=approved_by,
            paper=paper,
            on=on,
            override=override,
            agent=agent,
        )

    def hold(
        self,
        case: str,
        what: Literal["contact", "accrual", "both"],
        reason: str,
        *,
        from_: Day | None = None,
        until: Day | None = None,
        stage_clock: bool = False,
        ends: str | None = None,
        approved_by: str | None = None,
        paper: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Stop contact, accrual or both for a time; the first and the last day count. Or end a hold of
        contact.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        what: contact, accrual or both.
        from_: First day; the value date unless given.
        until: Last day; open without it.
        stage_clock: The clock of the stage stands still too; days past due go on.
        ends: End that hold of contact: contact goes on from the first day.
        reason: Why.
        approved_by: Who approved it on paper.
        paper: The paper of that approval; where one person alone may approve, it counts above the limit.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "hold",
            **{
                "case": case,
                "what": what,
                "from": from_,
                "until": until,
                "stage_clock": stage_clock,
                "ends": ends,
                "reason": reason,
                "approved_by": approved_by,
                "paper": paper,
                "on": on,
                "override": override,
                "agent": agent,
            },
        )

    def approve(
        self,
        case: str,
        *,
        entry: str | None = None,
        refuse: bool = False,
        reason: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Decide on what somebody else recorded above the limit: a waiver, extension, hold, plan, reversal,
        closing, judgment.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        entry: The entry; the only one waiting without it.
        refuse: Refuse it.
        reason: Why.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "approve",
            case=case,
            entry=entry,
            refuse=refuse,
            reason=reason,
            on=on,
            override=override,
            agent=agent,
        )

    def schedule(
        self,
        kind: Literal["equal-instalment", "equal-principal", "flat", "interest-first", "bullet"],
        rate: str,
        periods: Number,
        first: Day,
        principal: Money,
        *,
        start: Day | None = None,
        every: Literal["month", "quarter", "year", "week"] | None = None,
        count: Literal["period", "360", "365", "actual", "30-360", "30e-360", "months-360", "months-365"]
        | None = None,
        day: str | None = None,
        due_day: Literal["clamp", "roll"] | None = None,
        interest_only: Number | None = None,
        interest_free: Number | None = None,
        interest_deferred: Number | None = None,
        collected: Literal["spread", "next", "last"] | None = None,
        round_to: Literal["cent", "jiao", "yuan"] | None = None,
        round_up: bool = False,
        ref: str | None = None,
        whole_yuan: bool = False,
        charge: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Work out an instalment schedule, and charge it to a case if wanted.

        kind: equal-instalment, equal-principal, flat, interest-first or bullet.
        rate: Rate per year, such as 12%, or 0.8%/month.
        periods: Number of instalments.
        first: First due date.
        start: Interest runs from here; one period before unless given.
        every: month (unless given), quarter, year or week.
        count: Interest by period (unless given); by days: 360, 365, actual, 30-360, 30e-360; months-360,
            months-365: whole months, then days.
        day: Day of the month of the later ones, as 31 after a first on 02-28.
        due_day: Where a month is short: clamp to its end, or roll over.
        interest_only: The first N instalments pay no principal.
        interest_free: The first N periods bear no interest.
        interest_deferred: Interest of the first N periods is collected later.
        collected: That interest: spread over the rest (unless given), with the next or with the last.
        round_to: Instalments in whole units: cent (unless given), jiao, yuan; the last takes the rest.
        round_up: Round instalments up, not to the nearest.
        ref: Beginning of each charge's reference.
        principal: Amount lent, in yuan.
        whole_yuan: The same as --round-to yuan.
        charge: Charge the instalments to this case.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "schedule",
            kind=kind,
            rate=rate,
            periods=periods,
            first=first,
            start=start,
            every=every,
            count=count,
            day=day,
            due_day=due_day,
            interest_only=interest_only,
            interest_free=interest_free,
            interest_deferred=interest_deferred,
            collected=collected,
            round_to=round_to,
            round_up=round_up,
            ref=ref,
            principal=principal,
            whole_yuan=whole_yuan,
            charge=charge,
            on=on,
            override=override,
            agent=agent,
        )

    def accelerate(
        self,
        case: str,
        notice: str,
        *,
        reason: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Let all instalments still to come fall due at once, after default and by a letter that says so.

        From the value date all principal is due; interest and fees charged for later periods are not owed
        any more.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        notice: The letter that tells the debtor.
        reason: The clause, or anything else.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "accelerate", case=case, notice=notice, reason=reason, on=on, override=override, agent=agent
        )

    def prepay(
        self,
        case: str,
        amount: Money,
        *,
        keep: Literal["term", "instalment"] | None = None,
        via: Literal["cash", "bank", "wechat", "alipay", "pos", "court", "other"] | None = None,
        ref: str | None = None,
        payer: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record money that pays instalments before they are due: all of them, or a part of the principal.

        What is due is paid first. The rest pays principal with the interest of the days since the last due
        date, and the fee that the policy names under `prepayment`; later instalments become lower, or
        fewer.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        amount: Amount received in yuan, or all that `payoff` names.
        keep: term: lower instalments (unless given); instalment: as before, but fewer.
        via: cash, bank, wechat, alipay, pos, court or other.
        ref: Receipt or transaction number.
        payer: Who paid, where not the debtor.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "prepay",
            case=case,
            amount=amount,
            keep=keep,
            via=via,
            ref=ref,
            payer=payer,
            on=on,
            override=override,
            agent=agent,
        )

    def reschedule(
        self,
        case: str,
        *,
        kind: Literal["equal-instalment", "equal-principal", "flat", "interest-first", "bullet"]
        | None = None,
        rate: str | None = None,
        periods: Number | None = None,
        first: Day | None = None,
        start: Day | None = None,
        every: Literal["month", "quarter", "year", "week"] | None = None,
        count: Literal["period", "360", "365", "actual", "30-360", "30e-360", "months-360", "months-365"]
        | None = None,
        day: str | None = None,
        due_day: Literal["clamp", "roll"] | None = None,
        interest_only: Number | None = None,
        interest_free: Number | None = None,
        interest_deferred: Number | None = None,
        collected: Literal["spread", "next", "last"] | None = None,
        round_to: Literal["cent", "jiao", "yuan"] | None = None,
        round_up: bool = False,
        ref: str | None = None,
        arrears: bool = False,
        reason: str | None = None,
        approved_by: str | None = None,
        paper: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Put other instalments in the place of those still to come, and with --arrears of those past due.

        What is not said stays as it was: the kind, the number of instalments and the due dates of those
        that end, the rate of the contract.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        kind: equal-instalment, equal-principal, flat, interest-first or bullet.
        rate: Rate per year, such as 12%, or 0.8%/month.
        periods: Number of instalments.
        first: First due date.
        start: Interest runs from here; one period before unless given.
        every: month (unless given), quarter, year or week.
        count: Interest by period (unless given); by days: 360, 365, actual, 30-360, 30e-360; months-360,
            months-365: whole months, then days.
        day: Day of the month of the later ones, as 31 after a first on 02-28.
        due_day: Where a month is short: clamp to its end, or roll over.
        interest_only: The first N instalments pay no principal.
        interest_free: The first N periods bear no interest.
        interest_deferred: Interest of the first N periods is collected later.
        collected: That interest: spread over the rest (unless given), with the next or with the last.
        round_to: Instalments in whole units: cent (unless given), jiao, yuan; the last takes the rest.
        round_up: Round instalments up, not to the nearest.
        ref: Beginning of each charge's reference.
        arrears: Principal and interest past due are spread too: days past due begin anew.
        reason: What was agreed, and why.
        approved_by: Who approved it on paper.
        paper: The paper of that approval; where one person alone may approve, it counts above the limit.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "reschedule",
            case=case,
            kind=kind,
            rate=rate,
            periods=periods,
            first=first,
            start=start,
            every=every,
            count=count,
            day=day,
            due_day=due_day,
            interest_only=interest_only,
            interest_free=interest_free,
            interest_deferred=interest_deferred,
            collected=collected,
            round_to=round_to,
            round_up=round_up,
            ref=ref,
            arrears=arrears,
            reason=reason,
            approved_by=approved_by,
            paper=paper,
            on=on,
            override=override,
            agent=agent,
        )

    def plan_new(
        self,
        case: str,
        *,
        instalments: Number | None = None,
        amount: Money | None = None,
        total: Money | None = None,
        first: Day | None = None,
        every: Literal["month", "week"] | None = None,
        day: str | None = None,
        part: Sequence[str] = (),
        from_schedule: bool = False,
        waive: Sequence[str] = (),
        reason: str | None = None,
        signed: Literal["both", "debtor", "none"] | None = None,
        accrual: Literal["continue", "stop"] | None = None,
        grace_days: Number | None = None,
        on_break: Literal["reinstate", "forgive"] | None = None,
        approved_by: str | None = None,
        paper: str | None = None,
        text: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Agree a plan: equal instalments, a list of dates and amounts, or the charges of a schedule.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        instalments: Number of equal instalments.
        amount: Amount of each, in yuan.
        total: Amount divided among them, or all that is owed, in yuan.
        first: Due date of the first instalment.
        every: month (unless given) or week.
        day: Day of the month of the later ones, as 31 after a first on 02-28.
        part: One instalment; repeat it, instead of equal ones.
        from_schedule: Instalments as the charges of the case fall due.
        waive: Given up when the rest is paid by the plan's end; repeat it; with --reason.
        reason: Why it is waived.
        signed: Who signed: both, debtor or none.
        accrual: While it is kept: continue (unless given) or stop.
        grace_days: Days an instalment may be late; 0 unless given.
        on_break: Stopped accrual of a broken plan: reinstate or forgive.
        approved_by: Who approved it on paper.
        paper: The paper of that approval; where one person alone may approve, it counts above the limit.
        text: Anything else agreed.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "plan new",
            case=case,
            instalments=instalments,
            amount=amount,
            total=total,
            first=first,
            every=every,
            day=day,
            part=part,
            from_schedule=from_schedule,
            waive=waive,
            reason=reason,
            signed=signed,
            accrual=accrual,
            grace_days=grace_days,
            on_break=on_break,
            approved_by=approved_by,
            paper=paper,
            text=text,
            on=on,
            override=override,
            agent=agent,
        )

    def plan_end(
        self,
        case: str,
        *,
        reason: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """End the active plan by agreement.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        reason: Why.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do("plan end", case=case, reason=reason, on=on, override=override, agent=agent)

    def verify(
        self,
        case: str,
        *,
        invalid: bool = False,
        reason: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record that identity and debt were checked before the first demand.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        invalid: The case is not valid; with --reason.
        reason: What was checked, or why it is invalid.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "verify", case=case, invalid=invalid, reason=reason, on=on, override=override, agent=agent
        )

    def phase(
        self,
        case: str,
        phase: str,
        *,
        reason: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Move a case into a phase of the work; without a name show the phases, and the one it is in.

        Built in are verify, follow-up, negotiation, visit, guarantor, pre-suit, suit, enforcement, estate,
        dispute and return; an office lists its own in dunning.yaml under phases, each with phase, zh and
        en, and strategies may wait for more. In dispute and return nobody is contacted.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        phase: Name of the phase, such as pre-suit; none to look.
        reason: Why.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do("phase", case=case, phase=phase, reason=reason, on=on, override=override, agent=agent)

    def complaint(
        self,
        case: str,
        text: str,
        *,
        about: str | None = None,
        resolves: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record a complaint, or that one is settled.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        text: What about, or how it was settled.
        about: The staff member complained of.
        resolves: The earlier complaint this settles.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "complaint",
            case=case,
            text=text,
            about=about,
            resolves=resolves,
            on=on,
            override=override,
            agent=agent,
        )

    def fraud(
        self,
        case: str,
        *,
        text: str | None = None,
        police: str | None = None,
        receipt: str | None = None,
        cleared: bool = False,
        reason: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record suspected fraud with the receipt of the police, or that the suspicion is cleared.

        While it stands nobody is to be contacted and no step of the strategy is listed; deadlines of the
        law still are.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        text: What is suspected.
        police: Police station that took the report.
        receipt: Number of the police receipt.
        cleared: The suspicion is cleared; with --reason.
        reason: Why the suspicion is cleared.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "fraud",
            case=case,
            text=text,
            police=police,
            receipt=receipt,
            cleared=cleared,
            reason=reason,
            on=on,
            override=override,
            agent=agent,
        )

    def visit_plan(
        self,
        case: str,
        for_: Day,
        *,
        time: str | None = None,
        to: str | None = None,
        second: str | None = None,
        agreed: bool = False,
        text: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Arrange a visit for a day; it is in remind and on the route sheet until a visit is recorded.

        A later one with the same person takes its place; cancel one with: dunning reverse CASE ENTRY.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        for_: Day of the visit.
        time: Hour of the visit, as 14:30.
        to: debtor (unless given), guarantor, or a name.
        second: Who goes along; on recording as arranged unless given.
        agreed: The person visited agreed to it.
        text: What for, and anything else arranged.
        on: Day on which it was arranged; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who goes; the actor where they do field work unless given.
        """
        return self.do(
            "visit plan",
            **{
                "case": case,
                "for": for_,
                "time": time,
                "to": to,
                "second": second,
                "agreed": agreed,
                "text": text,
                "on": on,
                "override": override,
                "agent": agent,
            },
        )

    def visit_record(
        self,
        case: str,
        text: str,
        result: Literal[
            "no_answer",
            "busy",
            "off",
            "wrong_number",
            "message_left",
            "reached",
            "promised",
            "intends",
            "refused",
            "disputed",
            "third_party",
            "not_let_in",
            "moved",
            "other",
        ],
        *,
        channel: Literal["phone", "visit", "letter", "sms", "email", "wechat", "counter", "video", "ai_voice"]
        | None = None,
        to: str | None = None,
        number: str | None = None,
        reason: str | None = None,
        at: Moment | None = None,
        callback: Day | None = None,
        promise: Money | None = None,
        by: Day | None = None,
        verified: bool = False,
        agreed: bool = False,
        recording: str | None = None,
        second: str | None = None,
        private: bool = False,
        incoming: bool = False,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record a visit, a promise given in it, and its first follow-up: a call on the next working day.

        No follow-up is set with a promise of an amount by a day, which has its own reminder, and after
        refused, disputed, wrong_number and other, or a talk with a third party: give --callback where one
        is wanted.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        text: What was said and seen.
        channel: visit
        to: debtor (unless given), guarantor, or a name.
        number: Number dialled.
        result: no_answer (nobody opened), message_left, reached (met), promised, intends, refused,
            disputed, third_party, not_let_in (refused to open), moved or other.
        reason: Reason for arrears: cash_flow, market, family, short_deposit, wrong_deposit, wilful,
            dispute, death, inability, other, or a code listed under reasons in dunning.yaml.
        at: When it took place; now unless given.
        callback: Day of the first follow-up, instead of the next working day.
        promise: Amount promised, in yuan; with --by.
        by: Last day of the promise.
        verified: Identity and debt were confirmed.
        agreed: The debtor had asked for this hour.
        recording: Reference of the recording.
        second: Who goes along; on recording as arranged unless given.
        private: From a phone or account of one's own, not the office's.
        incoming: The other side called or wrote of their own accord: no rule of hours and frequency counts
            it.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "visit record",
            case=case,
            text=text,
            channel=channel,
            to=to,
            number=number,
            result=result,
            reason=reason,
            at=at,
            callback=callback,
            promise=promise,
            by=by,
            verified=verified,
            agreed=agreed,
            recording=recording,
            second=second,
            private=private,
            incoming=incoming,
            on=on,
            override=override,
            agent=agent,
        )

    def inspect_record(
        self,
        case: str,
        entry: str,
        *,
        passed: bool = False,
        failed: bool = False,
        scores: str | None = None,
        text: str | None = None,
        correct_by: Day | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record that a contact was listened to or read, and what was found.

        Scores go by the sheet in dunning.yaml under inspection; without one by greeting, identity, purpose,
        hours, tone, threats, third_party and record with 5 points each. Where neither --passed nor --failed
        is given, they decide. Nobody inspects a contact of their own. A correction with a day stands in
        remind until it is recorded.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        entry: The contact, by its entry.
        passed: It was in order.
        failed: It was not in order.
        scores: Points by the items of the score sheet.
        text: What was found, and what is to be corrected.
        correct_by: Day by which it is to be corrected.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "inspect record",
            case=case,
            entry=entry,
            passed=passed,
            failed=failed,
            scores=scores,
            text=text,
            correct_by=correct_by,
            on=on,
            override=override,
            agent=agent,
        )

    def inspect_corrected(
        self,
        case: str,
        entry: str,
        text: str,
        *,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record that what an inspection found was corrected; it leaves remind.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        entry: The inspection, by its entry.
        text: What was done.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "inspect corrected", case=case, entry=entry, text=text, on=on, override=override, agent=agent
        )

    def do_not_lend_add(
        self,
        case: str,
        reason: str,
        *,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Put the debtor of a closed case, or of one with suspected fraud, on the do-not-lend list.

        The list is for the lender's own lending decisions; it is not to be published or shown to third
        parties.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        reason: Why.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do("do-not-lend add", case=case, reason=reason, on=on, override=override, agent=agent)

    def do_not_lend_remove(
        self,
        case: str,
        reason: str,
        *,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Take the debtor of a case off the do-not-lend list.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        reason: Why.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do("do-not-lend remove", case=case, reason=reason, on=on, override=override, agent=agent)

    def bill(
        self,
        period: str,
        *,
        case: Sequence[str] = (),
        all_: bool = False,
        policy: str | None = None,
        area: str | None = None,
        batch: str | None = None,
        owner: str | None = None,
        prepaid: bool = False,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Charge the bills of a period, or of several, by area and price, as `billing` of policy and case
        says.

        Each period is billed once: with --all, a selection or several periods, what was billed before stays
        as it is and is said. The value date is the first day of each period unless --on is given. Where
        `billing.prepay_days` says by when a bill is paid ahead, the discount comes off for whoever had paid
        by then, and until that day nobody else is billed.

        case: Cases to bill; none with --all.
        period: Month 2026-01, quarter 2026Q1, year 2026; 2025Q1..2025Q4 for several.
        all_: Every open case that has an area and a price.
        policy: With --all: cases of this policy only.
        area: With --all: cases of this village, estate or district only.
        batch: With --all: cases of this batch only.
        owner: With --all: cases of this collector only.
        prepaid: Paid ahead: the policy's discount comes off, whatever was paid.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "bill",
            case=case,
            period=period,
            all=all_,
            policy=policy,
            area=area,
            batch=batch,
            owner=owner,
            prepaid=prepaid,
            on=on,
            override=override,
            agent=agent,
        )

    def transfer(
        self,
        case: str,
        into: str,
        amount: Money,
        *,
        consent: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Use what was paid too much on one case on another of the same debtor; it is not collected twice.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        into: The case that receives the money.
        amount: Amount, in yuan.
        consent: The paper by which whoever paid agreed; needed for another debtor's case.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "transfer",
            case=case,
            into=into,
            amount=amount,
            consent=consent,
            on=on,
            override=override,
            agent=agent,
        )

    def refund(
        self,
        case: str,
        amount: Money,
        via: Literal["cash", "bank", "wechat", "alipay", "pos", "court", "other"],
        *,
        ref: str | None = None,
        to: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Pay back what was paid too much.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        amount: Amount paid back, in yuan.
        via: cash, bank, wechat, alipay, pos, court or other.
        ref: Receipt or transaction number.
        to: To whom, where not the debtor.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "refund", case=case, amount=amount, via=via, ref=ref, to=to, on=on, override=override, agent=agent
        )

    def legal(
        self,
        case: str,
        step: Literal[
            "negotiate",
            "file",
            "arbitrate",
            "preserve",
            "payment-order",
            "mediate",
            "notarise",
            "judgment",
            "enforce",
            "in-kind",
            "withdraw",
            "serve",
            "police",
            "police-end",
        ],
        *,
        court: str | None = None,
        docket: str | None = None,
        cost: Money | None = None,
        to: str | None = None,
        text: str | None = None,
        principal: Money | None = None,
        interest: Money | None = None,
        penalty: Money | None = None,
        fee: Money | None = None,
        court_fee: Money | None = None,
        perform_by: Day | None = None,
        parts: Sequence[Mapping[str, Any]] = (),
        running: Sequence[Mapping[str, Any]] = (),
        value: Money | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Show a case's legal track, or record a step on it; a judgment or its like re-bases the account.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        step: negotiate, file, arbitrate, preserve, payment-order, mediate, notarise, judgment, enforce, in-
            kind, withdraw, serve, police or police-end; without it the track so far and what a suit lacks
            are shown.
        court: Court, arbitration body or notary.
        docket: Docket number.
        cost: Cost, charged as a fee, in yuan.
        to: Of serve: whom the papers reached: debtor, guarantor or a name.
        text: Anything else.
        principal: Principal, in yuan.
        interest: Interest, in yuan.
        penalty: Penalty, in yuan.
        fee: Fee, in yuan.
        court_fee: Of a judgment or its like: court fee laid on the debtor beside what is awarded, in yuan;
            awarded costs are given with --fee.
        perform_by: Of a judgment, mediation, award, payment order or notarised paper: last day of the
            performance period; of parts that of the last, which it is unless given.
        parts: Of a judgment or its like: what is to be paid by a day of its own; repeat it.
        running: Of a judgment or its like: interest or penalty awarded from a day on; repeat it. Keys:
            component, rate, from, base (principal unless given), until (paid, or perform_by), basis (365).
        value: Of in-kind: what the thing counts for, recorded as a payment, in yuan.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "legal",
            case=case,
            step=step,
            court=court,
            docket=docket,
            cost=cost,
            to=to,
            text=text,
            principal=principal,
            interest=interest,
            penalty=penalty,
            fee=fee,
            court_fee=court_fee,
            perform_by=perform_by,
            parts=parts,
            running=running,
            value=value,
            on=on,
            override=override,
            agent=agent,
        )

    def asset_add(
        self,
        case: str,
        what: str,
        *,
        type: Literal["real_estate", "vehicle", "deposit", "equipment", "receivable", "other"] | None = None,
        collateral: Literal["mortgage", "pledge", "lien"] | None = None,
        owner: str | None = None,
        value: Money | None = None,
        valued: Day | None = None,
        checked: Day | None = None,
        encumbrance: str | None = None,
        text: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record something the debtor or a guarantor owns, or gave as collateral.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        what: What it is, as one would find it.
        type: real_estate, vehicle, deposit, equipment, receivable or other (unless given).
        collateral: mortgage, pledge or lien; merely known without it.
        owner: Whose it is: debtor (unless given), guarantor or a name.
        value: Value, in yuan.
        valued: Valued on; the value date unless given.
        checked: Last looked at on.
        encumbrance: Rights of others in it, such as a mortgage.
        text: Anything else.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "asset add",
            case=case,
            what=what,
            type=type,
            collateral=collateral,
            owner=owner,
            value=value,
            valued=valued,
            checked=checked,
            encumbrance=encumbrance,
            text=text,
            on=on,
            override=override,
            agent=agent,
        )

    def asset_check(
        self,
        case: str,
        entry: str,
        *,
        checked: Day | None = None,
        value: Money | None = None,
        valued: Day | None = None,
        encumbrance: str | None = None,
        gone: bool = False,
        text: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record a new look at an asset: checked, valued anew, encumbered or gone; what was known before
        stays.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        entry: The asset: id of its entry, or its unique beginning or end.
        checked: Looked at on; the value date unless given.
        value: Value, in yuan.
        valued: Valued on; the day it was looked at unless given.
        encumbrance: Rights of others in it, such as a mortgage.
        gone: It is no longer there, or no longer theirs.
        text: What was found.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "asset check",
            case=case,
            entry=entry,
            checked=checked,
            value=value,
            valued=valued,
            encumbrance=encumbrance,
            gone=gone,
            text=text,
            on=on,
            override=override,
            agent=agent,
        )

    def asset_creditor(
        self,
        case: str,
        creditor: str,
        *,
        amount: Money | None = None,
        secured: bool = False,
        text: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record what the debtor owes somebody else; the latest entry on a creditor counts.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        creditor: To whom the debtor owes.
        amount: How much, in yuan; 0 once nothing is owed any more.
        secured: The other creditor has collateral.
        text: Anything else.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "asset creditor",
            case=case,
            creditor=creditor,
            amount=amount,
            secured=secured,
            text=text,
            on=on,
            override=override,
            agent=agent,
        )

    def undo(
        self,
        *,
        commit: str | None = None,
        reason: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Take back your last command, whole; its entries and their reversals stay visible.

        commit: The commit of the command to take back; your last one unless given.
        reason: Why.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do("undo", commit=commit, reason=reason, on=on, override=override, agent=agent)

    def mend(
        self,
        case: str,
        line: Sequence[Number],
        reason: str,
        *,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Pass over a line of a case file that cannot be read, so that the case can be worked again.

        The line stays in the file. Only exactly this text is passed over, and the audit lists it with the
        reason.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        line: Lines of the file on which entries stand that cannot be read.
        reason: Why they cannot be put right.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do("mend", case=case, line=line, reason=reason, on=on, override=override, agent=agent)

    def letter_new(
        self,
        case: str,
        template: str,
        *,
        to: str | None = None,
        method: Literal["registered", "ems", "hand", "notary", "notice", "electronic"] | None = None,
        language: str | None = None,
        group: bool = False,
        whole_batch: bool = False,
        cost: Money | None = None,
        extend_to: Day | None = None,
        reason: str | None = None,
        corrects: str | None = None,
        work_done: str | None = None,
        series: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Write a letter, give it a number and enter it in the register.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        template: payment-reminder, overdue-notice, final-demand, guarantor-notice, lawyers-letter, plan-
            agreement, extension-request, balance-confirmation, statement-for-debtor, settlement-certificate
            or correction.
        to: debtor, guarantor, or the name of a liable party.
        method: registered, ems, hand, notary, notice or electronic.
        language: zh or en; the ledger's language unless given.
        group: One letter over all open cases of the debtor with something overdue.
        whole_batch: One letter over all open cases of the client's batch, to the client.
        cost: Cost of each letter, charged as a fee before it is written; only where the contract says so.
        extend_to: Day up to which a client is asked to leave the case.
        reason: Why the client should; of a correction what was wrong, as the letter says it.
        corrects: The letter that a correction puts right.
        work_done: What was done so far; counted from the case unless given.
        series: Letter series of this clone, chosen with its first letter.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "letter new",
            case=case,
            template=template,
            to=to,
            method=method,
            language=language,
            group=group,
            whole_batch=whole_batch,
            cost=cost,
            extend_to=extend_to,
            reason=reason,
            corrects=corrects,
            work_done=work_done,
            series=series,
            on=on,
            override=override,
            agent=agent,
        )

    def letter_batch(
        self,
        *,
        template: str | None = None,
        letter: Sequence[Mapping[str, Any]] = (),
        stage: str | None = None,
        owner: str | None = None,
        policy: str | None = None,
        to: str | None = None,
        method: Literal["registered", "ems", "hand", "notary", "notice", "electronic"] | None = None,
        group: bool = False,
        cost: Money | None = None,
        language: str | None = None,
        series: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Write a letter in every open case selected, in one commit; cases that get none are listed with the
        reason.

        template: Name of the template.
        letter: the letters wanted one by one, instead of a selection
        stage: Cases in this stage only.
        owner: Cases of this collector only.
        policy: Cases of this policy only.
        to: debtor, guarantor, or the name of a liable party.
        method: registered, ems, hand, notary, notice or electronic.
        group: One letter over all open cases of the debtor with something overdue.
        cost: Cost of each letter, charged as a fee before it is written; only where the contract says so.
        language: zh or en; the ledger's language unless given.
        series: Letter series of this clone, chosen with its first letter.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "letter batch",
            template=template,
            letter=letter,
            stage=stage,
            owner=owner,
            policy=policy,
            to=to,
            method=method,
            group=group,
            cost=cost,
            language=language,
            series=series,
            on=on,
            override=override,
            agent=agent,
        )

    def letter_deliver(
        self,
        case: str,
        serial: str,
        *,
        method: Literal["registered", "ems", "hand", "notary", "notice", "electronic"] | None = None,
        tracking: str | None = None,
        posted: Day | None = None,
        received: Day | None = None,
        signed_by: str | None = None,
        acknowledged: bool = False,
        returned: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record how a letter went out and what came back; do it again as more becomes known.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        serial: Number of the letter, such as 2026-A-0012.
        method: How it went, where not as written: registered, ems, hand, notary, notice or electronic.
        tracking: Tracking number of the post.
        posted: Posted on.
        received: Received on.
        signed_by: Who signed for it; self: the addressee in person.
        acknowledged: The slip came back signed by who owes: the debt is acknowledged.
        returned: It came back, and why, in the words of the post.
        on: Value date; the day received or posted unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "letter deliver",
            case=case,
            serial=serial,
            method=method,
            tracking=tracking,
            posted=posted,
            received=received,
            signed_by=signed_by,
            acknowledged=acknowledged,
            returned=returned,
            on=on,
            override=override,
            agent=agent,
        )

    def letter_spoil(
        self,
        case: str,
        serial: str,
        reason: str,
        *,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record that a letter was spoiled and never sent; its number stays used.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        serial: Number of the letter, such as 2026-A-0012.
        reason: Why it was not sent.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "letter spoil", case=case, serial=serial, reason=reason, on=on, override=override, agent=agent
        )

    def detail(
        self,
        case: str,
        *,
        of: str | None = None,
        phone: str | None = None,
        address: str | None = None,
        email: str | None = None,
        kind: str | None = None,
        status: Literal["valid", "unverified", "wrong", "dead", "unreachable"] | None = None,
        first: bool = False,
        source: str | None = None,
        basis: Literal["contract", "reserved", "authorised", "public", "told", "bureau"] | None = None,
        text: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record a number, address or e-mail, or what is now known of one; what was known before stays on
        record.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        of: debtor (unless given), guarantor, or a party's name.
        phone: Telephone number.
        address: Address as written on an envelope.
        email: E-mail address.
        kind: Of a number: mobile, home, work, registered or other; of an address: home, registered, work,
            mailing or other.
        status: valid, unverified, wrong, dead or unreachable.
        first: Try it before the person's other numbers or addresses.
        source: Where it is from, or who said so.
        basis: Lawful source: contract, reserved, authorised, public, told or bureau; not said unless given.
        text: Anything else.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "detail",
            case=case,
            of=of,
            phone=phone,
            address=address,
            email=email,
            kind=kind,
            status=status,
            first=first,
            source=source,
            basis=basis,
            text=text,
            on=on,
            override=override,
            agent=agent,
        )

    def party(
        self,
        case: str,
        name: str,
        role: Literal["guarantor", "co_debtor", "contact", "heir", "lawyer", "guardian", "administrator"],
        *,
        relation: Literal["spouse", "parent", "child", "sibling", "relative", "colleague", "friend", "other"]
        | None = None,
        phone: Sequence[str] = (),
        address: str | None = None,
        id_number: str | None = None,
        guarantee: Literal["joint", "general"] | None = None,
        guaranteed_until: Day | None = None,
        source: str | None = None,
        basis: Literal["contract", "reserved", "authorised", "public", "told", "bureau"] | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Add somebody to a case: a guarantor, co-debtor, contact person, heir or lawyer.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        name: Full name.
        role: guarantor, co_debtor, contact, heir or lawyer.
        relation: To the debtor: spouse, parent, child, sibling, relative, colleague, friend or other.
        phone: Telephone number; may be repeated.
        address: Address as written on an envelope.
        id_number: Identity document number.
        guarantee: joint or general, of a guarantor.
        guaranteed_until: End of the guarantee period, where one is agreed.
        source: Where this is from.
        basis: Lawful source: contract, reserved, authorised, public, told or bureau; not said unless given.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "party",
            case=case,
            name=name,
            role=role,
            relation=relation,
            phone=phone,
            address=address,
            id_number=id_number,
            guarantee=guarantee,
            guaranteed_until=guaranteed_until,
            source=source,
            basis=basis,
            on=on,
            override=override,
            agent=agent,
        )

    def consent(
        self,
        case: str,
        source: str,
        *,
        of: str | None = None,
        channel: Literal["phone", "visit", "letter", "sms", "email", "wechat", "counter", "video", "ai_voice"]
        | None = None,
        number: str | None = None,
        service: str | None = None,
        revoked: bool = False,
        text: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record that a person agrees to be contacted in a way or on a number, or takes that back.

        What was said last holds. A consent taken back is against the contact rule consent, whatever the
        rules; some rules use a way of contact only with consent on record. With --serve-at the person
        agrees that letters are served at that address (letter new --method electronic), until the way is
        taken back.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        of: debtor (unless given), guarantor, or a party's name.
        channel: phone, visit, sms, email, wechat, video or ai_voice; every way unless given.
        number: This number; every one unless given.
        service: Letters may be served electronically at this e-mail address or account.
        revoked: Taken back or refused, instead of given.
        source: Where and how it was said, such as a recording or a paper.
        text: Anything else.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "consent",
            case=case,
            of=of,
            channel=channel,
            number=number,
            service=service,
            revoked=revoked,
            source=source,
            text=text,
            on=on,
            override=override,
            agent=agent,
        )

    def death(
        self,
        case: str,
        died: Day,
        proof: str,
        *,
        of: str | None = None,
        heir: Sequence[str] = (),
        text: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record a death with its proof and the heirs; nobody who has died is called, visited or written to.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        died: Day of death.
        proof: What proves it, such as a death certificate with its number.
        of: debtor (unless given), guarantor, or a party's name.
        heir: Heir; may be repeated.
        text: Anything else.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "death",
            case=case,
            died=died,
            proof=proof,
            of=of,
            heir=heir,
            text=text,
            on=on,
            override=override,
            agent=agent,
        )

    def insolvency(
        self,
        case: str,
        *,
        accepted: Day | None = None,
        of: str | None = None,
        type: Literal["enterprise", "personal"] | None = None,
        interest_stops: bool = False,
        court: str | None = None,
        docket: str | None = None,
        claims_by: Day | None = None,
        administrator: Sequence[str] = (),
        filed: Day | None = None,
        ended: bool = False,
        first: str | None = None,
        proof: str | None = None,
        text: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record that a court accepted a bankruptcy or debt clearing, that the claim was filed, or that it has
        ended.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        accepted: Day on which the court accepted it.
        of: debtor (unless given), guarantor, or a party's name.
        type: enterprise or personal; as the debtor is an organisation or a person unless given.
        interest_stops: The court's order stops interest from that day on; of a firm the law does.
        court: Court.
        docket: Docket number.
        claims_by: Last day for filing claims.
        administrator: Administrator, as NAME or NAME:PHONE, who is talked with from now on; may be
            repeated.
        filed: Day on which the claim was filed with the administrator.
        ended: The proceeding has ended.
        first: The acceptance it is about; the one under way unless given.
        proof: Number of the paper it is known from.
        text: Anything else.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "insolvency",
            case=case,
            accepted=accepted,
            of=of,
            type=type,
            interest_stops=interest_stops,
            court=court,
            docket=docket,
            claims_by=claims_by,
            administrator=administrator,
            filed=filed,
            ended=ended,
            first=first,
            proof=proof,
            text=text,
            on=on,
            override=override,
            agent=agent,
        )

    def incapacity(
        self,
        case: str,
        proof: str,
        *,
        since: Day | None = None,
        regained: bool = False,
        of: str | None = None,
        guardian: Sequence[str] = (),
        text: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record that the debtor or a party has no capacity in law, or has it again; their guardian acts for
        them.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        since: First day without capacity.
        regained: They have capacity again from the value date on.
        proof: What proves it, such as a court's finding.
        of: debtor (unless given), guarantor, or a party's name.
        guardian: Guardian; may be repeated.
        text: Anything else.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "incapacity",
            case=case,
            since=since,
            regained=regained,
            proof=proof,
            of=of,
            guardian=guardian,
            text=text,
            on=on,
            override=override,
            agent=agent,
        )

    def renounce(
        self,
        case: str,
        name: str,
        proof: str,
        *,
        text: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record that an heir renounced the estate: from then on the person owes nothing and is not contacted
        any more.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        name: The heir.
        proof: What proves it, such as a notarised declaration.
        text: Anything else.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "renounce", case=case, name=name, proof=proof, text=text, on=on, override=override, agent=agent
        )

    def new_creditor(
        self,
        case: str,
        *,
        to: str | None = None,
        agreed: Day | None = None,
        contract: str | None = None,
        notified: Day | None = None,
        proof: str | None = None,
        account: str | None = None,
        first: str | None = None,
        text: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record that the claim was assigned to another creditor, or that the debtor was told of it and is
        bound by it.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        to: The new creditor.
        agreed: Day of the assignment.
        contract: Number of the contract of assignment.
        notified: Day on which the notice reached the debtor.
        proof: Number under which the notice went out.
        account: Account to pay into once the debtor was told, as holder, bank and number with commas
            between; letters name it.
        first: The assignment that the notice is of; the last one unless given.
        text: Anything else.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "new-creditor",
            case=case,
            to=to,
            agreed=agreed,
            contract=contract,
            notified=notified,
            proof=proof,
            account=account,
            first=first,
            text=text,
            on=on,
            override=override,
            agent=agent,
        )

    def suspend(
        self,
        case: str,
        obstacle: Literal["force-majeure", "incapacity", "estate", "controlled", "other"],
        *,
        from_: Day | None = None,
        until: Day | None = None,
        ends: str | None = None,
        proof: str | None = None,
        text: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Record what hinders the claim from being brought, so that its period is suspended, or the day on
        which it was gone.

        case: Case id, a unique beginning of it, or the debtor's name, telephone number or address.
        obstacle: force-majeure, incapacity (the creditor's, without a representative), estate, controlled
            or other.
        from_: First day of it; the value date unless given.
        until: Day on which it was gone; while missing it lasts.
        ends: The suspension without an end that ended on --until.
        proof: What proves it, such as an authority's paper.
        text: Anything else.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "suspend",
            **{
                "case": case,
                "obstacle": obstacle,
                "from": from_,
                "until": until,
                "ends": ends,
                "proof": proof,
                "text": text,
                "on": on,
                "override": override,
                "agent": agent,
            },
        )

    def policy_rate(
        self,
        table: str,
        valid_through: Day,
        *,
        from_: Day | None = None,
        rate: str | None = None,
        on: Day | None = None,
        override: str | None = None,
        agent: str | None = None,
    ) -> Result:
        """Extend a reference rate by a new row, or by a later last day.

        table: Name of the reference rate, such as lpr_1y.
        from_: First day of a new rate.
        rate: The new rate per year, such as 3.00%.
        valid_through: Last day on which the last rate is known to hold.
        on: Value date; today unless given.
        override: Go against a contact rule, or give a value date before 1980, with the reason.
        agent: Who did it, where that is not the actor.
        """
        return self.do(
            "policy rate",
            **{
                "table": table,
                "from": from_,
                "rate": rate,
                "valid_through": valid_through,
                "on": on,
                "override": override,
                "agent": agent,
            },
        )
