"""The formats of an export, each with what writes it; loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO

from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.text import suggestion

if TYPE_CHECKING:
    from dunning_cli.documents.export.columns import Sheet
    from dunning_cli.views.export.dataset import Export


class ExportFormat(StrEnum):
    """What kind of file an export is."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    PARQUET = "parquet"

    @property
    def is_text(self) -> bool:
        """Whether it can go to the screen or through a pipe."""
        return self in (ExportFormat.CSV, ExportFormat.JSONL)

    @property
    def for_programs(self) -> bool:
        """Whether only programs read it: then it has keys and codes whatever was asked for."""
        return self in (ExportFormat.JSONL, ExportFormat.PARQUET)


def format_for(name: str | None, file: str | None) -> ExportFormat:
    """The format named, else that of a file's ending, else csv. Raises WrongUsage for one that is not known."""
    known = [each.value for each in ExportFormat]
    if name is not None:
        if name not in known:
            raise WrongUsage(msg("'{name}' is not a format; {hint}", name=name, hint=suggestion(name, known)))
        return ExportFormat(name)
    if file is None:
        return ExportFormat.CSV
    ending = file.rpartition(".")[2].casefold() if "." in file else ""
    if ending not in known:
        raise WrongUsage(
            msg(
                "{file}: its ending names no format; say one with --format: {known}",
                file=file,
                known=", ".join(known),
            )
        )
    return ExportFormat(ending)


def write_export(export: Export, style: ExportFormat, out: BinaryIO) -> None:
    """Writes an export row by row. Raises Refused where the format cannot hold it."""
    codes = export.source.codes or style.for_programs
    module = import_module(f"dunning_cli.documents.export.{style.value}_file")
    write: Callable[[Sheet, BinaryIO], None] = getattr(module, f"write_{style.value}")
    write(export.sheet(codes), out)
