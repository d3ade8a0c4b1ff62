"""All files of the sample: every case by its path, and the settings."""

from __future__ import annotations

from sample import (
    cards_early,
    cards_late,
    loans_early,
    loans_late,
    property_others,
    property_qinghe,
    student_stories,
)
from sample.office import OFFICE_FILE

STORIES = (
    *property_qinghe.STORIES,
    *property_others.STORIES,
    *loans_early.STORIES,
    *loans_late.STORIES,
    *cards_early.STORIES,
    *cards_late.STORIES,
    *student_stories.STORIES,
)


def sample_files() -> dict[str, str]:
    """The text of every file by its path in a ledger."""
    files = {"dunning.yaml": OFFICE_FILE}
    for story in STORIES:
        case = story()
        files[f"cases/{case.head.policy}/{case.head.case}.yaml"] = case.text()
    return dict(sorted(files.items()))
