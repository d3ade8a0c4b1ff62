"""How the day's work is shown: a row and a record of each thing to do, numbers and scripts for those who work it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.case.case import Debtor
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.codes.talk import CONNECTED, Channel, Result
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.office.arrears_reasons import OwnReason, last_reason, reason_words
from dunning_cli.domain.case.people.organisations import is_organisation
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.contact.rule_keys import QuietHours
from dunning_cli.domain.worklist.earlier_contacts import facts_with
from dunning_cli.domain.worklist.reminder import Action, Reminder
from dunning_cli.domain.worklist.strategy import Strategy, spoken
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import format_amount
from dunning_cli.kernel.record import dataclass
from dunning_cli.views.account.standing import AccountState
from dunning_cli.views.worklist.work_table import Shown

if TYPE_CHECKING:
    from dunning_cli.views.worklist.json_keys import WindowData, WorkItemData

ACTIONS: dict[Action, Message] = {
    Action.LIMITATION: label("deadline"),
    Action.RETURN: label("return"),
    Action.PROMISE: label("promise"),
    Action.INSTALMENT: label("instalment"),
    Action.CALLBACK: label("call back"),
    Action.CALL: label("call"),
    Action.VISIT: label("visit"),
    Action.LETTER: label("letter"),
    Action.DUTY: label("duty"),
    Action.APPROVAL: label("approval"),
}
PERSONS = {
    "debtor": label("debtor"),
    "guarantor": label("guarantor"),
    "creditor": label("client"),
    "supervisor": label("supervisor"),
}
LONGEST_NAME = 6
"""Characters of an organisation's name in the table: as wide as two people's names."""
_PEOPLE = ("debtor", "creditor", "supervisor")
"""Whom an action is with when the table need not say so."""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to do with all that belongs to it. `doer` is who does it, `pool` who may where several may."""

    reminder: Reminder
    standing: AccountState
    strategy: Strategy
    quiet_hours: QuietHours | None
    office: str
    collector: str | None
    doer: str | None
    pool: tuple[str, ...]
    reasons: tuple[OwnReason, ...] = ()
    """Reasons for arrears of the office's own."""
    batch: tuple[str, ...] = ()
    """The cases it is about, where it is about those of a client's batch together."""

    @property
    def arrears_reason(self) -> str | None:
        """The code of the reason for arrears told last."""
        return last_reason(self.standing.case, self.standing.as_of)

    def mask(self, viewer: Viewer) -> Mask:
        """How people and numbers of the case are shown to a reader, who may be one of those who are to do it."""
        return viewer.mask(self.standing.case, self.standing.as_of, self.pool)

    @property
    def last_contact(self) -> Contact | None:
        """The last contact with anybody of the case."""
        standing = self.standing.case.standing(self.standing.as_of)
        return next((entry for entry in reversed(standing) if isinstance(entry, Contact)), None)


def data_of(item: WorkItem, viewer: Viewer) -> WorkItemData:
    """One thing to do for scripts (`remind --json`)."""
    reminder, mask = item.reminder, item.mask(viewer)
    last = item.last_contact
    step = reminder.step
    return {
        "case": reminder.case_id,
        "debtor": mask.name(item.standing.case.head.debtor.name),
        "action": reminder.action,
        "to": reminder.to if reminder.to in PERSONS else mask.name(reminder.to),
        "due": reminder.due,
        "priority": int(reminder.priority),
        "why": mask.words(why_of(item, viewer.language)),
        "owner": item.doer,
        "rule": reminder.rule,
        "step": step.step if step is not None else None,
        "role": reminder.role,
        "collector": item.collector,
        "stage": item.standing.stage.stage,
        "days_past_due": item.standing.account.days_past_due,
        "channel": reminder.channel,
        "template": reminder.template,
        "number": mask.phone(reminder.number) or None,
        "time": visiting_hour(reminder),
        "script": script_of(item, viewer),
        "last_contact": None
        if last is None
        else {"date": last.date, "channel": last.channel, "to": _whom(last.to, mask), "result": last.result},
        "arrears_reason": item.arrears_reason,
        "window": _window(item),
        "cases": list(item.batch),
    }


def reason_told(item: WorkItem, language: str) -> Message | str | None:
    """The reason for arrears told last, in words."""
    code = item.arrears_reason
    return reason_words(code, item.reasons, language) if code is not None else None


def visiting_hour(reminder: Reminder) -> str | None:
    """The hour of a visit that was arranged for one, as 14:30."""
    arranged = reminder.appointment
    return f"{arranged.time:%H:%M}" if arranged is not None and arranged.time is not None else None


