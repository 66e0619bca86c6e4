"""A proxy of a database takes clients by TLS alone, and repeats no statement."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource


def check(proxy: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """TLS is demanded of clients, which by default it is not, whatever the database demands of the proxy; and
    the debug log, which has the text of each statement, is off (RDS API, CreateDBProxy).
    """
    yield from expect.apart("require_tls", expect.true(proxy, "require_tls"))
    yield from expect.apart("debug_logging", expect.not_true(proxy, "debug_logging"))


RULE = Rule(
    id="rds-proxy",
    title="Proxies of databases demand TLS and log no statements",
    severity=Severity.HIGH,
    types=("aws_db_proxy",),
    check=check,
    rationale=(
        "A client that comes to the proxy without TLS sends its password and every row in the clear, and "
        "the database sees a connection with TLS. The debug log repeats the values of statements, card data"
        " among them."
    ),
    remediation="Set require_tls=True on the DbProxy and leave debug_logging out.",
    controls=("pci-dss-4.0.1:4.2.1", "pci-dss-4.0.1:3.3.1", "nist-800-53-r5:SC-8", "nist-800-53-r5:SC-8(1)"),
    requirements=("R39",),
    examples=Examples(
        passing=(
            resources(aws_db_proxy={"require_tls": True}),
            resources(aws_db_proxy={"require_tls": "true", "debug_logging": False}),
        ),
        failing=(
            resources(aws_db_proxy={"require_tls": False}),
            resources(aws_db_proxy={"require_tls": True, "debug_logging": True}),
        ),
        absent=(Status.FAIL, resources(aws_db_proxy={"name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_db_proxy={"require_tls": "${var.tls}"})),
    ),
)
