# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class LbTargetGroup(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        connection_termination: bool | cdktf.IResolvable | None = ...,
        deregistration_delay: str | None = ...,
        health_check: LbTargetGroupHealthCheck | None = ...,
        id: str | None = ...,
        ip_address_type: str | None = ...,
        lambda_multi_value_headers_enabled: bool | cdktf.IResolvable | None = ...,
        load_balancing_algorithm_type: str | None = ...,
        load_balancing_anomaly_mitigation: str | None = ...,
        load_balancing_cross_zone_enabled: str | None = ...,
        name: str | None = ...,
        name_prefix: str | None = ...,
        port: float | None = ...,
        preserve_client_ip: str | None = ...,
        protocol: str | None = ...,
        protocol_version: str | None = ...,
        proxy_protocol_v2: bool | cdktf.IResolvable | None = ...,
        region: str | None = ...,
        slow_start: float | None = ...,
        stickiness: LbTargetGroupStickiness | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        target_control_port: float | None = ...,
        target_failover: cdktf.IResolvable | Sequence[LbTargetGroupTargetFailover] | None = ...,
        target_group_health: LbTargetGroupTargetGroupHealth | None = ...,
        target_health_state: cdktf.IResolvable | Sequence[LbTargetGroupTargetHealthState] | None = ...,
        target_type: str | None = ...,
        vpc_id: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_health_check(
        self,
        *,
        enabled: bool | cdktf.IResolvable | None = ...,
        healthy_threshold: float | None = ...,
        interval: float | None = ...,
        matcher: str | None = ...,
        path: str | None = ...,
        port: str | None = ...,
        protocol: str | None = ...,
        timeout: float | None = ...,
        unhealthy_threshold: float | None = ...,
    ) -> None: ...
    def put_stickiness(
        self,
        *,
        type: str,
        cookie_duration: float | None = ...,
        cookie_name: str | None = ...,
        enabled: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    def put_target_failover(self, value: cdktf.IResolvable | Sequence[LbTargetGroupTargetFailover]) -> None: ...
    def put_target_group_health(
        self,
        *,
        dns_failover: LbTargetGroupTargetGroupHealthDnsFailover | None = ...,
        unhealthy_state_routing: LbTargetGroupTargetGroupHealthUnhealthyStateRouting | None = ...,
    ) -> None: ...
    def put_target_health_state(self, value: cdktf.IResolvable | Sequence[LbTargetGroupTargetHealthState]) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def arn_suffix(self) -> str: ...
    @property
    def health_check(self) -> LbTargetGroupHealthCheckOutputReference: ...
    @property
    def load_balancer_arns(self) -> list[str]: ...
    @property
    def stickiness(self) -> LbTargetGroupStickinessOutputReference: ...
    @property
    def target_failover(self) -> LbTargetGroupTargetFailoverList: ...
    @property
    def target_group_health(self) -> LbTargetGroupTargetGroupHealthOutputReference: ...
    @property
    def target_health_state(self) -> LbTargetGroupTargetHealthStateList: ...
    @property
    def connection_termination_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def deregistration_delay_input(self) -> str | None: ...
    @property
    def health_check_input(self) -> LbTargetGroupHealthCheck | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def ip_address_type_input(self) -> str | None: ...
    @property
    def lambda_multi_value_headers_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def load_balancing_algorithm_type_input(self) -> str | None: ...
    @property
    def load_balancing_anomaly_mitigation_input(self) -> str | None: ...
    @property
    def load_balancing_cross_zone_enabled_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def name_prefix_input(self) -> str | None: ...
    @property
    def port_input(self) -> float | None: ...
    @property
    def preserve_client_ip_input(self) -> str | None: ...
    @property
    def protocol_input(self) -> str | None: ...
    @property
    def protocol_version_input(self) -> str | None: ...
    @property
    def proxy_protocol_v2_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def slow_start_input(self) -> float | None: ...
    @property
    def stickiness_input(self) -> LbTargetGroupStickiness | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def target_control_port_input(self) -> float | None: ...
    @property
    def target_failover_input(self) -> cdktf.IResolvable | list[LbTargetGroupTargetFailover] | None: ...
    @property
    def target_group_health_input(self) -> LbTargetGroupTargetGroupHealth | None: ...
    @property
    def target_health_state_input(self) -> cdktf.IResolvable | list[LbTargetGroupTargetHealthState] | None: ...
    @property
    def target_type_input(self) -> str | None: ...
    @property
    def vpc_id_input(self) -> str | None: ...
    connection_termination: bool | cdktf.IResolvable
    deregistration_delay: str
    id: str
    ip_address_type: str
    lambda_multi_value_headers_enabled: bool | cdktf.IResolvable
    load_balancing_algorithm_type: str
    load_balancing_anomaly_mitigation: str
    load_balancing_cross_zone_enabled: str
    name: str
    name_prefix: str
    port: float
    preserve_client_ip: str
    protocol: str
    protocol_version: str
    proxy_protocol_v2: bool | cdktf.IResolvable
    region: str
    slow_start: float
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    target_control_port: float
    target_type: str
    vpc_id: str

class LbTargetGroupHealthCheck:
    def __init__(
        self,
        *,
        enabled: bool | cdktf.IResolvable | None = ...,
        healthy_threshold: float | None = ...,
        interval: float | None = ...,
        matcher: str | None = ...,
        path: str | None = ...,
        port: str | None = ...,
        protocol: str | None = ...,
        timeout: float | None = ...,
        unhealthy_threshold: float | None = ...,
    ) -> None: ...
    @property
    def enabled(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def healthy_threshold(self) -> float | None: ...
    @property
    def interval(self) -> float | None: ...
    @property
    def matcher(self) -> str | None: ...
    @property
    def path(self) -> str | None: ...
    @property
    def port(self) -> str | None: ...
    @property
    def protocol(self) -> str | None: ...
    @property
    def timeout(self) -> float | None: ...
    @property
    def unhealthy_threshold(self) -> float | None: ...

class LbTargetGroupHealthCheckOutputReference(cdktf.ComplexObject):
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def healthy_threshold_input(self) -> float | None: ...
    @property
    def interval_input(self) -> float | None: ...
    @property
    def matcher_input(self) -> str | None: ...
    @property
    def path_input(self) -> str | None: ...
    @property
    def port_input(self) -> str | None: ...
    @property
    def protocol_input(self) -> str | None: ...
    @property
    def timeout_input(self) -> float | None: ...
    @property
    def unhealthy_threshold_input(self) -> float | None: ...
    enabled: bool | cdktf.IResolvable
    healthy_threshold: float
    interval: float
    matcher: str
    path: str
    port: str
    protocol: str
    timeout: float
    unhealthy_threshold: float
    internal_value: LbTargetGroupHealthCheck | None

class LbTargetGroupStickiness:
    def __init__(
        self,
        *,
        type: str,
        cookie_duration: float | None = ...,
        cookie_name: str | None = ...,
        enabled: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def type(self) -> str: ...
    @property
    def cookie_duration(self) -> float | None: ...
    @property
    def cookie_name(self) -> str | None: ...
    @property
    def enabled(self) -> bool | cdktf.IResolvable | None: ...

class LbTargetGroupStickinessOutputReference(cdktf.ComplexObject):
    @property
    def cookie_duration_input(self) -> float | None: ...
    @property
    def cookie_name_input(self) -> str | None: ...
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def type_input(self) -> str | None: ...
    cookie_duration: float
    cookie_name: str
    enabled: bool | cdktf.IResolvable
    type: str
    internal_value: LbTargetGroupStickiness | None

class LbTargetGroupTargetFailover:
    def __init__(
        self,
        *,
        on_deregistration: str,
        on_unhealthy: str,
    ) -> None: ...
    @property
    def on_deregistration(self) -> str: ...
    @property
    def on_unhealthy(self) -> str: ...

class LbTargetGroupTargetFailoverList(cdktf.ComplexList):
    def get(self, index: float) -> LbTargetGroupTargetFailoverOutputReference: ...
    internal_value: cdktf.IResolvable | list[LbTargetGroupTargetFailover] | None

class LbTargetGroupTargetFailoverOutputReference(cdktf.ComplexObject):
    @property
    def on_deregistration_input(self) -> str | None: ...
    @property
    def on_unhealthy_input(self) -> str | None: ...
    on_deregistration: str
    on_unhealthy: str
    internal_value: cdktf.IResolvable | LbTargetGroupTargetFailover | None

class LbTargetGroupTargetGroupHealth:
    def __init__(
        self,
        *,
        dns_failover: LbTargetGroupTargetGroupHealthDnsFailover | None = ...,
        unhealthy_state_routing: LbTargetGroupTargetGroupHealthUnhealthyStateRouting | None = ...,
    ) -> None: ...
    @property
    def dns_failover(self) -> LbTargetGroupTargetGroupHealthDnsFailover | None: ...
    @property
    def unhealthy_state_routing(self) -> LbTargetGroupTargetGroupHealthUnhealthyStateRouting | None: ...

class LbTargetGroupTargetGroupHealthDnsFailover:
    def __init__(
        self,
        *,
        minimum_healthy_targets_count: str | None = ...,
        minimum_healthy_targets_percentage: str | None = ...,
    ) -> None: ...
    @property
    def minimum_healthy_targets_count(self) -> str | None: ...
    @property
    def minimum_healthy_targets_percentage(self) -> str | None: ...

class LbTargetGroupTargetGroupHealthDnsFailoverOutputReference(cdktf.ComplexObject):
    @property
    def minimum_healthy_targets_count_input(self) -> str | None: ...
    @property
    def minimum_healthy_targets_percentage_input(self) -> str | None: ...
    minimum_healthy_targets_count: str
    minimum_healthy_targets_percentage: str
    internal_value: LbTargetGroupTargetGroupHealthDnsFailover | None

class LbTargetGroupTargetGroupHealthOutputReference(cdktf.ComplexObject):
    def put_dns_failover(
        self,
        *,
        minimum_healthy_targets_count: str | None = ...,
        minimum_healthy_targets_percentage: str | None = ...,
    ) -> None: ...
    def put_unhealthy_state_routing(
        self,
        *,
        minimum_healthy_targets_count: float | None = ...,
        minimum_healthy_targets_percentage: str | None = ...,
    ) -> None: ...
    @property
    def dns_failover(self) -> LbTargetGroupTargetGroupHealthDnsFailoverOutputReference: ...
    @property
    def unhealthy_state_routing(self) -> LbTargetGroupTargetGroupHealthUnhealthyStateRoutingOutputReference: ...
    @property
    def dns_failover_input(self) -> LbTargetGroupTargetGroupHealthDnsFailover | None: ...
    @property
    def unhealthy_state_routing_input(self) -> LbTargetGroupTargetGroupHealthUnhealthyStateRouting | None: ...
    internal_value: LbTargetGroupTargetGroupHealth | None

class LbTargetGroupTargetGroupHealthUnhealthyStateRouting:
    def __init__(
        self,
        *,
        minimum_healthy_targets_count: float | None = ...,
        minimum_healthy_targets_percentage: str | None = ...,
    ) -> None: ...
    @property
    def minimum_healthy_targets_count(self) -> float | None: ...
    @property
    def minimum_healthy_targets_percentage(self) -> str | None: ...

class LbTargetGroupTargetGroupHealthUnhealthyStateRoutingOutputReference(cdktf.ComplexObject):
    @property
    def minimum_healthy_targets_count_input(self) -> float | None: ...
    @property
    def minimum_healthy_targets_percentage_input(self) -> str | None: ...
    minimum_healthy_targets_count: float
    minimum_healthy_targets_percentage: str
    internal_value: LbTargetGroupTargetGroupHealthUnhealthyStateRouting | None

class LbTargetGroupTargetHealthState:
    def __init__(
        self,
        *,
        enable_unhealthy_connection_termination: bool | cdktf.IResolvable,
        unhealthy_draining_interval: float | None = ...,
    ) -> None: ...
    @property
    def enable_unhealthy_connection_termination(self) -> bool | cdktf.IResolvable: ...
    @property
    def unhealthy_draining_interval(self) -> float | None: ...

class LbTargetGroupTargetHealthStateList(cdktf.ComplexList):
    def get(self, index: float) -> LbTargetGroupTargetHealthStateOutputReference: ...
    internal_value: cdktf.IResolvable | list[LbTargetGroupTargetHealthState] | None

class LbTargetGroupTargetHealthStateOutputReference(cdktf.ComplexObject):
    @property
    def enable_unhealthy_connection_termination_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def unhealthy_draining_interval_input(self) -> float | None: ...
    enable_unhealthy_connection_termination: bool | cdktf.IResolvable
    unhealthy_draining_interval: float
    internal_value: cdktf.IResolvable | LbTargetGroupTargetHealthState | None
