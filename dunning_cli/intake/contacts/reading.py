"""A client's contact history to contacts, every wrong cell of every row reported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from dunning_cli.domain.case.codes.talk import Result
from dunning_cli.domain.case.entered_dates import FIRST_VALUE_YEAR
from dunning_cli.domain.case.line_keys import stored_key
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.domain.contact.history import FAILED
from dunning_cli.intake.contacts.records import ContactFile, FileContact, Told
from dunning_cli.intake.contacts.word_lists import WordLists
from dunning_cli.intake.files.grammar import (
    read_case_number,
    read_line,
    read_moment,
    read_note,
    read_phone,
    read_recent_date,
)
from dunning_cli.intake.profiles.cells import Cells, RowProblem
from dunning_cli.intake.profiles.profile import Profile
from dunning_cli.intake.profiles.recognised import Found
from dunning_cli.intake.profiles.rows import rows_below
from dunning_cli.kernel.message import msg

LONGEST_WORD = 60
"""Characters of an unknown word that a message repeats."""


def read_contacts(found: Found, visible_only: bool = False) -> ContactFile:
    """The contacts of a client's file whose header was found.

    Raises Refused when the file as a whole cannot be read; what is wrong with a row is in `rejected`.
    """
    table = rows_below(found, visible_only)
    words = WordLists(found.profile)
    contacts: list[FileContact] = []
    rejected: list[RowProblem] = []
    for row in table.rows:
        cells = Cells(found.profile, found.columns, row)
        contact = _contact(cells, found.profile, words)
        if contact is not None and not cells.problems:
            contacts.append(replace(contact, doubts=tuple(cells.doubts)))
        rejected += cells.problems
    return ContactFile(found=found, table=table, rejected=tuple(rejected), contacts=tuple(contacts))


def _contact(cells: Cells, profile: Profile, words: WordLists) -> FileContact | None:
    """What a row says; None where a cell without which there is no contact is missing or wrong."""
    case_id = cells.required("case", read_case_number)
    debtor = cells.required("name", read_line)
    moment = cells.required("time", lambda text: read_moment(text, profile.keys.dates.value))
    channel_told = cells.required("channel", read_line)
    channel = words.channel(channel_told) if channel_told else None
    if channel_told and channel is None:
        _unknown(cells, "channel", channel_told, words)
    result_told = cells.line("result")
    result = words.result(result_told) if result_told else None
    if result_told and result is None:
        _unknown(cells, "result", result_told, words)
    text = cells.value("text", read_note, "")
    number = cells.value("number", read_phone, "")
    cells.unknown_money()
    if moment is not None and moment[0].year < FIRST_VALUE_YEAR:
        cells.reject(
            "time",
            msg(
                "a contact of {day} is before {year}, most likely a slip",
                day=moment[0],
                year=FIRST_VALUE_YEAR,
            ),
        )
    if not case_id or debtor is None or moment is None or channel is None:
        return None
    contact = FileContact(
        row=cells.number,
        case_id=case_id,
        debtor_name=debtor,
        day=moment[0],
        clock=moment[1],
        channel=channel,
        channel_told=channel_told or "",
        to=cells.line("to"),
        relation=_told(cells, "relation", cells.line("relation")),
        number=number,
        text=text,
        result=result,
        result_told=_told(cells, "result", result_told),
        number_status=words.number_status(result_told),
        stop=words.stop(result_told, text),
        agent=cells.line("agent"),
        key=_key(case_id, moment, channel.value, number, text),
    )
    if contact.stop:
        cells.doubt(
            "result" if contact.stop == result_told else "text",
            msg(
                "'{words}' is recorded as a wish not to be contacted; if it is none, reverse the entry",
                words=contact.stop,
            ),
        )
    return _with_promise(cells, _with_kept(cells, contact))


def _told(cells: Cells, fact: str, text: str) -> Told | None:
    return Told(header=cells.column_name(fact), text=text) if text else None


def _unknown(cells: Cells, fact: str, text: str, words: WordLists) -> None:
    cells.reject(
        fact,
        msg(
            "the word '{text}' is not known: add it to a list under words.{subject} in {file}",
            text=text[:LONGEST_WORD],
            subject=fact,
            file=words.file,
        ),
    )


def _with_kept(cells: Cells, contact: FileContact) -> FileContact:
    """With what the row says of a waiver: it stays in the text, for a waiver is granted by whoever may."""
    waived = cells.amount("waived")
    if not waived:
        return contact
    told = (
        _told(cells, "waived", f"{waived:.2f}"),
        _told(cells, "waiver_state", cells.line("waiver_state")),
    )
    cells.doubt(
        "waived",
        msg("{amount} waived stand in the text only: what was waived is recorded by waive", amount=waived),
    )
    return replace(contact, kept=(*contact.kept, *filter(None, told)))


def _with_promise(cells: Cells, contact: FileContact) -> FileContact:
    """With the promise of a row; half a one stays in the text, one that contradicts the row rejects it."""
    due = cells.day("promise_due", read_recent_date)
    amount = cells.amount("promise_amount") or None
    if due is None and amount is None:
        return contact
    if due is not None and due < contact.day:
        cells.reject(
            "promise_due",
            msg("the promise is due on {due}, before its own date {on}", due=due, on=contact.day),
        )
    if contact.result in FAILED or contact.result is Result.MESSAGE_LEFT:
        reason = msg(
            "'{text}' and a promise contradict each other: nobody was spoken to", text=_word(contact)
        )
        cells.reject("promise_due" if due is not None else "promise_amount", reason)
    if due is not None and amount is not None:
        return replace(contact, promise_due=due, promise_amount=amount)
    return _half_a_promise(cells, contact, due, amount)


def _half_a_promise(
    cells: Cells, contact: FileContact, due: date | None, amount: Decimal | None
) -> FileContact:
    fact, missing = (
        ("promise_due", "promise_amount") if due is not None else ("promise_amount", "promise_due")
    )
    text = due.isoformat() if due is not None else f"{amount:.2f}"
    cells.doubt(
        missing,
        msg(
            "{column} is missing: the promise stays in the text and is not followed",
            column=cells.column_name(missing),
        ),
    )
    return replace(contact, kept=(*contact.kept, Told(header=cells.column_name(fact), text=text)))


def _word(contact: FileContact) -> str:
    return contact.result_told.text if contact.result_told is not None else ""


def _key(case_id: str, moment: tuple[date, object], *parts: str) -> str:
    day, clock = moment
    channel, number, text = parts
    told = (case_id, day.isoformat(), str(clock or ""), channel, dialled(number), "".join(text.split()))
    return stored_key("contact\n" + "\n".join(told))
