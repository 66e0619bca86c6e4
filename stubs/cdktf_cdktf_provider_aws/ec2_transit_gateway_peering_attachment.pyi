# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class Ec2TransitGatewayPeeringAttachment(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        peer_region: str,
        peer_transit_gateway_id: str,
        transit_gateway_id: str,
        id: str | None = ...,
        options: Ec2TransitGatewayPeeringAttachmentOptions | None = ...,
        peer_account_id: str | None = ...,
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
    def put_options(
        self,
        *,
        dynamic_routing: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def options(self) -> Ec2TransitGatewayPeeringAttachmentOptionsOutputReference: ...
    @property
    def state(self) -> str: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def options_input(self) -> Ec2TransitGatewayPeeringAttachmentOptions | None: ...
    @property
    def peer_account_id_input(self) -> str | None: ...
    @property
    def peer_region_input(self) -> str | None: ...
    @property
    def peer_transit_gateway_id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def transit_gateway_id_input(self) -> str | None: ...
    id: str
    peer_account_id: str
    peer_region: str
    peer_transit_gateway_id: str
    region: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    transit_gateway_id: str

class Ec2TransitGatewayPeeringAttachmentOptions:
    def __init__(
        self,
        *,
        dynamic_routing: str | None = ...,
    ) -> None: ...
    @property
    def dynamic_routing(self) -> str | None: ...

class Ec2TransitGatewayPeeringAttachmentOptionsOutputReference(cdktf.ComplexObject):
    @property
    def dynamic_routing_input(self) -> str | None: ...
    dynamic_routing: str
    internal_value: Ec2TransitGatewayPeeringAttachmentOptions | None
