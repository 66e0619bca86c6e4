"""The forms of a report by name, and the files of each."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # the gate reads the names of forms at each start
    from policies.report.model import Report


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the report, rendered by a module of `policies.report.forms` that is imported once asked for.

    Its `render(report, digest)` answers bytes by the name of the file, or nothing for a file that would have
    nothing in it. `digest` is the SHA-256 of the report's content.
    """

    module: str
    files: tuple[str, ...]

    def render(self, report: Report, digest: str) -> Mapping[str, bytes]:
        """The files of the form that there are of this report."""
        found: Mapping[str, bytes] = import_module(f"policies.report.forms.{self.module}").render(
            report, digest
        )
        return found


FORMS: Final[Mapping[str, Form]] = {
    "oscal": Form(
        "oscal.documents",
        (
            "oscal-component-definition.json",
            "oscal-assessment-results.json",
            "oscal-plan-of-action-and-milestones.json",
        ),
    ),
    "csv": Form("csv", ("findings.csv", "controls.csv")),
    "markdown": Form("markdown", ("report.md",)),
}


def read_forms(said: str) -> tuple[str, ...]:
    """Names of forms with commas between. Raises argparse.ArgumentTypeError, as an option's type must."""
    names = tuple(dict.fromkeys(name.strip() for name in said.split(",")))
    for name in names:
        if name not in FORMS:
            raise argparse.ArgumentTypeError(
                f"'{name}' is no form of the report; there are {', '.join(FORMS)}"
            )
    return names


def rendered_forms(report: Report, names: Iterable[str], digest: str) -> dict[str, bytes]:
    """Every file of these forms, by its name."""
    return {file: content for name in names for file, content in FORMS[name].render(report, digest).items()}


def every_file() -> frozenset[str]:
    """The names of all files that some form may have."""
    return frozenset(file for form in FORMS.values() for file in form.files)
