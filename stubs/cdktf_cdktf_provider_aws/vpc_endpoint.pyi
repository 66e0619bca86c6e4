# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class VpcEndpoint(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        vpc_id: str,
        auto_accept: bool | cdktf.IResolvable | None = ...,
        dns_options: VpcEndpointDnsOptions | None = ...,
        id: str | None = ...,
        ip_address_type: str | None = ...,
        policy: str | None = ...,
        private_dns_enabled: bool | cdktf.IResolvable | None = ...,
        region: str | None = ...,
        resource_configuration_arn: str | None = ...,
        route_table_ids: Sequence[str] | None = ...,
        security_group_ids: Sequence[str] | None = ...,
        service_name: str | None = ...,
        service_network_arn: str | None = ...,
        service_region: str | None = ...,
        subnet_configuration: cdktf.IResolvable | Sequence[VpcEndpointSubnetConfiguration] | None = ...,
        subnet_ids: Sequence[str] | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: VpcEndpointTimeouts | None = ...,
        vpc_endpoint_type: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_dns_options(
        self,
        *,
        dns_record_ip_type: str | None = ...,
        private_dns_only_for_inbound_resolver_endpoint: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    def put_subnet_configuration(self, value: cdktf.IResolvable | Sequence[VpcEndpointSubnetConfiguration]) -> None: ...
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
    def cidr_blocks(self) -> list[str]: ...
    @property
    def dns_entry(self) -> VpcEndpointDnsEntryList: ...
    @property
    def dns_options(self) -> VpcEndpointDnsOptionsOutputReference: ...
    @property
    def network_interface_ids(self) -> list[str]: ...
    @property
    def owner_id(self) -> str: ...
    @property
    def prefix_list_id(self) -> str: ...
    @property
    def requester_managed(self) -> cdktf.IResolvable: ...
    @property
    def state(self) -> str: ...
    @property
    def subnet_configuration(self) -> VpcEndpointSubnetConfigurationList: ...
    @property
    def timeouts(self) -> VpcEndpointTimeoutsOutputReference: ...
    @property
    def auto_accept_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def dns_options_input(self) -> VpcEndpointDnsOptions | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def ip_address_type_input(self) -> str | None: ...
    @property
    def policy_input(self) -> str | None: ...
    @property
    def private_dns_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def resource_configuration_arn_input(self) -> str | None: ...
    @property
    def route_table_ids_input(self) -> list[str] | None: ...
    @property
    def security_group_ids_input(self) -> list[str] | None: ...
    @property
    def service_name_input(self) -> str | None: ...
    @property
    def service_network_arn_input(self) -> str | None: ...
    @property
    def service_region_input(self) -> str | None: ...
    @property
    def subnet_configuration_input(self) -> cdktf.IResolvable | list[VpcEndpointSubnetConfiguration] | None: ...
    @property
    def subnet_ids_input(self) -> list[str] | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | VpcEndpointTimeouts | None: ...
    @property
    def vpc_endpoint_type_input(self) -> str | None: ...
    @property
    def vpc_id_input(self) -> str | None: ...
    auto_accept: bool | cdktf.IResolvable
    id: str
    ip_address_type: str
    policy: str
    private_dns_enabled: bool | cdktf.IResolvable
    region: str
    resource_configuration_arn: str
    route_table_ids: list[str]
    security_group_ids: list[str]
    service_name: str
    service_network_arn: str
    service_region: str
    subnet_ids: list[str]
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    vpc_endpoint_type: str
    vpc_id: str

class VpcEndpointDnsEntry:
    def __init__(self) -> None: ...

class VpcEndpointDnsEntryList(cdktf.ComplexList):
    def get(self, index: float) -> VpcEndpointDnsEntryOutputReference: ...

class VpcEndpointDnsEntryOutputReference(cdktf.ComplexObject):
    @property
    def dns_name(self) -> str: ...
    @property
    def hosted_zone_id(self) -> str: ...
    internal_value: VpcEndpointDnsEntry | None

class VpcEndpointDnsOptions:
    def __init__(
        self,
        *,
        dns_record_ip_type: str | None = ...,
        private_dns_only_for_inbound_resolver_endpoint: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def dns_record_ip_type(self) -> str | None: ...
    @property
    def private_dns_only_for_inbound_resolver_endpoint(self) -> bool | cdktf.IResolvable | None: ...

class VpcEndpointDnsOptionsOutputReference(cdktf.ComplexObject):
    @property
    def dns_record_ip_type_input(self) -> str | None: ...
    @property
    def private_dns_only_for_inbound_resolver_endpoint_input(self) -> bool | cdktf.IResolvable | None: ...
    dns_record_ip_type: str
    private_dns_only_for_inbound_resolver_endpoint: bool | cdktf.IResolvable
    internal_value: VpcEndpointDnsOptions | None

class VpcEndpointSubnetConfiguration:
    def __init__(
        self,
        *,
        ipv4: str | None = ...,
        ipv6: str | None = ...,
        subnet_id: str | None = ...,
    ) -> None: ...
    @property
    def ipv4(self) -> str | None: ...
    @property
    def ipv6(self) -> str | None: ...
    @property
    def subnet_id(self) -> str | None: ...

class VpcEndpointSubnetConfigurationList(cdktf.ComplexList):
    def get(self, index: float) -> VpcEndpointSubnetConfigurationOutputReference: ...
    internal_value: cdktf.IResolvable | list[VpcEndpointSubnetConfiguration] | None

class VpcEndpointSubnetConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def ipv4_input(self) -> str | None: ...
    @property
    def ipv6_input(self) -> str | None: ...
    @property
    def subnet_id_input(self) -> str | None: ...
    ipv4: str
    ipv6: str
    subnet_id: str
    internal_value: cdktf.IResolvable | VpcEndpointSubnetConfiguration | None

class VpcEndpointTimeouts:
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

class VpcEndpointTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    update: str
    internal_value: cdktf.IResolvable | VpcEndpointTimeouts | None
