"""The report that one follows: it is named by its seal, so that none of them can be changed."""

from __future__ import annotations

from pathlib import Path

from policies.report.sealing import Sealed, SealError, Terms, faults, opened
from policies.report.signing import read_private_key


class PreviousError(ValueError):
    """The report cannot be followed; the text says which, and why."""


def terms_of(previous: Sealed | None, key: Path | None) -> Terms:
    """How a report is to be sealed: after another one, and by the key of a file. Raises KeyFileError."""
    seal = str(previous.integrity["seal"]) if previous else ""
    return Terms(seal, read_private_key(key) if key else None)


def read_previous(file: Path) -> Sealed:
    """A report to follow, as it was written. Raises PreviousError."""
    try:
        report = opened(file.read_bytes())
    except OSError as error:
        raise PreviousError(f"the previous report {file} cannot be read: {error.strerror}") from error
    except SealError as error:
        raise PreviousError(f"{file} is no report to follow: {error}") from error
    for fault in faults(report):
        raise PreviousError(f"the previous report {file} was changed: {fault}")
    return report
