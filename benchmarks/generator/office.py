"""The office of a ledger: as many people as its cases keep busy, and its settings."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from dunning_cli.domain.case.office.settings import (
    ApprovalLimits,
    Letterhead,
    Office,
    PaymentAccount,
    StaffMember,
    Target,
)
from generator.people import name
from generator.wanted import Wanted

_CASES_EACH = {"phone": 250, "clerk": 2500, "field": 2000, "supervisor": 5000}
"""Cases that one person of a role has to do with."""
_AT_LEAST = {"phone": 3, "clerk": 1, "field": 1, "supervisor": 1}
_FIRST_IDS = {"phone": ("wang", "li", "zhao"), "clerk": ("sun",), "field": ("chen",), "supervisor": ("zhou",)}
"""The first of each role are called as in the sample; those after them by role and number."""


class Staff:
    """Who works there, by id, in the order in which they share the cases."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._chance = wanted.chance("staff")

    @cached_property
    def members(self) -> tuple[StaffMember, ...]:
        """Everybody."""
        names: dict[str, None] = {}
        while len(names) < sum(map(self._count, _CASES_EACH)):
            names[name(self._chance)] = None
        rest = iter(names)
        return tuple(
            self._member(role, number, next(rest))
            for role in _CASES_EACH
            for number in range(1, self._count(role) + 1)
        )

    def _count(self, role: str) -> int:
        return max(_AT_LEAST[role], self._wanted.cases // _CASES_EACH[role])

    def _member(self, role: str, number: int, full_name: str) -> StaffMember:
        first, place = _FIRST_IDS[role], self._wanted.branch.casefold()
        own = first[number - 1] if number <= len(first) else f"{role}{number}"
        id_ = f"{place}-{own}" if place else own
        roles = ("supervisor", "manager") if role == "supervisor" else (role,)
        return StaffMember(
            id=id_,
            name=full_name,
            roles=roles,
            email=f"{id_}@example.com",
            phone=f"0000-66{list(_CASES_EACH).index(role)}{number:04}",
        )

    @cached_property
    def _by_role(self) -> dict[str, tuple[str, ...]]:
        return {
            role: tuple(member.id for member in self.members if role in member.roles) for role in _CASES_EACH
        }

    def of(self, role: str, number: int) -> str:
        """The one of a role to whom the work with a number falls."""
        people = self._by_role[role]
        return people[number % len(people)]

    def place(self, id_: str) -> int:
        """A number for each person, by which two never write at the same second."""
        return self._places[id_]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {member.id: place for place, member in enumerate(self.members)}

    def email(self, id_: str) -> str:
        """The address in the commits of somebody."""
        return f"{id_}@example.com"


def settings(wanted: Wanted, staff: Staff) -> Office:
    """The settings of a ledger to practise on whose today is the day wanted."""
    where = f"({wanted.branch})" if wanted.branch else ""
    month = wanted.day.replace(day=1)
    return Office(
        office=f"衡信应收管理中心(演练){where}",
        language="zh",
        today=wanted.day,
        practice=True,
        staff=staff.members,
        targets=tuple(
            Target(staff=member.id, period=month, amount=Decimal("50000.00"))
            for member in staff.members
            if "phone" in member.roles
        ),
        approval_limits=ApprovalLimits(waiver=Decimal("200.00"), extension_days=120, hold_days=60),
        letterhead=Letterhead(
            address="云州市江北区衡信路 1 号", phone="0000-6600100", complaints="0000-6600199"
        ),
        payment_account=PaymentAccount(
            name="衡信应收管理中心(演练)", bank="星渡银行云州江北支行", number="0000 0000 0000 2026"
        ),
        letter_series=(wanted.series,),
        remotes=(),
    )
