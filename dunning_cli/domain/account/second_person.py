"""The gate before a case is given anything: whether it waits for a second person, and who may say yes (docs/approvals.md)."""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.account.approvals import AccountsOf, given_so_far, paper_counts
from dunning_cli.domain.account.concessions import Concession, above
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.agreements import HoldWhat
from dunning_cli.domain.case.entries import Entry
from dunning_cli.domain.case.office.settings import ApprovalLimits, Office
from dunning_cli.kernel.errors import AgainstRule
from dunning_cli.kernel.message import label, msg
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gives way to a debtor and on which day, and the approval outside the ledger that they name: whose, on which paper."""

    id: str
    on: date
    approved_by: str | None = None
    paper: str | None = None


def waits_for_another(
    case: Case, given: Concession, giver: Giver, office: Office, account_of: AccountsOf
) -> bool:
    """Whether what is about to be given waits for a second person: with all before it, it is above the limits.

    Nothing waits where the office sets no limits. Where one person alone holds the approving roles, a name and a
    paper stand for the second person. Raises Refused where an account that it takes cannot be worked out.
    """
    limits = office.approval_limits
    if limits is None or given.nothing:
        return False
    approvers = office.approvers()
    if giver.paper and giver.approved_by and paper_counts(giver.id, giver.approved_by, approvers):
        return False
    return above(given_so_far(case, account_of, approvers, giver.on) + given, limits)


def refuse_without_role(approver: str, office: Office) -> None:
    """Raises AgainstRule for somebody who has none of the roles that may approve; where no staff are listed anybody may."""
    approvers = office.approvers()
    if approvers is not None and approver not in approvers:
        raise AgainstRule(
            msg(
                "{actor} may not approve; {names} may, by the roles {roles}",
                actor=approver,
                names=", ".join(sorted(approvers)) or label("nobody"),
                roles=", ".join((office.approval_limits or ApprovalLimits()).approving_roles),
            ),
            "approval-role",
        )


def refuse_own(approver: str, entry: Entry) -> None:
    """Raises AgainstRule for an entry that the approver recorded: it takes another person."""
    if entry.by == approver:
        raise AgainstRule(
            msg("{entry} is your own; somebody else must approve it", entry=entry.id),
            "approval-by-another",
        )


def held_apart(what: HoldWhat, pending: bool) -> tuple[HoldWhat, ...]:
    """A hold as it is recorded: of one that waits, the half that stops contact protects the debtor and acts at once."""
    if pending and what is HoldWhat.BOTH:
        return HoldWhat.ACCRUAL, HoldWhat.CONTACT
    return (what,)
