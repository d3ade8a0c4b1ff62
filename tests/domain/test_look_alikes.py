"""Names that pass for others have one skeleton; ordinary names of different people have not."""

from __future__ import annotations

import pytest

from dunning_cli.kernel.look_alikes import differ_in_case_only, is_forged, skeleton


@pytest.mark.parametrize(
    "other",
    [
        "w\u0430ng",
        "wa\u200bng",
        "\uff57\uff41\uff4e\uff47",
        "WANG",
        "w\u03b1ng",
        "wang\ufe0f",
        "wa\u00adng",
        "wang ",
    ],
)
def test_what_looks_like_a_name_has_its_skeleton(other):
    assert skeleton(other) == skeleton("wang")


@pytest.mark.parametrize(
    ("one", "other"), [("wang", "wáng"), ("lu", "lü"), ("王静", "王靜"), ("li", "l1"), ("wang", "wang2")]
)
def test_different_people_have_different_ones(one, other):
    assert skeleton(one) != skeleton(other)


def test_a_name_is_forged_by_what_is_within_it():
    assert all(map(is_forged, ["w\u0430ng", "wa\u200bng", "王静\u202e", "paypal \u0430bc"]))
    assert not any(
        map(is_forged, ["wang", "王静", "王静 wang", "ванг", "Γιάννης", "王静wang", "Zoë O'Neil-2"])
    )


def test_capitals_alone_are_told_apart():
    assert differ_in_case_only("Wang", "wang")
    assert not differ_in_case_only("wang", "wang")
    assert not differ_in_case_only("wang", "w\u0430ng")
