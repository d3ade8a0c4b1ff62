"""Homes as remarks and addresses name them: 3栋501, 3栋2单元501室, 3-2-501."""

from __future__ import annotations

from dunning_cli.domain.incoming.mentions import plain_key
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

_FORMS = (
    pattern(
        r"(?<![0-9a-z])(?P<building>[0-9]{1,3}|[a-z][0-9]{0,2})(?:栋|幢|号楼|座|#楼?|楼)"
        r"(?:(?P<unit>[0-9]{1,2})(?:单元|门))?(?P<room>[0-9]{2,5})(?![0-9])"
    ),
    pattern(
        r"(?<![0-9a-z.-])(?P<building>[0-9]{1,3})-(?:(?P<unit>[0-9]{1,2})-)?(?P<room>[0-9]{3,5})(?![0-9-])"
    ),
)
_ESTATE = pattern(r"[\u4e00-\u9fff]+(?:园|苑|城|府|区|里|村|庭|湾|轩|寓|场|庄|郡|居|院|厦|墅|邸|座)$")


@dataclass(frozen=True, slots=True)
class Room:
    """A home by its figures, zeros before them aside; `unit` is empty where it is not said."""

    building: str
    unit: str
    room: str
    estate: str = ""
    """What stands before it and looks like an estate's name."""

    def may_be(self, other: Room) -> bool:
        """Whether both can be the same home, as far as their figures go."""
        same = (self.building, self.room) == (other.building, other.room)
        return same and (not self.unit or not other.unit or self.unit == other.unit)


def rooms_in(text: str) -> list[Room]:
    """The homes that a text names, in their order."""
    bare = plain_key(text)
    found = []
    for form in _FORMS:
        for match in form.finditer(bare):
            estate = _ESTATE.search(bare[: match.start()].rstrip("-"))
            parts = (match["building"], match["unit"] or "", match["room"])
            building, unit, room = (part.lstrip("0") for part in parts)
            found.append(Room(building, unit, room, estate.group() if estate else ""))
    return found
