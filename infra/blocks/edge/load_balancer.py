"""An application load balancer: HTTPS for callers, a redirect for those who come by HTTP, and HTTPS on to its
targets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.lb import Lb, LbAccessLogs, LbConnectionLogs
from cdktf_cdktf_provider_aws.lb_listener import (
    LbListener,
    LbListenerDefaultAction,
    LbListenerDefaultActionFixedResponse,
    LbListenerDefaultActionRedirect,
)
from cdktf_cdktf_provider_aws.lb_listener_certificate import LbListenerCertificate
from cdktf_cdktf_provider_aws.lb_target_group import LbTargetGroup, LbTargetGroupHealthCheck

from infra.blocks.network.security_group import HTTP, HTTPS
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdktf import ITerraformDependable

    from infra.place import Place

ACCESS_LOGS: Final = "alb"
CONNECTION_LOGS: Final = "alb-connections"
TEST_PORT: Final = 9443
_IDLE_SECONDS: Final = 60
_HSTS: Final = "max-age=31536000; includeSubDomains"  # a year
# TLS 1.2 and 1.3, forward secrecy, hybrid post-quantum key exchange: what the Elastic Load Balancing guide
# recommends ("Security policies for your Application Load Balancer"). The default of the API is of 2016.
TLS_POLICY: Final = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"


@dataclass(frozen=True, slots=True)
class LoadBalancerSpec:
    """A load balancer: `id` is its Terraform id, `what` goes into its name.

    log_bucket: the bucket that takes its logs; log delivery knows no keys but S3's own.
    internal: whether it is reached from within the VPC alone.
    after: the policy of the log bucket, where the same stack makes it.
    """

    id: str
    what: str
    subnet_ids: tuple[str, ...]
    security_group_id: str
    log_bucket: str
    internal: bool = False
    after: tuple[ITerraformDependable, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadBalancer:
    """A load balancer that was added: its Terraform id; its ARN, what metrics know it by, and what a DNS
    record points at, as tokens.
    """

    id: str
    arn: str
    arn_suffix: str
    dns_name: str
    zone_id: str

    @property
    def outputs(self) -> Iterator[Output]:
        """Its name in the DNS, and its ARN."""
        yield Output(f"{self.id}_dns_name", self.dns_name)
        yield Output(f"{self.id}_arn", self.arn)


def add_load_balancer(place: Place, spec: LoadBalancerSpec) -> LoadBalancer:
    """Add the load balancer, which drops malformed headers and logs every request and connection."""
    balancer = Lb(
        place.stack,
        spec.id,
        name=place.names.load_balancer(spec.what),
        load_balancer_type="application",
        internal=spec.internal,
        subnets=list(spec.subnet_ids),
        security_groups=[spec.security_group_id],
        drop_invalid_header_fields=True,
        desync_mitigation_mode="strictest",
        preserve_host_header=True,
        xff_header_processing_mode="append",
        enable_http2=True,
        enable_cross_zone_load_balancing=True,
        idle_timeout=_IDLE_SECONDS,
        enable_deletion_protection=place.defaults.deletion_protection,
        access_logs=LbAccessLogs(bucket=spec.log_bucket, prefix=ACCESS_LOGS, enabled=True),
        connection_logs=LbConnectionLogs(bucket=spec.log_bucket, prefix=CONNECTION_LOGS, enabled=True),
        depends_on=list(spec.after) or None,
        provider=place.provider,
    )
    return LoadBalancer(spec.id, balancer.arn, balancer.arn_suffix, balancer.dns_name, balancer.zone_id)


@dataclass(frozen=True, slots=True)
class TargetGroupSpec:
    """Targets by address, which are called by HTTPS on `port` and asked for their health on `health_path`.

    drain_seconds: for how long a target that leaves may finish what it began.
    """

    id: str
    what: str
    vpc_id: str
    port: int
    health_path: str = "/health"
    drain_seconds: int = 30


@dataclass(frozen=True, slots=True)
class Measured:
    """A load balancer or a target group of another stack, by what metrics know it by."""

    arn_suffix: str


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """A target group that was added: its Terraform id; its name, its ARN and what metrics know it by, as
    tokens.
    """

    id: str
    name: str
    arn: str
    arn_suffix: str


def add_target_group(place: Place, spec: TargetGroupSpec) -> TargetGroup:
    """Add the target group. Load balancers do not verify the certificates of targets, so a self-signed one
    will do there.
    """
    group = LbTargetGroup(
        place.stack,
        spec.id,
        name=place.names.load_balancer(spec.what),
        vpc_id=spec.vpc_id,
        target_type="ip",
        port=spec.port,
        protocol="HTTPS",
        protocol_version="HTTP1",
        deregistration_delay=str(spec.drain_seconds),
        health_check=LbTargetGroupHealthCheck(
            enabled=True,
            protocol="HTTPS",
            port="traffic-port",
            path=spec.health_path,
            matcher="200",
            interval=30,
            timeout=5,
            healthy_threshold=2,
            unhealthy_threshold=3,
        ),
        provider=place.provider,
    )
    return TargetGroup(spec.id, group.name, group.arn, group.arn_suffix)


@dataclass(frozen=True, slots=True)
class ListenersSpec:
    """How a load balancer is reached. `id` begins the Terraform ids; the certificates were issued already.

    others: certificates of further names, by what ends their Terraform ids.
    moved: whether deployments move callers from one group of targets to another: which one they are at is
        then none of Terraform's business.
    redirects: whether callers who come by HTTP are sent to HTTPS; otherwise nothing answers them.
    """

    id: str
    certificate_arn: str
    others: Mapping[str, str] = field(default_factory=dict)
    moved: bool = False
    tls_policy: str = TLS_POLICY
    redirects: bool = True


@dataclass(frozen=True, slots=True)
class Listeners:
    """Listeners that were added: the ARN of the HTTPS one as a token; `https` is for what waits for it."""

    id: str
    arn: str
    https: LbListener


def add_listeners(
    place: Place, spec: ListenersSpec, balancer: LoadBalancer, targets: TargetGroup | None
) -> Listeners:
    """Hand HTTPS requests on to the targets. Without targets, what no rule of the listener takes is not
    found.
    """
    https = _add_https(place, spec, balancer, HTTPS, targets)
    if spec.redirects:
        _add_redirect(place, spec, balancer)
    return Listeners(spec.id, https.arn, https)


def _add_redirect(place: Place, spec: ListenersSpec, balancer: LoadBalancer) -> None:
    LbListener(
        place.stack,
        f"{spec.id}_http",
        load_balancer_arn=balancer.arn,
        port=HTTP,
        protocol="HTTP",
        default_action=[
            LbListenerDefaultAction(
                type="redirect",
                redirect=LbListenerDefaultActionRedirect(
                    port=str(HTTPS), protocol="HTTPS", status_code="HTTP_301"
                ),
            )
        ],
        provider=place.provider,
    )


def add_test_listener(
    place: Place, spec: ListenersSpec, balancer: LoadBalancer, targets: TargetGroup
) -> Listeners:
    """Hand HTTPS requests on `TEST_PORT` on to targets that callers are not at yet, or not any more."""
    test = _add_https(place, spec, balancer, TEST_PORT, targets)
    return Listeners(spec.id, test.arn, test)


def _add_https(
    place: Place, spec: ListenersSpec, balancer: LoadBalancer, port: int, targets: TargetGroup | None
) -> LbListener:
    what = "test" if port == TEST_PORT else "https"
    listener = LbListener(
        place.stack,
        f"{spec.id}_{what}",
        load_balancer_arn=balancer.arn,
        port=port,
        protocol="HTTPS",
        ssl_policy=spec.tls_policy,
        certificate_arn=spec.certificate_arn,
        default_action=[_handed_on(targets) if targets else _NOT_FOUND],
        routing_http_response_server_enabled=False,
        routing_http_response_strict_transport_security_header_value=_HSTS,
        routing_http_response_x_content_type_options_header_value="nosniff",
        lifecycle=TerraformResourceLifecycle(ignore_changes=["default_action"]) if spec.moved else None,
        provider=place.provider,
    )
    for name, certificate_arn in spec.others.items():
        LbListenerCertificate(
            place.stack,
            f"{spec.id}_{what}_{name}",
            listener_arn=listener.arn,
            certificate_arn=certificate_arn,
            provider=place.provider,
        )
    return listener


_NOT_FOUND: Final = LbListenerDefaultAction(
    type="fixed-response",
    fixed_response=LbListenerDefaultActionFixedResponse(content_type="text/plain", status_code="404"),
)


def _handed_on(targets: TargetGroup) -> LbListenerDefaultAction:
    return LbListenerDefaultAction(type="forward", target_group_arn=targets.arn)
