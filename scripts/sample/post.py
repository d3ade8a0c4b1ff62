"""Letters of a case as the clerk registers them, and what became of each."""

from __future__ import annotations

from typing import Any

from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.domain.case.entries import Delivery, Entry, Letter
from sample.talk import Talk
from sample.working_days import YEAR, on

CLERK = "sun"
LANGUAGE = "zh"
"""The language of the office, in which its letters are written."""
_TRACKING = {Method.EMS: "EB", Method.REGISTERED: "XA"}


def serial_of(number: int) -> str:
    """The number of a letter in the register of the year."""
    return f"{YEAR}-A-{number:04}"


class Post(Talk):
    """Letters; their figures, dates and texts are filled in by `sample.register` once all stories are told."""

    def letter(
        self,
        day: str,
        template: str,
        number: int,
        *,
        to: str = "debtor",
        method: str = "",
        also: Post | None = None,
        extend_to: str = "",
        reason: str = "",
        clock: str = "",
    ) -> None:
        """A letter with its number in the register; `also` is another case of the debtor it covers."""
        covered = (self.head.case, also.head.case) if also is not None else ()
        self._on_each(
            Letter,
            day,
            CLERK,
            also,
            clock=clock,
            serial=serial_of(number),
            template=template,
            to=to,
            cases=covered,
            method=Method(method) if method else None,
            language=LANGUAGE,
            extend_to=on(extend_to) if extend_to else None,
            reason=reason or None,
        )

    def post(self, day: str, number: int, method: str = "registered", also: Post | None = None) -> None:
        """A letter goes to the post office and gets its tracking number."""
        tracking = f"{_TRACKING[Method(method)]}00000{number:04}CN"
        self.deliver(day, number, also=also, tracking=tracking, posted=on(day))

    def received(self, day: str, number: int, signed_by: str = "", by: str = CLERK, clock: str = "") -> None:
        """A letter arrived, as its receipt or the one who handed it over says."""
        self.deliver(day, number, by=by, clock=clock, received=on(day), signed_by=signed_by or None)

    def deliver(
        self,
        day: str,
        number: int,
        *,
        by: str = CLERK,
        clock: str = "",
        also: Post | None = None,
        **became: Any,
    ) -> None:
        """What became of a letter; `became` are the keys of the entry, such as `returned` or `spoiled`."""
        self._on_each(Delivery, day, by, also, clock=clock, serial=serial_of(number), **became)

    def _on_each(
        self, kind: type[Entry], day: str, by: str, also: Post | None, *, clock: str, **own: Any
    ) -> None:
        """The entry on this case, and at the same moment on the other one the letter covers."""
        entry = self.beside(kind, day, by, clock=clock, **own)
        if also is not None:
            with also.aside(f"{kind.kind} {day} {clock}"):
                also.enter(kind, on(day), by, entry.at, **own)
