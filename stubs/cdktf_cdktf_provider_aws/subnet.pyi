# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class Subnet(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        vpc_id: str,
        assign_ipv6_address_on_creation: bool | cdktf.IResolvable | None = ...,
        availability_zone: str | None = ...,
        availability_zone_id: str | None = ...,
        cidr_block: str | None = ...,
        customer_owned_ipv4_pool: str | None = ...,
        enable_dns64: bool | cdktf.IResolvable | None = ...,
        enable_lni_at_device_index: float | None = ...,
        enable_resource_name_dns_aaaa_record_on_launch: bool | cdktf.IResolvable | None = ...,
        enable_resource_name_dns_a_record_on_launch: bool | cdktf.IResolvable | None = ...,
        id: str | None = ...,
        ipv6_cidr_block: str | None = ...,
        ipv6_native: bool | cdktf.IResolvable | None = ...,
        map_customer_owned_ip_on_launch: bool | cdktf.IResolvable | None = ...,
        map_public_ip_on_launch: bool | cdktf.IResolvable | None = ...,
        outpost_arn: str | None = ...,
        private_dns_hostname_type_on_launch: str | None = ...,
        region: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: SubnetTimeouts | None = ...,
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
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def ipv6_cidr_block_association_id(self) -> str: ...
    @property
    def owner_id(self) -> str: ...
    @property
    def timeouts(self) -> SubnetTimeoutsOutputReference: ...
    @property
    def assign_ipv6_address_on_creation_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def availability_zone_id_input(self) -> str | None: ...
    @property
    def availability_zone_input(self) -> str | None: ...
    @property
    def cidr_block_input(self) -> str | None: ...
    @property
    def customer_owned_ipv4_pool_input(self) -> str | None: ...
    @property
    def enable_dns64_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enable_lni_at_device_index_input(self) -> float | None: ...
    @property
    def enable_resource_name_dns_aaaa_record_on_launch_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enable_resource_name_dns_a_record_on_launch_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def ipv6_cidr_block_input(self) -> str | None: ...
    @property
    def ipv6_native_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def map_customer_owned_ip_on_launch_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def map_public_ip_on_launch_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def outpost_arn_input(self) -> str | None: ...
    @property
    def private_dns_hostname_type_on_launch_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | SubnetTimeouts | None: ...
    @property
    def vpc_id_input(self) -> str | None: ...
    assign_ipv6_address_on_creation: bool | cdktf.IResolvable
    availability_zone: str
    availability_zone_id: str
    cidr_block: str
    customer_owned_ipv4_pool: str
    enable_dns64: bool | cdktf.IResolvable
    enable_lni_at_device_index: float
    enable_resource_name_dns_aaaa_record_on_launch: bool | cdktf.IResolvable
    enable_resource_name_dns_a_record_on_launch: bool | cdktf.IResolvable
    id: str
    ipv6_cidr_block: str
    ipv6_native: bool | cdktf.IResolvable
    map_customer_owned_ip_on_launch: bool | cdktf.IResolvable
    map_public_ip_on_launch: bool | cdktf.IResolvable
    outpost_arn: str
    private_dns_hostname_type_on_launch: str
    region: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    vpc_id: str

class SubnetTimeouts:
    def __init__(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
    ) -> None: ...
    @property
    def create(self) -> str | None: ...
    @property
    def delete(self) -> str | None: ...

class SubnetTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    create: str
    delete: str
    internal_value: cdktf.IResolvable | SubnetTimeouts | None
