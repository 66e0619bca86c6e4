# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class S3BucketNotification(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        bucket: str,
        eventbridge: bool | cdktf.IResolvable | None = ...,
        id: str | None = ...,
        lambda_function: cdktf.IResolvable | Sequence[S3BucketNotificationLambdaFunction] | None = ...,
        queue: cdktf.IResolvable | Sequence[S3BucketNotificationQueue] | None = ...,
        region: str | None = ...,
        topic: cdktf.IResolvable | Sequence[S3BucketNotificationTopic] | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_lambda_function(self, value: cdktf.IResolvable | Sequence[S3BucketNotificationLambdaFunction]) -> None: ...
    def put_queue(self, value: cdktf.IResolvable | Sequence[S3BucketNotificationQueue]) -> None: ...
    def put_topic(self, value: cdktf.IResolvable | Sequence[S3BucketNotificationTopic]) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def lambda_function(self) -> S3BucketNotificationLambdaFunctionList: ...
    @property
    def queue(self) -> S3BucketNotificationQueueList: ...
    @property
    def topic(self) -> S3BucketNotificationTopicList: ...
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def eventbridge_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def lambda_function_input(self) -> cdktf.IResolvable | list[S3BucketNotificationLambdaFunction] | None: ...
    @property
    def queue_input(self) -> cdktf.IResolvable | list[S3BucketNotificationQueue] | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def topic_input(self) -> cdktf.IResolvable | list[S3BucketNotificationTopic] | None: ...
    bucket: str
    eventbridge: bool | cdktf.IResolvable
    id: str
    region: str

class S3BucketNotificationLambdaFunction:
    def __init__(
        self,
        *,
        events: Sequence[str],
        filter_prefix: str | None = ...,
        filter_suffix: str | None = ...,
        id: str | None = ...,
        lambda_function_arn: str | None = ...,
    ) -> None: ...
    @property
    def events(self) -> list[str]: ...
    @property
    def filter_prefix(self) -> str | None: ...
    @property
    def filter_suffix(self) -> str | None: ...
    @property
    def id(self) -> str | None: ...
    @property
    def lambda_function_arn(self) -> str | None: ...

class S3BucketNotificationLambdaFunctionList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketNotificationLambdaFunctionOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketNotificationLambdaFunction] | None

class S3BucketNotificationLambdaFunctionOutputReference(cdktf.ComplexObject):
    @property
    def events_input(self) -> list[str] | None: ...
    @property
    def filter_prefix_input(self) -> str | None: ...
    @property
    def filter_suffix_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def lambda_function_arn_input(self) -> str | None: ...
    events: list[str]
    filter_prefix: str
    filter_suffix: str
    id: str
    lambda_function_arn: str
    internal_value: cdktf.IResolvable | S3BucketNotificationLambdaFunction | None

class S3BucketNotificationQueue:
    def __init__(
        self,
        *,
        events: Sequence[str],
        queue_arn: str,
        filter_prefix: str | None = ...,
        filter_suffix: str | None = ...,
        id: str | None = ...,
    ) -> None: ...
    @property
    def events(self) -> list[str]: ...
    @property
    def queue_arn(self) -> str: ...
    @property
    def filter_prefix(self) -> str | None: ...
    @property
    def filter_suffix(self) -> str | None: ...
    @property
    def id(self) -> str | None: ...

class S3BucketNotificationQueueList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketNotificationQueueOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketNotificationQueue] | None

class S3BucketNotificationQueueOutputReference(cdktf.ComplexObject):
    @property
    def events_input(self) -> list[str] | None: ...
    @property
    def filter_prefix_input(self) -> str | None: ...
    @property
    def filter_suffix_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def queue_arn_input(self) -> str | None: ...
    events: list[str]
    filter_prefix: str
    filter_suffix: str
    id: str
    queue_arn: str
    internal_value: cdktf.IResolvable | S3BucketNotificationQueue | None

class S3BucketNotificationTopic:
    def __init__(
        self,
        *,
        events: Sequence[str],
        topic_arn: str,
        filter_prefix: str | None = ...,
        filter_suffix: str | None = ...,
        id: str | None = ...,
    ) -> None: ...
    @property
    def events(self) -> list[str]: ...
    @property
    def topic_arn(self) -> str: ...
    @property
    def filter_prefix(self) -> str | None: ...
    @property
    def filter_suffix(self) -> str | None: ...
    @property
    def id(self) -> str | None: ...

class S3BucketNotificationTopicList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketNotificationTopicOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketNotificationTopic] | None

class S3BucketNotificationTopicOutputReference(cdktf.ComplexObject):
    @property
    def events_input(self) -> list[str] | None: ...
    @property
    def filter_prefix_input(self) -> str | None: ...
    @property
    def filter_suffix_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def topic_arn_input(self) -> str | None: ...
    events: list[str]
    filter_prefix: str
    filter_suffix: str
    id: str
    topic_arn: str
    internal_value: cdktf.IResolvable | S3BucketNotificationTopic | None
