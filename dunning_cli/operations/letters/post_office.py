"""Operation on a list of the post office: many letters at once that went out, or of which it says what became."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from dunning_cli.domain.case.commit_subjects import POSTED_FROM, RESULTS_FROM
from dunning_cli.domain.case.renamed import issued_number
from dunning_cli.domain.contact.deliveries import LetterRecord, letter_records
from dunning_cli.intake.post_list import PostLine, PostList, PostResult, read_post_list
from dunning_cli.kernel.errors import Failure, NotFound, Refused, WrongLines
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.text import harmless
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.letters.deliveries import DeliverLetter, letter_numbered
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from dunning_cli.operations.writing.json_keys import PostListData


def list_to_follow(file: str, data: bytes, *, results: bool) -> FollowPost:
    """A list of the post office as an operation; `results` as `read_post_list` means it. Raises as that does."""
    return FollowPost(file=file, told=read_post_list(file, data, results=results))


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowPost(Operation):
    """Records a delivery for each line of a list that says something new."""

    op: ClassVar[str] = "letter post"

    file: str = key("name of the list", required=True)
    told: PostList = key("its lines", required=True)

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the deliveries; what is on record already is left as it is.

        Raises WrongLines that tells every line that cannot be taken; then nothing is written.
        """
        found = _Register(unit)
        faults = list(self.told.faults)
        outcomes: list[tuple[PostLine, Outcome]] = []
        known = 0
        for count, line in enumerate(self.told.lines, start=1):
            try:
                delivery = self._delivery(found, line)
                record = letter_numbered(unit.case(delivery.case), delivery.serial)
                if delivery.is_known(record):
                    known += 1
                else:
                    with unit.all_or_nothing():
                        outcomes.append((line, delivery.apply(unit)))
            except Failure as failure:
                faults.append((line.row, failure.message))
            unit.context.progress(count, len(self.told.lines))
        if faults:
            raise _wrong(faults)
        return self._outcome(outcomes, known, tuple(_shared_numbers(found, self.told.lines)))

    def _delivery(self, found: _Register, line: PostLine) -> DeliverLetter:
        """The line as the command of one letter records it. Raises NotFound, Refused."""
        case, serial = found.letter(line)
        delivered, returned = line.result is PostResult.DELIVERED, line.result is PostResult.RETURNED
        return DeliverLetter(
            case=case,
            serial=serial,
            method=line.method,
            tracking=line.tracking,
            posted=line.day if line.result is None else None,
            received=line.day if delivered else None,
            signed_by=line.signed_by,
            returned=line.words if returned else None,
            on=line.day if returned else None,
            agent=self.agent,
        )

    def _outcome(
        self, outcomes: list[tuple[PostLine, Outcome]], known: int, said: tuple[Message, ...]
    ) -> Outcome:
        form = POSTED_FROM if self.told.lines and self.told.lines[0].result is None else RESULTS_FROM
        data: PostListData = {
            "letters": [
                {"line": line.row, "case": outcome.case_ids[0], "serial": outcome.data["serial"]}
                for line, outcome in outcomes
            ],
            "known": known,
            "under_way": len(self.told.under_way),
        }
        warnings = [
            msg("line {line}: {problem}", line=line.row, problem=warning)
            for line, outcome in outcomes
            for warning in outcome.warnings
        ]
        if known:
            warnings.append(msg("on record already, left as they are: {count}", count=known))
        if self.told.under_way:
            warnings.append(msg("still under way, nothing recorded: {count}", count=len(self.told.under_way)))
        return Outcome(
            form(count=len(outcomes), file=harmless(self.file)),
            tuple(dict.fromkeys(each for _, outcome in outcomes for each in outcome.case_ids)),
            tuple(entry for _, outcome in outcomes for entry in outcome.entries),
            None,
            (*said, *warnings),
            data,
            nothing_new=not outcomes,
        )


class _Register:
    """The letters of the ledger by their numbers, those on the paper too, and by the numbers of the post."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._by_serial: dict[str, tuple[str, str]] = {}
        self.by_tracking: dict[str, set[tuple[str, str]]] = {}
        for found in unit.cases():
            if found.case is None:
                continue
            for record in letter_records(found.case.standing(date.max)):
                letter = record.letter
                place = ((letter.cases or (found.case.id,))[0], letter.serial)
                self._by_serial.setdefault(letter.serial, place)
                self._by_serial.setdefault(issued_number(found.case, letter), place)
                self._note(record, place)

    def _note(self, record: LetterRecord, place: tuple[str, str]) -> None:
        if record.tracking is not None:
            self.by_tracking.setdefault(record.tracking, set()).add(place)

    def letter(self, line: PostLine) -> tuple[str, str]:
        """The case and number of the letter a line is about. Raises NotFound, Refused."""
        if line.serial is not None:
            if line.serial not in self._by_serial:
                raise NotFound(msg("there is no letter {serial}", serial=harmless(line.serial)))
            return self._by_serial[line.serial]
        number = line.tracking or ""
        places = sorted(self.by_tracking.get(number, ()))
        if not places:
            raise NotFound(
                msg("no letter on record has the tracking number {number}", number=harmless(number))
            )
        if len(places) > 1:
            raise Refused(
                msg(
                    "the tracking number {number} is that of several letters: {serials}; name one by its serial",
                    number=number,
                    serials=", ".join(serial for _, serial in places),
                )
            )
        return places[0]


def _shared_numbers(found: _Register, lines: tuple[PostLine, ...]) -> Iterator[Message]:
    """Numbers of the post that stand beside more than one letter: two letters went in one envelope, or one is wrong."""
    rows: dict[str, int] = {}
    for line in lines:
        if line.tracking is None or line.serial is None:
            continue
        others = {serial for _, serial in found.by_tracking.get(line.tracking, ())} - {line.serial}
        if line.tracking in rows:
            yield msg(
                "line {line}: {problem}",
                line=line.row,
                problem=msg(
                    "tracking number {number} stands in line {first} too",
                    number=line.tracking,
                    first=rows[line.tracking],
                ),
            )
        elif others:
            yield msg(
                "line {line}: {problem}",
                line=line.row,
                problem=msg(
                    "tracking number {number} is on record for letter {serials} too",
                    number=line.tracking,
                    serials=", ".join(sorted(others)),
                ),
            )
        rows.setdefault(line.tracking, line.row)


def _wrong(faults: list[tuple[int, Message]]) -> WrongLines:
    faults.sort(key=lambda fault: fault[0])
    told = [msg("line {line}: {problem}", line=row, problem=problem) for row, problem in faults]
    return WrongLines(told, Refused.exit_code)
