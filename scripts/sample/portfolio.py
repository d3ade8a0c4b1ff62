"""All files of the sample: every case and letter by its path, and the settings."""

from __future__ import annotations

from sample import (
    cards_early,
    cards_late,
    loans_early,
    loans_late,
    loans_secured,
    property_others,
    property_qinghe,
    student_stories,
)
from sample.batches import bank_gives_more_time
from sample.office import OFFICE_FILE
from sample.register import written_letters

STORIES = (
    *property_qinghe.STORIES,
    *property_others.STORIES,
    *loans_early.STORIES,
    *loans_late.STORIES,
    *loans_secured.STORIES,
    *cards_early.STORIES,
    *cards_late.STORIES,
    *student_stories.STORIES,
)
STORIES_OF_SEVERAL_CASES = (property_qinghe.household_with_parking,)


def sample_files() -> dict[str, str]:
    """The text of every file by its path in a ledger."""
    cases = [story() for story in STORIES]
    cases += [case for stories in STORIES_OF_SEVERAL_CASES for case in stories()]
    bank_gives_more_time(cases)
    files = {"dunning.yaml": OFFICE_FILE, **written_letters(cases)}
    for case in cases:
        files[f"cases/{case.head.policy}/{case.head.case}.yaml"] = case.text()
    return dict(sorted(files.items()))
