# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class RdsGlobalCluster(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        global_cluster_identifier: str,
        database_name: str | None = ...,
        deletion_protection: bool | cdktf.IResolvable | None = ...,
        engine: str | None = ...,
        engine_lifecycle_support: str | None = ...,
        engine_version: str | None = ...,
        force_destroy: bool | cdktf.IResolvable | None = ...,
        id: str | None = ...,
        region: str | None = ...,
        source_db_cluster_identifier: str | None = ...,
        storage_encrypted: bool | cdktf.IResolvable | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: RdsGlobalClusterTimeouts | None = ...,
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
    def endpoint(self) -> str: ...
    @property
    def engine_version_actual(self) -> str: ...
    @property
    def global_cluster_members(self) -> RdsGlobalClusterGlobalClusterMembersList: ...
    @property
    def global_cluster_resource_id(self) -> str: ...
    @property
    def timeouts(self) -> RdsGlobalClusterTimeoutsOutputReference: ...
    @property
    def database_name_input(self) -> str | None: ...
    @property
    def deletion_protection_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def engine_input(self) -> str | None: ...
    @property
    def engine_lifecycle_support_input(self) -> str | None: ...
    @property
    def engine_version_input(self) -> str | None: ...
    @property
    def force_destroy_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def global_cluster_identifier_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def source_db_cluster_identifier_input(self) -> str | None: ...
    @property
    def storage_encrypted_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | RdsGlobalClusterTimeouts | None: ...
    database_name: str
    deletion_protection: bool | cdktf.IResolvable
    engine: str
    engine_lifecycle_support: str
    engine_version: str
    force_destroy: bool | cdktf.IResolvable
    global_cluster_identifier: str
    id: str
    region: str
    source_db_cluster_identifier: str
    storage_encrypted: bool | cdktf.IResolvable
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]

class RdsGlobalClusterGlobalClusterMembers:
    def __init__(self) -> None: ...

class RdsGlobalClusterGlobalClusterMembersList(cdktf.ComplexList):
    def get(self, index: float) -> RdsGlobalClusterGlobalClusterMembersOutputReference: ...

class RdsGlobalClusterGlobalClusterMembersOutputReference(cdktf.ComplexObject):
    @property
    def db_cluster_arn(self) -> str: ...
    @property
    def is_writer(self) -> cdktf.IResolvable: ...
    internal_value: RdsGlobalClusterGlobalClusterMembers | None

class RdsGlobalClusterTimeouts:
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

class RdsGlobalClusterTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    update: str
    internal_value: cdktf.IResolvable | RdsGlobalClusterTimeouts | None
