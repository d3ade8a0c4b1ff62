"""The rows that were not taken, in the form of their file, with the reasons: to be mended and imported alone."""

from __future__ import annotations

from pathlib import Path

from dunning_cli.documents.export.delimited import delimited_bytes
from dunning_cli.documents.export.text_sheet import TextColumn, text_sheet
from dunning_cli.documents.export.workbook import workbook_bytes
from dunning_cli.intake.profiles.read_file import ReadFile
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Translate, label, msg
from dunning_cli.store.machine.private_files import write_private

_MOST_TRIED = 1000


def write_rejects(source: Path, file: ReadFile, translate: Translate) -> Path:
    """Writes the rejected rows beside their file, under a name that is free; returns the path.

    Only its owner may read it, as it holds personal data. Raises Refused where it cannot be written.
    """
    reasons: dict[int, list[str]] = {}
    for problem in file.rejected:
        column = f"{problem.column}: " if problem.column else ""
        reasons.setdefault(problem.row, []).append(column + translate(problem.reason))
    header = [*file.columns.headers, translate(label("reason"))]
    rows = [[*cells, "; ".join(reasons.get(number, []))] for number, cells in file.wrong]
    delimited = source.suffix.lower() in (".csv", ".tsv", ".txt")
    data = (
        delimited_bytes(header, rows)
        if delimited
        else workbook_bytes([text_sheet("Sheet1", [TextColumn(each) for each in header], rows)])
    )
    ending = ".csv" if delimited else ".xlsx"
    for number in range(1, _MOST_TRIED):
        path = source.with_name(f"{source.stem}-rejected{'' if number == 1 else f'-{number}'}{ending}")
        try:
            write_private(path, data)
        except FileExistsError:
            continue
        except OSError as error:
            raise Refused(
                msg("{file} cannot be written: {reason}", file=str(path), reason=error.strerror or "")
            ) from error
        return path
    raise Refused(msg("there are too many files of rejected rows beside {file}", file=source.name))
