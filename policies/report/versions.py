"""What the verdict was reached with."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from policies.gate.verdict import Verdict
from policies.report.model import Version

_BINDINGS: Final = {
    "cdktf": ("cdktf", "cdktn"),
    "AWS provider bindings": ("cdktf-cdktf-provider-aws", "cdktn-provider-aws"),
}
"""Packages by what they are; the second of each is the successor of the first."""


def versions_of(
    verdict: Verdict, contents: Mapping[str, Mapping[str, Any]], checkov: str
) -> tuple[Version, ...]:
    """Python, bindings, the providers that the stacks require, checkov, and how many rules judged."""
    scanned = "checkov" in verdict.engines
    return (
        Version("Python", platform.python_version()),
        *(_installed(name, packages) for name, packages in _BINDINGS.items()),
        *_required(contents),
        Version(
            "checkov",
            checkov,
            "" if checkov else "it told no version" if scanned else "it was not asked to judge",
        ),
        Version(
            "Our rules",
            str(len(verdict.rules)) if "rules" in verdict.engines else "",
            "in force" if "rules" in verdict.engines else "they were not asked to judge",
        ),
    )


def _installed(name: str, packages: tuple[str, ...]) -> Version:
    for package in packages:
        try:
            return Version(name, version(package), package)
        except PackageNotFoundError:
            continue
    return Version(name, "", f"none of {' and '.join(packages)} is installed where this was judged")


def _required(contents: Mapping[str, Mapping[str, Any]]) -> tuple[Version, ...]:
    """Every provider version that a stack requires."""
    found: set[tuple[str, str]] = set()
    for content in contents.values():
        settings = content.get("terraform")
        for block in settings if isinstance(settings, list) else [settings]:
            providers = block.get("required_providers") if isinstance(block, Mapping) else None
            for each in providers if isinstance(providers, list) else [providers]:
                for name, wanted in each.items() if isinstance(each, Mapping) else ():
                    if isinstance(wanted, Mapping):
                        found.add((str(wanted.get("source", name)), str(wanted.get("version", ""))))
    return tuple(
        Version(f"Terraform provider {source}", wanted, "required by the stacks")
        for source, wanted in sorted(found)
    )
