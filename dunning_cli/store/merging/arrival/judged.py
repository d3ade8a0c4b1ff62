"""Everything that would come in, judged as a whole: refused with file and commit, or let in with a note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dunning_cli.kernel.errors import NotFound, Refused
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import harmless
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.format.case_path import case_name, is_case_file
from dunning_cli.store.format.folder import ATTRIBUTES_FILE, SETTINGS_FILE, LedgerFolder
from dunning_cli.store.git.git import Git
from dunning_cli.store.git.history import Commit, commits
from dunning_cli.store.git.tree_changes import FileChange, FileVersion, changes
from dunning_cli.store.merging.arrival.attributes import effects, worse
from dunning_cli.store.merging.arrival.names import is_known, mode_fault, name_fault, twin_faults
from dunning_cli.store.merging.arrival.rules import RuleBook, is_rule_file, settings_fault

_MOST_NAMED = 5
Fault = tuple[str, Message]
"""File and reason."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """The state of the ledger that is (`before`), the one that would be (`after`), and whose commits bring it.

    `source` is a commit; those that lead to it and not to `before` are asked who brought a file.
    """

    before: str
    after: str
    source: str


def refuse_unfit(folder: LedgerFolder, arrival: Arrival, outgoing: bool = False) -> list[Message]:
    """Raises Refused naming file and commit where a state would come about that no command can work on, or a file
    that no ledger holds; what was so before is no reason. Gives a note for files that are no part of a ledger.

    With `outgoing` the same is said of what others would be given; cases are not read then.
    """
    return _Judge(folder, arrival, outgoing).done()


def refuse_files(folder: LedgerFolder, grown_from: str, theirs: str) -> None:
    """Raises Refused where what the other side changed since a tree holds a file that no ledger holds, or would have git
    treat files otherwise: nobody's acceptance lets such in."""
    _Judge(folder, Arrival(grown_from, theirs, theirs), outgoing=False).files()


