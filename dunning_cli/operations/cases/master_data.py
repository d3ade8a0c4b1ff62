"""Operations on the head of a case file: set a value, commit hand edits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.commit_subjects import EDITED, MANY_EDITED, SET_CASE, SET_CASES
from dunning_cli.domain.case.entered_dates import new_dates_outside, refusal_of
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.nodes import DEEPEST, Map, Node, Text
from dunning_cli.kernel.nodes import Sequence as NodeList
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import to_node
from dunning_cli.kernel.text import harmless
from dunning_cli.operations.cases.opening import known_policy
from dunning_cli.operations.declared import cases as declared
from dunning_cli.operations.writing.context import known_staff
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.pending import CaseChange
from dunning_cli.operations.writing.selection import CaseSelection, selected
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.format.client_paths import is_statement_file
from dunning_cli.store.format.head_edit import set_head_value
from dunning_cli.store.git.case_versions import version_in
from dunning_cli.store.reading.client_files import statement_files, terms_files
from dunning_cli.store.reading.hand_edits import hand_edits

_STEP = pattern(r"([a-z_]+)((?:\[\d{1,6}\])*)", re.ASCII)
_SELECTION = tuple(each.name for each in fields(CaseSelection))
_POSITION = pattern(r"\d{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHead(declared.SetHead):
    """Changes values of a case's head."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Edits the heads' text where the values stand. Refused where one that results is no lawful head."""
        if (self.case is None) == (not self.where):
            raise WrongUsage(msg("name a case, or cases with --where KEY=VALUE"))
        changes = [_assignment(change) for change in self.change]
        if any(name == "case" for name, _ in changes):
            raise Refused(msg("the id of a case cannot be changed; open a new case"))
        names = ", ".join(name for name, _ in changes)
        if self.case is not None:
            case = unit.case(self.case)
            if not _edit(unit, case, changes):
                raise Refused(msg("{case} says that already; nothing to change", case=case.id))
            return Outcome(SET_CASE(case=case.id, keys=names), (case.id,))
        cases, left_out = cases_where(unit, self.where, unit.value_date(self))
        if not cases:
            raise Refused(msg("no open case is as --where says"))
        # looked up by their ids: each is read as a case that is to be written
        changed = [found.id for found in cases if _edit(unit, unit.case(found.id), changes)]
        if not changed:
            raise Refused(msg("all {count} cases say that already; nothing to change", count=len(cases)))
        subject = SET_CASES(count=len(changed), keys=names)
        return Outcome(subject, tuple(changed), warnings=tuple(left_out))


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise WrongUsage(msg("write key=value, not '{text}'", text=harmless(text)))
    return name, value


def _edit(unit: UnitOfWork, case: Case, changes: Sequence[tuple[str, str]]) -> bool:
    """Changes the head of a case; whether it said anything else before. Raises Refused."""
    text = unit.case_text(case)
    for name, value in changes:
        text = set_head_value(text, _path(name), _value(value))
    checked = _checked(unit, case, text)
    if checked is None:
        return False
    unit.replace_head(case, text, checked)
    return True


def cases_where(unit: UnitOfWork, conditions: Sequence[str], on: date) -> tuple[list[Case], list[Message]]:
    """The open cases of which all conditions `key=value` are true, and what to say of those that cannot be judged."""
    named = dict(_assignment(text) for text in conditions)
    if len(named) < len(conditions):
        raise WrongUsage(msg("a key stands in --where twice"))
    of_selection = {name: named.pop(name) for name in _SELECTION if name in named}
    paths = [(_path(name), value) for name, value in named.items()]
    cases, left_out = selected(unit, CaseSelection(**of_selection), on)
    return [case for case in cases if all(_value_at(case, path) == value for path, value in paths)], left_out


def _value_at(case: Case, path: Sequence[str | int]) -> str:
    """The value of a key of the head as text, empty where it has none."""
    node: Node | None = to_node(case.head)
    for step in path:
        if isinstance(node, Map) and isinstance(step, str):
            node = node.get(step)
        elif isinstance(node, NodeList) and isinstance(step, int):
            node = node.items[step] if step < len(node.items) else None
        else:
            return ""
    return node.value if isinstance(node, Text) else ""


def _path(name: str) -> tuple[str | int, ...]:
    steps: list[str | int] = []
    for part in name.split("."):
        if _POSITION.fullmatch(part):
            steps.append(int(part))
            continue
        match = _STEP.fullmatch(part)
        if match is None:
            raise WrongUsage(
                msg("'{key}' is not a key; write it as debtor.phones[0].number", key=harmless(name))
            )
        steps.append(match[1])
        steps += [int(index) for index in re.findall(r"\d+", match[2])]
    if len(steps) > DEEPEST:
        raise WrongUsage(msg("maps and lists are nested deeper than {most}", most=DEEPEST))
    return tuple(steps)


def _value(text: str) -> Node | None:
    return Text(text) if text else None


def _checked(unit: UnitOfWork, case: Case, text: str) -> Case | None:
    """The case with the head of a text, None where that says what it said. Raises Refused where it is not lawful."""
    found = read_case(text.encode(), f"{case.id}.yaml")
    if found.case is None:
        first = found.problems[0]
        raise Refused(Problem(first.code, first.message, fix=first.fix).as_message(), found.problems[1:])
    if found.case.head == case.head:
        return None
    if found.case.entries != unit.entries_in_text(case):
        raise Refused(msg("entries cannot be edited; reverse the entry and enter it again"))
    for at, day in new_dates_outside(case.head, found.case.head):
        raise Refused(msg("{case}: {problem}", case=case.id, problem=refusal_of(at, day)))
    known_policy(unit, found.case.head.policy)
    if found.case.head.owner != case.head.owner and found.case.head.owner:
        known_staff(unit.office, found.case.head.owner)
    changed = replace(found.case, entries=case.entries)
    unit.policies.for_case(changed)
    return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitEdits(declared.CommitEdits):
    """Checks and commits edits made by hand: heads of cases, settings, policies, templates."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the edited files to what the command writes. Refused where one is wrong or changes entries."""
        edits = hand_edits(unit.reader.folder, self.case)
        if not edits:
            raise Refused(msg("nothing was edited by hand"))
        ids = []
        for edit in edits:
            change = None
            if edit.case_id is not None:
                change = _lawful(unit, edit.path, edit.before, edit.after)
                ids.append(edit.case_id)
            unit.adopt(edit.path, edit.after, change)
        unit.reader.check_rules()
        _check_clients(unit, [edit.path for edit in edits])
        names = ", ".join(edit.case_id or edit.path for edit in edits[:5])
        subject = MANY_EDITED(count=len(edits)) if len(edits) > 5 else EDITED(names=names)
        return Outcome(subject, tuple(ids))


