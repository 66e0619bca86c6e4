"""Regions, accounts and environments are named in the settings, and nowhere else in what is shipped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
REGION = re.compile(
    r"\b(?:us|eu|ap|sa|ca|me|af|il|cn|mx)(?:-gov)?-(?:north|south|east|west|central)(?:east|west)?-\d\b"
)
ENVIRONMENT = re.compile(r"['\"](?:prod|dev|stage|staging|development)['\"]")
OF_AWS = frozenset(
    PROJECT / "policies" / name for name in ("related/regions.py", "rules/s3/balancer_account.py")
)
"""They say what AWS has where: the one region of what is of no region, and an account of each region."""
OF_ENVIRONMENTS = frozenset(
    PROJECT / "policies" / name
    for name in (
        *(
            "context.py",
            "gate/reading/build.py",
            "related/words.py",
            "rules/alarms/metric.py",
            "rules/alarms/own_metrics.py",
        ),
        "rules/terraform/remote_state.py",
    )
)
"""They know by which words others call environments; two have a dimension, a payment's stage."""
SETTINGS = frozenset((PROJECT / "infra" / "systems").glob("*/*.toml"))


def walk() -> Iterator[Path]:
    yield from (PROJECT / name for name in ("main.py", "bootstrap.py", "Makefile", "cdktf.json"))
    for package in ("provisioning", "infra", "aspects", "policies", "handlers", "containers"):
        for path in sorted((PROJECT / package).rglob("*")):
            if path.suffix in (".py", ".toml", ".cjs", ".json", ".html") and path not in SETTINGS:
                yield path


SOURCES = tuple(walk())


def test_r12_no_region_is_named_outside_the_settings() -> None:
    found = [
        f"{path.relative_to(PROJECT)}: {match}"
        for path in SOURCES
        if path not in OF_AWS
        for match in REGION.findall(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_r12_the_pattern_knows_a_region_when_it_sees_one() -> None:
    assert all(REGION.findall(path.read_text(encoding="utf-8")) for path in SETTINGS)


def test_r10_no_environment_is_named_in_the_infrastructure() -> None:
    found = [
        f"{path.name}: {match}"
        for path in SOURCES
        if "policies/rules/naming" not in path.as_posix()  # the rule that refuses these words
        if path not in OF_ENVIRONMENTS
        if "handlers/adapters/telemetry" not in path.as_posix()  # a dimension of metrics, a payment's stage
        for match in ENVIRONMENT.findall(path.read_text(encoding="utf-8"))
    ]
    assert found == []
