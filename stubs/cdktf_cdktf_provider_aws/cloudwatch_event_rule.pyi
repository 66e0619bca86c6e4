# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class CloudwatchEventRule(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        description: str | None = ...,
        event_bus_name: str | None = ...,
        event_pattern: str | None = ...,
        force_destroy: bool | cdktf.IResolvable | None = ...,
        id: str | None = ...,
        is_enabled: bool | cdktf.IResolvable | None = ...,
        name: str | None = ...,
        name_prefix: str | None = ...,
        region: str | None = ...,
        role_arn: str | None = ...,
        schedule_expression: str | None = ...,
        state: str | None = ...,
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
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def event_bus_name_input(self) -> str | None: ...
    @property
    def event_pattern_input(self) -> str | None: ...
    @property
    def force_destroy_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def is_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def name_prefix_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def role_arn_input(self) -> str | None: ...
    @property
    def schedule_expression_input(self) -> str | None: ...
    @property
    def state_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    description: str
    event_bus_name: str
    event_pattern: str
    force_destroy: bool | cdktf.IResolvable
    id: str
    is_enabled: bool | cdktf.IResolvable
    name: str
    name_prefix: str
    region: str
    role_arn: str
    schedule_expression: str
    state: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
