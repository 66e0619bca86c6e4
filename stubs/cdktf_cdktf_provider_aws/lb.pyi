# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class Lb(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        access_logs: LbAccessLogs | None = ...,
        client_keep_alive: float | None = ...,
        connection_logs: LbConnectionLogs | None = ...,
        customer_owned_ipv4_pool: str | None = ...,
        desync_mitigation_mode: str | None = ...,
        dns_record_client_routing_policy: str | None = ...,
        drop_invalid_header_fields: bool | cdktf.IResolvable | None = ...,
        enable_cross_zone_load_balancing: bool | cdktf.IResolvable | None = ...,
        enable_deletion_protection: bool | cdktf.IResolvable | None = ...,
        enable_http2: bool | cdktf.IResolvable | None = ...,
        enable_tls_version_and_cipher_suite_headers: bool | cdktf.IResolvable | None = ...,
        enable_waf_fail_open: bool | cdktf.IResolvable | None = ...,
        enable_xff_client_port: bool | cdktf.IResolvable | None = ...,
        enable_zonal_shift: bool | cdktf.IResolvable | None = ...,
        enforce_security_group_inbound_rules_on_private_link_traffic: str | None = ...,
        health_check_logs: LbHealthCheckLogs | None = ...,
        id: str | None = ...,
        idle_timeout: float | None = ...,
        internal: bool | cdktf.IResolvable | None = ...,
        ip_address_type: str | None = ...,
        ipam_pools: LbIpamPools | None = ...,
        load_balancer_type: str | None = ...,
        minimum_load_balancer_capacity: LbMinimumLoadBalancerCapacity | None = ...,
        name: str | None = ...,
        name_prefix: str | None = ...,
        preserve_host_header: bool | cdktf.IResolvable | None = ...,
        region: str | None = ...,
        secondary_ips_auto_assigned_per_subnet: float | None = ...,
        security_groups: Sequence[str] | None = ...,
        subnet_mapping: cdktf.IResolvable | Sequence[LbSubnetMapping] | None = ...,
        subnets: Sequence[str] | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: LbTimeouts | None = ...,
        xff_header_processing_mode: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_access_logs(
        self,
        *,
        bucket: str,
        enabled: bool | cdktf.IResolvable | None = ...,
        prefix: str | None = ...,
    ) -> None: ...
    def put_connection_logs(
        self,
        *,
        bucket: str,
        enabled: bool | cdktf.IResolvable | None = ...,
        prefix: str | None = ...,
    ) -> None: ...
    def put_health_check_logs(
        self,
        *,
        bucket: str,
        enabled: bool | cdktf.IResolvable | None = ...,
        prefix: str | None = ...,
    ) -> None: ...
    def put_ipam_pools(
        self,
        *,
        ipv4_ipam_pool_id: str,
    ) -> None: ...
    def put_minimum_load_balancer_capacity(
        self,
        *,
        capacity_units: float,
    ) -> None: ...
    def put_subnet_mapping(self, value: cdktf.IResolvable | Sequence[LbSubnetMapping]) -> None: ...
    def put_timeouts(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def access_logs(self) -> LbAccessLogsOutputReference: ...
    @property
    def arn(self) -> str: ...
    @property
    def arn_suffix(self) -> str: ...
    @property
    def connection_logs(self) -> LbConnectionLogsOutputReference: ...
    @property
    def dns_name(self) -> str: ...
    @property
    def health_check_logs(self) -> LbHealthCheckLogsOutputReference: ...
    @property
    def ipam_pools(self) -> LbIpamPoolsOutputReference: ...
    @property
    def minimum_load_balancer_capacity(self) -> LbMinimumLoadBalancerCapacityOutputReference: ...
    @property
    def subnet_mapping(self) -> LbSubnetMappingList: ...
    @property
    def timeouts(self) -> LbTimeoutsOutputReference: ...
    @property
    def vpc_id(self) -> str: ...
    @property
    def zone_id(self) -> str: ...
    @property
    def access_logs_input(self) -> LbAccessLogs | None: ...
    @property
    def client_keep_alive_input(self) -> float | None: ...
    @property
    def connection_logs_input(self) -> LbConnectionLogs | None: ...
    @property
    def customer_owned_ipv4_pool_input(self) -> str | None: ...
    @property
    def desync_mitigation_mode_input(self) -> str | None: ...
    @property
    def dns_record_client_routing_policy_input(self) -> str | None: ...
    @property
    def drop_invalid_header_fields_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enable_cross_zone_load_balancing_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enable_deletion_protection_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enable_http2_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enable_tls_version_and_cipher_suite_headers_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enable_waf_fail_open_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enable_xff_client_port_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enable_zonal_shift_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enforce_security_group_inbound_rules_on_private_link_traffic_input(self) -> str | None: ...
    @property
    def health_check_logs_input(self) -> LbHealthCheckLogs | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def idle_timeout_input(self) -> float | None: ...
    @property
    def internal_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def ip_address_type_input(self) -> str | None: ...
    @property
    def ipam_pools_input(self) -> LbIpamPools | None: ...
    @property
    def load_balancer_type_input(self) -> str | None: ...
    @property
    def minimum_load_balancer_capacity_input(self) -> LbMinimumLoadBalancerCapacity | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def name_prefix_input(self) -> str | None: ...
    @property
    def preserve_host_header_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def secondary_ips_auto_assigned_per_subnet_input(self) -> float | None: ...
    @property
    def security_groups_input(self) -> list[str] | None: ...
    @property
    def subnet_mapping_input(self) -> cdktf.IResolvable | list[LbSubnetMapping] | None: ...
    @property
    def subnets_input(self) -> list[str] | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | LbTimeouts | None: ...
    @property
    def xff_header_processing_mode_input(self) -> str | None: ...
    client_keep_alive: float
    customer_owned_ipv4_pool: str
    desync_mitigation_mode: str
    dns_record_client_routing_policy: str
    drop_invalid_header_fields: bool | cdktf.IResolvable
    enable_cross_zone_load_balancing: bool | cdktf.IResolvable
    enable_deletion_protection: bool | cdktf.IResolvable
    enable_http2: bool | cdktf.IResolvable
    enable_tls_version_and_cipher_suite_headers: bool | cdktf.IResolvable
    enable_waf_fail_open: bool | cdktf.IResolvable
    enable_xff_client_port: bool | cdktf.IResolvable
    enable_zonal_shift: bool | cdktf.IResolvable
    enforce_security_group_inbound_rules_on_private_link_traffic: str
    id: str
    idle_timeout: float
    internal: bool | cdktf.IResolvable
    ip_address_type: str
    load_balancer_type: str
    name: str
    name_prefix: str
    preserve_host_header: bool | cdktf.IResolvable
    region: str
    secondary_ips_auto_assigned_per_subnet: float
    security_groups: list[str]
    subnets: list[str]
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    xff_header_processing_mode: str

class LbAccessLogs:
    def __init__(
        self,
        *,
        bucket: str,
        enabled: bool | cdktf.IResolvable | None = ...,
        prefix: str | None = ...,
    ) -> None: ...
    @property
    def bucket(self) -> str: ...
    @property
    def enabled(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def prefix(self) -> str | None: ...

class LbAccessLogsOutputReference(cdktf.ComplexObject):
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def prefix_input(self) -> str | None: ...
    bucket: str
    enabled: bool | cdktf.IResolvable
    prefix: str
    internal_value: LbAccessLogs | None

class LbConnectionLogs:
    def __init__(
        self,
        *,
        bucket: str,
        enabled: bool | cdktf.IResolvable | None = ...,
        prefix: str | None = ...,
    ) -> None: ...
    @property
    def bucket(self) -> str: ...
    @property
    def enabled(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def prefix(self) -> str | None: ...

class LbConnectionLogsOutputReference(cdktf.ComplexObject):
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def prefix_input(self) -> str | None: ...
    bucket: str
    enabled: bool | cdktf.IResolvable
    prefix: str
    internal_value: LbConnectionLogs | None

class LbHealthCheckLogs:
    def __init__(
        self,
        *,
        bucket: str,
        enabled: bool | cdktf.IResolvable | None = ...,
        prefix: str | None = ...,
    ) -> None: ...
    @property
    def bucket(self) -> str: ...
    @property
    def enabled(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def prefix(self) -> str | None: ...

class LbHealthCheckLogsOutputReference(cdktf.ComplexObject):
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def prefix_input(self) -> str | None: ...
    bucket: str
    enabled: bool | cdktf.IResolvable
    prefix: str
    internal_value: LbHealthCheckLogs | None

class LbIpamPools:
    def __init__(
        self,
        *,
        ipv4_ipam_pool_id: str,
    ) -> None: ...
    @property
    def ipv4_ipam_pool_id(self) -> str: ...

class LbIpamPoolsOutputReference(cdktf.ComplexObject):
    @property
    def ipv4_ipam_pool_id_input(self) -> str | None: ...
    ipv4_ipam_pool_id: str
    internal_value: LbIpamPools | None

class LbMinimumLoadBalancerCapacity:
    def __init__(
        self,
        *,
        capacity_units: float,
    ) -> None: ...
    @property
    def capacity_units(self) -> float: ...

class LbMinimumLoadBalancerCapacityOutputReference(cdktf.ComplexObject):
    @property
    def capacity_units_input(self) -> float | None: ...
    capacity_units: float
    internal_value: LbMinimumLoadBalancerCapacity | None

class LbSubnetMapping:
    def __init__(
        self,
        *,
        subnet_id: str,
        allocation_id: str | None = ...,
        ipv6_address: str | None = ...,
        private_ipv4_address: str | None = ...,
    ) -> None: ...
    @property
    def subnet_id(self) -> str: ...
    @property
    def allocation_id(self) -> str | None: ...
    @property
    def ipv6_address(self) -> str | None: ...
    @property
    def private_ipv4_address(self) -> str | None: ...

class LbSubnetMappingList(cdktf.ComplexList):
    def get(self, index: float) -> LbSubnetMappingOutputReference: ...
    internal_value: cdktf.IResolvable | list[LbSubnetMapping] | None

class LbSubnetMappingOutputReference(cdktf.ComplexObject):
    @property
    def outpost_id(self) -> str: ...
    @property
    def allocation_id_input(self) -> str | None: ...
    @property
    def ipv6_address_input(self) -> str | None: ...
    @property
    def private_ipv4_address_input(self) -> str | None: ...
    @property
    def subnet_id_input(self) -> str | None: ...
    allocation_id: str
    ipv6_address: str
    private_ipv4_address: str
    subnet_id: str
    internal_value: cdktf.IResolvable | LbSubnetMapping | None

class LbTimeouts:
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

class LbTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    update: str
    internal_value: cdktf.IResolvable | LbTimeouts | None
