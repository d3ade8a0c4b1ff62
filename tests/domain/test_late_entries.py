"""Contacts and cases put on record late, and contacts judged again by what had gone before them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dunning_cli.domain.case.case import Case, CaseBatch, Debtor, Head, Phone
from dunning_cli.domain.case.codes.agreements import HoldWhat
from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.case.entries import Consent, Contact, Entry, Hold, Letter, Opening, Verify
from dunning_cli.domain.case.office.clients import Client
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.contact.late_entries import late_contacts, late_intake, working_hours
from dunning_cli.domain.contact.replay import BreachFound, ContactReplay, LetterFacts
from dunning_cli.domain.contact.rule_keys import ContactRules, Demand, LetterRules
from dunning_cli.kernel.workdays import WorkCalendar

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = WorkCalendar(off=frozenset({date(2026, 6, 19)}), years=frozenset({2026}))
OFFICE = Office(office="x", clients=(Client(name="星渡银行", entry_hours=2, contact_hours=4),))


def at(text: str) -> datetime:
    return datetime.strptime(f"2026-06-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


def entry(kind: type[Entry], serial: int, day: str, recorded: str, **values: Any) -> Entry:
    return kind(id=f"{serial:016d}", date=at(f"{day} 00:00").date(), by="wang", at=at(recorded), **values)


def call(serial: int, when: str, recorded: str | None = None, **values: Any) -> Entry:
    given = {"channel": Channel.PHONE, "to": "debtor", "result": Result.REACHED, "time": at(when), **values}
    return entry(Contact, serial, when[:2], recorded or when, **given)


def case_of(*entries: Entry, creditor: str | None = None, entrusted: date | None = None) -> Case:
    batch = CaseBatch(id="B-1", entrusted=entrusted) if entrusted else None
    debtor = Debtor(name="王建国", phones=(Phone(number="13800000007"),))
    return Case(Head(case="T-1", policy="p", debtor=debtor, creditor=creditor, batch=batch), entries)


@pytest.mark.parametrize(
    ("happened", "recorded", "hours"),
    [
        ("15 10:00", "15 10:59", 0),
        ("15 10:00", "16 11:00", 25),
        ("12 11:00", "15 10:59", 23),  # Friday to Monday: the two days off between are not counted
        ("12 11:00", "15 11:00", 24),
        ("13 10:00", "15 10:00", 24),  # on a Saturday, to Monday: the Sunday is not counted
        ("18 10:00", "22 10:00", 24),  # a holiday and a weekend
        ("13 10:00", "13 18:00", 8),
        ("12 11:00", "13 11:00", 24),  # to a Saturday, which does not lie between
        ("13 00:00", "15 10:00", 10),  # from the end of Friday: both days off lie between
        ("14 00:00", "15 10:00", 10),  # from the end of a Saturday
        ("16 00:00", "17 10:00", 34),
    ],
)
def test_whole_days_off_between_are_not_counted(happened: str, recorded: str, hours: int) -> None:
    assert working_hours(at(happened), at(recorded), ZONE, CALENDAR) == hours


def test_contacts_are_late_by_the_hours_of_the_client_or_the_office() -> None:
    calls = (
        call(1, "15 10:00", "15 14:30"),
        call(2, "15 10:00", "15 15:00"),
        call(3, "15 10:00", "16 11:00"),
    )
    of_the_client = [
        late.entry.id[-1] for late in late_contacts(case_of(*calls, creditor=" 星渡银行"), OFFICE, CALENDAR)
    ]
    of_the_office = [late.entry.id[-1] for late in late_contacts(case_of(*calls), OFFICE, CALENDAR)]
    assert (of_the_client, of_the_office) == (["2", "3"], ["3"])


def test_a_contact_without_an_hour_counts_from_the_end_of_its_day() -> None:
    unclocked = entry(Contact, 1, "15", "16 23:59", channel=Channel.PHONE, to="debtor")
    assert list(late_contacts(case_of(unclocked), OFFICE, CALENDAR)) == []
    (late,) = late_contacts(
        case_of(entry(Contact, 1, "15", "17 01:00", channel=Channel.PHONE)), OFFICE, CALENDAR
    )
    assert late.hours == 25
    # a Friday's, recorded on Monday morning
    monday = entry(Contact, 1, "12", "15 09:00", channel=Channel.PHONE)
    assert list(late_contacts(case_of(monday), OFFICE, CALENDAR)) == []


def test_a_case_is_late_by_the_hours_after_the_day_it_was_entrusted() -> None:
    def entered(
        when: str, creditor: str | None = "星渡银行", entrusted: date | None = date(2026, 6, 15)
    ) -> Any:
        opening = entry(Opening, 1, "15", when, principal=Decimal(1))
        late = late_intake(case_of(opening, creditor=creditor, entrusted=entrusted), OFFICE, CALENDAR)
        return late.hours if late is not None else None

    assert entered("15 18:00") is None
    assert entered("16 02:30") is None
    assert entered("16 09:00") == 9
    # entrusted on a Friday
    assert entered("15 01:30", entrusted=date(2026, 6, 12)) is None
    assert entered("15 03:00", entrusted=date(2026, 6, 12)) == 3
    assert entered("16 09:00", creditor="别的银行") is None
    assert entered("16 09:00", entrusted=None) is None
    unopened = case_of(call(1, "16 09:00"), creditor="星渡银行", entrusted=date(2026, 6, 15))
    assert late_intake(unopened, OFFICE, CALENDAR) is None


# --- judged again -----------------------------------------------------------------------------------------


def found(case: Case, owed: str = "0", **keys: Any) -> list[tuple[str, BreachFound, tuple[str, ...]]]:
    rules = ContactRules(contact_rules="t", **keys)
    facts = LetterFacts(is_demand=lambda _: True, owed=lambda *_: Decimal(owed))
    replay = ContactReplay([case], lambda *_: rules, facts, ZONE)
    return [
        (finding.entry.id[-1], finding.found, tuple(breach.rule for breach in finding.breaches))
        for finding in replay.findings(case, None, None)
    ]


def hold(serial: int, recorded: str) -> Entry:
    return entry(
        Hold, serial, recorded[:2], recorded, what=HoldWhat.CONTACT, from_=at(recorded).date(), reason="病"
    )


def test_what_was_recorded_later_on_the_same_day_came_after_the_contact() -> None:
    assert found(case_of(call(1, "15 09:00"), hold(2, "15 10:00"))) == []
    assert found(case_of(call(1, "15 11:00"), hold(2, "15 10:00"))) == [
        ("1", BreachFound.ON_RECORD, ("hold",))
    ]
    asked = call(1, "15 11:00", agreed=True)
    assert found(case_of(asked, hold(2, "15 10:00"))) == [("1", BreachFound.AGREED, ("hold",))]


def test_a_letter_is_judged_by_what_was_owed_on_its_day() -> None:
    sent = Letter(
        id=f"{1:016d}",
        date=date(2026, 6, 15),
        by="wang",
        at=at("15 10:00"),
        serial="2026-A-0001",
        template="overdue-notice",
        to="debtor",
        pay_by=date(2026, 6, 30),
    )
    for_more = {"letters": LetterRules(above=Decimal("1000.00"))}
    assert found(case_of(sent), "1000.01", **for_more) == []
    assert found(case_of(sent), "1000.00", **for_more) == [("1", BreachFound.ON_RECORD, ("letters-amount",))]


def test_identity_confirmed_only_later_that_day_was_not_known() -> None:
    checked = entry(Verify, 9, "15", "15 12:00", valid=True)
    calls = call(1, "15 11:00"), call(2, "15 13:00")
    assert found(case_of(*calls, checked), identity=Demand.REFUSE) == [
        ("1", BreachFound.ON_RECORD, ("identity",))
    ]
    itself = call(1, "15 11:00", verified=True), call(2, "15 13:00")
    assert found(case_of(*itself), identity=Demand.REFUSE) == []


def test_a_consent_taken_back_counts_from_its_moment() -> None:
    back = entry(Consent, 9, "15", "15 12:00", of="debtor", channel=Channel.PHONE, given=False, source="x")
    calls = call(1, "15 11:00"), call(2, "15 13:00"), call(3, "14 13:00")
    assert found(case_of(*calls, back)) == [("2", BreachFound.ON_RECORD, ("consent",))]


def test_calls_of_a_day_count_in_the_order_in_which_they_were_made() -> None:
    calls = call(1, "15 15:00"), call(2, "15 09:00", "15 18:00"), call(3, "15 12:00"), call(4, "15 10:00")
    assert found(case_of(*calls), connected_calls_per_day=3) == [
        ("1", BreachFound.ON_RECORD, ("connected-calls",))
    ]


def test_what_was_overridden_is_left_out_rule_by_rule() -> None:
    case = case_of(
        call(1, "15 09:00"), call(2, "15 10:00", override="x", overridden="connected-calls, hours")
    )
    assert found(case, connected_calls_per_day=1) == []
    other = case_of(call(1, "15 09:00"), call(2, "15 10:00", override="x", overridden="hours"))
    assert found(other, connected_calls_per_day=1) == [("2", BreachFound.ON_RECORD, ("connected-calls",))]