def _check_clients(unit: UnitOfWork, paths: Sequence[str]) -> None:
    """Raises Refused where terms that were edited cannot be read, or a statement is not as it was issued."""
    problems: list[Problem] = []
    terms_files(unit.reader.folder, problems)
    for _ in statement_files(unit.reader.folder, problems):
        pass
    wrong = [problem for problem in problems if problem.file in paths]
    if wrong:
        raise Refused(wrong[0].as_message(), wrong[1:])
    gone = [path for path in paths if is_statement_file(path) and not unit.reader.folder.has_file(path)]
    if gone:
        raise Refused(
            msg(
                "{file} was removed; statements issued are never removed, get it back with: git checkout -- {file}",
                file=gone[0],
            )
        )


def _lawful(unit: UnitOfWork, path: str, before: bytes | None, after: bytes | None) -> CaseChange:
    if after is None:
        raise Refused(
            msg(
                "{file} was removed; cases are never removed, get it back with: git checkout -- {file}",
                file=path,
            )
        )
    edited = read_case(after, path)
    if edited.case is None:
        raise Refused(edited.problems[0].as_message(), edited.problems[1:])
    old = read_case(before, path).case if before is not None else None
    if not _same_entries(before, old, after, edited.case):
        raise Refused(
            msg(
                "{file}: entries were changed by hand, and are added by commands only; take that edit back with: "
                "git checkout -- {file}",
                file=path,
            )
        )
    for at, day in new_dates_outside(old.head if old is not None else None, edited.case.head):
        raise Refused(msg("{case}: {problem}", case=edited.case.id, problem=refusal_of(at, day)))
    known_policy(unit, edited.case.head.policy)
    unit.policies.for_case(edited.case)
    return CaseChange(old, edited.case)


def _same_entries(before: bytes | None, old: Case | None, after: bytes, edited: Case) -> bool:
    """Whether an edit left the entries alone; a head that could not be read may be put right by hand."""
    if before is None or old is not None:
        return edited.entries == (old.entries if old is not None else ())
    was, now = version_in(before), version_in(after)
    return was is not None and now is not None and was.entries == now.entries
