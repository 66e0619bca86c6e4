"""What the process that runs checkov wrote, read strictly: anything but the whole output is an error."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final


class CheckovResult(StrEnum):
    """What a check says of an element.

    `UNKNOWN` is checkov's word for a check that has nothing to say of it; `UNDECIDED`: what it asks for is an
    expression there; `BROKE`: it raised.
    """

    PASSED = "PASSED"
    FAILED = "FAILED"
    UNKNOWN = "UNKNOWN"
    UNDECIDED = "UNDECIDED"
    BROKE = "BROKE"


RESULTS: Final = frozenset(CheckovResult)


class ScannerError(Exception):
    """checkov did not answer as it must; the text says what happened."""


@dataclass(frozen=True, slots=True)
class Record:
    """One result: a check, what it says, the arguments that it read, and where: a line or an address."""

    check: str
    title: str
    guide: str
    result: CheckovResult
    line: int
    address: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StackOutput:
    """What checkov said of a stack in one shape: its results, the graph checks that ran there, and by
    address why an element could not be read.
    """

    records: tuple[Record, ...]
    graph_checks: frozenset[str]
    unread: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CheckovOutput:
    """The whole output: by shape and folder; `loaded` are the checks that were there to be run."""

    version: str
    loaded: frozenset[str]
    stacks: Mapping[tuple[str, str], StackOutput]


def read_output(path: Path, shapes: Collection[str], folders: Collection[str]) -> CheckovOutput:
    """Read the output about exactly these shapes and folders. Raises ScannerError for anything else."""
    try:
        parsed = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ScannerError("it wrote no results") from error
    except (OSError, ValueError, RecursionError) as error:
        raise ScannerError(f"its results do not parse: {error}") from error
    try:
        found = parsed["shapes"]
        _demand(found, shapes)
        for said in found.values():
            _demand(said, folders)
        return CheckovOutput(
            str(parsed["version"]),
            frozenset(parsed["loaded"]),
            {
                (shape, folder): _stack(shape, answered)
                for shape, said in found.items()
                for folder, answered in said.items()
            },
        )
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise ScannerError(
            f"its results are not in the form that is asked for ({type(error).__name__}: {error})"
        ) from error


def _demand(found: Collection[str], wanted: Collection[str]) -> None:
    if sorted(found) != sorted(wanted):
        raise ScannerError(f"it answered for {', '.join(found) or 'nothing'}, not {', '.join(wanted)}")


def _stack(shape: str, said: Mapping[str, Any]) -> StackOutput:
    return StackOutput(
        tuple(_record(shape, record) for record in said["records"]),
        frozenset(said["graph_checks"]),
        {str(address): str(why) for address, why in said["unread"].items()},
    )


def _record(shape: str, said: Mapping[str, Any]) -> Record:
    if said["result"] not in RESULTS or not said["check"]:
        raise ScannerError(
            f"it answered {said['result']} to {said['check'] or 'a check without id'} as {shape}, "
            "which it was not run for"
        )
    return Record(
        check=str(said["check"]),
        title=str(said["title"] or said["check"]),
        guide=str(said["guide"] or ""),
        result=CheckovResult(said["result"]),
        line=int(said["line"]),
        address=str(said["address"] or ""),
        keys=tuple(map(str, said["keys"])),
    )
