# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class DmsReplicationInstance(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        replication_instance_class: str,
        replication_instance_id: str,
        allocated_storage: float | None = ...,
        allow_major_version_upgrade: bool | cdktf.IResolvable | None = ...,
        apply_immediately: bool | cdktf.IResolvable | None = ...,
        auto_minor_version_upgrade: bool | cdktf.IResolvable | None = ...,
        availability_zone: str | None = ...,
        dns_name_servers: str | None = ...,
        engine_version: str | None = ...,
        id: str | None = ...,
        kerberos_authentication_settings: DmsReplicationInstanceKerberosAuthenticationSettings | None = ...,
        kms_key_arn: str | None = ...,
        multi_az: bool | cdktf.IResolvable | None = ...,
        network_type: str | None = ...,
        preferred_maintenance_window: str | None = ...,
        publicly_accessible: bool | cdktf.IResolvable | None = ...,
        region: str | None = ...,
        replication_subnet_group_id: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: DmsReplicationInstanceTimeouts | None = ...,
        vpc_security_group_ids: Sequence[str] | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_kerberos_authentication_settings(
        self,
        *,
        key_cache_secret_iam_arn: str,
        key_cache_secret_id: str,
        krb5_file_contents: str,
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
    def kerberos_authentication_settings(self) -> DmsReplicationInstanceKerberosAuthenticationSettingsOutputReference: ...
    @property
    def replication_instance_arn(self) -> str: ...
    @property
    def replication_instance_private_ips(self) -> list[str]: ...
    @property
    def replication_instance_public_ips(self) -> list[str]: ...
    @property
    def timeouts(self) -> DmsReplicationInstanceTimeoutsOutputReference: ...
    @property
    def allocated_storage_input(self) -> float | None: ...
    @property
    def allow_major_version_upgrade_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def apply_immediately_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def auto_minor_version_upgrade_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def availability_zone_input(self) -> str | None: ...
    @property
    def dns_name_servers_input(self) -> str | None: ...
    @property
    def engine_version_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def kerberos_authentication_settings_input(self) -> DmsReplicationInstanceKerberosAuthenticationSettings | None: ...
    @property
    def kms_key_arn_input(self) -> str | None: ...
    @property
    def multi_az_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def network_type_input(self) -> str | None: ...
    @property
    def preferred_maintenance_window_input(self) -> str | None: ...
    @property
    def publicly_accessible_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def replication_instance_class_input(self) -> str | None: ...
    @property
    def replication_instance_id_input(self) -> str | None: ...
    @property
    def replication_subnet_group_id_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | DmsReplicationInstanceTimeouts | None: ...
    @property
    def vpc_security_group_ids_input(self) -> list[str] | None: ...
    allocated_storage: float
    allow_major_version_upgrade: bool | cdktf.IResolvable
    apply_immediately: bool | cdktf.IResolvable
    auto_minor_version_upgrade: bool | cdktf.IResolvable
    availability_zone: str
    dns_name_servers: str
    engine_version: str
    id: str
    kms_key_arn: str
    multi_az: bool | cdktf.IResolvable
    network_type: str
    preferred_maintenance_window: str
    publicly_accessible: bool | cdktf.IResolvable
    region: str
    replication_instance_class: str
    replication_instance_id: str
    replication_subnet_group_id: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    vpc_security_group_ids: list[str]

class DmsReplicationInstanceKerberosAuthenticationSettings:
    def __init__(
        self,
        *,
        key_cache_secret_iam_arn: str,
        key_cache_secret_id: str,
        krb5_file_contents: str,
    ) -> None: ...
    @property
    def key_cache_secret_iam_arn(self) -> str: ...
    @property
    def key_cache_secret_id(self) -> str: ...
    @property
    def krb5_file_contents(self) -> str: ...

class DmsReplicationInstanceKerberosAuthenticationSettingsOutputReference(cdktf.ComplexObject):
    @property
    def key_cache_secret_iam_arn_input(self) -> str | None: ...
    @property
    def key_cache_secret_id_input(self) -> str | None: ...
    @property
    def krb5_file_contents_input(self) -> str | None: ...
    key_cache_secret_iam_arn: str
    key_cache_secret_id: str
    krb5_file_contents: str
    internal_value: DmsReplicationInstanceKerberosAuthenticationSettings | None

class DmsReplicationInstanceTimeouts:
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

class DmsReplicationInstanceTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    update: str
    internal_value: cdktf.IResolvable | DmsReplicationInstanceTimeouts | None
