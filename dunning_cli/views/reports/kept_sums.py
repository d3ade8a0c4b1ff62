"""What a report counts of each row in a period: from the sums that are kept of parts of the ledger, the rest from the cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

import msgspec

from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Sums
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.part_cache import Part, PartCache
from dunning_cli.store.reading.report_rows import PartRow
from dunning_cli.views.account.counted import sums_of_row, sums_row
from dunning_cli.views.account.unknown import Unknown
from dunning_cli.views.portfolio.selection import Selection
from dunning_cli.views.reports.definitions import Report
from dunning_cli.views.reports.groups import Groups, Key
from dunning_cli.views.reports.looked_up import LookedUp
from dunning_cli.views.reports.measured import Measured, Measuring, Seen

_decoder = msgspec.msgpack.Decoder(PartRow)


@dataclass(slots=True)
class Totals:
    """One period: the sums of each row, of the cases that are listed, and what could not be worked out."""

    groups: dict[Key, Sums] = field(default_factory=dict)
    listed: dict[str, Sums] = field(default_factory=dict)
    unknown: dict[str, Unknown] = field(default_factory=dict)

    def add(self, key: Key, numbers: Mapping[str, int], names: Mapping[str, Iterable[str]]) -> None:
        """Adds to the sums of a row."""
        self.groups.setdefault(key, Sums()).add(numbers.items(), names.items())


class KeptSums:
    """Counts a report; what is looked up for one report serves the next."""

    def __init__(self, looked_up: LookedUp, report: Report, groups: Groups, selection: Selection) -> None:
        self._looked_up = looked_up
        self._report = report
        self._groups = groups
        self._selection = selection

    def of(self, period: Period) -> Totals:
        """What is counted in a period."""
        parts = self._looked_up.parts
        if not parts:
            return self._together((), self._measuring(self._looked_up).of_cases(period), period)
        reader = self._looked_up.reader
        with PartCache(reader.folder, f"sums to {period.last} {reader.rules_digest}") as cache:
            question = f"{period.first} {self._question}"
            kept = dict(_read(cache.get_all(question, parts)))
            missing = [part for part in parts if part.number not in kept]
            files = self._to_be_counted(missing, kept.values())
            measured = self._measuring(self._looked_up.of(files)).of_cases(period) if files else Measured()
            if missing:
                cache.keep(question, self._packed(missing, measured))
        return self._together(list(kept.values()), measured, period)

    @cached_property
    def _question(self) -> str:
        """All that sums depend on beside files, rules and days."""
        report = self._report
        told = (
            [each.name for each in report.countings],
            report.listed.name if report.listed is not None else None,
            self._groups.by,
            repr(self._selection),
        )
        return msgspec.json.encode(told).decode()

    def _measuring(self, looked_up: LookedUp) -> Measuring:
        return Measuring(looked_up, self._report, self._groups, self._selection)

    def _to_be_counted(self, missing: Sequence[Part], kept: Iterable[PartRow]) -> list[CaseFile]:
        """The files of the parts of which nothing is kept, and those that the others left out."""
        wanted = {file.path for part in missing for file in part.files}
        wanted.update(path for row in kept for path in row.left)
        return [file for file in self._looked_up.every or () if file.path in wanted] if wanted else []

    def _together(self, kept: Sequence[PartRow], measured: Measured, period: Period) -> Totals:
        totals = Totals(unknown=measured.unknown)
        for row in kept:
            for key, sums in row.groups:
                totals.add(key, sums.numbers, sums.names)
        for key, cases in measured.groups.items():
            for counted in cases.values():
                totals.add(key, counted.numbers, counted.names)
        for key, wanted in self._measuring(self._looked_up).targets(period):
            totals.add(key, wanted.numbers, wanted.names)
        # rows stand in the order in which the first cases of all show the stages
        for seen in sorted(
            {*_first_seen(measured.seen.values()), *(Seen(*each) for row in kept for each in row.stages)}
        ):
            self._groups.see(seen.stages)
        if self._report.listed is not None:
            listed = {case: sums_of_row(sums) for row in kept for case, sums in row.listed}
            totals.listed = self._report.listed.chosen(listed | _by_case(measured))
        return totals

    def _packed(self, parts: Sequence[Part], measured: Measured) -> Iterator[tuple[Part, bytes]]:
        """The rows of parts; a case that cannot be worked out is left to whoever reads them."""
        place = {file.id: part.number for part in parts for file in part.files}
        groups: dict[int, dict[Key, Sums]] = {part.number: {} for part in parts}
        for key, cases in measured.groups.items():
            for case, sums in cases.items():
                if case in place and case not in measured.unknown:
                    groups[place[case]].setdefault(key, Sums()).add_all(sums)
        by_case = _by_case(measured) if self._report.listed is not None else {}
        for part in parts:
            sound = [file.id for file in part.files if file.id not in measured.unknown]
            listed: Mapping[str, Sums] = {}
            if self._report.listed is not None:
                listed = self._report.listed.chosen(
                    {case: by_case[case] for case in sound if case in by_case}
                )
            row = PartRow(
                tuple((key, sums_row(sums)) for key, sums in groups[part.number].items()),
                tuple(_first_seen(measured.seen[case] for case in sound if case in measured.seen)),
                tuple((case, sums_row(sums)) for case, sums in listed.items()),
                tuple(file.path for file in part.files if file.id in measured.unknown),
            )
            yield part, msgspec.msgpack.encode(row)


def _read(rows: Mapping[int, bytes]) -> Iterator[tuple[int, PartRow]]:
    for number, data in rows.items():
        try:
            yield number, _decoder.decode(data)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            continue


def _first_seen(seen: Iterable[Seen]) -> Iterator[Seen]:
    """The first of those with the same stages."""
    found: dict[tuple[str, ...], Seen] = {}
    for each in seen:
        found[each.stages] = min(each, found.get(each.stages, each))
    return iter(found.values())


def _by_case(measured: Measured) -> dict[str, Sums]:
    found: dict[str, Sums] = {}
    for cases in measured.groups.values():
        for case, sums in cases.items():
            found.setdefault(case, Sums()).add_all(sums)
    return found
