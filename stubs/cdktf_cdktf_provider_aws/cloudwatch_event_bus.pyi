# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class CloudwatchEventBus(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        name: str,
        dead_letter_config: CloudwatchEventBusDeadLetterConfig | None = ...,
        description: str | None = ...,
        event_source_name: str | None = ...,
        id: str | None = ...,
        kms_key_identifier: str | None = ...,
        log_config: CloudwatchEventBusLogConfig | None = ...,
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
    def put_dead_letter_config(
        self,
        *,
        arn: str | None = ...,
    ) -> None: ...
    def put_log_config(
        self,
        *,
        include_detail: str | None = ...,
        level: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def dead_letter_config(self) -> CloudwatchEventBusDeadLetterConfigOutputReference: ...
    @property
    def log_config(self) -> CloudwatchEventBusLogConfigOutputReference: ...
    @property
    def dead_letter_config_input(self) -> CloudwatchEventBusDeadLetterConfig | None: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def event_source_name_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def kms_key_identifier_input(self) -> str | None: ...
    @property
    def log_config_input(self) -> CloudwatchEventBusLogConfig | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    description: str
    event_source_name: str
    id: str
    kms_key_identifier: str
    name: str
    region: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]

class CloudwatchEventBusDeadLetterConfig:
    def __init__(
        self,
        *,
        arn: str | None = ...,
    ) -> None: ...
    @property
    def arn(self) -> str | None: ...

class CloudwatchEventBusDeadLetterConfigOutputReference(cdktf.ComplexObject):
    @property
    def arn_input(self) -> str | None: ...
    arn: str
    internal_value: CloudwatchEventBusDeadLetterConfig | None

class CloudwatchEventBusLogConfig:
    def __init__(
        self,
        *,
        include_detail: str | None = ...,
        level: str | None = ...,
    ) -> None: ...
    @property
    def include_detail(self) -> str | None: ...
    @property
    def level(self) -> str | None: ...

class CloudwatchEventBusLogConfigOutputReference(cdktf.ComplexObject):
    @property
    def include_detail_input(self) -> str | None: ...
    @property
    def level_input(self) -> str | None: ...
    include_detail: str
    level: str
    internal_value: CloudwatchEventBusLogConfig | None
