# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class KmsKey(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        bypass_policy_lockout_safety_check: bool | cdktf.IResolvable | None = ...,
        customer_master_key_spec: str | None = ...,
        custom_key_store_id: str | None = ...,
        deletion_window_in_days: float | None = ...,
        description: str | None = ...,
        enable_key_rotation: bool | cdktf.IResolvable | None = ...,
        id: str | None = ...,
        is_enabled: bool | cdktf.IResolvable | None = ...,
        key_usage: str | None = ...,
        multi_region: bool | cdktf.IResolvable | None = ...,
        policy: str | None = ...,
        region: str | None = ...,
        rotation_period_in_days: float | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: KmsKeyTimeouts | None = ...,
        xks_key_id: str | None = ...,
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
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def key_id(self) -> str: ...
    @property
    def timeouts(self) -> KmsKeyTimeoutsOutputReference: ...
    @property
    def bypass_policy_lockout_safety_check_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def customer_master_key_spec_input(self) -> str | None: ...
    @property
    def custom_key_store_id_input(self) -> str | None: ...
    @property
    def deletion_window_in_days_input(self) -> float | None: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def enable_key_rotation_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def is_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def key_usage_input(self) -> str | None: ...
    @property
    def multi_region_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def policy_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def rotation_period_in_days_input(self) -> float | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | KmsKeyTimeouts | None: ...
    @property
    def xks_key_id_input(self) -> str | None: ...
    bypass_policy_lockout_safety_check: bool | cdktf.IResolvable
    customer_master_key_spec: str
    custom_key_store_id: str
    deletion_window_in_days: float
    description: str
    enable_key_rotation: bool | cdktf.IResolvable
    id: str
    is_enabled: bool | cdktf.IResolvable
    key_usage: str
    multi_region: bool | cdktf.IResolvable
    policy: str
    region: str
    rotation_period_in_days: float
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    xks_key_id: str

class KmsKeyTimeouts:
    def __init__(
        self,
        *,
        create: str | None = ...,
    ) -> None: ...
    @property
    def create(self) -> str | None: ...

class KmsKeyTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    create: str
    internal_value: cdktf.IResolvable | KmsKeyTimeouts | None
