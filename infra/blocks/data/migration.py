"""The move of a PostgreSQL database into an Aurora cluster by AWS DMS: all that is there, then every change,
until the application writes to the cluster. What it signs in with are existing secrets; what it trusts are
certificates that were imported at account set-up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.data_aws_dms_certificate import DataAwsDmsCertificate
from cdktf_cdktf_provider_aws.dms_endpoint import DmsEndpoint, DmsEndpointPostgresSettings
from cdktf_cdktf_provider_aws.dms_replication_instance import DmsReplicationInstance
from cdktf_cdktf_provider_aws.dms_replication_subnet_group import DmsReplicationSubnetGroup
from cdktf_cdktf_provider_aws.dms_replication_task import DmsReplicationTask
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy

from infra.blocks.events.failures import DATA_MIGRATION, UNDELIVERED, tell_operators
from infra.blocks.labels import labels
from infra.blocks.network.security_group import (
    HTTPS,
    Peer,
    SecurityGroup,
    SecurityGroupSpec,
    TrafficSpec,
    add_egress,
    add_ingress,
    add_security_group,
    anyone,
    members,
)
from infra.blocks.network.vpc import subnets_of
from infra.blocks.observe.log_group import LogGroupSpec, add_log_group
from infra.blocks.policy_document import Statement, policy, trust, when
from infra.blocks.security.secrets import SecretsSpec, find_secrets
from infra.names import DMS_SCHEMA
from infra.place import Output

if TYPE_CHECKING:
    from ipaddress import IPv4Network

    from infra.blocks.observe.log_group import LogGroup
    from infra.blocks.security.secrets import Secrets
    from infra.place import Outputs, Place

ENGINE_VERSION: Final = "3.6.1"  # of DMS
_MAINTENANCE: Final = "sun:08:45-sun:09:45"
_LOGGED: Final = ("SOURCE_UNLOAD", "SOURCE_CAPTURE", "TARGET_LOAD", "TARGET_APPLY", "TASK_MANAGER")
SETTINGS: Final[Mapping[str, object]] = {
    # Tables that are there keep what operators made of them: indexes, keys, grants.
    "FullLoadSettings": {"TargetTablePrepMode": "DO_NOTHING", "StopTaskCachedChangesNotApplied": True},
    "TargetMetadata": {"SupportLobs": True, "FullLobMode": True, "LobChunkSize": 64},
    "Logging": {
        "EnableLogging": True,
        "LogComponents": [{"Id": each, "Severity": "LOGGER_SEVERITY_DEFAULT"} for each in _LOGGED],
    },
    # Each row is read on both sides and compared, now and after every change.
    "ValidationSettings": {"EnableValidation": True, "ThreadCount": 5},
    # Apart from what is moved (DMS User Guide, "Control table task settings").
    "ControlTablesSettings": {"ControlSchema": DMS_SCHEMA},
    "ErrorBehavior": {"DataErrorPolicy": "SUSPEND_TABLE", "ApplyErrorInsertPolicy": "LOG_ERROR"},
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A database: the name of the secret with `host`, `port`, `username` and `password`, and of the imported
    certificate of whom the server's must be by.
    """

    database: str
    secret: str
    certificate: str
    port: int


@dataclass(frozen=True, slots=True)
class MigrationSpec:
    """A migration: `id` begins the Terraform ids, `what` the names.

    foundation: the outputs of the stacks with keys and the network, which has `zones` zones.
    network: where the source is. cluster: the group of the target's instances.
    schemas: what is moved of the source.
    secrets_key_alias: the key of both secrets, where it is one of the account's own.
    instance_class, storage: of the instance; GiB. several_zones: whether another one stands by.
    """

    id: str
    what: str
    foundation: Outputs
    zones: int
    source: Endpoint
    target: Endpoint
    network: IPv4Network
    cluster: SecurityGroup
    schemas: tuple[str, ...]
    secrets_key_alias: str | None
    instance_class: str
    storage: int
    several_zones: bool


@dataclass(frozen=True, slots=True)
class Migration:
    """A migration that was added: its Terraform id; what metrics know its instance and its task by; and the
    ARN of the task, which operators start.
    """

    id: str
    instance: str
    task: str
    task_arn: str

    @property
    def outputs(self) -> Iterator[Output]:
        """The task's ARN."""
        yield Output(f"{self.id}_task_arn", self.task_arn, "Task that moves the database")


