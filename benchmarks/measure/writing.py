"""The parts of the measurement that write: one command and many, beside git's commit of the same files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from measure.inputs import OpenCase, batch_lines, open_cases, write_client_file
from measure.place import Copy, Place
from measure.running import Figures, Side, by_turns

_PULLED = 100
_COMMIT = 'git add -- "$@" && git commit -q -m "the same files"'
_STAGE = "M4+"
"""The stage in which more than half of the cases are: they get letters."""


class Writing:
    """Measures on two copies of a ledger: one that the program writes to, one that git commits the same files in."""

    def __init__(self, place: Place, ledger: Path, cases: int, rounds: int) -> None:
        self._place = place
        self._cases = cases
        self._rounds = rounds
        self._ours, self._gits = Copy(place, ledger, "written"), Copy(place, ledger, "committed")
        self._open = open_cases(ledger)

    def single(self) -> dict[str, Figures]:
        """A payment and a call, each round on another case."""
        self._ours.warm()
        call = ("响铃至自动挂断,无人接听", "--channel", "phone", "--result", "no_answer")
        found = {
            **self._one("pay", ("123.45", "--via", "bank"), "git commit of a payment", self._open[11::7]),
            **self._one("note", call, "git commit of a call", self._open[12::7]),
        }
        self._ours.put_back()
        self._gits.put_back()
        return found

    def _one(
        self, name: str, words: tuple[str, ...], beside: str, cases: list[OpenCase]
    ) -> dict[str, Figures]:
        sides = {
            name: self._dunning(lambda number: (name, cases[number].id, *words)),
            beside: Side(
                lambda number: ("sh", "-c", _COMMIT, "sh", cases[number].path),
                self._gits.folder,
                self._place.environment,
                lambda number: self._take(cases[number].path),
            ),
        }
        return by_turns(sides, 2 * self._rounds, at_rest=True)

    def _take(self, path: str) -> None:
        """The file as the program has just written it."""
        (self._gits.folder / path).write_bytes((self._ours.folder / path).read_bytes())

    def batch(self) -> dict[str, Figures]:
        """As many writes as cases in one commit."""
        file = self._place.folder / "lines.jsonl"
        file.write_text(batch_lines(self._open, self._cases, "BENCH"), encoding="utf-8")
        return self._beside_git("batch", ("batch", str(file)), "git commit of the batch")

    def imported(self) -> dict[str, Figures]:
        """As many new cases as there are, from a client's file."""
        file = self._place.folder / "client.csv"
        write_client_file(file, self._cases)
        words = ("import", str(file), "--policy", "small-loan")
        return self._beside_git("import", words, "git commit of the import")

    def letters(self) -> dict[str, Figures]:
        """A letter to every open case of a stage."""
        file = self._place.folder / "letters.json"
        words = ("letter", "batch", "--stage", _STAGE, "--template", "overdue-notice", "--json")
        side = self._dunning(lambda _: words, before=self._anew, out=file)
        found = by_turns({"letter batch": side}, self._rounds)
        written = json.loads(file.read_text(encoding="utf-8"))["letters"]
        found["letter batch"].notes["letters"] = len(written)
        file.unlink()
        self._ours.put_back()
        return found

    def pulled(self) -> dict[str, Figures]:
        """The list after git brought another hundred changed cases, beside the list of a ledger at rest."""
        self._gits.put_back()
        self._ours.put_back()
        self._ours.warm()

        def pull(number: int) -> None:
            cases = [self._open[(number * _PULLED + place) % len(self._open)] for place in range(_PULLED)]
            file = self._place.folder / "pulled.jsonl"
            file.write_text(batch_lines(cases, len(cases), f"PULL{number}-"), encoding="utf-8")
            self._gits.dunning("batch", str(file))
            self._ours.git("fetch", "-q", str(self._gits.folder), "main")
            self._ours.git("merge", "-q", "--ff-only", "FETCH_HEAD")

        sides = {
            # at rest first: files that were just written are not trusted for two seconds
            "list beside the pull": self._dunning(lambda _: ("list",), before=lambda _: self._ours.warm()),
            "list after a pull": self._dunning(lambda _: ("list",), before=pull),
        }
        return by_turns(sides, self._rounds)

    def _beside_git(self, name: str, words: tuple[str, ...], beside: str) -> dict[str, Figures]:
        git = Side(
            ("sh", "-c", _COMMIT, "sh", "cases"), self._gits.folder, self._place.environment, self._same_files
        )
        found = by_turns({name: self._dunning(lambda _: words, before=self._anew), beside: git}, self._rounds)
        self._ours.put_back()
        self._gits.put_back()
        return found

    def _anew(self, _: int) -> None:
        self._ours.put_back()
        self._ours.warm()

    def _same_files(self, _: int) -> None:
        self._gits.put_back()
        self._gits.take_from(self._ours)

    def _dunning(
        self,
        words: Callable[[int], tuple[str, ...]],
        before: Callable[[int], None] | None = None,
        out: Path | None = None,
    ) -> Side:
        def all_words(number: int) -> tuple[str, ...]:
            return (self._place.dunning, *words(number))

        return Side(all_words, self._ours.folder, self._place.environment, before, out)
