"""Latin words in a text that is to be Chinese, but for those that may stand in one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dunning_cli.cli.families import WORDS

_WORD = "|".join(sorted((*WORDS, "letters"), key=len, reverse=True))
ALLOWED: dict[str, str] = {
    "a command that is to be typed, up to what is no part of it": (
        r"\b(?:dunning|git|sha256sum|shasum|certutil)(?: +(?:'[^']*'|[^\s，。；：、（）“”]+))+"
    ),
    "an option that is to be typed, with its value": r"--[a-z][a-z-]+(?:[ =][A-Za-z_.]+(?:=[\w.%/]+)?)?",
    "the word of the command by which `history --kind` finds a change": (
        rf"(?<![A-Za-z-])(?:{_WORD})(?: end| rate)?(?= [^\s：]+(?:：| \d)| \d+ 个案件| [0-9a-f]{{10}}：)"
        r"|\b(?:import|init|sync|batch)(?=：)"
    ),
    "a change of a file of rules, told as the file has it": r"[\w./-]+\.yaml：.*",
    "an e-mail address": r"[\w.*-]+@[\w.-]+",
    "the name of a file": r"[\w./-]+\.(?:html|csv|xlsx|yaml|txt|jsonl?|ics|zip|log)\b|SHA256SUMS",
    "an entry by its id": r"\b0[0-9a-z]{15}\b",
    "a commit or a file by its hash": r"\b(?=[a-f]*[0-9])[0-9a-f]{10,64}\b",
    "a number that bears letters, such as a case, a letter, a receipt, a quarter": (
        r"(?<![\w-])(?=[A-Z0-9-]*[0-9])(?=[0-9-]*[A-Z])[A-Z0-9-]+(?![\w-])"
    ),
    "a code beside its words": r"(?<=[（(])[A-Za-z][\w.-]*(?=[）)])|[A-Za-z][\w.-]*(?=”?（[一-龥])",
    "a key of a file, between quotes": r"“[a-z_.]+”",
    "a stage of arrears, as the trade calls them": r"\bM[0-4]\+?(?![A-Za-z])",
    "a rate that courts and banks call by these letters": r"\bLPR\b",
    "a currency, a format, a way of delivery or payment, a program": (
        r"\b(?:CNY|CSV|PDF|SHA-256|EMS|POS|UTF-8|git|dunning|DUNNING_TODAY|macOS|Windows)\b"
    ),
}
"""What may stand in Latin, each as a pattern, in the order in which they are looked for."""
_ALLOWED = [re.compile(pattern) for pattern in ALLOWED.values()]
_LATIN = re.compile(r"[A-Za-z]+(?:[-_.'][A-Za-z]+)*")


def latin_words(text: str, allowed: Iterable[str] = ()) -> list[str]:
    """The Latin words in lines of text that are none of those allowed, each with its line."""
    found = []
    for line in text.splitlines():
        rest = line
        for pattern in _ALLOWED:
            rest = pattern.sub(" ", rest)
        for word in sorted(allowed, key=len, reverse=True):
            rest = re.sub(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])", " ", rest)
        found += [f"{word}: {line.strip()}" for word in _LATIN.findall(rest)]
    return found
