# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class CloudwatchCompositeAlarm(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        alarm_name: str,
        alarm_rule: str,
        actions_enabled: bool | cdktf.IResolvable | None = ...,
        actions_suppressor: CloudwatchCompositeAlarmActionsSuppressor | None = ...,
        alarm_actions: Sequence[str] | None = ...,
        alarm_description: str | None = ...,
        id: str | None = ...,
        insufficient_data_actions: Sequence[str] | None = ...,
        ok_actions: Sequence[str] | None = ...,
        region: str | None = ...,
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
    def put_actions_suppressor(
        self,
        *,
        alarm: str,
        extension_period: float,
        wait_period: float,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def actions_suppressor(self) -> CloudwatchCompositeAlarmActionsSuppressorOutputReference: ...
    @property
    def arn(self) -> str: ...
    @property
    def actions_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def actions_suppressor_input(self) -> CloudwatchCompositeAlarmActionsSuppressor | None: ...
    @property
    def alarm_actions_input(self) -> list[str] | None: ...
    @property
    def alarm_description_input(self) -> str | None: ...
    @property
    def alarm_name_input(self) -> str | None: ...
    @property
    def alarm_rule_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def insufficient_data_actions_input(self) -> list[str] | None: ...
    @property
    def ok_actions_input(self) -> list[str] | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    actions_enabled: bool | cdktf.IResolvable
    alarm_actions: list[str]
    alarm_description: str
    alarm_name: str
    alarm_rule: str
    id: str
    insufficient_data_actions: list[str]
    ok_actions: list[str]
    region: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]

class CloudwatchCompositeAlarmActionsSuppressor:
    def __init__(
        self,
        *,
        alarm: str,
        extension_period: float,
        wait_period: float,
    ) -> None: ...
    @property
    def alarm(self) -> str: ...
    @property
    def extension_period(self) -> float: ...
    @property
    def wait_period(self) -> float: ...

class CloudwatchCompositeAlarmActionsSuppressorOutputReference(cdktf.ComplexObject):
    @property
    def alarm_input(self) -> str | None: ...
    @property
    def extension_period_input(self) -> float | None: ...
    @property
    def wait_period_input(self) -> float | None: ...
    alarm: str
    extension_period: float
    wait_period: float
    internal_value: CloudwatchCompositeAlarmActionsSuppressor | None
