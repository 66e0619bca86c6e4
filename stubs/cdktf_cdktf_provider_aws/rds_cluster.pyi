# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class RdsCluster(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        engine: str,
        allocated_storage: float | None = ...,
        allow_major_version_upgrade: bool | cdktf.IResolvable | None = ...,
        apply_immediately: bool | cdktf.IResolvable | None = ...,
        availability_zones: Sequence[str] | None = ...,
        backtrack_window: float | None = ...,
        backup_retention_period: float | None = ...,
        ca_certificate_identifier: str | None = ...,
        cluster_identifier: str | None = ...,
        cluster_identifier_prefix: str | None = ...,
        cluster_members: Sequence[str] | None = ...,
        cluster_scalability_type: str | None = ...,
        copy_tags_to_snapshot: bool | cdktf.IResolvable | None = ...,
        database_insights_mode: str | None = ...,
        database_name: str | None = ...,
        db_cluster_instance_class: str | None = ...,
        db_cluster_parameter_group_name: str | None = ...,
        db_instance_parameter_group_name: str | None = ...,
        db_subnet_group_name: str | None = ...,
        db_system_id: str | None = ...,
        delete_automated_backups: bool | cdktf.IResolvable | None = ...,
        deletion_protection: bool | cdktf.IResolvable | None = ...,
        domain: str | None = ...,
        domain_iam_role_name: str | None = ...,
        enabled_cloudwatch_logs_exports: Sequence[str] | None = ...,
        enable_global_write_forwarding: bool | cdktf.IResolvable | None = ...,
        enable_http_endpoint: bool | cdktf.IResolvable | None = ...,
        enable_local_write_forwarding: bool | cdktf.IResolvable | None = ...,
        engine_lifecycle_support: str | None = ...,
        engine_mode: str | None = ...,
        engine_version: str | None = ...,
        final_snapshot_identifier: str | None = ...,
        global_cluster_identifier: str | None = ...,
        iam_database_authentication_enabled: bool | cdktf.IResolvable | None = ...,
        iam_roles: Sequence[str] | None = ...,
        id: str | None = ...,
        iops: float | None = ...,
        kms_key_id: str | None = ...,
        manage_master_user_password: bool | cdktf.IResolvable | None = ...,
        master_password: str | None = ...,
        master_password_wo: str | None = ...,
        master_password_wo_version: float | None = ...,
        master_username: str | None = ...,
        master_user_secret_kms_key_id: str | None = ...,
        monitoring_interval: float | None = ...,
        monitoring_role_arn: str | None = ...,
        network_type: str | None = ...,
        performance_insights_enabled: bool | cdktf.IResolvable | None = ...,
        performance_insights_kms_key_id: str | None = ...,
        performance_insights_retention_period: float | None = ...,
        port: float | None = ...,
        preferred_backup_window: str | None = ...,
        preferred_maintenance_window: str | None = ...,
        region: str | None = ...,
        replication_source_identifier: str | None = ...,
        restore_to_point_in_time: RdsClusterRestoreToPointInTime | None = ...,
        s3_import: RdsClusterS3Import | None = ...,
        scaling_configuration: RdsClusterScalingConfiguration | None = ...,
        serverlessv2_scaling_configuration: RdsClusterServerlessv2ScalingConfiguration | None = ...,
        skip_final_snapshot: bool | cdktf.IResolvable | None = ...,
        snapshot_identifier: str | None = ...,
        source_region: str | None = ...,
        storage_encrypted: bool | cdktf.IResolvable | None = ...,
        storage_type: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: RdsClusterTimeouts | None = ...,
        vpc_security_group_ids: Sequence[str] | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_restore_to_point_in_time(
        self,
        *,
        restore_to_time: str | None = ...,
        restore_type: str | None = ...,
        source_cluster_identifier: str | None = ...,
        source_cluster_resource_id: str | None = ...,
        use_latest_restorable_time: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    def put_s3_import(
        self,
        *,
        bucket_name: str,
        ingestion_role: str,
        source_engine: str,
        source_engine_version: str,
        bucket_prefix: str | None = ...,
    ) -> None: ...
    def put_scaling_configuration(
        self,
        *,
        auto_pause: bool | cdktf.IResolvable | None = ...,
        max_capacity: float | None = ...,
        min_capacity: float | None = ...,
        seconds_before_timeout: float | None = ...,
        seconds_until_auto_pause: float | None = ...,
        timeout_action: str | None = ...,
    ) -> None: ...
    def put_serverlessv2_scaling_configuration(
        self,
        *,
        max_capacity: float,
        min_capacity: float,
        seconds_until_auto_pause: float | None = ...,
    ) -> None: ...
    def put_timeouts(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def ca_certificate_valid_till(self) -> str: ...
    @property
    def cluster_resource_id(self) -> str: ...
    @property
    def endpoint(self) -> str: ...
    @property
    def engine_version_actual(self) -> str: ...
    @property
    def hosted_zone_id(self) -> str: ...
    @property
    def master_user_secret(self) -> RdsClusterMasterUserSecretList: ...
    @property
    def reader_endpoint(self) -> str: ...
    @property
    def restore_to_point_in_time(self) -> RdsClusterRestoreToPointInTimeOutputReference: ...
    @property
    def s3_import(self) -> RdsClusterS3ImportOutputReference: ...
    @property
    def scaling_configuration(self) -> RdsClusterScalingConfigurationOutputReference: ...
    @property
    def serverlessv2_scaling_configuration(self) -> RdsClusterServerlessv2ScalingConfigurationOutputReference: ...
    @property
    def timeouts(self) -> RdsClusterTimeoutsOutputReference: ...
    @property
    def allocated_storage_input(self) -> float | None: ...
    @property
    def allow_major_version_upgrade_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def apply_immediately_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def availability_zones_input(self) -> list[str] | None: ...
    @property
    def backtrack_window_input(self) -> float | None: ...
    @property
    def backup_retention_period_input(self) -> float | None: ...
    @property
    def ca_certificate_identifier_input(self) -> str | None: ...
    @property
    def cluster_identifier_input(self) -> str | None: ...
    @property
    def cluster_identifier_prefix_input(self) -> str | None: ...
    @property
    def cluster_members_input(self) -> list[str] | None: ...
    @property
    def cluster_scalability_type_input(self) -> str | None: ...
    @property
    def copy_tags_to_snapshot_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def database_insights_mode_input(self) -> str | None: ...
    @property
    def database_name_input(self) -> str | None: ...
    @property
    def db_cluster_instance_class_input(self) -> str | None: ...
    @property
    def db_cluster_parameter_group_name_input(self) -> str | None: ...
    @property
    def db_instance_parameter_group_name_input(self) -> str | None: ...
    @property
    def db_subnet_group_name_input(self) -> str | None: ...
    @property
    def db_system_id_input(self) -> str | None: ...
    @property
    def delete_automated_backups_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def deletion_protection_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def domain_iam_role_name_input(self) -> str | None: ...
    @property
    def domain_input(self) -> str | None: ...
    @property
    def enabled_cloudwatch_logs_exports_input(self) -> list[str] | None: ...
    @property
    def enable_global_write_forwarding_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enable_http_endpoint_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enable_local_write_forwarding_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def engine_input(self) -> str | None: ...
    @property
    def engine_lifecycle_support_input(self) -> str | None: ...
    @property
    def engine_mode_input(self) -> str | None: ...
    @property
    def engine_version_input(self) -> str | None: ...
    @property
    def final_snapshot_identifier_input(self) -> str | None: ...
    @property
    def global_cluster_identifier_input(self) -> str | None: ...
    @property
    def iam_database_authentication_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def iam_roles_input(self) -> list[str] | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def iops_input(self) -> float | None: ...
    @property
    def kms_key_id_input(self) -> str | None: ...
    @property
    def manage_master_user_password_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def master_password_input(self) -> str | None: ...
    @property
    def master_password_wo_input(self) -> str | None: ...
    @property
    def master_password_wo_version_input(self) -> float | None: ...
    @property
    def master_username_input(self) -> str | None: ...
    @property
    def master_user_secret_kms_key_id_input(self) -> str | None: ...
    @property
    def monitoring_interval_input(self) -> float | None: ...
    @property
    def monitoring_role_arn_input(self) -> str | None: ...
    @property
    def network_type_input(self) -> str | None: ...
    @property
    def performance_insights_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def performance_insights_kms_key_id_input(self) -> str | None: ...
    @property
    def performance_insights_retention_period_input(self) -> float | None: ...
    @property
    def port_input(self) -> float | None: ...
    @property
    def preferred_backup_window_input(self) -> str | None: ...
    @property
    def preferred_maintenance_window_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def replication_source_identifier_input(self) -> str | None: ...
    @property
    def restore_to_point_in_time_input(self) -> RdsClusterRestoreToPointInTime | None: ...
    @property
    def s3_import_input(self) -> RdsClusterS3Import | None: ...
    @property
    def scaling_configuration_input(self) -> RdsClusterScalingConfiguration | None: ...
    @property
    def serverlessv2_scaling_configuration_input(self) -> RdsClusterServerlessv2ScalingConfiguration | None: ...
    @property
    def skip_final_snapshot_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def snapshot_identifier_input(self) -> str | None: ...
    @property
    def source_region_input(self) -> str | None: ...
    @property
    def storage_encrypted_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def storage_type_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | RdsClusterTimeouts | None: ...
    @property
    def vpc_security_group_ids_input(self) -> list[str] | None: ...
    allocated_storage: float
    allow_major_version_upgrade: bool | cdktf.IResolvable
    apply_immediately: bool | cdktf.IResolvable
    availability_zones: list[str]
    backtrack_window: float
    backup_retention_period: float
    ca_certificate_identifier: str
    cluster_identifier: str
    cluster_identifier_prefix: str
    cluster_members: list[str]
    cluster_scalability_type: str
    copy_tags_to_snapshot: bool | cdktf.IResolvable
    database_insights_mode: str
    database_name: str
    db_cluster_instance_class: str
    db_cluster_parameter_group_name: str
    db_instance_parameter_group_name: str
    db_subnet_group_name: str
    db_system_id: str
    delete_automated_backups: bool | cdktf.IResolvable
    deletion_protection: bool | cdktf.IResolvable
    domain: str
    domain_iam_role_name: str
    enabled_cloudwatch_logs_exports: list[str]
    enable_global_write_forwarding: bool | cdktf.IResolvable
    enable_http_endpoint: bool | cdktf.IResolvable
    enable_local_write_forwarding: bool | cdktf.IResolvable
    engine: str
    engine_lifecycle_support: str
    engine_mode: str
    engine_version: str
    final_snapshot_identifier: str
    global_cluster_identifier: str
    iam_database_authentication_enabled: bool | cdktf.IResolvable
    iam_roles: list[str]
    id: str
    iops: float
    kms_key_id: str
    manage_master_user_password: bool | cdktf.IResolvable
    master_password: str
    master_password_wo: str
    master_password_wo_version: float
    master_username: str
    master_user_secret_kms_key_id: str
    monitoring_interval: float
    monitoring_role_arn: str
    network_type: str
    performance_insights_enabled: bool | cdktf.IResolvable
    performance_insights_kms_key_id: str
    performance_insights_retention_period: float
    port: float
    preferred_backup_window: str
    preferred_maintenance_window: str
    region: str
    replication_source_identifier: str
    skip_final_snapshot: bool | cdktf.IResolvable
    snapshot_identifier: str
    source_region: str
    storage_encrypted: bool | cdktf.IResolvable
    storage_type: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    vpc_security_group_ids: list[str]

class RdsClusterMasterUserSecret:
    def __init__(self) -> None: ...

class RdsClusterMasterUserSecretList(cdktf.ComplexList):
    def get(self, index: float) -> RdsClusterMasterUserSecretOutputReference: ...

class RdsClusterMasterUserSecretOutputReference(cdktf.ComplexObject):
    @property
    def kms_key_id(self) -> str: ...
    @property
    def secret_arn(self) -> str: ...
    @property
    def secret_status(self) -> str: ...
    internal_value: RdsClusterMasterUserSecret | None

class RdsClusterRestoreToPointInTime:
    def __init__(
        self,
        *,
        restore_to_time: str | None = ...,
        restore_type: str | None = ...,
        source_cluster_identifier: str | None = ...,
        source_cluster_resource_id: str | None = ...,
        use_latest_restorable_time: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def restore_to_time(self) -> str | None: ...
    @property
    def restore_type(self) -> str | None: ...
    @property
    def source_cluster_identifier(self) -> str | None: ...
    @property
    def source_cluster_resource_id(self) -> str | None: ...
    @property
    def use_latest_restorable_time(self) -> bool | cdktf.IResolvable | None: ...

class RdsClusterRestoreToPointInTimeOutputReference(cdktf.ComplexObject):
    @property
    def restore_to_time_input(self) -> str | None: ...
    @property
    def restore_type_input(self) -> str | None: ...
    @property
    def source_cluster_identifier_input(self) -> str | None: ...
    @property
    def source_cluster_resource_id_input(self) -> str | None: ...
    @property
    def use_latest_restorable_time_input(self) -> bool | cdktf.IResolvable | None: ...
    restore_to_time: str
    restore_type: str
    source_cluster_identifier: str
    source_cluster_resource_id: str
    use_latest_restorable_time: bool | cdktf.IResolvable
    internal_value: RdsClusterRestoreToPointInTime | None

class RdsClusterS3Import:
    def __init__(
        self,
        *,
        bucket_name: str,
        ingestion_role: str,
        source_engine: str,
        source_engine_version: str,
        bucket_prefix: str | None = ...,
    ) -> None: ...
    @property
    def bucket_name(self) -> str: ...
    @property
    def ingestion_role(self) -> str: ...
    @property
    def source_engine(self) -> str: ...
    @property
    def source_engine_version(self) -> str: ...
    @property
    def bucket_prefix(self) -> str | None: ...

class RdsClusterS3ImportOutputReference(cdktf.ComplexObject):
    @property
    def bucket_name_input(self) -> str | None: ...
    @property
    def bucket_prefix_input(self) -> str | None: ...
    @property
    def ingestion_role_input(self) -> str | None: ...
    @property
    def source_engine_input(self) -> str | None: ...
    @property
    def source_engine_version_input(self) -> str | None: ...
    bucket_name: str
    bucket_prefix: str
    ingestion_role: str
    source_engine: str
    source_engine_version: str
    internal_value: RdsClusterS3Import | None

class RdsClusterScalingConfiguration:
    def __init__(
        self,
        *,
        auto_pause: bool | cdktf.IResolvable | None = ...,
        max_capacity: float | None = ...,
        min_capacity: float | None = ...,
        seconds_before_timeout: float | None = ...,
        seconds_until_auto_pause: float | None = ...,
        timeout_action: str | None = ...,
    ) -> None: ...
    @property
    def auto_pause(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def max_capacity(self) -> float | None: ...
    @property
    def min_capacity(self) -> float | None: ...
    @property
    def seconds_before_timeout(self) -> float | None: ...
    @property
    def seconds_until_auto_pause(self) -> float | None: ...
    @property
    def timeout_action(self) -> str | None: ...

class RdsClusterScalingConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def auto_pause_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def max_capacity_input(self) -> float | None: ...
    @property
    def min_capacity_input(self) -> float | None: ...
    @property
    def seconds_before_timeout_input(self) -> float | None: ...
    @property
    def seconds_until_auto_pause_input(self) -> float | None: ...
    @property
    def timeout_action_input(self) -> str | None: ...
    auto_pause: bool | cdktf.IResolvable
    max_capacity: float
    min_capacity: float
    seconds_before_timeout: float
    seconds_until_auto_pause: float
    timeout_action: str
    internal_value: RdsClusterScalingConfiguration | None

class RdsClusterServerlessv2ScalingConfiguration:
    def __init__(
        self,
        *,
        max_capacity: float,
        min_capacity: float,
        seconds_until_auto_pause: float | None = ...,
    ) -> None: ...
    @property
    def max_capacity(self) -> float: ...
    @property
    def min_capacity(self) -> float: ...
    @property
    def seconds_until_auto_pause(self) -> float | None: ...

class RdsClusterServerlessv2ScalingConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def max_capacity_input(self) -> float | None: ...
    @property
    def min_capacity_input(self) -> float | None: ...
    @property
    def seconds_until_auto_pause_input(self) -> float | None: ...
    max_capacity: float
    min_capacity: float
    seconds_until_auto_pause: float
    internal_value: RdsClusterServerlessv2ScalingConfiguration | None

class RdsClusterTimeouts:
    def __init__(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    @property
    def create(self) -> str | None: ...
    @property
    def delete(self) -> str | None: ...
    @property
    def update(self) -> str | None: ...

class RdsClusterTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    update: str
    internal_value: cdktf.IResolvable | RdsClusterTimeouts | None
