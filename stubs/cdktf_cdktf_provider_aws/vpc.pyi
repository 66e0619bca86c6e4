# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class Vpc(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        assign_generated_ipv6_cidr_block: bool | cdktf.IResolvable | None = ...,
        cidr_block: str | None = ...,
        enable_dns_hostnames: bool | cdktf.IResolvable | None = ...,
        enable_dns_support: bool | cdktf.IResolvable | None = ...,
        enable_network_address_usage_metrics: bool | cdktf.IResolvable | None = ...,
        id: str | None = ...,
        instance_tenancy: str | None = ...,
        ipv4_ipam_pool_id: str | None = ...,
        ipv4_netmask_length: float | None = ...,
        ipv6_cidr_block: str | None = ...,
        ipv6_cidr_block_network_border_group: str | None = ...,
        ipv6_ipam_pool_id: str | None = ...,
        ipv6_netmask_length: float | None = ...,
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
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def default_network_acl_id(self) -> str: ...
    @property
    def default_route_table_id(self) -> str: ...
    @property
    def default_security_group_id(self) -> str: ...
    @property
    def dhcp_options_id(self) -> str: ...
    @property
    def ipv6_association_id(self) -> str: ...
    @property
    def main_route_table_id(self) -> str: ...
    @property
    def owner_id(self) -> str: ...
    @property
    def assign_generated_ipv6_cidr_block_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def cidr_block_input(self) -> str | None: ...
    @property
    def enable_dns_hostnames_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enable_dns_support_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enable_network_address_usage_metrics_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def instance_tenancy_input(self) -> str | None: ...
    @property
    def ipv4_ipam_pool_id_input(self) -> str | None: ...
    @property
    def ipv4_netmask_length_input(self) -> float | None: ...
    @property
    def ipv6_cidr_block_input(self) -> str | None: ...
    @property
    def ipv6_cidr_block_network_border_group_input(self) -> str | None: ...
    @property
    def ipv6_ipam_pool_id_input(self) -> str | None: ...
    @property
    def ipv6_netmask_length_input(self) -> float | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    assign_generated_ipv6_cidr_block: bool | cdktf.IResolvable
    cidr_block: str
    enable_dns_hostnames: bool | cdktf.IResolvable
    enable_dns_support: bool | cdktf.IResolvable
    enable_network_address_usage_metrics: bool | cdktf.IResolvable
    id: str
    instance_tenancy: str
    ipv4_ipam_pool_id: str
    ipv4_netmask_length: float
    ipv6_cidr_block: str
    ipv6_cidr_block_network_border_group: str
    ipv6_ipam_pool_id: str
    ipv6_netmask_length: float
    region: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
