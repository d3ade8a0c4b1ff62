"""The office that keeps the ledger: what dunning.yaml says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dunning_cli.domain.case.office.arrears_reasons import OwnReason, twice_listed
from dunning_cli.domain.case.office.clients import Client, listed_twice
from dunning_cli.domain.case.office.phases import OwnPhase, phases_twice
from dunning_cli.domain.case.office.score_sheet import InspectionRules
from dunning_cli.kernel.branch_name import is_branch_name
from dunning_cli.kernel.dates import entered, parse_date, parse_datetime, recorded_moment
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.languages import Language
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Scalar, key
from dunning_cli.kernel.text import is_author_name, suggestion
from dunning_cli.kernel.values import Amount, Count, Day, FilledWords, Flag, Month, Words

NOBODY = ("nobody", "none", "无", "无人")
"""Words for cases that no collector has, unless the staff has such an id."""
ROLES = ("phone", "field", "clerk", "supervisor", "manager")
APPROVING_ROLES = ("supervisor", "manager")
OPENING_HOUR = time(10, 0)
"""The hour that a fixed day stands for."""


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Unreadable(msg("'{text}' is not a time zone; write it as Asia/Shanghai", text=text)) from None


def _role(text: str) -> str:
    if text not in ROLES:
        raise Unreadable(msg("'{text}' is not a role; {hint}", text=text, hint=suggestion(text, ROLES)))
    return text


HOLDER, AGENT = "holder", "agent"
"""For whom money counts: who had the case on its value date, or who took it."""


def _counts_for(text: str) -> str:
    if text not in (HOLDER, AGENT):
        hint = suggestion(text, (HOLDER, AGENT))
        raise Unreadable(msg("'{text}' says not for whom money counts; {hint}", text=text, hint=hint))
    return text


def _branch(text: str) -> str:
    if not is_branch_name(text):
        raise Unreadable(msg("'{text}' cannot be the name of a git branch; write it as main", text=text))
    return text


def parse_today(text: str) -> date | datetime:
    """A fixed `today`: a day, or a day and time. Raises Unreadable, also outside the years that may be entered."""
    return entered(parse_date(text) if len(text) <= len("2026-01-01") else parse_datetime(text))


def _write_today(value: date | datetime) -> str:
    return value.isoformat()


Zone = Annotated[ZoneInfo, Scalar(label("time zone"), _zone, lambda zone: str(zone.key))]
BranchName = Annotated[str, Scalar(label("branch name"), _branch)]
CountsFor = Annotated[str, Scalar(label("holder or agent"), _counts_for)]
RoleName = Annotated[str, Scalar(label("role"), _role)]
Today = Annotated[date | datetime, Scalar(label("date, or date and time"), parse_today, _write_today)]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """One person of the office."""

    id: FilledWords = key("short name used in entries and on the command line", required=True)
    name: FilledWords = key("full name", required=True)
    roles: tuple[RoleName, ...] = key("phone, field, clerk, supervisor, manager", default=())
    email: Words | None = key("e-mail address, for commits")
    phone: Words | None = key("telephone number printed in letters")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAccount:
    """Where debtors pay to."""

    name: Words | None = key("holder of the account")
    bank: Words | None = key("bank and branch")
    number: Words | None = key("account number")


def parse_payment_account(text: str) -> PaymentAccount:
    """An account written as holder, bank and number with commas between. Raises Unreadable."""
    parts = [part.strip() for part in text.replace("，", ",").split(",")]
    if len(parts) != 3 or not all(parts):
        raise Unreadable(
            msg(
                "'{text}' is not an account: write holder, bank and number, as in NAME,BANK,NUMBER", text=text
            )
        )
    return PaymentAccount(name=parts[0], bank=parts[1], number=parts[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What stands on every letter."""

    address: Words | None = key("address of the office")
    phone: Words | None = key("telephone number for questions")
    complaints: Words | None = key("telephone number for complaints")
    lines: tuple[Words, ...] = key("lines printed above the title, such as the registered name", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """What letters on paper have beside their text."""

    window_envelope: Flag | None = key("the addressee stands where the window of an envelope is")
    payment_code: Flag | None = key("a QR code of the account to pay into and the case to name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """Days of the ledger's own calendar, for years the built-in calendar does not know."""

    off: tuple[Day, ...] = key("days off", default=())
    work: tuple[Day, ...] = key("weekend days that are worked", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalLimits:
    """Up to where a case may be given way to without a second person; what is not set has no limit."""

    waiver: Amount | None = key(
        "most a case may be given, yuan: waivers, charges taken back, closings and judgments for less together"
    )
    extension_days: Count | None = key("most days the due dates of a case may be moved together")
    hold_days: Count | None = key(
        "most days on which accrual may stand still; an open hold is above any limit"
    )
    roles: tuple[RoleName, ...] = key(
        "roles that may approve what is above the limits; supervisor and manager unless given", default=()
    )

    @property
    def approving_roles(self) -> tuple[str, ...]:
        """The roles that may approve."""
        return self.roles or APPROVING_ROLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What one collector is to reach in one month."""

    staff: FilledWords = key("who is to reach it", required=True)
    period: Month = key("the month, as 2026-07", required=True)
    amount: Amount | None = key("to be collected in the month, yuan")
    visits: Count | None = key("visits to be made in the month")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """A target of nothing is a mistake."""
        if self.amount is None and self.visits is None:
            yield "staff", msg("a target names an amount, visits, or both")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The settings of a ledger."""

    office: FilledWords = key("name of the office, as on letters", required=True)
    language: Language | None = key("zh or en; else the locale decides")
    time_zone: Zone = key("time zone of the office", default=ZoneInfo("Asia/Shanghai"))
    currency: FilledWords = key("currency of all amounts", default="CNY")
    today: Today | None = key("a fixed today, for samples and training; delete the line to go live")
    practice: Flag | None = key(
        "a ledger to practise on: a fixed today counts in writes, letters need no account, every output says so"
    )
    staff: tuple[StaffMember, ...] = key("who may act; an empty list accepts anybody", default=())
    targets: tuple[Target, ...] = key("what collectors are to reach, by month", default=())
    approval_limits: ApprovalLimits | None = key("above these a second person must approve")
    letterhead: Letterhead | None = key("address and telephone numbers on letters")
    payment_account: PaymentAccount | None = key("account that debtors pay into")
    printing: Printing | None = key("what letters on paper have beside their text")
    letter_series: tuple[FilledWords, ...] = key("letter series, one a workplace", default=("A",))
    branch: BranchName | None = key("git branch the ledger lives on; else the one of the clone's first write")
    remotes: tuple[FilledWords, ...] = key(
        "git remotes to back up to, such as branch and head office", default=()
    )
    holidays: Holidays | None = key("days of the ledger's own calendar")
    clients: tuple[Client, ...] = key("who entrusts debts: contact persons and hours for entry", default=())
    contact_hours: Count | None = key(
        "hours from a contact to its entry, days off between not counted; later ones are reported; 24 unless given"
    )
    reasons: tuple[OwnReason, ...] = key(
        "reasons for arrears of the office's own, beside the built-in ones", default=()
    )
    money_counts_for: CountsFor | None = key(
        "for whom collected money counts: holder, who had the case on its value date, unless it says agent, who took it"
    )
    default_rate_target: Amount | None = key(
        "default rate of loans being repaid that is not to be passed, percent of them, as 5.00"
    )
    phases: tuple[OwnPhase, ...] = key(
        "phases of the work of the office's own, beside the built-in ones", default=()
    )
    inspection: InspectionRules | None = key(
        "the score sheet of inspections, and from where a contact passes"
    )

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Staff ids, codes and clients are unique; targets are of people on the staff list, one for each month."""
        seen: set[str] = set()
        for member in self.staff:
            if member.id in seen:
                yield "staff", msg("the staff id '{id}' stands twice", id=member.id)
            seen.add(member.id)
            if not is_author_name(member.id):
                yield "staff", msg("the staff id '{id}' cannot stand as a commit's author", id=member.id)
        yield from self._target_faults(seen)
        yield from twice_listed(self.reasons)
        yield from phases_twice(self.phases)
        yield from listed_twice(self.clients)

    def _target_faults(self, staff: set[str]) -> Iterator[tuple[str, Message]]:
        named: set[tuple[str, date]] = set()
        for place, target in enumerate(self.targets):
            at, pair = f"targets[{place}]", (target.staff, target.period)
            if staff and target.staff not in staff:
                hint = suggestion(target.staff, sorted(staff))
                yield at, msg("target: '{id}' is not on the staff list; {hint}", id=target.staff, hint=hint)
            if pair in named:
                month = f"{target.period:%Y-%m}"
                yield at, msg("{id} has two targets for {month}", id=target.staff, month=month)
            named.add(pair)

    @property
    def money_is_agents(self) -> bool:
        """Whether collected money counts for whoever took it."""
        return self.money_counts_for == AGENT

    def target(self, staff_id: str, month: date) -> Target | None:
        """A person's target for a month, given as its first day."""
        return next((t for t in self.targets if (t.staff, t.period) == (staff_id, month)), None)

    def approvers(self) -> dict[str, str] | None:
        """Who may approve what is above a limit, id to full name; None where no staff are listed, and anybody may."""
        if not self.staff:
            return None
        roles = (self.approval_limits or ApprovalLimits()).approving_roles
        return {member.id: member.name for member in self.staff if set(roles) & set(member.roles)}

    @property
    def inspection_rules(self) -> InspectionRules:
        """The score sheet: the office's own, else the built-in one."""
        return self.inspection or InspectionRules()

    def member(self, staff_id: str) -> StaffMember | None:
        """The staff member of that id."""
        return next((member for member in self.staff if member.id == staff_id), None)

    def is_wanted(self, owner: str | None, wanted: str) -> bool:
        """Whether a case with that collector is the wanted person's; the words for nobody mean cases without one."""
        if wanted in NOBODY and self.member(wanted) is None:
            return owner is None
        return owner == wanted

    def business_now(self, clock: datetime, fixed: date | datetime | None) -> datetime:
        """The office's present moment, as it is recorded: a fixed day at 10:00, a fixed time, or the clock, in its zone."""
        chosen = fixed or self.today
        if chosen is None:
            return recorded_moment(clock.astimezone(self.time_zone))
        if not isinstance(chosen, datetime):
            chosen = datetime.combine(chosen, OPENING_HOUR)
        return chosen.replace(tzinfo=self.time_zone) if chosen.tzinfo is None else chosen
