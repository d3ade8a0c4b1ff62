"""Labels for envelopes, and what a waybill says of the contents: a court believes that a paper was sent where it is named."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from dunning_cli.kernel.record import dataclass

_TO = {"zh": "{name}（收）", "en": "{name}"}
_CONTENTS = {"zh": "《{title}》（编号 {serial}，{subject}）", "en": "{title} (no. {serial}, {subject})"}
_CONTRACTS = {"zh": "合同 {numbers}", "en": "contract {numbers}"}
_CASES = {"zh": "案件 {numbers}", "en": "case {numbers}"}
_BETWEEN = {"zh": "、", "en": ", "}


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on one label: where to, to whom, and the number of the letter that belongs under it."""

    lines: Sequence[str]
    name: str
    serial: str


def label_of_letter(name: str, department: str | None, address: str, serial: str, language: str) -> Label:
    """The label of a letter; nothing on it tells that anything is owed."""
    lines = [address, *([department] if department else [])]
    return Label(lines, _TO[language].format(name=name), serial)


def contents(title: str, serial: str, contracts: Sequence[str], cases: Sequence[str], language: str) -> str:
    """What a waybill says is in the envelope: the paper by title and number, and the contracts it is about, else the cases."""
    form, numbers = (_CONTRACTS, contracts) if contracts else (_CASES, cases)
    subject = form[language].format(numbers=_BETWEEN[language].join(numbers))
    return _CONTENTS[language].format(title=title, serial=serial, subject=subject)


def labels_text(labels: Sequence[Label]) -> str:
    """The labels one below the other, an empty line between them."""
    return "\n".join("\n".join((*each.lines, each.name, each.serial, "")) for each in labels)


def labels_data(labels: Sequence[Label], families: Sequence[str]) -> str:
    """What the layout of labels reads as `sys.inputs.data`, JSON."""
    told = {"fonts": list(families), "labels": [asdict(each) for each in labels]}
    return json.dumps(told, ensure_ascii=False)
