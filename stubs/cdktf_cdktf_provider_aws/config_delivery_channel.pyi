# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class ConfigDeliveryChannel(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        s3_bucket_name: str,
        id: str | None = ...,
        name: str | None = ...,
        region: str | None = ...,
        s3_key_prefix: str | None = ...,
        s3_kms_key_arn: str | None = ...,
        snapshot_delivery_properties: ConfigDeliveryChannelSnapshotDeliveryProperties | None = ...,
        sns_topic_arn: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_snapshot_delivery_properties(
        self,
        *,
        delivery_frequency: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def snapshot_delivery_properties(self) -> ConfigDeliveryChannelSnapshotDeliveryPropertiesOutputReference: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def s3_bucket_name_input(self) -> str | None: ...
    @property
    def s3_key_prefix_input(self) -> str | None: ...
    @property
    def s3_kms_key_arn_input(self) -> str | None: ...
    @property
    def snapshot_delivery_properties_input(self) -> ConfigDeliveryChannelSnapshotDeliveryProperties | None: ...
    @property
    def sns_topic_arn_input(self) -> str | None: ...
    id: str
    name: str
    region: str
    s3_bucket_name: str
    s3_key_prefix: str
    s3_kms_key_arn: str
    sns_topic_arn: str

class ConfigDeliveryChannelSnapshotDeliveryProperties:
    def __init__(
        self,
        *,
        delivery_frequency: str | None = ...,
    ) -> None: ...
    @property
    def delivery_frequency(self) -> str | None: ...

class ConfigDeliveryChannelSnapshotDeliveryPropertiesOutputReference(cdktf.ComplexObject):
    @property
    def delivery_frequency_input(self) -> str | None: ...
    delivery_frequency: str
    internal_value: ConfigDeliveryChannelSnapshotDeliveryProperties | None