class _Judge:
    """One judgement."""

    def __init__(self, folder: LedgerFolder, arrival: Arrival, outgoing: bool) -> None:
        self._folder = folder
        self._outgoing = outgoing
        self._git = Git(folder.root)
        self._arrival = arrival
        self._changes = list(changes(self._git, arrival.before, arrival.after).values())

    def done(self) -> list[Message]:
        """As `refuse_unfit`."""
        self.files()
        for judged in (self._settings, self._rules):
            self._refuse(judged())
        if not self._outgoing:
            self._refuse(self._cases())
        return self._strange()

    def files(self) -> None:
        """As `refuse_files`."""
        for judged in (self._files, self._attributes):
            self._refuse(judged())

    def _refuse(self, faults: Iterable[Fault]) -> None:
        found = [Problem("arrival", self._told(file, reason)) for file, reason in faults]
        if found:
            raise Refused(found[0].as_message(), found[1:])

    def _told(self, file: str, reason: Message) -> Message:
        brought = self._brought(file)
        what = (
            reason
            if str(reason).startswith((f"{file}:", f"{file} "))
            else msg("{file}: {reason}", file=harmless(file), reason=reason)
        )
        if self._outgoing:
            return msg(
                "nothing was pushed: {what}; put it right and run '{cure}' first",
                what=what,
                cure=remedy("commit"),
            )
        if brought is None:
            return msg("nothing was taken: {what}", what=what)
        return msg(
            "nothing was taken: {what}; it came with the commit {commit} by {who}: have it put right there, "
            "then run '{cure}' again",
            what=what,
            commit=brought.id[:10],
            who=harmless(brought.author),
            cure=remedy("sync"),
        )

    def _brought(self, file: str) -> Commit | None:
        span = f"{self._arrival.before}..{self._arrival.source}"
        # a policy may lack what another file of the rules had
        for place in (file, file.rpartition("/")[0] or file):
            try:
                found = next(commits(self._folder, [place], limit=1, rev=span), None)
            except NotFound:
                return None
            if found is not None:
                return found
        return None

    def _files(self) -> Iterator[Fault]:
        added: list[FileVersion] = []
        for change in self._changes:
            before, after = change
            if after is None:
                continue
            fault = mode_fault(change)
            if before is None or before.path != after.path:
                added.append(after)
                fault = fault or name_fault(after.path)
            if fault is not None:
                yield after.path, fault
        if added:
            yield from twin_faults(added, (path for path, _ in self._listed(self._arrival.after)))

    def _attributes(self) -> Iterator[Fault]:
        changed = [path for path in self._paths() if path.rpartition("/")[2] == ATTRIBUTES_FILE]
        if not changed:
            return
        paths = [path for path, _ in self._listed(self._arrival.after)]
        fault = worse(
            effects(self._folder, self._arrival.before, paths),
            effects(self._folder, self._arrival.after, paths),
        )
        if fault is not None:
            yield changed[0], fault

    def _settings(self) -> Iterator[Fault]:
        if SETTINGS_FILE not in self._paths():
            return
        old, new = self._content(self._arrival.before), self._content(self._arrival.after)
        fault = settings_fault(new)
        if fault is not None and settings_fault(old) is None:
            yield SETTINGS_FILE, fault

    def _rules(self) -> Iterator[Fault]:
        if not any(is_rule_file(path) for path in self._paths()):
            return
        old, new = (self._rule_book(tree) for tree in (self._arrival.before, self._arrival.after))
        rates = new.rates_fault()
        if rates is not None and old.rates_fault() is None:
            yield rates
            return
        faults = new.faults(old)
        if not faults:
            return
        listed = [(path, blob) for path, blob in self._listed(self._arrival.after) if _is_case(path)]
        held = self._git.contents(blob for _, blob in listed)
        texts = ((path, found[1]) for (path, _), found in zip(listed, held, strict=True) if found)
        cases = (read_case(data, path).case for path, data in texts)
        needed = new.needed((case for case in cases if case is not None), old)
        for rule, (file, reason) in faults.items():
            if rule in needed:
                yield file, msg("{reason} (the case {case} needs it)", reason=reason, case=needed[rule])

    def _cases(self) -> Iterator[Fault]:
        pairs = [
            change
            for change in self._changes
            if change.after is not None
            and _is_case(change.after.path)
            and (change.before is None or change.before.blob != change.after.blob)
        ]
        asked = [
            version.blob for pair in pairs for version in (pair.after, pair.before) if version is not None
        ]
        held = iter(self._git.contents(asked))
        for change in pairs:
            after = next(held)
            before = next(held) if change.before is not None else None
            yield from self._case(change, before, after)

    def _case(
        self, change: FileChange, before: tuple[str, bytes] | None, after: tuple[str, bytes] | None
    ) -> Iterator[Fault]:
        assert change.after is not None
        found = read_case(after[1] if after is not None else b"", change.after.path)
        if found.case is not None:
            return
        readable = before is None or read_case(before[1], change.before.path if change.before else "").case
        if readable is not None or before is None:
            yield change.after.path, found.problems[0].as_message()

    def _strange(self) -> list[Message]:
        new = [
            change.after.path
            for change in self._changes
            if change.before is None and change.after is not None
        ]
        strange = [harmless(path) for path in new if not is_known(path)]
        if not strange:
            return []
        named = ", ".join(strange[:_MOST_NAMED]) + (" …" if len(strange) > _MOST_NAMED else "")
        return [
            msg(
                "{count} files came in that are no part of a ledger: {files}", count=len(strange), files=named
            )
        ]

    def _paths(self) -> list[str]:
        return list(
            {version.path: None for change in self._changes for version in change if version is not None}
        )

    def _content(self, tree: str) -> bytes | None:
        listed = dict(self._listed(tree, SETTINGS_FILE))
        if SETTINGS_FILE not in listed:
            return None
        found = self._git.contents([listed[SETTINGS_FILE]])[0]
        return found[1] if found is not None else None

    def _rule_book(self, tree: str) -> RuleBook:
        listed = [(path, blob) for path, blob in self._listed(tree, "policies/") if is_rule_file(path)]
        held = self._git.contents(blob for _, blob in listed)
        return RuleBook.of((path, found[1]) for (path, _), found in zip(listed, held, strict=True) if found)

    def _listed(self, tree: str, *under: str) -> list[tuple[str, str]]:
        """The regular files of a tree: path and blob."""
        out = self._git.read("ls-tree", "-r", "-z", "--full-tree", tree, *under)
        found = []
        for line in out.split(b"\0")[:-1]:
            about, _, name = line.partition(b"\t")
            mode, _, blob = about.decode("ascii").split(" ")
            if mode.startswith("100"):
                found.append((name.decode("utf-8", "surrogateescape"), blob))
        return found


def _is_case(path: str) -> bool:
    return is_case_file(path) and not case_name(path).startswith(".")
