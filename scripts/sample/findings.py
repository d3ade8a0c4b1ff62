"""What became known of the people of a case and of what they own: details, deaths, suspicions, visits arranged, assets."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Any

from dunning_cli.domain.case.codes.legal import AssetType, Collateral
from dunning_cli.domain.case.codes.people import AddressKind, DetailStatus, PhoneKind, Relation, Role
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.entries import (
    Appointment,
    Asset,
    Consent,
    Death,
    Detail,
    DoNotLend,
    Fraud,
    NewParty,
    OtherDebt,
)
from sample.post import CLERK, Post
from sample.working_days import on

FIELD = "chen"


class Findings(Post):
    """What the office found out beside what was said."""

    def number(
        self,
        day: str,
        number: str,
        status: str,
        source: str,
        *,
        line: str = "",
        first: bool = False,
        **more: Any,
    ) -> None:
        """A number of the debtor became known, or what it is worth."""
        self._detail(
            day, phone=number, status=status, source=source, line=PhoneKind(line) if line else None,
            first=first or None, **more,
        )  # fmt: skip

    def moved(
        self,
        day: str,
        address: str,
        status: str,
        source: str,
        *,
        place: str = "",
        first: bool = False,
        **more: Any,
    ) -> None:
        """An address of the debtor became known, or what it is worth."""
        self._detail(
            day, address=address, status=status, source=source, place=AddressKind(place) if place else None,
            first=first or None, **more,
        )  # fmt: skip

    def _detail(self, day: str, *, status: str, by: str = "", clock: str = "", **own: Any) -> None:
        self.beside(
            Detail, day, by or self.owner, clock=clock, of="debtor", status=DetailStatus(status), **own
        )

    def consents(
        self, day: str, channel: str, source: str, *, given: bool = True, number: str = "", clock: str = ""
    ) -> None:
        """The debtor agrees to a way of contact, or takes that back."""
        self.beside(
            Consent, day, self.owner, clock=clock, of="debtor", channel=Channel(channel), given=given,
            source=source, number=number or None,
        )  # fmt: skip

    def died(
        self,
        day: str,
        died: str,
        proof: str,
        *,
        heir: str = "",
        relation: str = "child",
        number: str = "",
        clock: str = "",
    ) -> None:
        """The debtor's death is proved at the counter; an heir not known before joins the case."""
        death = self.beside(Death, day, CLERK, clock=clock, of="debtor", died=on(died), proof=proof)
        if heir:
            self.enter(
                NewParty,
                on(day),
                CLERK,
                death.at,
                name=heir,
                role=Role.HEIR,
                relation=Relation(relation),
                phones=(number,) if number else (),
                source=proof,
            )

    def suspect_fraud(self, day: str, police: str, receipt: str, text: str, clock: str = "") -> None:
        """Fraud is suspected and was reported to the police."""
        self.beside(Fraud, day, CLERK, clock=clock, police=police, receipt=receipt, text=text)

    def do_not_lend(self, day: str, reason: str, listed: bool = True) -> None:
        """The debtor is put on the do-not-lend list, or taken off."""
        self.beside(DoNotLend, day, CLERK, listed=listed, reason=reason)

    def appointment(
        self,
        day: str,
        visit: str,
        hour: str,
        text: str,
        *,
        to: str = "debtor",
        visitor: str = FIELD,
        clock: str = "",
    ) -> None:
        """A visit is agreed for a later day."""
        self.beside(
            Appointment,
            day,
            self.owner,
            clock=clock,
            day=on(visit),
            time=time.fromisoformat(hour),
            to=to,
            visitor=visitor,
            agreed=True,
            text=text,
        )

    def asset(
        self,
        day: str,
        what: str,
        value: str = "",
        encumbrance: str = "",
        *,
        type: str = "",  # noqa: A002 - as the key of the entry is called
        collateral: str = "",
    ) -> Asset:
        """Something the debtor owns, as seen by the field collector."""
        return self.enter(
            Asset,
            on(day),
            FIELD,
            self.moment_on(on(day)),
            what=what,
            type=AssetType(type) if type else None,
            collateral=Collateral(collateral) if collateral else None,
            value=Decimal(value) if value else None,
            valued=on(day) if value else None,
            checked=on(day),
            encumbrance=encumbrance or None,
        )

    def look_again(self, day: str, asset: Asset, text: str, value: str = "") -> None:
        """The field collector looks at an asset again."""
        self.beside(
            Asset,
            day,
            FIELD,
            what=asset.what,
            value=Decimal(value) if value else None,
            valued=on(day) if value else None,
            checked=on(day),
            asset=asset.id,
            text=text,
        )

    def owes_elsewhere(self, day: str, creditor: str, amount: str, text: str, secured: bool = False) -> None:
        """The debtor owes somebody else too."""
        self.beside(
            OtherDebt,
            day,
            self.owner,
            creditor=creditor,
            amount=Decimal(amount) if amount else None,
            secured=secured or None,
            text=text,
        )
