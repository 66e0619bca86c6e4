# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class AppautoscalingTarget(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        max_capacity: float,
        min_capacity: float,
        resource_id: str,
        scalable_dimension: str,
        service_namespace: str,
        id: str | None = ...,
        region: str | None = ...,
        role_arn: str | None = ...,
        suspended_state: AppautoscalingTargetSuspendedState | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_suspended_state(
        self,
        *,
        dynamic_scaling_in_suspended: bool | cdktf.IResolvable | None = ...,
        dynamic_scaling_out_suspended: bool | cdktf.IResolvable | None = ...,
        scheduled_scaling_suspended: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def suspended_state(self) -> AppautoscalingTargetSuspendedStateOutputReference: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def max_capacity_input(self) -> float | None: ...
    @property
    def min_capacity_input(self) -> float | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def resource_id_input(self) -> str | None: ...
    @property
    def role_arn_input(self) -> str | None: ...
    @property
    def scalable_dimension_input(self) -> str | None: ...
    @property
    def service_namespace_input(self) -> str | None: ...
    @property
    def suspended_state_input(self) -> AppautoscalingTargetSuspendedState | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    id: str
    max_capacity: float
    min_capacity: float
    region: str
    resource_id: str
    role_arn: str
    scalable_dimension: str
    service_namespace: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]

class AppautoscalingTargetSuspendedState:
    def __init__(
        self,
        *,
        dynamic_scaling_in_suspended: bool | cdktf.IResolvable | None = ...,
        dynamic_scaling_out_suspended: bool | cdktf.IResolvable | None = ...,
        scheduled_scaling_suspended: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def dynamic_scaling_in_suspended(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def dynamic_scaling_out_suspended(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def scheduled_scaling_suspended(self) -> bool | cdktf.IResolvable | None: ...

class AppautoscalingTargetSuspendedStateOutputReference(cdktf.ComplexObject):
    @property
    def dynamic_scaling_in_suspended_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def dynamic_scaling_out_suspended_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def scheduled_scaling_suspended_input(self) -> bool | cdktf.IResolvable | None: ...
    dynamic_scaling_in_suspended: bool | cdktf.IResolvable
    dynamic_scaling_out_suspended: bool | cdktf.IResolvable
    scheduled_scaling_suspended: bool | cdktf.IResolvable
    internal_value: AppautoscalingTargetSuspendedState | None
