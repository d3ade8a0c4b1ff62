"""Operation on many letters: one template to every case of a selection, in one commit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING

from dunning_cli.documents.letter_content import usual_addressee
from dunning_cli.documents.template import Template
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.commit_subjects import LETTERS
from dunning_cli.domain.case.entries import Entry, Letter
from dunning_cli.domain.case.people.same_debtor import debtor_key
from dunning_cli.kernel.errors import AgainstRule, Failure, Refused, WrongUsage
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.declared import letters as declared
from dunning_cli.operations.declared.letters import WantedLetter
from dunning_cli.operations.letters.letter_grounds import something_due
from dunning_cli.operations.letters.letter_template import TemplateOf, letter_template
from dunning_cli.operations.letters.letters import NewLetter
from dunning_cli.operations.writing.context import known_staff
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.selection import CaseSelection, meets
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.format.case_path import case_name

if TYPE_CHECKING:
    from dunning_cli.operations.writing.json_keys import LettersData

_BLANKS = frozenset(
    (
        "not filled in: {names}",
        "not filled in, stands in dunning.yaml: {names}; write it there, then: dunning commit",
    )
)
"""The templates of the notes on blanks."""


@dataclass(frozen=True, slots=True)
class _Failed:
    """A case that got no letter, and why."""

    case_id: str
    failure: Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterBatch(declared.LetterBatch):
    """Writes a letter in every open case of a stage, collector or policy, or in the cases named."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds a letter to each case selected; a case that must not get one is listed with the reason.

        Without a stage only cases with something overdue are selected. In a group the letter of the highest
        level is written, and it covers the debtor's other cases. WrongUsage without any selection, NotFound
        for an unknown template; Refused, or AgainstRule, where no case gets a letter.
        """
        on = unit.value_date(self)
        for person in (self.agent, self.owner):
            if person is not None:
                known_staff(unit.office, person)
        template = cache(partial(letter_template, unit, self.language))
        not_judged: list[_Failed] = []
        refused: list[_Failed] = []
        outcomes: list[Outcome] = []
        covered: set[str] = set()
        looked_at, most = self._wanted_letters(unit, template, on, not_judged)
        for number, wanted in enumerate(looked_at, start=1):
            if wanted is not None and wanted.case not in covered:
                try:
                    # a letter refused halfway leaves nothing behind, such as the charge for its cost
                    with unit.all_or_nothing():
                        outcomes.append(self._letter(unit, template, wanted).written(unit, template))
                    if self.group:
                        covered.update(outcomes[-1].case_ids)
                except Failure as failure:
                    refused.append(_Failed(wanted.case, failure))
            unit.context.progress(number, most)
        failed = [*not_judged, *refused]
        if not outcomes:
            raise self._nothing(failed, on)
        return self._outcome(outcomes, failed, on)

    def _wanted_letters(
        self, unit: UnitOfWork, template: TemplateOf, on: date, failed: list[_Failed]
    ) -> tuple[Iterable[WantedLetter | None], int]:
        """The letters wanted, the highest level first where letters are grouped, and how many will be looked at.

        `failed` collects the cases of which it can't be told.
        """
        if not self.letter:
            return self._selected_letters(unit, template, on, failed)
        if self.template or self.stage or self.owner or self.policy:
            raise WrongUsage(msg("give either the letters wanted one by one, or a template and a selection"))
        wanted = list(self.letter)
        if self.group:
            wanted.sort(key=lambda each: -template(each.template).template.level)
        return wanted, len(wanted)

    def _selected_letters(
        self, unit: UnitOfWork, template: TemplateOf, on: date, failed: list[_Failed]
    ) -> tuple[Iterable[WantedLetter | None], int]:
        if self.stage is None and self.owner is None and self.policy is None:
            raise WrongUsage(msg("say which cases get the letter: --stage, --owner or --policy"))
        if self.template is None:
            raise WrongUsage(msg("say which letter: --template"))
        # what holds for all letters is said once, before any is written
        template(self.template)
        return self._selected(unit, self.template, on, failed), len(unit.reader.folder.case_files())

    def _selected(
        self, unit: UnitOfWork, template: str, on: date, failed: list[_Failed]
    ) -> Iterator[WantedLetter | None]:
        """A letter or none for each case of the ledger; each is written before the next case is looked at.

        So the account that a case is selected by is the one its letter is written from.
        """
        for found in unit.reader.cases():
            wanted = None
            if found.case is None:
                case_id = case_name(found.file)
                failed.append(_Failed(case_id, Refused(found.problems[0].as_message())))
            else:
                try:
                    if self._wanted(unit, found.case, on):
                        wanted = WantedLetter(case=found.case.id, template=template)
                except Failure as failure:
                    failed.append(_Failed(found.case.id, failure))
            yield wanted

    def _wanted(self, unit: UnitOfWork, case: Case, on: date) -> bool:
        selection = CaseSelection(owner=self.owner, policy=self.policy, stage=self.stage)
        if case.closing(on) is not None or not meets(unit, case, selection, on):
            return False
        return self.stage is not None or something_due(unit, case, on)

    def _letter(self, unit: UnitOfWork, template: TemplateOf, wanted: WantedLetter) -> NewLetter:
        to = wanted.to or self.to
        group = bool(self.group) and _can_group(unit, template(wanted.template).template, wanted, to)
        return NewLetter(
            case=wanted.case,
            template=wanted.template,
            to=to,
            method=self.method,
            group=group or None,
            cost=self.cost,
            language=self.language,
            on=self.on,
            agent=self.agent,
            override=self.override,
            series=self.series,
        )

    def _nothing(self, failed: list[_Failed], on: date) -> Failure:
        if not failed:
            return Refused(msg("no open case is selected on {date}; no letter was written", date=on))
        message = msg("none of {count} cases gets a letter", count=len(failed))
        problems = [Problem("letter", _line(each)) for each in failed]
        rules = [each.failure for each in failed if isinstance(each.failure, AgainstRule)]
        if len(rules) == len(failed):
            refusal = AgainstRule(message, rules[0].rule)
            refusal.problems = tuple(problems)
            return refusal
        return Refused(message, problems)

    def _outcome(self, outcomes: list[Outcome], failed: list[_Failed], on: date) -> Outcome:
        entries: list[Entry] = [entry for outcome in outcomes for entry in outcome.entries]
        case_ids = tuple(case_id for outcome in outcomes for case_id in outcome.case_ids)
        serials = [outcome.data["serial"] for outcome in outcomes]
        templates = {entry.template: None for entry in entries if isinstance(entry, Letter)}
        subject = LETTERS(
            template=", ".join(templates),
            count=len(case_ids),
            first=serials[0],
            last=serials[-1],
            date=on,
        )
        data: LettersData = {
            "letters": [
                {"case": outcome.case_ids[0], "cases": outcome.case_ids, "serial": outcome.data["serial"]}
                for outcome in outcomes
            ],
            "errors": [{"case": each.case_id, "reason": each.failure.message} for each in failed],
        }
        said: list[Message] = []
        for outcome in outcomes:
            named = (_named(outcome.case_ids[0], warning) for warning in outcome.warnings)
            said += [warning for warning in named if warning not in said]
        warnings = [*(_line(each) for each in failed), *said]
        return Outcome(subject, case_ids, tuple(entries), on, tuple(warnings), data)


def _can_group(unit: UnitOfWork, template: Template, wanted: WantedLetter, to: str | None) -> bool:
    """Whether the letter can cover more than its case; where not, it is written on that case alone."""
    known = debtor_key(unit.case(wanted.case).head) is not None
    return template.group and known and (to or usual_addressee(template)) == "debtor"


def _named(case_id: str, warning: Message) -> Message:
    """A warning that says which case it is about; blanks, mostly of the settings, are said once for all."""
    if warning.template in _BLANKS:
        return warning
    return (
        warning if warning.values.get("case") == case_id else msg("{case}: {why}", case=case_id, why=warning)
    )


def _line(failed: _Failed) -> Message:
    return msg("{case} gets no letter: {why}", case=failed.case_id, why=failed.failure.message)
