"""The formats of a verdict by name, and what is written where: one judgement, several outputs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from policies.gate.formats import text
from policies.gate.verdict import Verdict
from policies.whole_files import write_whole


def _rendered_by(module: str) -> Callable[[Verdict], str]:
    """What renders a format, imported once that is asked for."""
    return lambda verdict: str(import_module(f"policies.gate.formats.{module}").render(verdict))


FORMATS: Final[Mapping[str, Callable[[Verdict], str]]] = {
    "text": lambda verdict: text.render(verdict) + "\n",
    "json": _rendered_by("json"),
    "sarif": _rendered_by("sarif"),
    "junit": _rendered_by("junit"),
    "github": _rendered_by("github"),
    "markdown": _rendered_by("markdown"),
}

EVERY: Final = {"text": lambda verdict: text.render(verdict, every=True) + "\n"}
"""The formats that name the first places of a cause, with every place named."""


@dataclass(frozen=True, slots=True)
class Output:
    """A verdict in one format, to be written to one file."""

    format: str
    file: Path

    @classmethod
    def parse(cls, said: str) -> Output:
        """Read `FORMAT=FILE`. Raises argparse.ArgumentTypeError, as an option's type must."""
        name, _, file = said.partition("=")
        if name not in FORMATS or not file.strip():
            raise argparse.ArgumentTypeError(
                f"'{said}' is not FORMAT=FILE, where FORMAT is one of {', '.join(FORMATS)}"
            )
        return cls(name, Path(file))


def add_write_option(parser: argparse.ArgumentParser) -> None:
    """Add `--write FORMAT=FILE`, which may be given several times."""
    parser.add_argument(
        "--write",
        action="append",
        default=[],
        type=Output.parse,
        metavar="FORMAT=FILE",
        help="write the same verdict there too, in that format; may be given several times",
    )


def rendered(verdict: Verdict, name: str, *, every: bool = False) -> str:
    """The verdict in one format; `every`: with every place named, where it else names the first ones."""
    return ((EVERY if every else {}).get(name) or FORMATS[name])(verdict)


def write(verdict: Verdict, outputs: Iterable[Output], *, every: bool = False) -> None:
    """Write every output, each whole or not at all. Raises OSError where a file cannot be written."""
    for output in outputs:
        content = rendered(verdict, output.format, every=every)
        write_whole(output.file, content.encode("utf-8", "backslashreplace"))
