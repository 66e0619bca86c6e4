"""What holds data or keeps evidence, by type of resource: what reads it, and what destroys it.

The actions: Service Authorization Reference, "Actions, resources, and condition keys for ..." each service.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Store:
    """One type of resource that holds data.

    parts: what stands behind its ARN for what is in it, itself (``) among them.
    reads: the actions that give its data to whom may take them, or put the data where he may.
    destroys: those that destroy what it keeps, or stop it from keeping.
    policies: the types of policies of it, each with the argument that says whose.
    delegates: whether its policy has to let in the account before an identity policy counts.
    """

    parts: tuple[str, ...] = ("",)
    reads: tuple[str, ...] = ()
    destroys: tuple[str, ...] = ()
    policies: tuple[tuple[str, str], ...] = ()
    delegates: bool = False


def _of(service: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{service}:{name}" for name in names)


_KEY: Final = Store(
    reads=_of("kms", "Decrypt", "ReEncryptFrom", "CreateGrant"),
    destroys=_of(
        "kms",
        *("ScheduleKeyDeletion", "DisableKey", "DeleteImportedKeyMaterial", "PutKeyPolicy"),
    ),
    policies=(("aws_kms_key_policy", "key_id"), ("aws_kms_grant", "key_id")),
    delegates=True,
)

STORES: Final[Mapping[str, Store]] = MappingProxyType(
    {
        "aws_backup_vault": Store(
            parts=("", ":*"),
            reads=_of("backup", "StartRestoreJob", "StartCopyJob", "CopyFromBackupVault"),
            destroys=_of(
                "backup",
                *("DeleteBackupVault", "DeleteRecoveryPoint", "DeleteBackupVaultLockConfiguration"),
                *("PutBackupVaultAccessPolicy", "UpdateRecoveryPointLifecycle"),
            ),
            policies=(("aws_backup_vault_policy", "backup_vault_name"),),
        ),
        "aws_cloudtrail": Store(
            destroys=_of("cloudtrail", *("DeleteTrail", "StopLogging", "UpdateTrail", "PutEventSelectors")),
        ),
        "aws_cloudwatch_log_group": Store(
            parts=("", ":*"),
            reads=_of(
                "logs",
                *("GetLogEvents", "FilterLogEvents", "StartQuery", "GetLogRecord", "StartLiveTail"),
                *("CreateExportTask", "PutSubscriptionFilter"),
            ),
            destroys=_of(
                "logs",
                *("DeleteLogGroup", "DeleteLogStream", "PutRetentionPolicy", "DeleteDataProtectionPolicy"),
            ),
        ),
        "aws_config_configuration_recorder": Store(
            parts=("", "/*"),
            destroys=_of(
                "config",
                *("DeleteConfigurationRecorder", "StopConfigurationRecorder", "PutConfigurationRecorder"),
            ),
        ),
        "aws_db_instance": Store(
            reads=_of("rds", "CreateDBSnapshot", "RestoreDBInstanceToPointInTime", "ModifyDBInstance"),
            destroys=_of("rds", "DeleteDBInstance", "DeleteDBInstanceAutomatedBackup"),
        ),
        "aws_dynamodb_table": Store(
            parts=("", "/index/*", "/stream/*", "/backup/*", "/export/*"),
            reads=_of(
                "dynamodb",
                *("GetItem", "BatchGetItem", "Query", "Scan", "PartiQLSelect", "GetRecords"),
                *(
                    "ExportTableToPointInTime",
                    "RestoreTableToPointInTime",
                    "CreateBackup",
                    "StartAwsBackupJob",
                ),
                *("RestoreTableFromBackup", "EnableKinesisStreamingDestination"),
            ),
            destroys=_of(
                "dynamodb",
                *("DeleteTable", "DeleteBackup", "DeleteTableReplica", "UpdateContinuousBackups"),
                *("UpdateTimeToLive", "PutResourcePolicy", "DeleteResourcePolicy"),
            ),
            policies=(("aws_dynamodb_resource_policy", "resource_arn"),),
        ),
        "aws_ecr_repository": Store(
            policies=(("aws_ecr_repository_policy", "repository"),),
        ),
        "aws_efs_file_system": Store(
            reads=_of("elasticfilesystem", "ClientMount", "ClientRootAccess"),
            destroys=_of("elasticfilesystem", "DeleteFileSystem", "PutFileSystemPolicy"),
            policies=(("aws_efs_file_system_policy", "file_system_id"),),
        ),
        "aws_kinesis_stream": Store(
            reads=_of("kinesis", "GetRecords", "SubscribeToShard"),
            destroys=_of("kinesis", "DeleteStream", "DecreaseStreamRetentionPeriod"),
            policies=(("aws_kinesis_resource_policy", "resource_arn"),),
        ),
        "aws_kms_key": _KEY,
        "aws_kms_replica_key": _KEY,
        "aws_opensearch_domain": Store(
            parts=("", "/*"),
            reads=_of("es", "ESHttpGet", "ESHttpPost"),
            destroys=_of("es", "DeleteDomain", "ESHttpDelete"),
            policies=(("aws_opensearch_domain_policy", "domain_name"),),
        ),
        "aws_rds_cluster": Store(
            reads=(
                *_of("rds-data", "ExecuteStatement", "BatchExecuteStatement"),
                *_of("rds", "CreateDBClusterSnapshot", "RestoreDBClusterToPointInTime", "ModifyDBCluster"),
            ),
            destroys=_of("rds", "DeleteDBCluster", "DeleteDBClusterAutomatedBackup"),
        ),
        "aws_s3_bucket": Store(
            parts=("", "/*"),
            reads=_of(
                "s3",
                *("GetObject", "GetObjectVersion", "GetObjectTorrent", "GetObjectVersionForReplication"),
                *("PutReplicationConfiguration", "PutInventoryConfiguration"),
                *(
                    "PutAccessPointPolicy",
                    "PutBucketPolicy",
                    "PutBucketAcl",
                    "PutObjectAcl",
                    "PutObjectVersionAcl",
                ),
            ),
            destroys=_of(
                "s3",
                *("DeleteBucket", "DeleteObjectVersion", "PutLifecycleConfiguration", "PutBucketVersioning"),
                *("BypassGovernanceRetention", "PutBucketPolicy", "DeleteBucketPolicy"),
                *("PutBucketObjectLockConfiguration", "PutObjectRetention", "PutObjectLegalHold"),
            ),
            policies=(("aws_s3_bucket_policy", "bucket"), ("aws_s3_bucket_acl", "bucket")),
        ),
        "aws_secretsmanager_secret": Store(
            reads=_of("secretsmanager", "GetSecretValue", "BatchGetSecretValue"),
            destroys=_of("secretsmanager", "DeleteSecret"),
            policies=(("aws_secretsmanager_secret_policy", "secret_arn"),),
        ),
        "aws_sns_topic": Store(
            reads=_of("sns", "Subscribe"),
            policies=(("aws_sns_topic_policy", "arn"),),
        ),
        "aws_sqs_queue": Store(
            reads=_of("sqs", "ReceiveMessage"),
            policies=(("aws_sqs_queue_policy", "queue_url"),),
        ),
        "aws_ssm_parameter": Store(
            reads=_of("ssm", "GetParameter", "GetParameters", "GetParametersByPath", "GetParameterHistory"),
        ),
    }
)

EVIDENCE: Final = frozenset(
    {
        *("aws_backup_vault", "aws_cloudtrail", "aws_cloudwatch_log_group", "aws_kms_key"),
        *("aws_kms_replica_key", "aws_config_configuration_recorder", "aws_s3_bucket", "aws_dynamodb_table"),
        *("aws_db_instance", "aws_rds_cluster"),
    }
)
"""The types that keep evidence: logs, trails, versions and backups of what was, and the keys to them."""
