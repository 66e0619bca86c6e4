"""The history of releases: a small record of each report, which a release job keeps under version control.

A record is named after its report's time and seal. It says what the report said in numbers; by the seals of
that report and of the one which it follows, a release that is left out is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import rfc8785

from policies.report.model import Counts, FrameworkRecord, Record
from policies.report.sealing import Sealed
from policies.strict_json import StrictJsonError, loads
from policies.whole_files import write_whole

FORMAT: Final = "compliance-record/1"
FOLDER: Final = Path("evidence/history")
MONTHS: Final = timedelta(days=366)
"""How far the history of a report goes back: twelve months, a leap year's among them."""

_TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
_DIGITS: Final = 12


class HistoryError(ValueError):
    """The history cannot be used; the text names the file and says why."""


def record_of(report: Sealed) -> Record:
    """What is kept of a report, whose integrity was checked.

    Raises HistoryError for a report that is of no time, KeyError and TypeError for one that lacks what it
    should hold.
    """
    said: Any = report.content
    if not said["made"]["time"]:
        raise HistoryError("the report is of no time, so nobody could tell where in the history it belongs")
    failed = {each["name"]: each["counts"]["failed"] for each in said["summary"]["by_severity"]}
    return Record(
        time=said["made"]["time"],
        commit=said["commit"],
        seal=str(report.integrity["seal"]),
        previous=str(report.integrity["previous"]),
        verdict=said["summary"]["verdict"],
        stacks=len(said["stacks"]),
        resources=said["summary"]["resources"],
        rules=len(said["rules"]),
        counts=Counts(**said["summary"]["counts"]),
        failed_by_severity=failed,
        waivers=len(said["waivers"]),
        frameworks=tuple(
            FrameworkRecord(
                each["id"],
                *(
                    each["coverage"][name]
                    for name in ("configuration", "checked", "in_part", "uncovered", "process")
                ),
            )
            for each in said["frameworks"]
        ),
    )


def keep(record: Record, folder: Path) -> Path:
    """Write a record into a folder, unless it is there already, and return its file.

    Raises HistoryError where the folder holds what is no record, or another one of a later time; OSError.
    """
    there = read_history(folder)
    later = [each for each in there if each.time > record.time]
    if later and record not in there:
        raise HistoryError(
            f"{folder}: the report is of {record.time}, and the history has one of {later[-1].time} already"
        )
    file = folder / f"{record.time.replace(':', '')}-{record.seal[:_DIGITS]}.json"
    write_whole(file, rfc8785.dumps({"format": FORMAT, **asdict(record)}) + b"\n")
    return file


def read_history(folder: Path) -> tuple[Record, ...]:
    """The records of a folder, the first release first; none where there is no folder.

    Raises HistoryError for a file that is no record, or whose name is not its own.
    """
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    records = [_read(file) for file in files]
    return tuple(sorted(records, key=lambda record: (record.time, record.seal)))


def recent(records: Iterable[Record], time: str) -> tuple[Record, ...]:
    """The records of the twelve months before a time, that moment left out; all where no time is said."""
    if not time:
        return tuple(records)
    end = datetime.strptime(time, _TIME)  # noqa: DTZ007 - all times are UTC, and compared with their like
    return tuple(
        record
        for record in records
        if end - MONTHS <= datetime.strptime(record.time, _TIME) < end  # noqa: DTZ007 - see above
    )


def gaps(records: Iterable[Record]) -> Iterator[str]:
    """A sentence for each record that does not follow the one before it: a report between is missing."""
    before: Record | None = None
    for record in records:
        if before and record.previous != before.seal:
            yield (
                f"the release of {record.time} does not follow that of {before.time}: "
                "a report between them is missing"
            )
        before = record


def _read(file: Path) -> Record:
    try:
        said = loads(file.read_bytes().decode("utf-8"))
        if not isinstance(said, Mapping) or said.get("format") != FORMAT:
            raise HistoryError(f"{file}: it is no record of the format {FORMAT}")
        fields = {key: value for key, value in said.items() if key != "format"}
        fields["counts"] = Counts(**fields["counts"])
        fields["frameworks"] = tuple(FrameworkRecord(**each) for each in fields["frameworks"])
        record = Record(**fields)
        datetime.strptime(record.time, _TIME)  # noqa: DTZ007 - its form alone
    except OSError as error:
        raise HistoryError(f"{file}: it cannot be read: {error.strerror}") from error
    except (StrictJsonError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, HistoryError):
            raise
        raise HistoryError(f"{file}: it is no record of a release ({error})") from error
    if file.stem != f"{record.time.replace(':', '')}-{record.seal[:_DIGITS]}":
        raise HistoryError(f"{file}: it is not called after the time and the seal that it holds")
    return record
