# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class RdsClusterInstance(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        cluster_identifier: str,
        engine: str,
        instance_class: str,
        apply_immediately: bool | cdktf.IResolvable | None = ...,
        auto_minor_version_upgrade: bool | cdktf.IResolvable | None = ...,
        availability_zone: str | None = ...,
        ca_cert_identifier: str | None = ...,
        copy_tags_to_snapshot: bool | cdktf.IResolvable | None = ...,
        custom_iam_instance_profile: str | None = ...,
        db_parameter_group_name: str | None = ...,
        db_subnet_group_name: str | None = ...,
        engine_version: str | None = ...,
        force_destroy: bool | cdktf.IResolvable | None = ...,
        id: str | None = ...,
        identifier: str | None = ...,
        identifier_prefix: str | None = ...,
        monitoring_interval: float | None = ...,
        monitoring_role_arn: str | None = ...,
        performance_insights_enabled: bool | cdktf.IResolvable | None = ...,
        performance_insights_kms_key_id: str | None = ...,
        performance_insights_retention_period: float | None = ...,
        preferred_backup_window: str | None = ...,
        preferred_maintenance_window: str | None = ...,
        promotion_tier: float | None = ...,
        publicly_accessible: bool | cdktf.IResolvable | None = ...,
        region: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: RdsClusterInstanceTimeouts | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
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
    def dbi_resource_id(self) -> str: ...
    @property
    def endpoint(self) -> str: ...
    @property
    def engine_version_actual(self) -> str: ...
    @property
    def kms_key_id(self) -> str: ...
    @property
    def network_type(self) -> str: ...
    @property
    def port(self) -> float: ...
    @property
    def storage_encrypted(self) -> cdktf.IResolvable: ...
    @property
    def timeouts(self) -> RdsClusterInstanceTimeoutsOutputReference: ...
    @property
    def writer(self) -> cdktf.IResolvable: ...
    @property
    def apply_immediately_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def auto_minor_version_upgrade_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def availability_zone_input(self) -> str | None: ...
    @property
    def ca_cert_identifier_input(self) -> str | None: ...
    @property
    def cluster_identifier_input(self) -> str | None: ...
    @property
    def copy_tags_to_snapshot_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def custom_iam_instance_profile_input(self) -> str | None: ...
    @property
    def db_parameter_group_name_input(self) -> str | None: ...
    @property
    def db_subnet_group_name_input(self) -> str | None: ...
    @property
    def engine_input(self) -> str | None: ...
    @property
    def engine_version_input(self) -> str | None: ...
    @property
    def force_destroy_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def identifier_input(self) -> str | None: ...
    @property
    def identifier_prefix_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def instance_class_input(self) -> str | None: ...
    @property
    def monitoring_interval_input(self) -> float | None: ...
    @property
    def monitoring_role_arn_input(self) -> str | None: ...
    @property
    def performance_insights_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def performance_insights_kms_key_id_input(self) -> str | None: ...
    @property
    def performance_insights_retention_period_input(self) -> float | None: ...
    @property
    def preferred_backup_window_input(self) -> str | None: ...
    @property
    def preferred_maintenance_window_input(self) -> str | None: ...
    @property
    def promotion_tier_input(self) -> float | None: ...
    @property
    def publicly_accessible_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | RdsClusterInstanceTimeouts | None: ...
    apply_immediately: bool | cdktf.IResolvable
    auto_minor_version_upgrade: bool | cdktf.IResolvable
    availability_zone: str
    ca_cert_identifier: str
    cluster_identifier: str
    copy_tags_to_snapshot: bool | cdktf.IResolvable
    custom_iam_instance_profile: str
    db_parameter_group_name: str
    db_subnet_group_name: str
    engine: str
    engine_version: str
    force_destroy: bool | cdktf.IResolvable
    id: str
    identifier: str
    identifier_prefix: str
    instance_class: str
    monitoring_interval: float
    monitoring_role_arn: str
    performance_insights_enabled: bool | cdktf.IResolvable
    performance_insights_kms_key_id: str
    performance_insights_retention_period: float
    preferred_backup_window: str
    preferred_maintenance_window: str
    promotion_tier: float
    publicly_accessible: bool | cdktf.IResolvable
    region: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]

class RdsClusterInstanceTimeouts:
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

class RdsClusterInstanceTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    update: str
    internal_value: cdktf.IResolvable | RdsClusterInstanceTimeouts | None
