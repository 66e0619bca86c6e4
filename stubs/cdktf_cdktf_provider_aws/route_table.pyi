# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class RouteTable(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        vpc_id: str,
        id: str | None = ...,
        propagating_vgws: Sequence[str] | None = ...,
        region: str | None = ...,
        route: cdktf.IResolvable | Sequence[RouteTableRoute] | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: RouteTableTimeouts | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_route(self, value: cdktf.IResolvable | Sequence[RouteTableRoute]) -> None: ...
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
    def owner_id(self) -> str: ...
    @property
    def route(self) -> RouteTableRouteList: ...
    @property
    def timeouts(self) -> RouteTableTimeoutsOutputReference: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def propagating_vgws_input(self) -> list[str] | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def route_input(self) -> cdktf.IResolvable | list[RouteTableRoute] | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | RouteTableTimeouts | None: ...
    @property
    def vpc_id_input(self) -> str | None: ...
    id: str
    propagating_vgws: list[str]
    region: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    vpc_id: str

class RouteTableRoute:
    def __init__(
        self,
        *,
        carrier_gateway_id: str | None = ...,
        cidr_block: str | None = ...,
        core_network_arn: str | None = ...,
        destination_prefix_list_id: str | None = ...,
        egress_only_gateway_id: str | None = ...,
        gateway_id: str | None = ...,
        ipv6_cidr_block: str | None = ...,
        local_gateway_id: str | None = ...,
        nat_gateway_id: str | None = ...,
        network_interface_id: str | None = ...,
        transit_gateway_id: str | None = ...,
        vpc_endpoint_id: str | None = ...,
        vpc_peering_connection_id: str | None = ...,
    ) -> None: ...
    @property
    def carrier_gateway_id(self) -> str | None: ...
    @property
    def cidr_block(self) -> str | None: ...
    @property
    def core_network_arn(self) -> str | None: ...
    @property
    def destination_prefix_list_id(self) -> str | None: ...
    @property
    def egress_only_gateway_id(self) -> str | None: ...
    @property
    def gateway_id(self) -> str | None: ...
    @property
    def ipv6_cidr_block(self) -> str | None: ...
    @property
    def local_gateway_id(self) -> str | None: ...
    @property
    def nat_gateway_id(self) -> str | None: ...
    @property
    def network_interface_id(self) -> str | None: ...
    @property
    def transit_gateway_id(self) -> str | None: ...
    @property
    def vpc_endpoint_id(self) -> str | None: ...
    @property
    def vpc_peering_connection_id(self) -> str | None: ...

class RouteTableRouteList(cdktf.ComplexList):
    def get(self, index: float) -> RouteTableRouteOutputReference: ...
    internal_value: cdktf.IResolvable | list[RouteTableRoute] | None

class RouteTableRouteOutputReference(cdktf.ComplexObject):
    @property
    def carrier_gateway_id_input(self) -> str | None: ...
    @property
    def cidr_block_input(self) -> str | None: ...
    @property
    def core_network_arn_input(self) -> str | None: ...
    @property
    def destination_prefix_list_id_input(self) -> str | None: ...
    @property
    def egress_only_gateway_id_input(self) -> str | None: ...
    @property
    def gateway_id_input(self) -> str | None: ...
    @property
    def ipv6_cidr_block_input(self) -> str | None: ...
    @property
    def local_gateway_id_input(self) -> str | None: ...
    @property
    def nat_gateway_id_input(self) -> str | None: ...
    @property
    def network_interface_id_input(self) -> str | None: ...
    @property
    def transit_gateway_id_input(self) -> str | None: ...
    @property
    def vpc_endpoint_id_input(self) -> str | None: ...
    @property
    def vpc_peering_connection_id_input(self) -> str | None: ...
    carrier_gateway_id: str
    cidr_block: str
    core_network_arn: str
    destination_prefix_list_id: str
    egress_only_gateway_id: str
    gateway_id: str
    ipv6_cidr_block: str
    local_gateway_id: str
    nat_gateway_id: str
    network_interface_id: str
    transit_gateway_id: str
    vpc_endpoint_id: str
    vpc_peering_connection_id: str
    internal_value: cdktf.IResolvable | RouteTableRoute | None

class RouteTableTimeouts:
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

class RouteTableTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    update: str
    internal_value: cdktf.IResolvable | RouteTableTimeouts | None
