"""Who lawfully said yes to an entry that takes a second person (docs/approvals.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dunning_cli.domain.case.entries import Approval, Entry


def grants_of(entry: Entry, others: Iterable[Entry], without: frozenset[str]) -> Iterator[Approval]:
    """The approvals of an entry among others, in their order: granted, and by another person than recorded it.

    `without` are ids of approvals that do not count: taken back, or by somebody whose role did not allow it.
    """
    return (
        other
        for other in others
        if isinstance(other, Approval)
        and other.granted
        and other.entry == entry.id
        and other.by != entry.by
        and other.id not in without
    )
