"""Nothing may talk to the whole internet on every port."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.vpc._openings import EGRESS_TYPES, GROUPS, openings


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No rule to anywhere covers every protocol or (nearly) every port. HTTPS outward is explicit enough.

    A group without egress has none: the provider removes what AWS puts (Terraform registry,
    aws_security_group).
    """
    if holder.type in GROUPS:
        yield from expect.written_out(holder, "egress")
    for opening in openings(holder, configuration, "egress"):
        wide = opening.is_wide
        if opening.anywhere is False or wide is False:
            continue
        if opening.anywhere and wide:
            yield fail(f"it lets out {opening.label}", opening.label)
        else:
            yield unknown(f"it may let everything out: {opening.label}")


def _egress(**rule: object) -> Terraform:
    return resources(aws_security_group={"egress": [{"protocol": "tcp", "prefix_list_ids": None, **rule}]})


RULE = Rule(
    id="vpc-open-egress",
    title="Security groups do not let everything out to the internet",
    severity=Severity.HIGH,
    types=EGRESS_TYPES,
    scope="configuration",
    check=check,
    rationale=(
        "Stolen card data leaves through whatever is open outward, and so does a first call home. A rule "
        "that names port and target leaves it little to hide in."
    ),
    remediation=(
        "Name the port, and the target by referenced_security_group_id, by a prefix list or by the range "
        "of the VPC; give the group no egress where it needs none."
    ),
    controls=("pci-dss-4.0.1:1.3.2", "nist-800-53-r5:SC-7(5)", "nist-800-53-r5:SC-7(10)"),
    requirements=("R45", "R146"),
    examples=Examples(
        passing=(
            _egress(from_port=443, to_port=443, cidr_blocks=["0.0.0.0/0"]),
            _egress(protocol="-1", from_port=0, to_port=0, cidr_blocks=["10.0.0.0/16"]),
            resources(
                aws_security_group={"egress": []},
                aws_vpc_security_group_egress_rule={
                    "ip_protocol": "-1",
                    "referenced_security_group_id": "${aws_security_group.data.id}",
                },
            ),
            {
                "resource": {
                    "aws_vpc_endpoint": {"s3": {"service_name": "com.amazonaws.xx-test-1.s3"}},
                    "aws_vpc_security_group_egress_rule": {
                        "example": {
                            "ip_protocol": "-1",
                            "prefix_list_id": "${aws_vpc_endpoint.s3.prefix_list_id}",
                        }
                    },
                }
            },
        ),
        failing=(
            _egress(protocol="-1", from_port=0, to_port=0, cidr_blocks=["0.0.0.0/0"]),
            _egress(protocol="all", ipv6_cidr_blocks=["::/0"]),
            _egress(from_port=0, to_port=65535, cidr_blocks=["0.0.0.0/0"]),
            _egress(from_port="1", to_port="65535", cidr_blocks=["128.0.0.0/1", "0.0.0.0/1"]),
            resources(aws_vpc_security_group_egress_rule={"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}),
            resources(
                aws_security_group_rule={
                    "type": "egress",
                    "protocol": "-1",
                    "from_port": 0,
                    "to_port": 0,
                    "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"],
                }
            ),
            {
                "resource": {
                    "aws_ec2_managed_prefix_list": {"all": {"entry": [{"cidr": "0.0.0.0/0"}]}},
                    "aws_vpc_security_group_egress_rule": {
                        "example": {
                            "ip_protocol": "-1",
                            "prefix_list_id": "${aws_ec2_managed_prefix_list.all.id}",
                        }
                    },
                }
            },
        ),
        absent=(Status.PASS, resources(aws_security_group={"description": "closed"})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_vpc_security_group_egress_rule={"ip_protocol": "-1", "cidr_ipv4": "${var.range}"}),
        ),
    ),
)
