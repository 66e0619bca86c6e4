# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class Route(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        route_table_id: str,
        carrier_gateway_id: str | None = ...,
        core_network_arn: str | None = ...,
        destination_cidr_block: str | None = ...,
        destination_ipv6_cidr_block: str | None = ...,
        destination_prefix_list_id: str | None = ...,
        egress_only_gateway_id: str | None = ...,
        gateway_id: str | None = ...,
        id: str | None = ...,
        local_gateway_id: str | None = ...,
        nat_gateway_id: str | None = ...,
        network_interface_id: str | None = ...,
        region: str | None = ...,
        timeouts: RouteTimeouts | None = ...,
        transit_gateway_id: str | None = ...,
        vpc_endpoint_id: str | None = ...,
        vpc_peering_connection_id: str | None = ...,
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
    def instance_id(self) -> str: ...
    @property
    def instance_owner_id(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def timeouts(self) -> RouteTimeoutsOutputReference: ...
    @property
    def carrier_gateway_id_input(self) -> str | None: ...
    @property
    def core_network_arn_input(self) -> str | None: ...
    @property
    def destination_cidr_block_input(self) -> str | None: ...
    @property
    def destination_ipv6_cidr_block_input(self) -> str | None: ...
    @property
    def destination_prefix_list_id_input(self) -> str | None: ...
    @property
    def egress_only_gateway_id_input(self) -> str | None: ...
    @property
    def gateway_id_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def local_gateway_id_input(self) -> str | None: ...
    @property
    def nat_gateway_id_input(self) -> str | None: ...
    @property
    def network_interface_id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def route_table_id_input(self) -> str | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | RouteTimeouts | None: ...
    @property
    def transit_gateway_id_input(self) -> str | None: ...
    @property
    def vpc_endpoint_id_input(self) -> str | None: ...
    @property
    def vpc_peering_connection_id_input(self) -> str | None: ...
    carrier_gateway_id: str
    core_network_arn: str
    destination_cidr_block: str
    destination_ipv6_cidr_block: str
    destination_prefix_list_id: str
    egress_only_gateway_id: str
    gateway_id: str
    id: str
    local_gateway_id: str
    nat_gateway_id: str
    network_interface_id: str
    region: str
    route_table_id: str
    transit_gateway_id: str
    vpc_endpoint_id: str
    vpc_peering_connection_id: str

class RouteTimeouts:
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

class RouteTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    update: str
    internal_value: cdktf.IResolvable | RouteTimeouts | None
