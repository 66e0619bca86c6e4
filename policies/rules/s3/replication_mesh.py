"""Tokenised data is in every region of its system, whichever region took it in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from policies.configuration import Configuration, recalled
from policies.context import UNKNOWN
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
    unspecified,
)
from policies.related.buckets import REPLICATION as _REPLICATION
from policies.related.buckets import bucket_of, settings
from policies.resource import Resource
from policies.values import is_known

_CLASS: Final = "tokenised"


def check(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A bucket of tokens replicates to one in every other region of its system, and back to its sources.

    Its counterparts are found by what it replicates with, not by name: in each other region where the system
    keeps tokenised buckets it needs one destination, and whoever replicates to it gets its objects too. S3
    does not pass replicas on, so a bucket that is only a destination loses a region's receipts. Where
    the system keeps them in one region alone, it is not concerned; nor are other classes of data.
    """
    peers = {
        peer: None for peer in _tokenised(configuration).get(bucket.context.system, ()) if peer is not bucket
    }
    regions = sorted({peer.region for peer in peers} - {bucket.region})
    if not (_is_tokenised(bucket) and regions):
        yield NOT_APPLICABLE
        return
    if not (bucket.region and all(regions)):
        yield unknown("only the plan can tell the regions of the system's buckets")
        return
    reached, hidden = _destinations(configuration)[bucket]
    missing = [
        region for region in regions if region not in {peer.region for peer in reached if peer in peers}
    ]
    missing += [
        f"{peer.address} in {peer.region}, which replicates here"
        for peer in peers
        if peer.region not in missing
        and peer not in reached
        and bucket in _destinations(configuration)[peer][0]
    ]
    if missing and bucket.context.system == UNKNOWN and {peer.stack for peer in peers} != {bucket.stack}:
        yield unspecified("system")  # on which it depends whose mesh it is part of
        return
    for where in missing:
        told = f"it does not replicate to {where}"
        yield unknown(f"{told}; {hidden} may") if hidden else fail(told, where)


def _is_tokenised(bucket: Resource) -> bool:
    return bool(bucket.get("tags.DataClass") == _CLASS)


@recalled
def _tokenised(configuration: Configuration) -> Mapping[str, list[Resource]]:
    """The buckets of tokens of each system."""
    found: dict[str, list[Resource]] = defaultdict(list)
    for bucket in configuration.of("aws_s3_bucket"):
        if _is_tokenised(bucket):
            found[bucket.context.system].append(bucket)
    return found


@recalled
def _destinations(configuration: Configuration) -> Mapping[Resource, tuple[set[Resource], str]]:
    """By bucket of tokens, where it replicates to."""
    buckets = [bucket for found in _tokenised(configuration).values() for bucket in found]
    return {bucket: _destinations_of(bucket, configuration) for bucket in buckets}


def _destinations_of(bucket: Resource, configuration: Configuration) -> tuple[set[Resource], str]:
    """The buckets that its Enabled rules name, and the first destination that only the plan can tell."""
    reached: set[Resource] = set()
    hidden = ""
    for replication in settings(bucket, configuration, _REPLICATION):
        for rule in (replace(replication, values=block) for block in replication.blocks("rule")):
            status, value = rule.get("status"), rule.get("destination.bucket")
            target = bucket_of(rule, configuration, value)
            if not is_known(status) or (target is None and not is_known(value)):
                hidden = hidden or str(value)
            elif status == "Enabled" and target is not None:
                reached.add(target)
    return reached, hidden


def _mesh(**edges: str) -> Terraform:
    """Buckets of three regions; each edge goes from a region's letter to others', in capitals if disabled."""
    names = {"example": "xx-test-1", "b": "xx-test-2", "c": "xx-test-3"}
    letters = {"a": "example", "b": "b", "c": "c"}
    return _buckets(
        {name: {"region": region, "tags": {"DataClass": "tokenised"}} for name, region in names.items()},
        {
            letters[source]: [
                {
                    "status": "Disabled" if letter.isupper() else "Enabled",
                    "destination": [{"bucket": f"${{aws_s3_bucket.{letters[letter.lower()]}.arn}}"}],
                }
                for letter in destinations
            ]
            for source, destinations in edges.items()
        },
    )


def _buckets(buckets: Mapping[str, Any], rules: Mapping[str, Any]) -> Terraform:
    replications = {
        name: {"bucket": f"${{aws_s3_bucket.{name}.id}}", "region": buckets[name]["region"], "rule": rule}
        for name, rule in rules.items()
    }
    return {"resource": {"aws_s3_bucket": buckets, _REPLICATION: replications}}


_TAGGED: Final = {"tags": {"DataClass": "tokenised"}}
_FAR: Final = {"region": "xx-test-2", "tags": {"DataClass": "tokenised"}}

RULE = Rule(
    id="s3-replication-mesh",
    title="Buckets of tokenised data replicate to every other region of their system, both ways",
    severity=Severity.HIGH,
    types=("aws_s3_bucket",),
    scope="configuration",
    check=check,
    rationale=(
        "Every region takes payments in. A region whose bucket only receives keeps its own receipts to "
        "itself, and they are gone when the region is; replicas are not replicated on."
    ),
    remediation=(
        "Give each bucket an S3BucketReplicationConfigurationA with one Enabled rule for every other "
        "region. A system that is active in one region only waives this for its standby bucket, by design."
    ),
    controls=("pci-dss-4.0.1:10.3.3", "nist-800-53-r5:CP-9(6)", "nist-800-53-r5:SC-36(2)"),
    requirements=("R74", "R80", "R103", "R125", "C35"),
    examples=Examples(
        passing=(
            _mesh(a="bc", b="ac", c="ab"),
            _buckets(  # two purposes in each region: each has its own mesh
                {"example": {"region": "xx-test-1"} | _TAGGED, "far": _FAR, "exports": _FAR},
                {
                    "example": [{"status": "Enabled", "destination": {"bucket": "${aws_s3_bucket.far.arn}"}}],
                    "far": [{"status": "Enabled", "destination": {"bucket": "${aws_s3_bucket.example.arn}"}}],
                },
            ),
        ),
        failing=(
            _mesh(),
            _mesh(a="b", b="ac", c="ab"),
            _mesh(a="bC", b="ac", c="ab"),
            _mesh(b="ac", c="ab"),
            _mesh(a="b", b="c", c="a"),
            _buckets(
                {"example": {"region": "xx-test-1"} | _TAGGED, "far": _FAR, "exports": _FAR},
                {
                    "example": [{"status": "Enabled", "destination": {"bucket": "${aws_s3_bucket.far.arn}"}}],
                    "exports": [
                        {"status": "Enabled", "destination": {"bucket": "${aws_s3_bucket.example.arn}"}}
                    ],
                },
            ),
        ),
        absent=(
            Status.NOT_APPLICABLE,
            _buckets(
                {"example": {"region": "xx-test-1", "tags": {"DataClass": "regional"}}, "far": _FAR}, {}
            ),
        ),
        unknown=(
            Status.UNKNOWN,
            _buckets(
                {"example": {"region": "xx-test-1"} | _TAGGED, "far": _FAR},
                {"example": [{"status": "Enabled", "destination": {"bucket": "${var.far}"}}]},
            ),
        ),
    ),
)
