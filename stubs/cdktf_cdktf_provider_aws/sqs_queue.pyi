# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class SqsQueue(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        content_based_deduplication: bool | cdktf.IResolvable | None = ...,
        deduplication_scope: str | None = ...,
        delay_seconds: float | None = ...,
        fifo_queue: bool | cdktf.IResolvable | None = ...,
        fifo_throughput_limit: str | None = ...,
        id: str | None = ...,
        kms_data_key_reuse_period_seconds: float | None = ...,
        kms_master_key_id: str | None = ...,
        max_message_size: float | None = ...,
        message_retention_seconds: float | None = ...,
        name: str | None = ...,
        name_prefix: str | None = ...,
        policy: str | None = ...,
        receive_wait_time_seconds: float | None = ...,
        redrive_allow_policy: str | None = ...,
        redrive_policy: str | None = ...,
        region: str | None = ...,
        sqs_managed_sse_enabled: bool | cdktf.IResolvable | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: SqsQueueTimeouts | None = ...,
        visibility_timeout_seconds: float | None = ...,
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
    def timeouts(self) -> SqsQueueTimeoutsOutputReference: ...
    @property
    def url(self) -> str: ...
    @property
    def content_based_deduplication_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def deduplication_scope_input(self) -> str | None: ...
    @property
    def delay_seconds_input(self) -> float | None: ...
    @property
    def fifo_queue_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def fifo_throughput_limit_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def kms_data_key_reuse_period_seconds_input(self) -> float | None: ...
    @property
    def kms_master_key_id_input(self) -> str | None: ...
    @property
    def max_message_size_input(self) -> float | None: ...
    @property
    def message_retention_seconds_input(self) -> float | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def name_prefix_input(self) -> str | None: ...
    @property
    def policy_input(self) -> str | None: ...
    @property
    def receive_wait_time_seconds_input(self) -> float | None: ...
    @property
    def redrive_allow_policy_input(self) -> str | None: ...
    @property
    def redrive_policy_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def sqs_managed_sse_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | SqsQueueTimeouts | None: ...
    @property
    def visibility_timeout_seconds_input(self) -> float | None: ...
    content_based_deduplication: bool | cdktf.IResolvable
    deduplication_scope: str
    delay_seconds: float
    fifo_queue: bool | cdktf.IResolvable
    fifo_throughput_limit: str
    id: str
    kms_data_key_reuse_period_seconds: float
    kms_master_key_id: str
    max_message_size: float
    message_retention_seconds: float
    name: str
    name_prefix: str
    policy: str
    receive_wait_time_seconds: float
    redrive_allow_policy: str
    redrive_policy: str
    region: str
    sqs_managed_sse_enabled: bool | cdktf.IResolvable
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    visibility_timeout_seconds: float

class SqsQueueTimeouts:
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

class SqsQueueTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    update: str
    internal_value: cdktf.IResolvable | SqsQueueTimeouts | None
