"""The keys of a policy that tell how days past due or missed statements become a stage."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import zip_longest

from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Code, Count, FilledWords


class Scheme(StrEnum):
    """How an account's age becomes a stage."""

    DPD30 = "dpd30"
    STATEMENT = "statement"
    CALENDAR_MONTH = "calendar_month"
    BUCKETS = "buckets"


def _ranges(ranges: tuple[tuple[int, int | None], ...], key_name: str) -> Iterator[tuple[str, Message]]:
    for (start, end), following in zip_longest(ranges, ranges[1:]):
        if end is not None and end < start:
            yield key_name, msg("the range {start}–{end} ends before it begins", start=start, end=end)
        if following is None:
            continue
        if end is None or following[0] <= end:
            yield (
                key_name,
                msg("the ranges overlap at day {day}; each begins after the one before", day=following[0]),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """One stage by days past due."""

    stage: FilledWords = key("name of the stage", required=True)
    from_: Count = key("first day past due", required=True)
    to: Count | None = key("last day past due; open while missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A named range of days past due inside a stage, such as early, middle, late."""

    band: Code = key("name of the band", required=True)
    from_: Count = key("first day past due", required=True)
    to: Count | None = key("last day past due; open while missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRule:
    """How days past due or missed statements become a stage."""

    scheme: Scheme = key(
        "dpd30; statement, one more on each statement date; calendar_month, one more on the first of each month after the "
        "due date; or buckets of its own",
        default=Scheme.DPD30,
    )
    buckets: tuple[Bucket, ...] = key("stages by days past due, for the scheme `buckets`", default=())
    bands: tuple[Band, ...] = key("finer ranges of days past due", default=())

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Ranges follow each other; own buckets need a list and leave no gap."""
        yield from _ranges(tuple((b.from_, b.to) for b in self.buckets), "buckets")
        yield from _ranges(tuple((b.from_, b.to) for b in self.bands), "bands")
        for before, after in zip(self.buckets, self.buckets[1:], strict=False):
            if before.to is not None and after.from_ > before.to + 1:
                yield "buckets", msg("no bucket holds day {day}", day=before.to + 1)
        if self.scheme is Scheme.BUCKETS and not self.buckets:
            yield "scheme", msg("the scheme buckets needs a list of buckets")
