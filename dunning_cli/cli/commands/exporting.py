"""How an export runs: where it goes, that it is noted, and what is said of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.session import Session
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass

if TYPE_CHECKING:
    from dunning_cli.store.machine.export_files import ExportFile
    from dunning_cli.views.export.dataset import Dataset, Source
    from dunning_cli.views.export.json_keys import ExportData
    from dunning_cli.views.portfolio.selection import Selection

_AT_ONCE = 65_536


class Tally(Protocol):
    """What is known of an export once it is written."""

    source: Source
    rows: int

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases in it."""


SHOWN_IN_PART = msg("names and numbers stand in part; --reveal writes them in full, and is noted")
"""Said of whatever has people's data in it and leaves without --reveal."""


@dataclass(frozen=True, slots=True)
class Exporting:
    """What the command line says of an export beside what is exported."""

    session: Session
    output: str | None
    format_name: str | None
    replace: bool
    codes: bool
    reveal: bool
    actor: str | None
    as_json: bool

    def table(self, dataset: Dataset, source: Source, rev: str | None = None) -> None:
        """Exports a table. Raises WrongUsage, Refused; then no file was made, and nothing shown."""
        from dunning_cli.views.export.dataset import Export
        from dunning_cli.views.export.formats import format_for, write_export

        style = format_for(self.format_name, self.output)
        export = Export(dataset, source)
        if not style.is_text and self.output is None:
            raise WrongUsage(msg("{format} goes into a file: name it with -o FILE", format=style))
        if not self.reveal and any(column.personal.masked for column in dataset.columns):
            source.notes.append(SHOWN_IN_PART)
        self.put(dataset.name, style, export, lambda out: write_export(export, style, out), rev)

    def put(
        self,
        name: str,
        style: str,
        export: Tally,
        write: Callable[[BinaryIO], None],
        rev: str | None = None,
    ) -> None:
        """Writes what was asked for into its file, or on the screen; noted before it is there. Raises as `table`."""
        from dunning_cli.store.machine.export_files import held_back

        file = self._target()
        noting = self.session.noting(self.actor, self._parts(style), in_full=self.reveal)

        def note(digest: str) -> None:
            noting.file(export.cases, digest, export.rows)

        if file is None:
            with held_back(write, note) as kept:
                self._show(io.TextIOWrapper(kept, encoding="utf-8", newline=""))
            self.session.notes(export.source.notes)
            return
        digest = file.put(write, note)
        self._told(name, style, file, export, digest, rev)

    def _parts(self, style: str) -> tuple[str, ...]:
        """What the log says of the export beside its name."""
        return (style, "reveal") if self.reveal else (style,)

    def _target(self) -> ExportFile | None:
        """The file to be made; None for the screen. Raises WrongUsage where one must be named, Refused."""
        from dunning_cli.store.machine.export_files import ExportFile

        if self.output is None:
            if self.as_json:
                raise WrongUsage(
                    msg("--json tells of a file that is made: name it with -o FILE, or take --format jsonl")
                )
            return None
        file = ExportFile(Path(self.output), self.session.ledger.folder, self.replace)
        file.check()
        return file

    def source(self, selection: Selection, as_of: date, rev: str | None = None) -> Source:
        """From which ledger, for whom. Raises NotFound for an unknown revision."""
        from dunning_cli.views.export.dataset import Source

        session = self.session
        return Source(
            session.reader_at(rev),
            as_of,
            session.moment.now,
            session.moment.clock,
            selection,
            session.translate,
            session.language,
            self.reveal,
            self.codes,
        )

    def _told(
        self, name: str, style: str, file: ExportFile, export: Tally, digest: str, rev: str | None
    ) -> None:
        """Says what was written: one line, or JSON."""
        notes = tuple(export.source.notes)
        data: ExportData = {
            "export": name,
            "format": style,
            "file": str(file.path),
            "rows": export.rows,
            "cases": len(export.cases),
            "sha256": digest,
            "as_of": export.source.as_of,
            "rev": rev,
            "revealed": export.source.reveal,
            "warnings": list(notes),
        }
        said = msg(
            "export {name}: {rows} rows of {cases} cases in {file}",
            name=name,
            rows=export.rows,
            cases=len(export.cases),
            file=file.path,
        )
        self.session.screen.untold = said
        self.session.show(Answer(data, (said,), notes), chosen_format(self.as_json))

    def _show(self, text: io.TextIOWrapper) -> None:
        while part := text.read(_AT_ONCE):
            self.session.screen.data(part)
        text.detach()
