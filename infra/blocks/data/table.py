"""On-demand tables of one region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.dynamodb_resource_policy import DynamodbResourcePolicy
from cdktf_cdktf_provider_aws.dynamodb_table import (
    DynamodbTable,
    DynamodbTableAttribute,
    DynamodbTableGlobalSecondaryIndex,
    DynamodbTablePointInTimeRecovery,
    DynamodbTableServerSideEncryption,
    DynamodbTableTtl,
)

from infra.blocks.labels import DataClass, store_labels
from infra.blocks.policy_document import deny, policy, when
from infra.blocks.security.key_statements import dynamodb_replication_role
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.place import Place

RECOVERY_DAYS: Final = 35  # the most that DynamoDB offers
TTL_ATTRIBUTE: Final = "expires_at"
PARTITION_KEY: Final = "pk"
SORT_KEY: Final = "sk"

# What a replica is made from and kept current with.
_REPLICATION_ACTIONS: Final = (
    "dynamodb:BatchGetItem",
    "dynamodb:BatchWriteItem",
    "dynamodb:DeleteItem",
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:UpdateItem",
)


@dataclass(frozen=True, slots=True)
class Index:
    """A global secondary index over two string attributes, holding every attribute."""

    name: str
    partition_key: str
    sort_key: str


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table keyed by `pk` and `sk`. `streamed` publishes both images of each change; personal data is kept
    under the law of a `jurisdiction`, and DynamoDB may not replicate it.
    """

    id: str
    name: str
    data_class: DataClass
    key_arn: str
    streamed: bool
    indexes: tuple[Index, ...] = ()
    jurisdiction: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was added: its Terraform id; its name and ARN as tokens; and the resource, for what waits
    for it.
    """

    id: str
    name: str
    arn: str
    resource: DynamodbTable

    @property
    def outputs(self) -> Iterator[Output]:
        """Its name and its ARN."""
        yield Output(f"{self.id}_name", self.name)
        yield Output(f"{self.id}_arn", self.arn)


def add_table(place: Place, spec: TableSpec) -> Table:
    """Add a table that is encrypted under the key `key_arn` and recoverable to any second of 35 days."""
    indexed = (key for index in spec.indexes for key in (index.partition_key, index.sort_key))
    keys = dict.fromkeys((PARTITION_KEY, SORT_KEY, *indexed))
    table = DynamodbTable(
        place.stack,
        spec.id,
        name=spec.name,
        billing_mode="PAY_PER_REQUEST",
        hash_key=PARTITION_KEY,
        range_key=SORT_KEY,
        attribute=[DynamodbTableAttribute(name=key, type="S") for key in keys],
        global_secondary_index=[
            DynamodbTableGlobalSecondaryIndex(
                name=index.name,
                hash_key=index.partition_key,
                range_key=index.sort_key,
                projection_type="ALL",
            )
            for index in spec.indexes
        ]
        or None,
        point_in_time_recovery=DynamodbTablePointInTimeRecovery(
            enabled=True, recovery_period_in_days=RECOVERY_DAYS
        ),
        server_side_encryption=DynamodbTableServerSideEncryption(enabled=True, kms_key_arn=spec.key_arn),
        stream_enabled=spec.streamed,
        stream_view_type="NEW_AND_OLD_IMAGES" if spec.streamed else None,
        ttl=DynamodbTableTtl(attribute_name=TTL_ATTRIBUTE, enabled=True),
        deletion_protection_enabled=place.defaults.deletion_protection,
        tags=store_labels(spec.data_class, spec.jurisdiction),
        # A streamed table may have replicas; as resources of their own they must not be undone here.
        lifecycle=TerraformResourceLifecycle(ignore_changes=["replica"]) if spec.streamed else None,
        provider=place.provider,
    )
    if spec.data_class is DataClass.PERSONAL:
        _keep_in_region(place, f"{spec.id}_policy", table.arn)
    return Table(spec.id, table.name, table.arn, table)


def _keep_in_region(place: Place, policy_id: str, arn: str) -> None:
    """Deny DynamoDB's replication role the table: it cannot get a replica elsewhere."""
    DynamodbResourcePolicy(
        place.stack,
        policy_id,
        resource_arn=arn,
        policy=policy(
            deny(
                "NeverReplicated",
                _REPLICATION_ACTIONS,
                (arn,),
                when("ArnEquals", "aws:PrincipalArn", dynamodb_replication_role(place)),
            )
        ),
        provider=place.provider,
    )
