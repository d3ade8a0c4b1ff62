"""Command that goes through the day's list one case at a time: work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, Annotated

from typer import Context, Option, Typer

from dunning_cli.cli.options import Reveal
from dunning_cli.cli.session import Session
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.present.asking import Asking, EndOfInput
from dunning_cli.present.gathering import gathered
from dunning_cli.present.help_page import HelpfulCommand

if TYPE_CHECKING:
    from dunning_cli.cli.worklist.dialogue import Move
    from dunning_cli.cli.worklist.work_session import WorkSession
    from dunning_cli.domain.worklist.reminder import Action, Reminder
    from dunning_cli.views.worklist.reminder_sheet import WorkItem


def add_to(app: Typer) -> None:
    """Adds this command to the program."""
    app.command("work", cls=HelpfulCommand)(work)


def work(
    ctx: Context,
    owner: Annotated[
        str | None, Option("--owner", metavar="STAFF", help="Whose list; the actor's own unless given.")
    ] = None,
    limit: Annotated[
        str, Option("--limit", metavar="N", help="The first so many things to do; 0 for all.")
    ] = "0",
    actions: Annotated[
        str | None,
        Option(
            "--action",
            metavar="ACTION,…",
            help="These only: call, visit, letter, callback, promise, instalment, return, limitation, approval, duty.",
        ),
    ] = None,
    actor: Annotated[
        str | None,
        Option(
            "--actor", metavar="STAFF", help="Who works and records; else DUNNING_ACTOR, else git's user."
        ),
    ] = None,
    reveal: Reveal = False,
) -> None:
    """Go through the day's list one case at a time: shows the case and what to say, takes the outcome with few keys.

    Every step is an ordinary operation and a commit of its own; what is done meanwhile is not asked for. Reads
    lines, so that it works over a pipe too. It has no --json: for scripts, remind --json with batch or note is better.

    Examples:
      dunning work
      dunning work --owner wang --action call,callback,promise
      dunning work --limit 10 --lang en
    """
    from dunning_cli.cli.worklist.work_session import WorkSession
    from dunning_cli.views.account.unknown import raise_bugs, unknown_warning
    from dunning_cli.views.worklist.work_list import work_of_person

    session: Session = ctx.obj
    person = session.moment.context(session.code("STAFF", actor)).actor.id
    viewer = session.viewer(person, reveal)
    whose = session.collector(owner) or person
    work_session = WorkSession(session, Asking(session.screen), person, whose, viewer)
    wanted, most = _actions(session, actions), session.count(limit, "--limit")
    items, unknown = work_of_person(session.reader, session.moment.today, whose, viewer.language)
    for note in gathered(map(unknown_warning, unknown)):
        session.screen.note(note)
    day = Day(work_session, _tasks(items, wanted, most))
    if not day.tasks:
        session.view(Answer({}, (_nothing_to_do(session, whose),)))
        raise_bugs(unknown)
        return
    session.view(Answer({}, (msg("to do: {count}", count=len(day.tasks)),)))
    try:
        day.go_through()
    except EndOfInput:
        pass
    except KeyboardInterrupt:
        session.screen.line("")
        raise
    finally:
        day.sum_up()
    raise_bugs(unknown)


def _nothing_to_do(session: Session, person: str) -> Message:
    """That a list is empty, and what nobody has to do, where there is such work."""
    from dunning_cli.domain.case.office.settings import NOBODY

    day = session.moment.today
    cases = (found.case for found in session.reader.cases() if found.case is not None)
    free = sum(case.closing(day) is None and case.owner(day) is None for case in cases)
    if not free:
        return label("nothing to do")
    return msg(
        "nothing to do for {person}; open cases without a collector: {count}, see: {cure}; to take them: {take}",
        person=person,
        count=free,
        cure=remedy("list", owner=NOBODY[1]),
        take=remedy("assign", from_=NOBODY[0], owner=person),
    )


def _actions(session: Session, text: str | None) -> frozenset[Action]:
    from dunning_cli.domain.worklist.reminder import Action
    from dunning_cli.views.worklist.reminder_sheet import ACTIONS

    known = {action.value: ACTIONS[action] for action in Action}
    words = [word.strip() for word in text.replace("，", ",").split(",")] if text is not None else list(known)
    return frozenset(Action(session.one_of(word, "--action", known)) for word in words)


class State(Enum):
    """What has become of a thing on the list."""

    WAITING = auto()
    DONE = auto()
    SKIPPED = auto()
    GONE = auto()
    """Somebody else did it, or the case no longer asks for it."""


@dataclass
class Task:
    """One thing on the list, known again by its case and these words; the case itself is read anew."""

    case_id: str
    words: tuple[object, ...]
    state: State = State.WAITING


def _words(reminder: Reminder) -> tuple[object, ...]:
    visit = reminder.appointment.id if reminder.appointment is not None else None
    return reminder.action, reminder.to, reminder.rule, reminder.entry, visit


def _tasks(items: Iterable[WorkItem], actions: frozenset[Action], limit: int) -> list[Task]:
    """The list of the day in the order of `remind`, all that one case asks for together."""
    tasks = [
        Task(item.reminder.case_id, _words(item.reminder))
        for item in items
        if item.reminder.action in actions
    ]
    first: dict[str, int] = {}
    for place, task in enumerate(tasks):
        first.setdefault(task.case_id, place)
    tasks.sort(key=lambda task: first[task.case_id])
    return tasks[: limit or None]


@dataclass
class Day:
    """The list of a sitting, and how far it has come."""

    work_session: WorkSession
    tasks: Sequence[Task]
    place: int = 0

    def go_through(self) -> None:
        """Every thing on the list that is still to be done, until the end or `q`. Raises EndOfInput."""
        while self.place < len(self.tasks):
            task = self.tasks[self.place]
            if task.state in (State.DONE, State.GONE):
                self.place += 1
                continue
            item = self._as_it_is_now(task)
            if item is None:
                self.place += 1
            elif not self._one(task, item):
                return

    def _one(self, task: Task, item: WorkItem) -> bool:
        """One thing to do; whether the list goes on."""
        from dunning_cli.cli.worklist.dialogue import Move

        try:
            move = self._talk_about(item)
        except Failure as failure:
            self.work_session.session.screen.failure(failure)
            move = Move.SKIP
        if move is Move.BACK:
            self._back()
        elif move is Move.TAKE_BACK:
            self._take_back()
        elif move is not Move.QUIT:
            task.state = State.DONE if move is Move.DONE else State.SKIPPED
            self.place += 1
        return move is not Move.QUIT

    def _talk_about(self, item: WorkItem) -> Move:
        """The sheet, and the dialogue below it. Raises EndOfInput, and Refused where it cannot be shown."""
        from dunning_cli.cli.worklist.talks import dialogue_for
        from dunning_cli.views.worklist.work_sheet import work_sheet

        work_session, fresh = self.work_session, self.work_session.fresh()
        place = (self.place + 1, len(self.tasks))
        sheet, verdict = work_sheet(fresh.reader, item, work_session.viewer, fresh.moment.now, place)
        work_session.session.screen.line("")
        work_session.session.screen.answer(sheet)
        return dialogue_for(work_session, item, self.place, verdict).run()

    def _as_it_is_now(self, task: Task) -> WorkItem | None:
        """The thing to do on the ledger read anew; None where it is done or cannot be worked out, which is said."""
        from dunning_cli.domain.worklist.reminder import Action
        from dunning_cli.views.worklist.reminder_sheet import ACTIONS
        from dunning_cli.views.worklist.reminders import work_on

        work_session, screen = self.work_session, self.work_session.session.screen
        fresh = work_session.fresh()
        try:
            items = work_on(fresh.reader, task.case_id, fresh.moment.today, work_session.owner)
        except Failure as failure:
            screen.failure(failure)
            task.state = State.SKIPPED
            return None
        found = next((item for item in items if _words(item.reminder) == task.words), None)
        if found is None:
            task.state = State.DONE
            if task.case_id not in self._cases_recorded():
                task.state = State.GONE
                action = ACTIONS[Action(str(task.words[0]))]
                screen.say(msg("{case}: {action} is no longer to be done", case=task.case_id, action=action))
        return found

    def _cases_recorded(self) -> set[str]:
        """Cases in which this sitting has recorded something."""
        return {self.tasks[each.place].case_id for each in self.work_session.recorded}

    def _back(self) -> None:
        skipped = [place for place in range(self.place) if self.tasks[place].state is State.SKIPPED]
        if skipped:
            self.place = skipped[-1]
        else:
            self.work_session.session.screen.say(label("nothing before this was skipped"))

    def _take_back(self) -> None:
        try:
            self.place = self.work_session.take_back()
        except Failure as failure:
            self.work_session.session.screen.failure(failure)
            return
        case_id = self.tasks[self.place].case_id
        for task in self.tasks[self.place :]:
            if task.case_id == case_id and task.state is State.DONE:
                task.state = State.WAITING

    def sum_up(self) -> None:
        """What was recorded, skipped and left, and the promises taken."""
        states = [task.state for task in self.tasks]
        screen = self.work_session.session.screen
        screen.say(
            msg(
                "recorded: {recorded}, skipped: {skipped}, left: {left}",
                recorded=len(self.work_session.recorded),
                skipped=states.count(State.SKIPPED),
                left=states.count(State.WAITING),
            )
        )
        if State.GONE in states:
            screen.say(msg("no longer to be done: {count}", count=states.count(State.GONE)))
        count, total = self.work_session.promises
        screen.say(msg("promises taken: {count}, {sum} yuan", count=count, sum=total))
