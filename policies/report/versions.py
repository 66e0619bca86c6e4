"""What the verdict was reached with."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from typing import Any

from engines import ENGINES, Engine
from policies.gate.verdict import Verdict
from policies.report.model import Version


def versions_of(
    verdict: Verdict, contents: Mapping[str, Mapping[str, Any]], checkov: str
) -> tuple[Version, ...]:
    """Python, bindings, the providers that the stacks require, checkov, and how many rules judged."""
    scanned = "checkov" in verdict.engines
    return (
        Version("Python", platform.python_version()),
        *_written_by(contents),
        *_required(contents),
        Version(
            "checkov",
            checkov,
            "" if checkov else "it reported no version" if scanned else "it was not asked to judge",
        ),
        Version(
            "Our rules",
            str(len(verdict.rules)) if "rules" in verdict.engines else "",
            "in force" if "rules" in verdict.engines else "they were not asked to judge",
        ),
    )


def _written_by(contents: Mapping[str, Mapping[str, Any]]) -> tuple[Version, ...]:
    """Library and bindings of the engine whose version the stacks name; of cdktf where they name none."""
    said = {
        str(metadata["version"]) for metadata in map(_metadata, contents.values()) if "version" in metadata
    }
    for engine in ENGINES.values():
        if said <= {engine.installed(engine.name)}:
            return (
                _installed(engine, engine.name, engine.name),
                _installed(engine, "AWS provider bindings", engine.aws.replace("_", "-")),
            )
    return (
        Version(
            " or ".join(ENGINES),
            ", ".join(sorted(said)),
            "as the stacks say; it is not installed where this was judged",
        ),
    )


def _metadata(content: Mapping[str, Any]) -> Mapping[str, Any]:
    comment = content.get("//")
    metadata = comment.get("metadata") if isinstance(comment, Mapping) else None
    return metadata if isinstance(metadata, Mapping) else {}


def _installed(engine: Engine, name: str, package: str) -> Version:
    version = engine.installed(package)
    return Version(name, version, package if version else f"{package} is not installed where this was judged")


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
