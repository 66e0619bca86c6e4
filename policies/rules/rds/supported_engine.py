"""Databases run a version that gets patches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_SERIES: Final = {
    "aurora-mysql": re.compile(r"8\.0\.mysql_aurora\.(?P<series>\d+)\.(?P<minor>\d+)(?:\.\d+)?"),
    "aurora-postgresql": re.compile(r"(?P<series>\d+)\.(?P<minor>\d+)"),
}
_LOWEST: Final[Mapping[str, Mapping[int, int]]] = {
    "aurora-mysql": {3: 10},
    "aurora-postgresql": {16: 4, 17: 4, 18: 3},
}
"""By series, the first minor version that a new database may have: none that aws-cdk-lib 2.276.0 marks as
deprecated, none before the long-term release 3.10 of Aurora MySQL, and no series of PostgreSQL whose
standard support ends before 2028 (Aurora User Guide, "Release calendars for Aurora")."""


def check(cluster: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The engine is one of Aurora's, in a version of a series that the table has; a major one alone too.

    A member of a global database has what its global cluster says.
    """
    engine, version = (_said(cluster, name, configuration) for name in ("engine", "engine_version"))
    if not is_known(engine) or not is_known(version):
        yield unknown(f"only the plan can tell that it runs {engine} {version}")
        return
    lowest = _LOWEST.get(str(engine))
    if lowest is None:
        yield fail(f"engine is {engine}; it must be {' or '.join(_LOWEST)}", "engine")
        return
    if version is None:
        yield fail("engine_version is not set: AWS chooses, and changes its choice", "engine_version")
        return
    told = _SERIES[str(engine)].fullmatch(str(version))
    series, minor = (int(told["series"]), int(told["minor"])) if told else (0, 0)
    if series not in lowest or minor < lowest[series]:
        wanted = " or ".join(f"{number}.{least}" for number, least in lowest.items())
        yield fail(
            f"engine_version is {version}; of {engine}, {wanted} or newer is supported", "engine_version"
        )


def _said(cluster: Resource, name: str, configuration: Configuration) -> object:
    value = cluster.get(name)
    source = configuration.target(cluster, value)
    return source.get(name) if source is not None and source.type == "aws_rds_global_cluster" else value


def _cluster(engine: object = "aurora-mysql", version: object = "8.0.mysql_aurora.3.10.4") -> Terraform:
    return resources(aws_rds_cluster={"engine": engine, "engine_version": version})


def _member(version: str) -> Terraform:
    of_world = {name: f"${{aws_rds_global_cluster.world.{name}}}" for name in ("engine", "engine_version")}
    said = {"engine": "aurora-postgresql", "engine_version": version}
    return {"resource": {"aws_rds_cluster": {"example": of_world}, "aws_rds_global_cluster": {"world": said}}}


RULE = Rule(
    id="rds-supported-engine",
    title="Databases run a supported version of Aurora",
    severity=Severity.MEDIUM,
    types=("aws_rds_cluster", "aws_rds_global_cluster"),
    scope="configuration",
    check=check,
    rationale=(
        "A version out of support gets no patches, costs a surcharge, and is one day replaced by AWS at a "
        "time that nobody here chose."
    ),
    remediation="Set engine_version to a supported one, such as 8.0.mysql_aurora.3.10.4 or 17.9.",
    controls=("pci-dss-4.0.1:6.3.3", "nist-800-53-r5:SI-2", "nist-800-53-r5:CM-6"),
    requirements=("R142",),
    examples=Examples(
        passing=(
            _cluster(),
            _cluster(version="8.0.mysql_aurora.3.12.0"),
            _cluster("aurora-postgresql", "17.9"),
            resources(aws_rds_global_cluster={"engine": "aurora-postgresql", "engine_version": "16.13"}),
            _member("18.4"),
        ),
        failing=(
            _cluster(version="8.0.mysql_aurora.3.02.0"),
            _cluster(version="5.7.mysql_aurora.2.12.6"),
            _cluster("aurora-postgresql", "14.22"),
            _cluster("aurora-postgresql", "16.2"),
            _cluster("postgres", "17.9"),
            _cluster(version=None),
            _member("13.9"),
        ),
        absent=(Status.FAIL, resources(aws_rds_cluster={"cluster_identifier": "pay-zq7"})),
        unknown=(Status.UNKNOWN, _cluster(version="${var.version}")),
    ),
)
