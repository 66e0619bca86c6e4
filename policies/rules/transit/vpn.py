"""A tunnel takes no key exchange that is broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import as_list, is_known

_CONNECTION: Final = "aws_vpn_connection"
_WEAK: Final[Mapping[str, tuple[str, ...]]] = {
    "ike_versions": ("ikev1",),
    "phase1_integrity_algorithms": ("SHA1",),
    "phase2_integrity_algorithms": ("SHA1",),
    "phase1_dh_group_numbers": ("2", "5", "22"),
    "phase2_dh_group_numbers": ("2", "5", "22"),
}
"""What a tunnel takes that is weak (RFC 8247, "Algorithm Implementation Requirements and Usage Guidance for
IKEv2"), and takes where nothing is said (AWS Site-to-Site VPN User Guide, "Tunnel options")."""


def check(connection: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Both tunnels say which versions, integrity algorithms and groups they take, and none is weak."""
    for tunnel in ("tunnel1", "tunnel2"):
        for option, weak in _WEAK.items():
            attribute = f"{tunnel}_{option}"
            values = [str(each) for each in as_list(connection.get(attribute))]
            found = [each for each in values if each in weak]
            if found:
                yield fail(f"{attribute} has {', '.join(found)}", attribute)
            elif not values:
                yield fail(f"{attribute} is not set, so that {weak[0]} is taken", attribute)
            elif not all(map(is_known, values)):
                yield unknown(f"{attribute} is {', '.join(values)}, which only the plan can tell")


def _connection(**changed: object) -> Terraform:
    said: dict[str, object] = {}
    for tunnel in ("tunnel1", "tunnel2"):
        said[f"{tunnel}_ike_versions"] = ["ikev2"]
        for phase in ("phase1", "phase2"):
            said[f"{tunnel}_{phase}_integrity_algorithms"] = ["SHA2-256"]
            said[f"{tunnel}_{phase}_dh_group_numbers"] = [14, 19]
    return resources(**{_CONNECTION: {"type": "ipsec.1", **said, **changed}})


RULE = Rule(
    id="transit-vpn",
    title="Tunnels take no weak key exchange",
    severity=Severity.HIGH,
    types=(_CONNECTION,),
    check=check,
    rationale=(
        "The other side chooses among what is taken: whoever can break the weakest reads what passes between "
        "the data centre and the network, card data included."
    ),
    remediation=(
        "Set for both tunnels ike_versions to ikev2, the integrity algorithms of both phases to SHA2-256 or "
        "above and their dh_group_numbers to 14 to 21."
    ),
    controls=("pci-dss-4.0.1:4.2.1", "pci-dss-4.0.1:2.2.5", "nist-800-53-r5:SC-8", "nist-800-53-r5:SC-13"),
    requirements=("R39",),
    examples=Examples(
        passing=(_connection(), _connection(tunnel1_phase1_dh_group_numbers=["20"])),
        failing=(
            _connection(tunnel2_ike_versions=["ikev1", "ikev2"]),
            _connection(tunnel1_phase1_integrity_algorithms=["SHA1"]),
            _connection(tunnel1_phase2_dh_group_numbers=[2, 14]),
            _connection(tunnel2_phase1_dh_group_numbers=None),
        ),
        absent=(Status.FAIL, resources(**{_CONNECTION: {"type": "ipsec.1"}})),
        unknown=(Status.UNKNOWN, _connection(tunnel1_ike_versions=["${var.version}"])),
    ),
)
