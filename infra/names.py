"""Physical names: `<app>-<what>-<suffix>`, cut to AWS's limits without losing the suffix."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from typing import Protocol

DMS_SCHEMA = "awsdms_control"
"""The schema of what AWS DMS keeps for itself in the databases between which it moves."""
_ACCOUNT_ID_LENGTH = 12


class RegionLike(Protocol):
    """A region by its name, and by the code that stands for it in names."""

    @property
    def name(self) -> str:
        """As AWS spells it."""

    @property
    def code(self) -> str:
        """Short, without hyphens."""


class Limit(IntEnum):
    """The longest name that AWS takes, in characters (each service's API reference)."""

    DMS_TASK = 31
    LOAD_BALANCER = 32  # and a target group
    ARCHIVE = 48
    DATABASE = 60  # 63, and an instance's number
    BUCKET = 63
    FUNCTION = 64
    ROLE = 64
    RULE = 64
    QUEUE = 80
    DEPLOYMENT = 100
    STATE_MACHINE = 80
    ALARM = 255
    ECS = 255
    DASHBOARD = 255
    WEB_ACL = 128
    TABLE = 255
    SECURITY_GROUP = 255
    ALIAS = 256
    BUS = 256
    TOPIC = 256
    LOG_GROUP = 512
    REST_API = 1024


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one environment: `app` first, `suffix` last, so that environments never meet."""

    app: str
    suffix: str

    def of(self, what: str = "", *, limit: Limit = Limit.ROLE) -> str:
        """`<app>-<what>-<suffix>`, at most `limit` characters long. `what` may be a Terraform id."""
        return fit(f"{self.app}-{what.replace('_', '-')}" if what else self.app, self.suffix, limit)

    def alarm(self, what: str) -> str:
        """An alarm."""
        return self.of(what, limit=Limit.ALARM)

    def archive(self, what: str) -> str:
        """An archive of an event bus."""
        return self.of(what, limit=Limit.ARCHIVE)

    def bus(self) -> str:
        """The event bus, alike in every region: a global endpoint pairs buses by name."""
        return self.of(limit=Limit.BUS)

    def dashboard(self, what: str) -> str:
        """A dashboard."""
        return self.of(what, limit=Limit.DASHBOARD)

    def cluster(self, what: str) -> str:
        """A cluster of containers, a service on it, or a family of tasks."""
        return self.of(what, limit=Limit.ECS)

    def database(self, what: str) -> str:
        """A database cluster, or what belongs to one."""
        return self.of(what, limit=Limit.DATABASE)

    def deployment(self, what: str) -> str:
        """An application of CodeDeploy, or its deployment group."""
        return self.of(what, limit=Limit.DEPLOYMENT)

    def function(self, what: str) -> str:
        """A function."""
        return self.of(what, limit=Limit.FUNCTION)

    def key(self, what: str) -> str:
        """A key, and its alias without `alias/`."""
        return self.of(what, limit=Limit.ALIAS)

    def log_group(self, what: str) -> str:
        """The end of a log group's name; what AWS service writes to it comes before."""
        return self.of(what, limit=Limit.LOG_GROUP)

    def load_balancer(self, what: str) -> str:
        """A load balancer or a target group."""
        return self.of(what, limit=Limit.LOAD_BALANCER)

    def parameter(self, what: str) -> str:
        """A parameter of Parameter Store, whose names are paths."""
        return f"/{self.app}/{self.suffix}/{what}"

    def task(self, what: str) -> str:
        """A task of DMS, and what ends its ARN."""
        return self.of(what, limit=Limit.DMS_TASK)

    def queue(self, what: str) -> str:
        """A queue."""
        return self.of(what, limit=Limit.QUEUE)

    def rest_api(self, what: str) -> str:
        """A REST API."""
        return self.of(what, limit=Limit.REST_API)

    def role(self, what: str, region: RegionLike) -> str:
        """A role for `region`: roles are shared by all regions of an account."""
        return self.of(f"{what}-{region.code}", limit=Limit.ROLE)

    def rule(self, what: str, region: RegionLike) -> str:
        """A rule of `region` on an event bus."""
        return self.of(f"{what}-{region.code}", limit=Limit.RULE)

    def security_group(self, what: str) -> str:
        """A security group."""
        return self.of(what, limit=Limit.SECURITY_GROUP)

    def state_machine(self, what: str) -> str:
        """A state machine."""
        return self.of(what, limit=Limit.STATE_MACHINE)

    def table(self, what: str) -> str:
        """A table, alike in every region: replicas share their table's name."""
        return self.of(what, limit=Limit.TABLE)

    def topic(self, what: str) -> str:
        """A topic."""
        return self.of(what, limit=Limit.TOPIC)

    def web_acl(self, what: str) -> str:
        """A web firewall's list of rules."""
        return self.of(what, limit=Limit.WEB_ACL)

    def host(self, what: str, domain: str, region: RegionLike | None = None) -> str:
        """The domain name `<what>[-<code>]-<suffix>.<domain>`: of all regions together, or of one."""
        return f"{what}-{region.code}-{self.suffix}.{domain}" if region else f"{what}-{self.suffix}.{domain}"

    def bucket(self, what: str, *, account: str, code: str) -> str:
        """`<app>-<what>-<account>-<code>-<suffix>`: bucket names are shared by all AWS customers.

        `account` may be a token; its twelve characters are reserved all the same.
        """
        tail = f"{code}-{self.suffix}"
        head = fit(f"{self.app}-{what}", "", Limit.BUCKET - _ACCOUNT_ID_LENGTH - len(tail) - 2)
        return f"{head}-{account}-{tail}"


def fit(head: str, tail: str, limit: int) -> str:
    """`head-tail` within `limit` characters: a head that is too long is cut and gets a hash of itself."""
    end = f"-{tail}" if tail else ""
    if len(head) + len(end) <= limit:
        return f"{head}{end}"
    digest = sha256(head.encode()).hexdigest()[:6]
    return f"{head[: limit - len(end) - len(digest) - 1].rstrip('-')}-{digest}{end}"
