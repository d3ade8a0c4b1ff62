"""What every case of a ledger is told upon: its staff, settings and rules, and the hours at which things are written down."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import NamedTuple

from dunning_cli.domain.case.office.settings import Office
from dunning_cli.store.reading.ledger_reader import LedgerReader
from generator.days import moment
from generator.office import Staff
from generator.wanted import Wanted


class Hour(Enum):
    """When each sort of thing is written down: hour and minute, to which everybody adds seconds of their own."""

    BILLS = (9, 10)
    PAYMENTS = (10, 30)
    DECISIONS = (11, 0)
    CLOSINGS = (11, 30)
    INTAKE = (15, 0)
    DELIVERIES = (16, 30)
    TALKS = (17, 40)
    VISITS = (18, 10)


class Ground(NamedTuple):
    """The ledger wanted, its staff, settings and rules."""

    wanted: Wanted
    staff: Staff
    office: Office
    reader: LedgerReader

    def at(self, day: date, hour: Hour, by: str) -> datetime:
        """The moment of a day at which somebody writes down what is of one sort: one command, and one commit."""
        hours, minutes = hour.value
        return moment(day, hours, minutes, self.staff.place(by))
