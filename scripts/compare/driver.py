"""The child: answers all questions in one process with the package of one checkout, an answer a file.

`python -P -m compare.driver JOB`, JOB being the JSON file that `compare.trees` writes.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compare.plain import Plain, without_keys
from compare.written import in_git, state_of

Main = Callable[[list[str]], int]
_LONGEST_NAME = 100


@dataclass
class Child:
    """The program of one checkout, and where its answers go."""

    main: Main
    plain: Plain
    answers: Path
    ignored: frozenset[str]

    def ask(self, name: str, words: list[str]) -> str:
        """Runs one command line and keeps exit code, standard output and standard error; gives the output."""
        out, err = io.StringIO(), io.StringIO()
        sys.stdin = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = self.main(list(words))
        said = without_keys(out.getvalue(), self.ignored) if self.ignored else out.getvalue()
        head = f"$ dunning {' '.join(words)}\nexit code {code}\n"
        parts = (head, said, "--- standard error\n", err.getvalue())
        self.keep(name, "".join(parts))
        return out.getvalue()

    def keep(self, name: str, text: str) -> None:
        """Writes an answer under a name made safe for files, all that differs at each run made plain."""
        path = self.answers / f"{_safe(name)}.txt"
        path.write_text(self.plain(text), encoding="utf-8", newline="\n")

    def ask_all(self, questions: list[list[str]]) -> None:
        """Every question that only reads."""
        for number, words in enumerate(questions):
            self.ask(f"{number:05}-{'-'.join(words)}", words)

    def help_pages(self) -> None:
        """The help page of every command that stands on its parent's page, in both languages."""
        for language in ("en", "zh"):
            waiting: list[list[str]] = [[]]
            while waiting:
                words = waiting.pop()
                page = self.ask(
                    f"help-{language}-{'-'.join(words) or 'dunning'}", ["--lang", language, *words, "--help"]
                )
                waiting += [[*words, name] for name in _commands_on(page)]

    def write_all(self, writes: list[dict[str, Any]], ledger: Path) -> None:
        """Every write in turn, and what it left: the changed files and the commits."""
        before = self.plain.written_from_now(ledger)
        lines = 0
        for number, write in enumerate(writes):
            for name, text in write["appended"].items():
                path = ledger / name
                content = (path.read_text(encoding="utf-8") if path.exists() else "") + text
                path.write_text(content, encoding="utf-8", newline="\n")
                lines = content.count("\n")
            if write["committed"]:
                in_git(ledger, "commit", "--quiet", "--all", "--message", "edited without the program")
            words = [word.replace("{lines}", str(lines)) for word in write["words"]]
            self.ask(f"write-{number:03}-{'-'.join(words)}", words)
        for name, text in state_of(ledger, before):
            self.keep(f"written-{name}", text)
        self.ask_all_after()

    def ask_all_after(self) -> None:
        """What the written ledger shows."""
        for words in (
            "fees --all --json",
            "status --json",
            "remind --json",
            "limitation --json",
            "audit --json",
        ):
            self.ask(f"written-then-{words.replace(' ', '-')}", words.split())


def _safe(name: str) -> str:
    return re.sub(r"[^\w.+-]+", "-", name)[:_LONGEST_NAME].rstrip("-.")


def _commands_on(page: str) -> Iterator[str]:
    """The names in the block after the options; examples stand there on the page of a command that has none under it."""
    blocks = page.split("\n\n")
    for place, block in enumerate(blocks):
        lines = block.splitlines()
        if (
            place
            and "--help" in blocks[place - 1]
            and len(lines) > 1
            and not lines[1].startswith("  dunning")
        ):
            yield from (
                found[1] for line in lines[1:] if (found := re.match(r"  ([a-z][a-z-]*)(?: |$)", line))
            )


def run(job: dict[str, Any]) -> None:
    """Answers the questions of a job."""
    tree, place = Path(job["tree"]), Path(job["place"])
    import dunning_cli
    from dunning_cli.cli.main import main

    if not Path(dunning_cli.__file__).is_relative_to(tree):
        sys.exit(f"{dunning_cli.__file__} was loaded, not the package in {tree}")
    child = Child(main, Plain(place, place / "ledger"), place / "answers", frozenset(job["ignored"]))
    os.chdir(place / "ledger")
    child.ask_all(job["questions"])
    if job["help"]:
        child.help_pages()
    if job["writes"]:
        os.chdir(place / "written" / "ledger")
        child.write_all(job["writes"], Path.cwd())


if __name__ == "__main__":
    run(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
