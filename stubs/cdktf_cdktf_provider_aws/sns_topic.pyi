# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class SnsTopic(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        application_failure_feedback_role_arn: str | None = ...,
        application_success_feedback_role_arn: str | None = ...,
        application_success_feedback_sample_rate: float | None = ...,
        archive_policy: str | None = ...,
        content_based_deduplication: bool | cdktf.IResolvable | None = ...,
        delivery_policy: str | None = ...,
        display_name: str | None = ...,
        fifo_throughput_scope: str | None = ...,
        fifo_topic: bool | cdktf.IResolvable | None = ...,
        firehose_failure_feedback_role_arn: str | None = ...,
        firehose_success_feedback_role_arn: str | None = ...,
        firehose_success_feedback_sample_rate: float | None = ...,
        http_failure_feedback_role_arn: str | None = ...,
        http_success_feedback_role_arn: str | None = ...,
        http_success_feedback_sample_rate: float | None = ...,
        id: str | None = ...,
        kms_master_key_id: str | None = ...,
        lambda_failure_feedback_role_arn: str | None = ...,
        lambda_success_feedback_role_arn: str | None = ...,
        lambda_success_feedback_sample_rate: float | None = ...,
        name: str | None = ...,
        name_prefix: str | None = ...,
        policy: str | None = ...,
        region: str | None = ...,
        signature_version: float | None = ...,
        sqs_failure_feedback_role_arn: str | None = ...,
        sqs_success_feedback_role_arn: str | None = ...,
        sqs_success_feedback_sample_rate: float | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        tracing_config: str | None = ...,
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
    def beginning_archive_time(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def application_failure_feedback_role_arn_input(self) -> str | None: ...
    @property
    def application_success_feedback_role_arn_input(self) -> str | None: ...
    @property
    def application_success_feedback_sample_rate_input(self) -> float | None: ...
    @property
    def archive_policy_input(self) -> str | None: ...
    @property
    def content_based_deduplication_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def delivery_policy_input(self) -> str | None: ...
    @property
    def display_name_input(self) -> str | None: ...
    @property
    def fifo_throughput_scope_input(self) -> str | None: ...
    @property
    def fifo_topic_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def firehose_failure_feedback_role_arn_input(self) -> str | None: ...
    @property
    def firehose_success_feedback_role_arn_input(self) -> str | None: ...
    @property
    def firehose_success_feedback_sample_rate_input(self) -> float | None: ...
    @property
    def http_failure_feedback_role_arn_input(self) -> str | None: ...
    @property
    def http_success_feedback_role_arn_input(self) -> str | None: ...
    @property
    def http_success_feedback_sample_rate_input(self) -> float | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def kms_master_key_id_input(self) -> str | None: ...
    @property
    def lambda_failure_feedback_role_arn_input(self) -> str | None: ...
    @property
    def lambda_success_feedback_role_arn_input(self) -> str | None: ...
    @property
    def lambda_success_feedback_sample_rate_input(self) -> float | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def name_prefix_input(self) -> str | None: ...
    @property
    def policy_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def signature_version_input(self) -> float | None: ...
    @property
    def sqs_failure_feedback_role_arn_input(self) -> str | None: ...
    @property
    def sqs_success_feedback_role_arn_input(self) -> str | None: ...
    @property
    def sqs_success_feedback_sample_rate_input(self) -> float | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def tracing_config_input(self) -> str | None: ...
    application_failure_feedback_role_arn: str
    application_success_feedback_role_arn: str
    application_success_feedback_sample_rate: float
    archive_policy: str
    content_based_deduplication: bool | cdktf.IResolvable
    delivery_policy: str
    display_name: str
    fifo_throughput_scope: str
    fifo_topic: bool | cdktf.IResolvable
    firehose_failure_feedback_role_arn: str
    firehose_success_feedback_role_arn: str
    firehose_success_feedback_sample_rate: float
    http_failure_feedback_role_arn: str
    http_success_feedback_role_arn: str
    http_success_feedback_sample_rate: float
    id: str
    kms_master_key_id: str
    lambda_failure_feedback_role_arn: str
    lambda_success_feedback_role_arn: str
    lambda_success_feedback_sample_rate: float
    name: str
    name_prefix: str
    policy: str
    region: str
    signature_version: float
    sqs_failure_feedback_role_arn: str
    sqs_success_feedback_role_arn: str
    sqs_success_feedback_sample_rate: float
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    tracing_config: str
