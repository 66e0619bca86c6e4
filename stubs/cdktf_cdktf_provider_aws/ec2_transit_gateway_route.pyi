# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class Ec2TransitGatewayRoute(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        destination_cidr_block: str,
        transit_gateway_route_table_id: str,
        blackhole: bool | cdktf.IResolvable | None = ...,
        id: str | None = ...,
        region: str | None = ...,
        transit_gateway_attachment_id: str | None = ...,
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
    def blackhole_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def destination_cidr_block_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def transit_gateway_attachment_id_input(self) -> str | None: ...
    @property
    def transit_gateway_route_table_id_input(self) -> str | None: ...
    blackhole: bool | cdktf.IResolvable
    destination_cidr_block: str
    id: str
    region: str
    transit_gateway_attachment_id: str
    transit_gateway_route_table_id: str
