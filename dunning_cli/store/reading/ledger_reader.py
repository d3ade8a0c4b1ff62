"""A ledger as it is: its settings, rules and cases, each read when it is first asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Problem
from dunning_cli.kernel.progress import Progress, silent
from dunning_cli.store.format.folder import SETTINGS_FILE, CaseFile, LedgerFolder
from dunning_cli.store.reading.office_settings import office_from, office_in
from dunning_cli.store.reading.rule_trees import Parse, RuleTrees

if TYPE_CHECKING:
    from dunning_cli.domain.account import Account
    from dunning_cli.domain.account.approvals import LimitsSince
    from dunning_cli.domain.case.case import Case
    from dunning_cli.domain.case.office.settings import Office
    from dunning_cli.domain.contact.rule_keys import ContactRuleBook
    from dunning_cli.domain.policy.book import PolicyBook
    from dunning_cli.domain.worklist.strategy import StrategyBook
    from dunning_cli.kernel.workdays import WorkCalendar
    from dunning_cli.store.format.case_file import CaseRead
    from dunning_cli.store.reading.hand_edits import HandEdit
    from dunning_cli.store.reading.rule_files import RuleFiles
    from dunning_cli.store.reading.trace_index import TraceIndex


class LedgerReader:
    """Settings, policies and cases of one ledger as they are now, read when first asked for."""

    def __init__(self, folder: LedgerFolder) -> None:
        self.folder = folder
        self.progress: Progress = silent
        """Told how many cases of how many are worked out, where that takes a while."""

    def case_files(self) -> list[CaseFile] | None:
        """The files of the cases, by id; None where the cases stand in no files, but in history."""
        return self._case_files

    @cached_property
    def _case_files(self) -> list[CaseFile]:
        return self.folder.case_files()

    def cases(self, files: Sequence[CaseFile] | None = None) -> Iterator[CaseRead]:
        """Every case, by id, or those of some files; one that is no sound case comes with its problems."""
        from dunning_cli.store.reading.case_store import load_cases

        return map(self._judged_read, load_cases(self.folder, files))

    def find(self, reference: str) -> Case:
        """The case of an id, a unique beginning of it, or a debtor's name. Raises NotFound, Refused."""
        from dunning_cli.store.reading.case_lookup import CaseFinder

        return self.judged(CaseFinder(self.folder).case(reference))

    def judged(self, case: Case) -> Case:
        """The case with the entries marked that were above the approval limits of their day and do not say so.

        An office without limits has none, whatever it had before.
        """
        from dunning_cli.domain.account.approvals import LIMITED, above_limits

        if not any(isinstance(entry, LIMITED) for entry in case.entries) or not self._limits:
            return case
        return above_limits(case, self._limits, self._account)

    def templates(self, language: str) -> Iterator[tuple[str, str]]:
        """The letter templates of a language by name, with their texts."""
        from dunning_cli.store.format.templates import template_texts

        return template_texts(self.folder, language)

    def known(self, case: Case) -> Case:
        """The case with what other cases know of its people: what contacts, letters, visits and work go by."""
        from dunning_cli.domain.contact.known_elsewhere import with_known_elsewhere

        return with_known_elsewhere(case, self._traces.of_same_people(case))

    def sharing(self, case: Case) -> Iterator[Case]:
        """The other cases that may have a person or a number in common with one, by id."""
        return self._traces.sharing(case)

    @cached_property
    def hand_edits(self) -> Sequence[HandEdit]:
        """The files that were edited by hand and that no commit holds yet. Raises Refused as `hand_edits`."""
        from dunning_cli.store.reading.hand_edits import hand_edits

        return hand_edits(self.folder, files=lambda: self._case_files)

    @cached_property
    def _parse(self) -> Parse:
        """How rule files become trees."""
        return RuleTrees(self.folder).parse

    @cached_property
    def _traces(self) -> TraceIndex:
        from dunning_cli.store.reading.trace_index import TraceIndex

        return TraceIndex(self.folder)

    def _judged_read(self, found: CaseRead) -> CaseRead:
        return found if found.case is None else replace(found, case=self.judged(found.case))

    def _account(self, case: Case, day: date) -> Account:
        from dunning_cli.domain.account import figures_at

        return figures_at(case, self.policies.for_case(case), day)

    @cached_property
    def _limits_told(self) -> bytes:
        """The approval limits over time; nothing in an office that has none now."""
        try:
            limited = self.office.approval_limits is not None
        except Refused:
            # what is wrong with the settings is told by whoever asks for them
            limited = False
        if not limited:
            return b""
        from dunning_cli.store.reading.limits_history import limits_told

        return limits_told(self.folder, self._rev)

    @cached_property
    def _limits(self) -> Sequence[LimitsSince]:
        if not self._limits_told:
            return ()
        from dunning_cli.store.reading.limits_history import limits_in

        return limits_in(self._limits_told)

    @property
    def _rev(self) -> str:
        """The revision whose history is meant."""
        return "HEAD"

    def settings(self) -> bytes:
        """The bytes of dunning.yaml."""
        return self.folder.read(SETTINGS_FILE)

    def policy_files(self) -> Iterator[tuple[str, bytes]]:
        """The policy files: path relative to the ledger, and bytes; what is no file counts as an empty one.

        Raises Refused for a link that leads out of the ledger.
        """
        for path in sorted(self.folder.policies.glob("*.yaml")):
            name = path.relative_to(self.folder.root).as_posix()
            yield name, self.folder.read(name) if path.is_file() else b""

    @cached_property
    def office(self) -> Office:
        """The settings. Raises Refused with every fault of dunning.yaml."""
        return office_from(self.settings(), self._parse)

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The office's working days: of all holidays there are, and so made once for all cases."""
        from dunning_cli.store.format.holidays import work_calendar

        return work_calendar(self.office)

    @cached_property
    def rules(self) -> RuleFiles:
        """The files of policies/. Raises Refused for faulty reference rates: they may concern any case."""
        from dunning_cli.store.reading.rule_files import REFERENCE_RATES, rule_files

        problems: list[Problem] = []
        files = rule_files(self.policy_files(), problems, self._parse)
        for problem in problems:
            if problem.file.endswith(f"/{REFERENCE_RATES}.yaml"):
                raise Refused(problem.as_message())
            files.faults[problem.file.rpartition("/")[2].removesuffix(".yaml")] = problem
        return files

    @cached_property
    def policies(self) -> PolicyBook:
        """The policies and reference rates. A faulty policy is refused when a case needs it, not before."""
        from dunning_cli.domain.policy.book import PolicyBook

        return PolicyBook(self.rules.policies, self.rules.rates, self.rules.faults)

    @cached_property
    def rules_digest(self) -> str:
        """A digest of all that figures of cases depend on beside the cases, the day and the program's code.

        Raises Refused for a link that leads out of the ledger.
        """
        digest = hashlib.blake2b(self.settings(), digest_size=16)
        for path, data in self.policy_files():
            digest.update(f"\0{path} {len(data)}\0".encode())
            digest.update(data)
        digest.update(self._limits_told)
        return digest.hexdigest()

    @cached_property
    def contact_rules(self) -> ContactRuleBook:
        """The packs of contact rules. A faulty one is refused when a contact needs it, not before."""
        from dunning_cli.store.reading.rule_files import contact_rule_book

        return contact_rule_book(self.rules)

    @cached_property
    def strategies(self) -> StrategyBook:
        """The strategies. A faulty one is refused when a case needs it, not before."""
        from dunning_cli.domain.worklist.strategy import StrategyBook

        rules = self.rules
        paths = {name: rules.paths[f"strategy {name}"] for name in rules.strategies}
        return StrategyBook(rules.strategies, paths, rules.faults)

    def check_rules(self) -> None:
        """Raises Refused where the settings or any policy are wrong."""
        problems = self.rule_problems()
        if problems:
            raise Refused(problems[0].as_message(), problems[1:])

    def rule_problems(self) -> list[Problem]:
        """Every fault of the settings and the policies."""
        from dunning_cli.store.reading.rule_files import read_policies, rule_files

        problems: list[Problem] = []
        office_in(self.settings(), problems)
        read_policies(self.folder, rule_files(self.policy_files(), problems), problems)
        return problems
