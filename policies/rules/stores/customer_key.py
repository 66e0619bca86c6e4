"""Whatever keeps data encrypts it under a key of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource


class _Encryption(NamedTuple):
    """How a type says that it encrypts.

    key: the argument that names the key; empty where AWS takes none.
    switch: the argument that turns encryption on; empty where it is always on.
    on: the values of the switch that do.
    absent: what the switch is taken for where it is not set.
    """

    key: str
    switch: str = ""
    on: tuple[object, ...] = (True,)
    absent: object = False


_BY_TYPE: Final[Mapping[str, _Encryption]] = {
    "aws_backup_vault": _Encryption("kms_key_arn"),
    "aws_dax_cluster": _Encryption("", "server_side_encryption.enabled"),
    "aws_docdb_cluster": _Encryption("kms_key_id", "storage_encrypted"),
    "aws_docdb_global_cluster": _Encryption("", "storage_encrypted"),
    "aws_docdbelastic_cluster": _Encryption("kms_key_id"),
    "aws_ebs_snapshot_copy": _Encryption("kms_key_id", "encrypted"),
    "aws_ebs_volume": _Encryption("kms_key_id", "encrypted"),
    **dict.fromkeys(
        ("aws_ecr_repository", "aws_ecr_repository_creation_template"),
        _Encryption(
            "encryption_configuration.kms_key",
            "encryption_configuration.encryption_type",
            ("KMS", "KMS_DSSE"),
            "AES256",
        ),
    ),
    "aws_efs_file_system": _Encryption("kms_key_id", "encrypted"),
    "aws_efs_replication_configuration": _Encryption("destination.kms_key_id"),
    "aws_eks_cluster": _Encryption("encryption_config.provider.key_arn"),
    "aws_elasticache_replication_group": _Encryption("kms_key_id", "at_rest_encryption_enabled"),
    "aws_elasticache_serverless_cache": _Encryption("kms_key_id"),
    **dict.fromkeys(
        (
            *("aws_fsx_lustre_file_system", "aws_fsx_ontap_file_system", "aws_fsx_openzfs_file_system"),
            "aws_fsx_windows_file_system",
        ),
        _Encryption("kms_key_id"),
    ),
    "aws_kinesis_video_stream": _Encryption("kms_key_id"),
    "aws_kinesis_stream": _Encryption("kms_key_id", "encryption_type", ("KMS",), "NONE"),
    "aws_memorydb_cluster": _Encryption("kms_key_arn"),
    "aws_memorydb_snapshot": _Encryption("kms_key_arn"),
    "aws_mq_broker": _Encryption("encryption_options.kms_key_id"),
    "aws_msk_cluster": _Encryption("encryption_info.encryption_at_rest_kms_key_arn"),
    "aws_neptune_cluster": _Encryption("kms_key_arn", "storage_encrypted"),
    "aws_neptune_global_cluster": _Encryption("", "storage_encrypted"),
    "aws_neptunegraph_graph": _Encryption("kms_key_identifier"),
    "aws_opensearch_domain": _Encryption("encrypt_at_rest.kms_key_id", "encrypt_at_rest.enabled"),
    "aws_redshift_cluster": _Encryption("kms_key_id", "encrypted", absent=True),
    "aws_redshift_snapshot_copy_grant": _Encryption("kms_key_id"),
    "aws_redshiftserverless_namespace": _Encryption("kms_key_id"),
}
"""By type: Terraform registry, provider 6. Without a key AWS takes one of its own; DAX takes no other (DAX
Developer Guide, "DAX encryption at rest"), the clusters of a global one name theirs, and Redshift
encrypts whatever is new (Redshift Management Guide, "Amazon Redshift database encryption")."""


def check(store: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Encryption is on, under a customer-managed key where the service takes one.

    A cache of Valkey encrypts unless it is told not to (Terraform registry).
    """
    said = _BY_TYPE[store.type]
    if said.switch:
        default = True if store.get("engine") == "valkey" else said.absent
        yield from expect.apart(said.switch, expect.stands(store, said.switch, said.on, default))
    if said.key:
        yield from expect.apart(said.key, expect.customer_key(store, configuration, said.key))


_ARN: Final = "arn:aws:kms:xx-test-1:999988887777:key/11111111-2222-3333-4444-555555555555"

RULE = Rule(
    id="stores-customer-key",
    title="Stores, caches, streams and vaults are encrypted under customer-managed keys",
    severity=Severity.HIGH,
    types=tuple(_BY_TYPE),
    scope="configuration",
    check=check,
    rationale=(
        "Without encryption whoever gets a disk, a snapshot or an image reads it; under the key that AWS "
        "manages, no policy of ours says who may. Most of these cannot be encrypted later, only made anew."
    ),
    remediation=(
        "Turn encryption on and name a KmsKey of ours (kms_key_id, kms_key_arn, or what the message says); "
        "a DaxCluster takes server_side_encryption alone."
    ),
    controls=(
        *("pci-dss-4.0.1:3.5.1", "pci-dss-4.0.1:3.6.1"),
        *("nist-800-53-r5:SC-28(1)", "nist-800-53-r5:SC-12"),
    ),
    requirements=("R35", "R36"),
    examples=Examples(
        passing=(
            resources(aws_docdb_cluster={"storage_encrypted": True, "kms_key_id": _ARN}),
            resources(aws_dax_cluster={"server_side_encryption": [{"enabled": True}]}),
            resources(aws_redshift_cluster={"kms_key_id": _ARN}),
            resources(aws_elasticache_replication_group={"engine": "valkey", "kms_key_id": _ARN}),
            resources(aws_kinesis_stream={"encryption_type": "KMS", "kms_key_id": _ARN}),
            resources(
                aws_ecr_repository={"encryption_configuration": [{"encryption_type": "KMS", "kms_key": _ARN}]}
            ),
            resources(aws_eks_cluster={"encryption_config": [{"provider": [{"key_arn": _ARN}]}]}),
        ),
        failing=(
            resources(aws_docdb_cluster={"kms_key_id": _ARN}),
            resources(aws_neptune_cluster={"storage_encrypted": True}),
            resources(aws_redshift_cluster={"encrypted": "false", "kms_key_id": _ARN}),
            resources(aws_kinesis_stream={"encryption_type": "KMS", "kms_key_id": "alias/aws/kinesis"}),
            resources(aws_ecr_repository={"encryption_configuration": [{"encryption_type": "AES256"}]}),
            resources(aws_opensearch_domain={"encrypt_at_rest": [{"enabled": True}]}),
            resources(aws_elasticache_replication_group={"engine": "redis", "kms_key_id": _ARN}),
            resources(aws_dax_cluster={}),
            resources(aws_backup_vault={"name": "vault-zq7"}),
        ),
        absent=(Status.FAIL, resources(aws_efs_file_system={"creation_token": "receipts-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_ebs_volume={"encrypted": True, "kms_key_id": "${var.key}"})),
    ),
)
