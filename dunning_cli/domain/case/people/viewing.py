"""Who may see the name to say and the number to dial of which case, and what else of it (docs/privacy.md).

This keeps data off screens, papers and scripts that do not need it. It is no lock: whoever has the files can read them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.record import dataclass

if TYPE_CHECKING:
    from dunning_cli.domain.case.case import Case
    from dunning_cli.domain.case.office.settings import Office
    from dunning_cli.kernel.personal_marks import Form

OVERSEEING = frozenset({"supervisor", "manager"})
"""Roles that see the contact details of every case."""


def may_see_contacts(
    office: Office, person: str | None, collector: str | None, doers: Collection[str] = ()
) -> bool:
    """Whether a person sees names, numbers and addresses of a case in full.

    They do who collect it, and `doers`: those to whom a piece of work on it is given that day; anybody of the
    staff where nobody collects it; supervisors and managers; and everybody where no staff are listed. Numbers
    of identity documents, cards and accounts are no contact details: nobody needs them to call.
    """
    if not office.staff:
        return True
    member = office.member(person) if person is not None else None
    if member is None:
        return False
    return collector is None or person == collector or person in doers or bool(OVERSEEING & set(member.roles))


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks, in which language, and whether everything is to be shown.

    `today` is the office's day: what was one's own case once, or was nobody's, is not shown by looking back at it.
    `collectors` tells who collects each case on a day, by its id, where the cases looked at are of the past.
    """

    office: Office | None = None
    person: str | None = None
    today: date = date.min
    reveal: bool = False
    language: str = "en"
    collectors: Callable[[date], Mapping[str, str | None]] | None = None

    def sees(self, case: Case, as_of: date, doers: Collection[str] = ()) -> bool:
        """Whether the contact details of a case are shown in full, looked at as of a day."""
        if self.reveal or self.office is None or not self.office.staff:
            return self.sees_collected(None, doers)
        day = max(as_of, self.today)
        owner = case.owner(day)
        return self.sees_collected(
            self.collectors(day).get(case.id, owner) if self.collectors else owner, doers
        )

    def sees_collected(self, collector: str | None, doers: Collection[str] = ()) -> bool:
        """Whether the contact details of a case that somebody, or nobody, collects are shown in full."""
        if self.reveal or self.office is None:
            return self.reveal
        return may_see_contacts(self.office, self.person, collector, doers)

    def mask(self, case: Case, as_of: date, doers: Collection[str] = ()) -> Mask:
        """How the personal data of a case is shown."""
        return Mask(self.reveal, self.sees(case, as_of, doers), lambda: _known_of(case))

    def paper(self, case: Case, as_of: date) -> Mask:
        """How a letter of a case is shown: as it is to whoever may write one, which everybody of the staff may."""
        return Mask(reveal=True) if self.sees_papers else self.mask(case, as_of)

    @property
    def sees_papers(self) -> bool:
        """Whether the reader is somebody of the staff, as everybody is where none are listed, or sees everything."""
        if self.reveal or self.office is None:
            return self.reveal
        return not self.office.staff or (
            self.person is not None and self.office.member(self.person) is not None
        )

    def numbers(self, case: Case, as_of: date, doers: Collection[str] = ()) -> Mask:
        """As `mask`, for papers on which no number of a document, card or account ever stands in full."""
        return Mask(False, self.sees(case, as_of, doers), lambda: _known_of(case))


def _known_of(case: Case) -> Iterable[tuple[str, Form]]:
    """What is known of the people of a case; loaded where something is masked, as lists of figures hold no case."""
    from dunning_cli.domain.case.people.personal_keys import known_of

    return known_of(case)


IN_FULL = Viewer(reveal=True)
"""For papers and programs that are given everything."""
