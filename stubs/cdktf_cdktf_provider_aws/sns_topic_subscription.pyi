# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class SnsTopicSubscription(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        endpoint: str,
        protocol: str,
        topic_arn: str,
        confirmation_timeout_in_minutes: float | None = ...,
        delivery_policy: str | None = ...,
        endpoint_auto_confirms: bool | cdktf.IResolvable | None = ...,
        filter_policy: str | None = ...,
        filter_policy_scope: str | None = ...,
        id: str | None = ...,
        raw_message_delivery: bool | cdktf.IResolvable | None = ...,
        redrive_policy: str | None = ...,
        region: str | None = ...,
        replay_policy: str | None = ...,
        subscription_role_arn: str | None = ...,
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
    def confirmation_was_authenticated(self) -> cdktf.IResolvable: ...
    @property
    def owner_id(self) -> str: ...
    @property
    def pending_confirmation(self) -> cdktf.IResolvable: ...
    @property
    def confirmation_timeout_in_minutes_input(self) -> float | None: ...
    @property
    def delivery_policy_input(self) -> str | None: ...
    @property
    def endpoint_auto_confirms_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def endpoint_input(self) -> str | None: ...
    @property
    def filter_policy_input(self) -> str | None: ...
    @property
    def filter_policy_scope_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def protocol_input(self) -> str | None: ...
    @property
    def raw_message_delivery_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def redrive_policy_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def replay_policy_input(self) -> str | None: ...
    @property
    def subscription_role_arn_input(self) -> str | None: ...
    @property
    def topic_arn_input(self) -> str | None: ...
    confirmation_timeout_in_minutes: float
    delivery_policy: str
    endpoint: str
    endpoint_auto_confirms: bool | cdktf.IResolvable
    filter_policy: str
    filter_policy_scope: str
    id: str
    protocol: str
    raw_message_delivery: bool | cdktf.IResolvable
    redrive_policy: str
    region: str
    replay_policy: str
    subscription_role_arn: str
    topic_arn: str
