"""Replication of a bucket to its peers in other regions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from cdktf_cdktf_provider_aws.s3_bucket_replication_configuration import (
    S3BucketReplicationConfigurationA,
    S3BucketReplicationConfigurationRule,
    S3BucketReplicationConfigurationRuleDeleteMarkerReplication,
    S3BucketReplicationConfigurationRuleDestination,
    S3BucketReplicationConfigurationRuleDestinationEncryptionConfiguration,
    S3BucketReplicationConfigurationRuleDestinationMetrics,
    S3BucketReplicationConfigurationRuleDestinationMetricsEventThreshold,
    S3BucketReplicationConfigurationRuleDestinationReplicationTime,
    S3BucketReplicationConfigurationRuleDestinationReplicationTimeTime,
    S3BucketReplicationConfigurationRuleFilter,
    S3BucketReplicationConfigurationRuleSourceSelectionCriteria,
    S3BucketReplicationConfigurationRuleSourceSelectionCriteriaReplicaModifications,
    S3BucketReplicationConfigurationRuleSourceSelectionCriteriaSseKmsEncryptedObjects,
)

from infra.blocks.policy_document import Condition, Statement, policy, trust, when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from infra.blocks.storage.bucket import Bucket
    from infra.names import Names, RegionLike
    from infra.place import Place

REPLICATION_MINUTES: Final = 15  # the only value that S3 Replication Time Control takes


@dataclass(frozen=True, slots=True)
class Copy:
    """One of the buckets that hold the same objects: where it is, and the key that encrypts it."""

    place: Place
    bucket: Bucket
    key_arn: str

    @property
    def code(self) -> str:
        """The code of its region, for ids."""
        return self.place.region.code


@dataclass(frozen=True, slots=True)
class ReplicationSpec:
    """What is copied where: `id` is the Terraform id, `role_name` names the role that S3 copies in.

    Copies are not replicated further, so that a full mesh needs one replication a region and has no loops.
    """

    id: str
    role_name: str
    source: Copy
    peers: Sequence[Copy]


@dataclass(frozen=True, slots=True)
class Replication:
    """A replication that was added: its Terraform id; the name and ARN of its role as tokens."""

    id: str
    role_name: str
    role_arn: str


def add_replication(place: Place, spec: ReplicationSpec) -> Replication:
    """Replicate the bucket of `place` to every peer."""
    source = spec.source
    role = IamRole(
        place.stack,
        f"{spec.id}_role",
        name=spec.role_name,
        description=f"Lets S3 replicate from {place.region.name} to its peers",
        assume_role_policy=trust(
            "s3.amazonaws.com",
            when("StringEquals", "aws:SourceAccount", place.account),
            when("ArnEquals", "aws:SourceArn", source.bucket.arn),
        ),
        provider=place.provider,
    )
    permission = IamRolePolicy(
        place.stack,
        f"{spec.id}_role_policy",
        name=spec.role_name,
        role=role.name,
        policy=policy(*_reads(source), *_writes(spec.peers)),
        provider=place.provider,
    )
    S3BucketReplicationConfigurationA(
        place.stack,
        spec.id,
        bucket=source.bucket.name,
        role=role.arn,
        rule=[_rule(peer, priority) for priority, peer in enumerate(spec.peers, start=1)],
        # S3 refuses replication between buckets that are not versioned yet, on either end.
        depends_on=[permission, source.bucket.versioning, *(peer.bucket.versioning for peer in spec.peers)],
        provider=place.provider,
    )
    return Replication(spec.id, role.name, role.arn)


def replication_role(names: Names, what: str, region: RegionLike) -> str:
    """The name of the role that copies `what` out of `region`: an account's regions share its roles."""
    return names.role(f"{what}-replication", region)


def rule_id(code: str) -> str:
    """The id of the rule that copies to the region with this code; its metrics carry it."""
    return f"to-{code}"


def _rule(peer: Copy, priority: int) -> S3BucketReplicationConfigurationRule:
    destination = S3BucketReplicationConfigurationRuleDestination(
        bucket=peer.bucket.arn,
        encryption_configuration=S3BucketReplicationConfigurationRuleDestinationEncryptionConfiguration(
            replica_kms_key_id=peer.key_arn
        ),
        metrics=S3BucketReplicationConfigurationRuleDestinationMetrics(
            status="Enabled",
            event_threshold=S3BucketReplicationConfigurationRuleDestinationMetricsEventThreshold(
                minutes=REPLICATION_MINUTES
            ),
        ),
        replication_time=S3BucketReplicationConfigurationRuleDestinationReplicationTime(
            status="Enabled",
            time=S3BucketReplicationConfigurationRuleDestinationReplicationTimeTime(
                minutes=REPLICATION_MINUTES
            ),
        ),
    )
    encrypted = S3BucketReplicationConfigurationRuleSourceSelectionCriteriaSseKmsEncryptedObjects(
        status="Enabled"
    )
    modified = S3BucketReplicationConfigurationRuleSourceSelectionCriteriaReplicaModifications(
        status="Enabled"
    )
    return S3BucketReplicationConfigurationRule(
        id=rule_id(peer.code),
        status="Enabled",
        priority=priority,
        filter=S3BucketReplicationConfigurationRuleFilter(prefix=""),
        delete_marker_replication=S3BucketReplicationConfigurationRuleDeleteMarkerReplication(
            status="Enabled"
        ),
        source_selection_criteria=S3BucketReplicationConfigurationRuleSourceSelectionCriteria(
            sse_kms_encrypted_objects=encrypted, replica_modifications=modified
        ),
        destination=destination,
    )


def _reads(source: Copy) -> tuple[Statement, ...]:
    return (
        Statement("ReadSource", ("s3:GetReplicationConfiguration", "s3:ListBucket"), (source.bucket.arn,)),
        Statement(
            "ReadVersions",
            (
                "s3:GetObjectVersionAcl",
                "s3:GetObjectVersionForReplication",
                "s3:GetObjectVersionTagging",
            ),
            (f"{source.bucket.arn}/*",),
        ),
        Statement("DecryptSource", ("kms:Decrypt",), (source.key_arn,), conditions=(_through_s3(source),)),
    )


def _writes(peers: Sequence[Copy]) -> tuple[Statement, ...]:
    return (
        Statement(
            "WriteCopies",
            ("s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"),
            tuple(f"{peer.bucket.arn}/*" for peer in peers),
        ),
        *(
            Statement(
                f"Encrypt{peer.code.capitalize()}",
                ("kms:Encrypt", "kms:GenerateDataKey"),
                (peer.key_arn,),
                conditions=(_through_s3(peer),),
            )
            for peer in peers
        ),
    )


def _through_s3(copy: Copy) -> Condition:
    return when("StringEquals", "kms:ViaService", f"s3.{copy.place.region.name}.amazonaws.com")