def add_migration(place: Place, spec: MigrationSpec) -> Migration:
    """Add the instance, both endpoints and the task, which waits for an operator to start it; operators are
    told where it fails.

    DMS itself needs the roles `dms-vpc-role` and `dms-cloudwatch-logs-role` of the account, by these names.
    """
    tell_operators(place, DATA_MIGRATION, spec.foundation, UNDELIVERED)
    names = {f"{spec.id}_{side}": each.secret for side, each in _sides(spec).items()}
    secrets = find_secrets(place, SecretsSpec(spec.id, names, spec.secrets_key_alias))
    role, permission = _add_role(place, spec, secrets)
    instance_id = place.names.database(spec.what)
    # Before the instance: a group that DMS makes itself has no key, and keeps what is logged for ever.
    log = add_log_group(
        place,
        LogGroupSpec(f"{spec.id}_log", f"dms-tasks-{instance_id}", spec.foundation["operations_key_arn"]),
    )
    instance = _add_instance(place, spec, instance_id, log)
    endpoints = {
        side: DmsEndpoint(
            place.stack,
            f"{spec.id}_{side}_endpoint",
            endpoint_id=place.names.database(f"{spec.what}-{side}"),
            endpoint_type=side,
            engine_name="postgres" if side == "source" else "aurora-postgresql",
            database_name=each.database,
            secrets_manager_arn=secrets.arns[f"{spec.id}_{side}"],
            secrets_manager_access_role_arn=role.arn,
            ssl_mode="verify-full",
            certificate_arn=DataAwsDmsCertificate(
                place.stack,
                f"{spec.id}_{side}_authority",
                certificate_id=each.certificate,
                provider=place.provider,
            ).certificate_arn,
            kms_key_arn=spec.foundation["database_key_arn"],
            postgres_settings=(
                DmsEndpointPostgresSettings(
                    heartbeat_enable=True,
                    heartbeat_schema=DMS_SCHEMA,
                    ddl_artifacts_schema=DMS_SCHEMA,
                    plugin_name="pglogical",
                )
                if side == "source"
                else None
            ),
            depends_on=[permission],
            provider=place.provider,
        )
        for side, each in _sides(spec).items()
    }
    task_id = place.names.task(spec.what)
    task = DmsReplicationTask(
        place.stack,
        f"{spec.id}_task",
        replication_task_id=task_id,
        resource_identifier=task_id,  # what ends its ARN, by which metrics know it
        migration_type="full-load-and-cdc",
        replication_instance_arn=instance.replication_instance_arn,
        source_endpoint_arn=endpoints["source"].endpoint_arn,
        target_endpoint_arn=endpoints["target"].endpoint_arn,
        table_mappings=json.dumps({"rules": [*map(_whole, count(1), spec.schemas)]}),
        replication_task_settings=json.dumps(SETTINGS),
        start_replication_task=False,
        provider=place.provider,
    )
    return Migration(spec.id, instance_id, task_id, task.replication_task_arn)


def _sides(spec: MigrationSpec) -> Mapping[str, Endpoint]:
    return {"source": spec.source, "target": spec.target}


def _whole(number: int, schema: str) -> Mapping[str, object]:
    """A rule of the mapping: every table of a schema, as it is."""
    return {
        "rule-type": "selection",
        "rule-id": str(number),
        "rule-name": f"schema-{number}",
        "object-locator": {"schema-name": schema, "table-name": "%"},
        "rule-action": "include",
    }


def _add_instance(place: Place, spec: MigrationSpec, name: str, log: LogGroup) -> DmsReplicationInstance:
    """The instance calls both databases and, for their secrets, AWS; nobody calls it."""
    group = add_security_group(
        place,
        SecurityGroupSpec(
            f"{spec.id}_group", spec.what, "Migration: queries of both databases", spec.foundation["vpc_id"]
        ),
    )
    source = Peer("source", cidr=str(spec.network))
    add_egress(place, TrafficSpec(spec.source.port, "Queries of the source", source), group)
    add_egress(place, TrafficSpec(spec.target.port, "Writes to the target", members(spec.cluster)), group)
    add_ingress(place, TrafficSpec(spec.target.port, "Writes of the migration", members(group)), spec.cluster)
    add_egress(place, TrafficSpec(HTTPS, "HTTPS to AWS, for the secrets", anyone("aws")), group)
    subnets = DmsReplicationSubnetGroup(
        place.stack,
        f"{spec.id}_subnets",
        replication_subnet_group_id=name,
        replication_subnet_group_description=f"Where the instance of {spec.what} is",
        subnet_ids=list(subnets_of(spec.foundation, zones=spec.zones)),
        provider=place.provider,
    )
    return DmsReplicationInstance(
        place.stack,
        f"{spec.id}_instance",
        replication_instance_id=name,
        replication_instance_class=spec.instance_class,
        allocated_storage=spec.storage,
        engine_version=ENGINE_VERSION,
        multi_az=spec.several_zones,
        publicly_accessible=False,
        network_type="IPV4",
        kms_key_arn=spec.foundation["database_key_arn"],
        replication_subnet_group_id=subnets.replication_subnet_group_id,
        vpc_security_group_ids=[group.group_id],
        auto_minor_version_upgrade=True,
        allow_major_version_upgrade=False,
        preferred_maintenance_window=_MAINTENANCE,
        tags=labels(name=name),
        depends_on=[log.resource],
        provider=place.provider,
    )


def _add_role(place: Place, spec: MigrationSpec, secrets: Secrets) -> tuple[IamRole, IamRolePolicy]:
    """What DMS reads the secrets with. It assumes roles as the principal of its region (DMS User Guide,
    "Using secrets to access AWS Database Migration Service endpoints").
    """
    name = place.names.role(f"{spec.what}-secrets", place.region)
    region = place.region.name
    role = IamRole(
        place.stack,
        f"{spec.id}_role",
        name=name,
        description="Lets DMS read the secrets of the databases that it moves",
        assume_role_policy=trust(
            f"dms.{region}.amazonaws.com",
            when("StringEquals", "aws:SourceAccount", place.account),
            when("ArnLike", "aws:SourceArn", place.arn("dms", "*")),
        ),
        provider=place.provider,
    )
    reading = [Statement("Secrets", ("secretsmanager:GetSecretValue",), tuple(secrets.arns.values()))]
    if secrets.key:
        through = when("StringEquals", "kms:ViaService", f"secretsmanager.{region}.amazonaws.com")
        reading.append(Statement("Key", ("kms:Decrypt",), (secrets.key.arn,), conditions=(through,)))
    permission = IamRolePolicy(
        place.stack,
        f"{spec.id}_role_policy",
        name=name,
        role=role.name,
        policy=policy(*reading),
        provider=place.provider,
    )
    return role, permission
