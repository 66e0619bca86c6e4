"""`python -m policies record`: keep what a report says, in numbers, in the history of releases."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from policies.report.history import FOLDER, HistoryError, gaps, keep, read_history, record_of
from policies.report.sealing import SealError, faults, opened


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `record` to the commands of `python -m policies`."""
    parser = commands.add_parser(
        "record",
        help="keep a report's numbers in the history of releases",
        description=(
            "Keep what a report says, in numbers, in the history of releases, which the release job commits "
            "and the next report shows (gate --history). Status 0: it is there. 2: the report was changed or "
            "is of no time, or the history cannot be used."
        ),
    )
    parser.add_argument(
        "report", nargs="?", type=Path, default=Path("reports/compliance.json"), metavar="REPORT"
    )
    parser.add_argument(
        "--history",
        type=Path,
        default=FOLDER,
        metavar="FOLDER",
        help=f"where records are kept ({FOLDER} unless said)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the record, and tell its file and what is missing before it."""
    try:
        report = opened(options.report.read_bytes())
        if fault := next(faults(report), ""):
            print(f"record: {options.report} was changed: {fault}", file=sys.stderr)
            return 2
        file = keep(record_of(report), options.history)
        missing = list(gaps(read_history(options.history)))
    except OSError as error:
        print(f"record: {error.filename or options.report}: {error.strerror}", file=sys.stderr)
        return 2
    except (SealError, HistoryError, KeyError, TypeError) as error:
        print(f"record: {options.report}: {error}", file=sys.stderr)
        return 2
    print(f"recorded: {file}")
    for sentence in missing:
        print(f"note: {sentence}")
    return 0
