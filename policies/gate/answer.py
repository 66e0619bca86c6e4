"""What the process that runs checkov wrote, read strictly: anything but a whole answer is an error."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

RESULTS: Final = frozenset({"PASSED", "FAILED", "UNKNOWN", "BROKE"})
"""`UNKNOWN` is checkov's word for a check that has nothing to say of an element; `BROKE`: it raised."""


class ScannerError(Exception):
    """checkov did not answer as it must; the text says what happened."""


@dataclass(frozen=True, slots=True)
class Record:
    """One answer: a check, its result, and where: the folder of the stack with a line or an address."""

    check: str
    title: str
    guide: str
    result: str
    folder: str
    line: int
    address: str


@dataclass(frozen=True, slots=True)
class ShapeAnswer:
    """What checkov said of the stacks in one shape, and the graph checks that ran."""

    records: tuple[Record, ...]
    graph_checks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer, by shape."""

    version: str
    shapes: Mapping[str, ShapeAnswer]


def read_answer(path: Path, shapes: tuple[str, ...]) -> Answer:
    """Read the answer about exactly these shapes. Raises ScannerError where it is anything else."""
    try:
        parsed = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ScannerError("it wrote no results") from error
    except (OSError, ValueError, RecursionError) as error:
        raise ScannerError(f"its results do not parse: {error}") from error
    try:
        found = parsed["shapes"]
        if sorted(found) != sorted(shapes):
            raise ScannerError(f"it answered for {', '.join(found) or 'no shape'}, not {', '.join(shapes)}")
        return Answer(str(parsed["version"]), {shape: _shape(shape, found[shape]) for shape in shapes})
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise ScannerError(
            f"its results are not in the form that is asked for ({type(error).__name__}: {error})"
        ) from error


def _shape(shape: str, said: Mapping[str, Any]) -> ShapeAnswer:
    if errors := said["parsing_errors"]:
        raise ScannerError(f"it could not parse everything as {shape} (parsing errors: {len(errors)})")
    return ShapeAnswer(
        tuple(_record(shape, record) for record in said["records"]), frozenset(said["graph_checks"])
    )


def _record(shape: str, said: Mapping[str, Any]) -> Record:
    if said["result"] not in RESULTS or not said["check"]:
        raise ScannerError(
            f"it answered {said['result']} to {said['check'] or 'a check without id'} as {shape}, "
            "which nobody asked it to do"
        )
    return Record(
        check=str(said["check"]),
        title=str(said["title"] or said["check"]),
        guide=str(said["guide"] or ""),
        result=said["result"],
        folder=Path(said["file"]).parent.name,
        line=int(said["line"]),
        address=str(said["address"] or ""),
    )
