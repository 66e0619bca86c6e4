"""A proxy of a database takes clients by TLS alone, repeats no statement and leads to the writer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource

_TARGET: Final = "aws_db_proxy_target"
_LED_TO: Final = "db_instance_identifier"


def check(proxy: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """TLS is demanded of clients, which by default it is not, whatever the database demands of the proxy; and
    the debug log, which has the text of each statement, is off (RDS API, CreateDBProxy). What it leads to is
    no replica: RDS takes the writer alone (RDS User Guide, "Limitations for RDS Proxy").
    """
    if proxy.type == _TARGET:
        database = configuration.target(proxy, proxy.get(_LED_TO))
        if database is not None and database.get("replicate_source_db"):
            yield fail(f"{_LED_TO} is {database.address}, a replica: what is written is refused", _LED_TO)
        return
    yield from expect.apart("require_tls", expect.true(proxy, "require_tls"))
    yield from expect.apart("debug_logging", expect.not_true(proxy, "debug_logging"))


def _led(name: str) -> Terraform:
    return {
        "resource": {
            _TARGET: {"example": {_LED_TO: f"${{aws_db_instance.{name}.identifier}}"}},
            "aws_db_instance": {
                "writer": {"identifier": "ledger-zq7"},
                "replica": {"replicate_source_db": "${aws_db_instance.writer.identifier}"},
            },
        }
    }


RULE = Rule(
    id="rds-proxy",
    title="Proxies of databases demand TLS, log no statements and lead to the writer",
    severity=Severity.HIGH,
    types=("aws_db_proxy", _TARGET),
    scope="configuration",
    check=check,
    rationale=(
        "A client that comes to the proxy without TLS sends its password and every row in the clear, and "
        "the database sees a connection with TLS. The debug log repeats the values of statements, card data"
        " among them."
    ),
    remediation="Set require_tls=True on the DbProxy, leave debug_logging out, and lead to no replica.",
    controls=("pci-dss-4.0.1:4.2.1", "pci-dss-4.0.1:3.3.1", "nist-800-53-r5:SC-8", "nist-800-53-r5:SC-8(1)"),
    requirements=("R39",),
    examples=Examples(
        passing=(
            resources(aws_db_proxy={"require_tls": True}),
            resources(aws_db_proxy={"require_tls": "true", "debug_logging": False}),
            _led("writer"),
        ),
        failing=(
            resources(aws_db_proxy={"require_tls": False}),
            resources(aws_db_proxy={"require_tls": True, "debug_logging": True}),
            _led("replica"),
        ),
        absent=(Status.FAIL, resources(aws_db_proxy={"name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_db_proxy={"require_tls": "${var.tls}"})),
    ),
)
