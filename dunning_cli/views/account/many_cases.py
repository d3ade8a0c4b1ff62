"""A row worked out of each of many cases, on all processors where that pays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec

from dunning_cli.domain.case.case import Case
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.machine.processors import worked_out
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.standing import of_each_case
from dunning_cli.views.account.unknown import Unknown

Row = TypeVar("Row")


def row_of_each(
    reader: LedgerReader, files: Sequence[CaseFile], work: Callable[[Case], Row], form: Any
) -> Iterator[tuple[CaseFile, Row | Unknown]]:
    """Each file with the row that `work` gives of its case, or what stands in the way.

    Rows are data of one form, as caches hold them. Who watches the reader is told how far it is.
    """
    decoder: msgspec.msgpack.Decoder[Row] = msgspec.msgpack.Decoder(form)

    def packed(some: Sequence[CaseFile]) -> list[bytes | None]:
        found = of_each_case(reader, work, some)
        return [None if isinstance(one, Unknown) else msgspec.msgpack.encode(one) for one in found]

    for file, row in zip(files, worked_out(files, packed, reader.progress), strict=True):
        if row is not None:
            yield file, decoder.decode(row)
        else:
            # what stands in the way is no plain data
            (one,) = of_each_case(reader, work, [file])
            yield file, one
