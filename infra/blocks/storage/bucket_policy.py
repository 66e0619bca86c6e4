"""Statements of bucket policies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from infra.blocks.policy_document import Statement, deny, service, when

if TYPE_CHECKING:
    from infra.place import Place

MINIMUM_TLS: Final = "1.2"


def tls_only(bucket_arn: str) -> tuple[Statement, ...]:
    """Nobody reaches the bucket without TLS, or with TLS older than 1.2.

    Two statements, because the conditions of one are joined by "and".
    """
    everything = (bucket_arn, f"{bucket_arn}/*")
    return (
        deny("TlsOnly", ("s3:*",), everything, when("Bool", "aws:SecureTransport", "false")),
        deny("ModernTlsOnly", ("s3:*",), everything, when("NumericLessThan", "s3:TlsVersion", MINIMUM_TLS)),
    )


def access_logs_from(place: Place, bucket_arn: str, *sources: str) -> Statement:
    """S3 delivers the access logs of the buckets `sources`, of this account only."""
    return Statement(
        "AccessLogs",
        ("s3:PutObject",),
        (f"{bucket_arn}/*",),
        service("logging.s3.amazonaws.com"),
        (
            when("StringEquals", "aws:SourceAccount", place.account),
            when("ArnLike", "aws:SourceArn", *sources),
        ),
    )


def load_balancer_logs(place: Place, bucket_arn: str, *prefixes: str) -> Statement:
    """Elastic Load Balancing delivers the logs of this account's load balancers of the region."""
    return Statement(
        "LoadBalancerLogs",
        ("s3:PutObject",),
        tuple(f"{bucket_arn}/{prefix}/AWSLogs/{place.account}/*" for prefix in prefixes),
        service("logdelivery.elasticloadbalancing.amazonaws.com"),
        (
            when("StringEquals", "aws:SourceAccount", place.account),
            when("ArnLike", "aws:SourceArn", place.arn("elasticloadbalancing", "loadbalancer/*")),
        ),
    )


def flow_logs(place: Place, bucket_arn: str, prefix: str) -> tuple[Statement, ...]:
    """Log delivery looks at the bucket, and writes the flow logs of this account's networks of the region."""
    delivery = service("delivery.logs.amazonaws.com")
    own = (
        when("StringEquals", "aws:SourceAccount", place.account),
        when("ArnLike", "aws:SourceArn", place.arn("logs", "*")),
    )
    return (
        Statement("FlowLogsCheck", ("s3:GetBucketAcl", "s3:ListBucket"), (bucket_arn,), delivery, own),
        Statement("FlowLogs", ("s3:PutObject",), (f"{bucket_arn}/{prefix}/AWSLogs/*",), delivery, own),
    )


def recorded_configuration(place: Place, bucket_arn: str, prefix: str) -> tuple[Statement, ...]:
    """AWS Config looks at the bucket, and writes what it records of this account."""
    config = service("config.amazonaws.com")
    own = (
        when("StringEquals", "aws:SourceAccount", place.account),
        when("ArnLike", "aws:SourceArn", place.arn("config", "*")),
    )
    written = f"{bucket_arn}/{prefix}/AWSLogs/{place.account}/Config/*"
    return (
        Statement("ConfigCheck", ("s3:GetBucketAcl", "s3:ListBucket"), (bucket_arn,), config, own),
        Statement("Config", ("s3:PutObject",), (written,), config, own),
    )


def never_replicated(bucket_arn: str) -> Statement:
    """Nobody turns on replication, whatever else allows it."""
    return deny("NeverReplicated", ("s3:PutReplicationConfiguration",), (bucket_arn,))
