"""Whether the clock of this machine fits what the ledger remembers."""

from __future__ import annotations

from datetime import datetime

from dunning_cli.domain.case.clock_jumps import ahead_words, behind_words, clock_ahead, clock_behind
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.last_commit import last_commit_date
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.ledger.doctor.finding import Machine


def clock(machine: Machine) -> Message | Problem:
    written = (last_commit_date(machine.ledger), _newest_entry(machine.ledger))
    last = clock_behind(machine.clock, written)
    if last is not None:
        return Problem(
            "clock",
            behind_words(machine.clock, last),
            fix=msg("set the clock of this machine, or find out whose was wrong"),
        )
    silence = clock_ahead(machine.clock, written)
    if silence is not None:
        return ahead_words(machine.clock, silence)
    return msg("{now}", now=machine.clock.isoformat(" ", "minutes"))


def _newest_entry(folder: LedgerFolder) -> datetime | None:
    cases = (found.case for found in LedgerReader(folder).cases())
    return max((entry.at for case in cases if case is not None for entry in case.entries), default=None)
