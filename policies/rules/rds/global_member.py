"""A cluster of a global database stays in it, whichever of them writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.values import as_list, is_known, texts

_CLUSTER: Final = "aws_rds_cluster"
_INSTANCE: Final = "aws_rds_cluster_instance"
_MEMBER: Final = "global_cluster_identifier"
_SOURCE: Final = "source_region"
_SWAPPED: Final = ("engine_version", _MEMBER, "replication_source_identifier")
_COPIED: Final = ("database_name", "master_username")
_ITS_OWN: Final = (
    *("master_password", "master_password_wo", "manage_master_user_password", "master_username"),
    *("database_name", "replication_source_identifier", "snapshot_identifier"),
)
"""What a copy has from the cluster that it copies; `replication_source_identifier` is for replication outside
a global database (Terraform registry, aws_rds_cluster)."""


def check(cluster: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """What a switchover and an upgrade change is ignored, in each cluster. A copy names the region of the
    first one as its source, has no user or password of its own, and waits for the first one's instances.
    """
    member = cluster.get(_MEMBER)
    if member is None:
        yield NOT_APPLICABLE
        return
    is_copy = cluster.get(_SOURCE) is not None or cluster.get("master_username") is None
    ignored = {name for block in cluster.blocks("lifecycle") for name in texts(block.get("ignore_changes"))}
    for attribute in (*_SWAPPED, *(_COPIED if is_copy else ())):
        if attribute not in ignored:
            said = f"changes of {attribute} are not ignored: after a switchover an apply takes it out"
            yield fail(said, attribute)
    if is_copy:
        yield from _is_copy(cluster, configuration)


def _is_copy(cluster: Resource, configuration: Configuration) -> Iterator[Judgement]:
    for attribute in _ITS_OWN:
        if cluster.get(attribute) is not None:
            yield fail(
                f"{attribute} is set on a copy, which has it from the first cluster", f"own {attribute}"
            )
    world = configuration.target(cluster, cluster.get(_MEMBER))
    firsts = [
        found
        for found in (configuration.related(world, _CLUSTER, _MEMBER) if world is not None else ())
        if found is not cluster and found.get("master_username") is not None
    ]
    if not firsts:
        yield unknown("the cluster that it copies is not in the configuration")
        return
    (first, *_) = firsts
    source = cluster.get(_SOURCE)
    if source is None:
        yield fail(f"{_SOURCE} is not set: an encrypted copy cannot be asked for", _SOURCE)
    elif not is_known(source) or not is_known(first.region):
        yield unknown(f"{_SOURCE} is {source}, and only the plan can tell whether that is right")
    elif source != first.region:
        yield fail(f"{_SOURCE} is {source}, and {first.address} is in {first.region}", _SOURCE)
    waits = {str(each) for each in as_list(cluster.values.get("depends_on"))}
    instances = configuration.related(first, _INSTANCE, "cluster_identifier")
    lacking = [each.address for each in instances if each.block not in waits]
    if not instances or lacking:
        said = f"it does not wait for {', '.join(lacking) or f'an instance of {first.address}'}"
        yield fail(f"{said}: before, there is nothing to copy", "depends_on")


_IGNORED: Final = (*_SWAPPED, *_COPIED)


def _pair(
    judged: str = "copy",
    *,
    ignored: tuple[str, ...] = _IGNORED,
    waits: tuple[str, ...] = ("one", "two"),
    own: str = "",
    **values: object,
) -> Terraform:
    named = {_MEMBER: "${aws_rds_global_cluster.world.id}"}
    first: dict[str, Any] = {**named, "master_username": "ledgeradmin"}
    copy: dict[str, Any] = {
        **named,
        _SOURCE: "xx-test-1",
        "provider": "aws.other",
        "depends_on": [f"{_INSTANCE}.{each}" for each in waits],
    }
    changed = {"lifecycle": {"ignore_changes": list(ignored)}, **values, **({own: "said"} if own else {})}
    (first if judged == "first" else copy).update(changed)
    names = {"first": "example" if judged == "first" else "first", "copy": "example"}
    member = {"cluster_identifier": f"${{{_CLUSTER}.{names['first']}.id}}"}
    clusters = {names["first"]: first} | ({names["copy"]: copy} if judged == "copy" else {})
    return {
        "provider": {"aws": [{"region": "xx-test-1"}, {"region": "xx-test-2", "alias": "other"}]},
        "resource": {
            "aws_rds_global_cluster": {"world": {"engine": "aurora-postgresql"}},
            _CLUSTER: clusters,
            _INSTANCE: {"one": member, "two": member},
        },
    }


RULE = Rule(
    id="rds-global-member",
    title="Clusters of a global database stay in it after a switchover",
    severity=Severity.CRITICAL,
    types=(_CLUSTER,),
    scope="configuration",
    check=check,
    rationale=(
        "A switchover swaps which cluster copies which. An apply that puts back what was written takes the "
        "new copy out of the global database or promotes it: two databases then take payments."
    ),
    remediation=(
        "Set ignore_changes of engine_version, global_cluster_identifier and replication_source_identifier, "
        "on a copy also of database_name and master_username; give the copy source_region and depends_on the "
        "first cluster's instances, and no user or password (infra.blocks.data.aurora_global)."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-10", "nist-800-53-r5:CM-3", "nist-800-53-r5:SI-7"),
    requirements=("R136", "R122", "R14"),
    examples=Examples(
        passing=(_pair(), _pair("first", ignored=_SWAPPED)),
        failing=(
            *(_pair(ignored=tuple(each for each in _IGNORED if each != name)) for name in _IGNORED),
            *(_pair("first", ignored=tuple(each for each in _SWAPPED if each != name)) for name in _SWAPPED),
            *(_pair(own=name) for name in _ITS_OWN),
            _pair(source_region=None),
            _pair(source_region="xx-test-2"),
            _pair(waits=()),
            _pair(waits=("one",)),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_rds_cluster={"engine": "aurora-mysql"})),
        unknown=(Status.UNKNOWN, _pair(source_region="${var.region}")),
    ),
)
