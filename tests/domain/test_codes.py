"""The fixed words of a case: every member of a kind that has labels has one."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from dunning_cli.domain.case import codes
from dunning_cli.domain.case.codes.labels import label_of

MODULES = [
    name
    for _, name, _ in pkgutil.iter_modules(codes.__path__)
    if name not in ("labels", "phases", "schedules")
]
"""Phases are no kind: an office names more of its own, and each stands beside its words. Those of schedules are words of
the command line alone."""


@pytest.mark.parametrize("name", MODULES)
def test_every_member_of_a_kind_has_its_words(name: str) -> None:
    module = importlib.import_module(f"{codes.__name__}.{name}")
    assert module.LABELS
    for kind, labels in module.LABELS.items():
        assert set(map(repr, labels)) == set(map(repr, kind)), kind
        assert all(label_of(member).template for member in kind)
