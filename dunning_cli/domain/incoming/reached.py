"""Cases by what their people are reached at: a telephone number, an address, or the home that an address names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.telephone import dialled, parse_number
from dunning_cli.domain.incoming.mentions import plain_key
from dunning_cli.domain.incoming.rooms import Room, rooms_in
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.masking import SEALED_PREFIX
from dunning_cli.kernel.record import dataclass

_SHORTEST_NUMBER = 7
"""Digits of a number that names a person; shorter ones are a service's."""
_OF_A_HOME = frozenset("0123456789栋幢号楼座#单元门室户-_")
"""What a home is written with, beside its estate's name."""
_HOUSES = frozenset("栋幢座楼")


@dataclass(frozen=True, slots=True)
class _Home:
    """A home, and all that is written of where it stands."""

    room: Room
    place: str
    case_id: str

    def is_meant_by(self, wanted: Room) -> bool:
        """Whether somebody who names a home means this one: what is said of unit and estate must stand here too."""
        same = (self.room.building, self.room.room) == (wanted.building, wanted.room)
        unit = not wanted.unit or wanted.unit == self.room.unit
        return same and unit and wanted.estate in self.place


class ReachedAt:
    """The cases by telephone numbers of their people and by addresses of their debtors, gone through once."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._phones: dict[str, list[str]] = defaultdict(list)
        self._addresses: dict[str, list[str]] = defaultdict(list)
        self._homes: dict[tuple[str, str], list[_Home]] = defaultdict(list)
        for case in cases:
            self._take(known_on(case, date.max))

    def _take(self, case: Case) -> None:
        head = case.head
        parties = [phone for party in head.parties for phone in party.phones]
        for phone in (*head.debtor.phones, *parties):
            self._phones[dialled(phone.number)].append(case.id)
        area = head.account.area if head.account is not None else None
        written = [
            address.text for address in head.debtor.addresses if not address.text.startswith(SEALED_PREFIX)
        ]
        place = plain_key(" ".join(filter(None, (case.id, area, *written))))
        for text in written:
            self._addresses[plain_key(text)].append(case.id)
        for text in (case.id, *written):
            for room in rooms_in(_joined(text)):
                self._homes[room.building, room.room].append(_Home(room, place, case.id))

    def cases(self, reference: str) -> list[str]:
        """The ids of the cases whose people have that number, or whose debtor has that address or home."""
        return list(dict.fromkeys([*self._at_number(reference), *self._at_address(reference)]))

    def _at_number(self, reference: str) -> list[str]:
        try:
            number = dialled(parse_number(reference))
        except Unreadable:
            return []
        return self._phones.get(number, []) if len(number) >= _SHORTEST_NUMBER else []

    def _at_address(self, reference: str) -> list[str]:
        key = plain_key(reference)
        if key in self._addresses:
            return self._addresses[key]
        rooms = rooms_in(_joined(reference))
        if len(rooms) != 1 or not _names_a_home_alone(key, rooms[0]):
            return []
        (wanted,) = rooms
        homes = self._homes.get((wanted.building, wanted.room), [])
        return [home.case_id for home in homes if home.is_meant_by(wanted)]


def _joined(text: str) -> str:
    """A text in which a home with its words is written without hyphens, as in the id `2栋-1单元-402`."""
    return text.replace("-", "") if _HOUSES & set(text) else text


def _names_a_home_alone(key: str, room: Room) -> bool:
    """Whether nothing else is written beside a home and its estate: a mistyped case id is no home."""
    said = set(room.estate) | set(room.building)
    return set(key) <= said | _OF_A_HOME