def shown(item: WorkItem, viewer: Viewer) -> Shown:
    """How one thing to do is shown to a reader in lists."""
    return Shown(data_of(item, viewer), _row(item, item.standing.as_of, viewer), _script(item, viewer))


def why_of(item: WorkItem, language: str, brief: bool = False) -> Message:
    """The step's title in a language and the reason, or the reason alone; in few words where there are fewer."""
    why = (item.reminder.brief if brief else None) or item.reminder.why
    step = item.reminder.step
    title = (
        None if step is None or step.title is None else step.title.zh if language == "zh" else step.title.en
    )
    return why if title is None else msg("{step}: {why}", step=title, why=why)


def script_of(item: WorkItem, viewer: Viewer) -> str | None:
    """What to say, with the case's values filled in; names in full only for those who work the case."""
    step = item.reminder.step
    if step is None or step.script is None:
        return None
    case, to, as_of = item.standing.case, item.reminder.to, item.standing.as_of
    script = item.strategy.script(step, _last_result(item), facts_with(case, to, as_of))
    if script is None:
        return None
    head, account = case.head, item.standing.account
    mask = item.mask(viewer)
    values = {
        "debtor": mask.name(head.debtor.name),
        "overdue": format_amount(account.overdue),
        "days": str(account.days_past_due),
        "due": account.oldest_due.isoformat() if account.oldest_due is not None else "",
        "creditor": head.creditor or item.office,
        "office": item.office,
        "contract": (head.account.contract if head.account is not None else None) or "",
    }
    return spoken(script.zh if viewer.language == "zh" else script.en, values)


def _last_result(item: WorkItem) -> Result | None:
    """What came of the last contact with the person of the reminder in which somebody spoke."""
    case = item.standing.case
    person = person_of(case, item.reminder.to)
    for entry in reversed(case.standing(item.standing.as_of)):
        if (
            isinstance(entry, Contact)
            and entry.result in CONNECTED
            and person.same(person_of(case, entry.to))
        ):
            return entry.result
    return None


def _row(item: WorkItem, as_of: date, viewer: Viewer) -> tuple[object, ...]:
    reminder, mask = item.reminder, item.mask(viewer)
    action: Message = ACTIONS[reminder.action]
    if reminder.action is Action.CALL and reminder.channel not in (None, Channel.PHONE):
        assert reminder.channel is not None
        action = label_of(reminder.channel)
    return (
        int(reminder.priority),
        reminder.due,
        action,
        reminder.case_id,
        _people(item, mask),
        mask.phone(reminder.number) or None if mask.contacts else None,
        item.standing.stage.stage,
        _contacted(item.last_contact, as_of),
        mask.words(why_of(item, viewer.language, brief=True)),
        item.doer,
    )


def _people(item: WorkItem, mask: Mask) -> str:
    """The debtor, and whom the action is with where that is somebody else of the case."""
    debtor = _brief(item.standing.case.head.debtor, mask)
    to = item.reminder.to
    if to in _PEOPLE:
        return debtor
    if to == "guarantor":
        parties = item.standing.case.head.parties
        to = next((party.name for party in parties if party.role is Role.GUARANTOR), to)
    return f"{debtor} / {mask.name(to)}"


def _brief(debtor: Debtor, mask: Mask) -> str:
    """A debtor's name in a table; of an organisation's long one only the beginning, the rest is in the JSON."""
    name = mask.name(debtor.name)
    long = is_organisation(debtor) and len(name) > LONGEST_NAME
    return name[:LONGEST_NAME] + "…" if long else name


def _whom(to: str | None, mask: Mask) -> Message | str:
    return PERSONS.get(to or "debtor") or mask.name(to)


def _contacted(contact: Contact | None, as_of: date) -> str | None:
    """The day of a contact; the year only where it is another one. Its result is in the JSON and in `show`."""
    if contact is None:
        return None
    return f"{contact.date:%m-%d}" if contact.date.year == as_of.year else contact.date.isoformat()


def _window(item: WorkItem) -> WindowData | None:
    """The hours in which contact is lawful, of actions that are one."""
    hours = item.quiet_hours
    if hours is None or item.reminder.number is None:
        return None
    return {"from": f"{hours.until:%H:%M}", "until": f"{hours.from_:%H:%M}"}


def _script(item: WorkItem, viewer: Viewer) -> tuple[Message, str] | None:
    """What to say, under a line that says to whom and why."""
    script = script_of(item, viewer)
    if script is None:
        return None
    why = item.mask(viewer).words(why_of(item, viewer.language))
    heading = msg("{case}, {why}", case=item.reminder.case_id, why=why)
    reason = reason_told(item, viewer.language)
    if reason is not None:
        heading = msg("{reminder}; reason for arrears: {reason}", reminder=heading, reason=reason)
    return heading, script
