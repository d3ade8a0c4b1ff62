"""Printing from a command: the options, where the pages go, and what is looked at before anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

from typer import Option

from dunning_cli.cli.commands.sync_questions import at_a_terminal
from dunning_cli.cli.session import Session
from dunning_cli.kernel.errors import Failure, Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import harmless
from dunning_cli.present.asking import LEAVES, Asking, EndOfInput

if TYPE_CHECKING:
    from dunning_cli.domain.case.people.viewing import Viewer
    from dunning_cli.operations.writing.execute import Receipt
    from dunning_cli.store.format.folder import LedgerFolder

Pdf: TypeAlias = Annotated[bool, Option("--pdf", help="Print it as PDF into a file.")]
Output: TypeAlias = Annotated[
    str | None,
    Option(
        "--output",
        "-o",
        metavar="FILE",
        help="The PDF file, with --pdf; else asked for, or named after the letter, beside the ledger.",
    ),
]


@dataclass(frozen=True, slots=True)
class Printer:
    """Where pages go and with which typeface."""

    file: Path | None
    typeface: str | None
    ledger: LedgerFolder

    def target(self, name: str) -> Path:
        """The file asked for, else one of that name in the usual place. Raises Refused."""
        from dunning_cli.store.machine.printer import usual_place

        return self.file or usual_place(f"{harmless(name).replace('/', '-')}.pdf", self.ledger)

    def put(self, name: str, data: bytes) -> Path:
        """Writes the pages; gives the file. Raises Refused."""
        from dunning_cli.store.machine.printer import write_paper

        path = self.target(name)
        write_paper(path, data, self.ledger)
        return path


def printer(session: Session, pdf: bool, output: str | None, *, asked: bool) -> Printer | None:
    """The printer, where one is asked for. Raises Refused where printing cannot work, so that nothing is written.

    Where no file is named, whoever sits at the terminal is asked, if somebody may be `asked`; else the usual place is
    taken, and said once the pages are there.
    """
    from dunning_cli.store.machine.printer import check_target
    from dunning_cli.store.machine.typefaces import FONT_VARIABLE
    from dunning_cli.views.letters.letter_print import can_print

    if not pdf and output is None:
        return None
    typeface = session.environment.get(FONT_VARIABLE) or None
    if output is None and asked and at_a_terminal():
        can_print(typeface)
        output = _file_wanted(session)
    chosen = Printer(Path(output) if output else None, typeface, session.ledger.folder)
    place = chosen.target("")
    if chosen.file is not None:
        check_target(place, chosen.ledger)
    can_print(chosen.typeface)
    return chosen


def _file_wanted(session: Session) -> str | None:
    """The file that is named when asked; None for the usual place. Raises Refused where whoever is asked would rather not."""
    from dunning_cli.store.machine.printer import usual_folder

    folder = usual_folder(session.ledger.folder)
    question = msg(
        "no file was named: the PDF goes to {folder}, named after the letter. Enter: yes; or a file; q: not at all",
        folder=folder,
    )
    try:
        answer = Asking(session.screen).line(question)
    except EndOfInput:
        answer = LEAVES
    if answer.casefold() == LEAVES:
        raise Refused(msg("nothing was printed, and nothing registered"))
    return answer or None


def paper_printer(
    session: Session, pdf: bool, output: str | None, viewer: Viewer, *, asked: bool
) -> Printer | None:
    """As `printer`, for pages that hold everything. Raises Refused for somebody who may not see that."""
    press = printer(session, pdf, output, asked=asked and viewer.sees_papers)
    if press is not None:
        refuse_to_strangers(viewer)
    return press


def refuse_to_strangers(viewer: Viewer) -> None:
    """Raises Refused for somebody who may not see what pages hold."""
    if not viewer.sees_papers:
        raise Refused(
            msg(
                "pages show names and numbers in full: say who of the staff prints with --actor, or add --reveal"
            )
        )


def printed_letters(session: Session, press: Printer | None, receipt: Receipt) -> Path | None:
    """Prints the letters a command has just registered; None where none are to be printed.

    The letters stay registered where that fails; a note says so, and how to print them.
    """
    from dunning_cli.domain.case.entries import Letter
    from dunning_cli.views.letters.letter_print import new_letters_pdf

    if press is None or receipt.commit is None:
        return None
    by_serial = {
        entry.serial: ((entry.cases or outcome.case_ids)[0], entry)
        for outcome in receipt.outcomes
        for entry in outcome.entries
        if isinstance(entry, Letter)
    }
    letters, serials = list(by_serial.values()), list(by_serial)
    name = serials[0] if len(serials) == 1 else f"{serials[0]}_{serials[-1]}"
    try:
        return press.put(name, new_letters_pdf(session.reader, letters, press.typeface))
    except Failure as failure:
        session.screen.note(
            msg(
                "{count} letters are registered, from no. {serial}, but were not printed: {why}; "
                "print them with: dunning letter show {serial} --pdf",
                count=len(serials),
                serial=serials[0],
                why=failure.message,
            )
        )
        return None
