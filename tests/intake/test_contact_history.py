"""A contact history as it is read: times, words, keys, in text files and workbooks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest

from dunning_cli.domain.case.codes.people import DetailStatus
from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.intake.contacts.reading import read_contacts
from dunning_cli.intake.contacts.records import ContactFile
from dunning_cli.intake.files.grammar import read_moment
from dunning_cli.intake.profiles.profile import Profile, read_profile
from dunning_cli.intake.profiles.recognised import recognised
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.store.format.yaml_reader import parse_yaml

PROFILE = Path(__file__).parents[2] / "policies/imports/contact-history.yaml"
HEADER = ("个案序列号", "姓名", "催收措施", "催收时间", "电话号码", "催收记录", "催收结果", "催收员")


@pytest.fixture(scope="module")
def profile() -> Profile:
    node = parse_yaml(PROFILE.read_bytes(), [])
    assert node is not None
    found = read_profile(node, [])
    assert found is not None
    return found


def read(profile: Profile, path: Path) -> ContactFile:
    return read_contacts(recognised(path.name, path.read_bytes(), [profile]))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-06-05 09:00:00", (date(2026, 6, 5), time(9))),
        ("2026/6/5 9:05", (date(2026, 6, 5), time(9, 5))),
        ("2026-06-05T21:30", (date(2026, 6, 5), time(21, 30))),
        ("20260605 07:01:02.000", (date(2026, 6, 5), time(7, 1, 2))),
        ("２０２６年６月５日", (date(2026, 6, 5), None)),
    ],
)
def test_a_moment_is_a_day_and_an_hour_where_there_is_one(
    text: str, moment: tuple[date, time | None]
) -> None:
    assert read_moment(text) == moment


@pytest.mark.parametrize("text", ["1969-06-05 09:00", "2026-02-30 09:00", "2026-06-05 25:00", "09:00"])
def test_other_moments_are_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_moment(text)


def test_the_sample_is_read_without_a_fault(profile: Profile, contact_history: Path) -> None:
    file = read(profile, contact_history)
    assert (file.rows, len(file.contacts), file.rejected, file.unknown_columns) == (400, 400, (), ())
    assert len({contact.key for contact in file.contacts}) == 400


def test_a_workbook_says_the_same_as_a_text_file(
    profile: Profile, csv_file: Callable[..., Path], xlsx_file: Callable[..., Path]
) -> None:
    row = ("GR-1", "黄霞", "电话催收", "2026-06-05 09:00:00", "13834052166", "空号", "空号", "zhao")
    dated = (*row[:3], datetime(2026, 6, 5, 9), *row[4:])
    (one,) = read(profile, csv_file([HEADER, row], encoding="gb18030")).contacts
    (two,) = read(profile, xlsx_file([HEADER, dated])).contacts
    assert one == two
    assert (one.channel, one.result, one.number_status) == (
        Channel.PHONE,
        Result.NO_ANSWER,
        DetailStatus.DEAD,
    )


def test_the_key_tells_contacts_apart_and_not_their_blanks(
    profile: Profile, csv_file: Callable[..., Path]
) -> None:
    row = ["GR-1", "黄霞", "电话催收", "2026-06-05 09:00:00", "13834052166", "下月 还款", "已接通", "zhao"]

    def key(at: int, text: str) -> str:
        return read(profile, csv_file([HEADER, [*row[:at], text, *row[at + 1 :]]])).contacts[0].key

    same = key(7, "zhao")
    assert key(7, "li") == same  # who called is no part of it
    assert key(4, "+86 138-3405-2166") == same
    assert key(5, "下月还款") == same
    others = {key(0, "GR-2"), key(2, "短信"), key(3, "2026-06-05 09:01"), key(4, ""), key(5, "不还")}
    assert len(others | {same}) == 6
    assert same.startswith("sha256:")  # nothing of a person stands in it
