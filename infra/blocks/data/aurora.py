"""An Aurora cluster: encrypted, TLS only, audited, with a password that no state holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, TypedDict

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.db_subnet_group import DbSubnetGroup
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from cdktf_cdktf_provider_aws.rds_cluster import RdsCluster, RdsClusterServerlessv2ScalingConfiguration
from cdktf_cdktf_provider_aws.rds_cluster_instance import RdsClusterInstance
from cdktf_cdktf_provider_aws.rds_cluster_parameter_group import (
    RdsClusterParameterGroup,
    RdsClusterParameterGroupParameter,
)

from infra.blocks.labels import DataClass, store_labels
from infra.blocks.network.security_group import SecurityGroup, SecurityGroupSpec, add_security_group
from infra.blocks.observe.log_group import LogGroupSpec, add_log_group
from infra.blocks.policy_document import Statement, policy, trust, when
from infra.place import Output

if TYPE_CHECKING:
    from cdktf import ITerraformDependable

    from infra.names import RegionLike
    from infra.place import Place

_MONITORING_SECONDS: Final = 60
_INSIGHTS_DAYS: Final = 7
_AUTHORITY: Final = "rds-ca-rsa2048-g1"  # that issues the certificates of the instances
_BACKUPS: Final = "06:00-07:00"  # UTC
_MAINTENANCE: Final = "sun:07:30-sun:08:30"
_METRICS_LOG: Final = "RDSOSMetrics"  # the group that RDS writes enhanced monitoring to; its name is fixed


_OF_GLOBAL_DATABASE: Final = ("engine_version", "global_cluster_identifier", "replication_source_identifier")


class _Held(TypedDict, total=False):
    """The arguments of a cluster that say what it holds."""

    database_name: str
    master_username: str
    master_password_wo: str
    master_password_wo_version: int
    global_cluster_identifier: str
    source_region: str
    lifecycle: TerraformResourceLifecycle


class _Parameter(NamedTuple):
    """A parameter of a cluster. A static one takes effect when its instances restart."""

    value: str
    is_static: bool = False


@dataclass(frozen=True, slots=True)
class Engine:
    """A database engine: its name at RDS, what it logs, and its port.

    major_parts: how many parts of a version name the family of its parameter groups.
    parameters: TLS only, an audit trail without what statements carry (they carry card data), and of MySQL
        the slow queries.
    """

    name: str
    major_parts: int
    logs: tuple[str, ...]
    port: int
    parameters: Mapping[str, _Parameter]

    def family(self, version: str) -> str:
        """The family of the parameter groups of a version."""
        return self.name + ".".join(version.split(".")[: self.major_parts])


MYSQL: Final = Engine(
    name="aurora-mysql",
    major_parts=2,
    logs=("audit", "error", "slowquery"),
    port=3306,
    parameters=MappingProxyType(
        {
            "require_secure_transport": _Parameter("ON"),
            "tls_version": _Parameter("TLSv1.2,TLSv1.3", is_static=True),
            "server_audit_logging": _Parameter("1"),
            "server_audit_events": _Parameter("CONNECT,QUERY_DCL,QUERY_DDL"),
            "slow_query_log": _Parameter("1"),
            "long_query_time": _Parameter("1"),
        }
    ),
)
POSTGRESQL: Final = Engine(
    name="aurora-postgresql",
    major_parts=1,
    logs=("postgresql",),
    port=5432,
    parameters=MappingProxyType(
        {
            "rds.force_ssl": _Parameter("1"),
            "ssl_min_protocol_version": _Parameter("TLSv1.2"),
            "shared_preload_libraries": _Parameter("pg_stat_statements,pgaudit", is_static=True),
            # pgaudit leaves out the passwords of roles, and the server's own log of statements does not; slow
            # ones, which it would log with what was bound to them, are in Performance Insights.
            "pgaudit.log": _Parameter("ddl,role"),
            "log_statement": _Parameter("none"),
            "log_min_duration_statement": _Parameter("-1"),
            "log_connections": _Parameter("1"),
            "log_disconnections": _Parameter("1"),
        }
    ),
)
SERVERLESS: Final = "db.serverless"
NO_EXTENDED_SUPPORT: Final = "open-source-rds-extended-support-disabled"  # else an old version costs more


@dataclass(frozen=True, slots=True)
class Database:
    """A database that the cluster begins with, and its master user.

    password: an expression that Terraform evaluates and forgets (an ephemeral value); raise
        `password_version` when it has changed.
    global_id: the global database that it is the first of, where there is one.
    """

    name: str
    username: str
    password: str
    password_version: int = 1
    global_id: str | None = None


@dataclass(frozen=True, slots=True)
class Replica:
    """A copy of the database of another region, its users included: a cluster that has no secret of its own.

    global_id: the global database that it joins. source: the region that it is first copied from.
    after: the instances there; before they run, nothing can be copied.
    """

    global_id: str
    source: RegionLike
    after: tuple[ITerraformDependable, ...]


@dataclass(frozen=True, slots=True)
class AuroraSpec:
    """A cluster: `id` begins the Terraform ids, `what` the names.

    key_arn, logs_key_arn: under which its data, and what it logs, are encrypted.
    least, most: capacity units (2 GiB of memory each) of instances that are serverless.
    """

    id: str
    what: str
    engine: Engine
    version: str
    holds: Database | Replica
    vpc_id: str
    subnet_ids: tuple[str, ...]
    key_arn: str
    logs_key_arn: str
    backup_days: int
    least: float
    most: float
    instances: int = 2
    instance_class: str = SERVERLESS


@dataclass(frozen=True, slots=True)
class Aurora:
    """A cluster that was added: its Terraform id; its identifier, ARN and host names as tokens; its security
    group, which lets nobody in yet; and its instances, for what waits for them.
    """

    id: str
    identifier: str
    arn: str
    resource_id: str
    writer: str
    reader: str
    group: SecurityGroup
    instances: tuple[RdsClusterInstance, ...]

    @property
    def outputs(self) -> Iterator[Output]:
        """Where it is reached, and what metrics know it by."""
        yield Output(f"{self.id}_identifier", self.identifier)
        yield Output(f"{self.id}_endpoint", self.writer)
        yield Output(f"{self.id}_reader_endpoint", self.reader)
        yield from self.group.outputs


def add_aurora(place: Place, spec: AuroraSpec) -> Aurora:
    """Add the cluster, its instances, and all that it needs."""
    name = place.names.database(spec.what)
    # Before the cluster: groups that RDS makes itself have no key, and keep what is logged for ever.
    logs = tuple(
        add_log_group(
            place, LogGroupSpec(f"{spec.id}_log_{kind}", f"/aws/rds/cluster/{name}/{kind}", spec.logs_key_arn)
        )
        for kind in spec.engine.logs
    )
    group = add_security_group(
        place, SecurityGroupSpec(f"{spec.id}_group", spec.what, "Database: queries", spec.vpc_id)
    )
    cluster = RdsCluster(
        place.stack,
        spec.id,
        cluster_identifier=name,
        engine=spec.engine.name,
        engine_version=spec.version,
        engine_mode="provisioned",
        engine_lifecycle_support=NO_EXTENDED_SUPPORT,
        port=spec.engine.port,
        db_subnet_group_name=_add_subnet_group(place, spec, name),
        vpc_security_group_ids=[group.group_id],
        db_cluster_parameter_group_name=_add_parameters(place, spec),
        storage_encrypted=True,
        kms_key_id=spec.key_arn,
        iam_database_authentication_enabled=True,
        backup_retention_period=spec.backup_days,
        preferred_backup_window=_BACKUPS,
        preferred_maintenance_window=_MAINTENANCE,
        copy_tags_to_snapshot=True,
        delete_automated_backups=True,
        # What may not be deleted by mistake is not deleted without a copy either.
        skip_final_snapshot=not place.defaults.deletion_protection,
        final_snapshot_identifier=f"{name}-final" if place.defaults.deletion_protection else None,
        deletion_protection=place.defaults.deletion_protection,
        enabled_cloudwatch_logs_exports=list(spec.engine.logs),
        database_insights_mode="standard",
        performance_insights_enabled=True,
        performance_insights_kms_key_id=spec.key_arn,
        performance_insights_retention_period=_INSIGHTS_DAYS,
        serverlessv2_scaling_configuration=RdsClusterServerlessv2ScalingConfiguration(
            min_capacity=spec.least, max_capacity=spec.most
        ),
        tags=store_labels(DataClass.TOKENISED),
        depends_on=[*(group.resource for group in logs), *_awaited(spec.holds)],
        provider=place.provider,
        **_held(spec.holds),
    )
    instances = _add_instances(place, spec, name, cluster)
    return Aurora(
        spec.id,
        cluster.cluster_identifier,
        cluster.arn,
        cluster.cluster_resource_id,
        cluster.endpoint,
        cluster.reader_endpoint,
        group,
        instances,
    )


def _awaited(holds: Database | Replica) -> tuple[ITerraformDependable, ...]:
    return holds.after if isinstance(holds, Replica) else ()


def _held(holds: Database | Replica) -> _Held:
    """Who the cluster belongs to, and what it holds.

    A switchover swaps which cluster is whose copy, and an upgrade is of the global database: what Terraform
    would put back then, it would detach.
    """
    if isinstance(holds, Replica):
        return {
            "global_cluster_identifier": holds.global_id,
            "source_region": holds.source.name,
            "lifecycle": TerraformResourceLifecycle(
                ignore_changes=[*_OF_GLOBAL_DATABASE, "database_name", "master_username"]
            ),
        }
    told: _Held = {
        "database_name": holds.name,
        "master_username": holds.username,
        "master_password_wo": holds.password,
        "master_password_wo_version": holds.password_version,
    }
    if holds.global_id:
        told["global_cluster_identifier"] = holds.global_id
        told["lifecycle"] = TerraformResourceLifecycle(ignore_changes=list(_OF_GLOBAL_DATABASE))
    return told


def _add_subnet_group(place: Place, spec: AuroraSpec, name: str) -> str:
    group = DbSubnetGroup(
        place.stack,
        f"{spec.id}_subnets",
        name=name,
        description=f"Where the instances of {spec.what} are",
        subnet_ids=list(spec.subnet_ids),
        provider=place.provider,
    )
    group_name: str = group.name
    return group_name


def _add_parameters(place: Place, spec: AuroraSpec) -> str:
    family = spec.engine.family(spec.version)
    group = RdsClusterParameterGroup(
        place.stack,
        f"{spec.id}_parameters",
        # The family in the name: a group of another family replaces this one while the cluster uses it.
        name=place.names.database(f"{spec.what}-{family.replace('.', '-')}"),
        family=family,
        description=f"TLS only and an audit trail for {spec.what}",
        parameter=[
            RdsClusterParameterGroupParameter(
                name=name,
                value=parameter.value,
                apply_method="pending-reboot" if parameter.is_static else "immediate",
            )
            for name, parameter in spec.engine.parameters.items()
        ],
        lifecycle=TerraformResourceLifecycle(create_before_destroy=True),
        provider=place.provider,
    )
    group_name: str = group.name
    return group_name


def _add_instances(
    place: Place, spec: AuroraSpec, name: str, cluster: RdsCluster
) -> tuple[RdsClusterInstance, ...]:
    role, permission = _add_monitoring_role(place, spec)
    return tuple(
        RdsClusterInstance(
            place.stack,
            f"{spec.id}_{number}",
            identifier=f"{name}-{number}",
            cluster_identifier=cluster.id,
            engine=cluster.engine,
            engine_version=cluster.engine_version,
            instance_class=spec.instance_class,
            publicly_accessible=False,
            promotion_tier=number - 1,
            auto_minor_version_upgrade=True,
            copy_tags_to_snapshot=True,
            ca_cert_identifier=_AUTHORITY,
            monitoring_interval=_MONITORING_SECONDS,
            monitoring_role_arn=role.arn,
            performance_insights_enabled=True,
            performance_insights_kms_key_id=spec.key_arn,
            performance_insights_retention_period=_INSIGHTS_DAYS,
            depends_on=[permission],
            provider=place.provider,
        )
        for number in range(1, spec.instances + 1)
    )


def _add_monitoring_role(place: Place, spec: AuroraSpec) -> tuple[IamRole, IamRolePolicy]:
    """What the managed policy for enhanced monitoring allows, on the one log group that it is about."""
    name = place.names.role(f"{spec.what}-monitoring", place.region)
    role = IamRole(
        place.stack,
        f"{spec.id}_monitoring_role",
        name=name,
        description=f"Lets RDS write what the hosts of {spec.what} measure",
        assume_role_policy=trust(
            "monitoring.rds.amazonaws.com",
            when("StringEquals", "aws:SourceAccount", place.account),
            when("ArnLike", "aws:SourceArn", place.arn("rds", "db:*")),
        ),
        provider=place.provider,
    )
    group = place.arn("logs", f"log-group:{_METRICS_LOG}")
    permission = IamRolePolicy(
        place.stack,
        f"{spec.id}_monitoring_role_policy",
        name=name,
        role=role.name,
        policy=policy(
            Statement("Group", ("logs:CreateLogGroup", "logs:PutRetentionPolicy"), (f"{group}:*",)),
            Statement(
                "Write",
                (
                    "logs:CreateLogStream",
                    "logs:DescribeLogStreams",
                    "logs:GetLogEvents",
                    "logs:PutLogEvents",
                ),
                (f"{group}:log-stream:*",),
            ),
        ),
        provider=place.provider,
    )
    return role, permission
