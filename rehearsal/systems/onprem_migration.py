"""`onprem_migration`: payments of a data centre come over phase by phase; what functions are told they read
from Parameter Store, and the database's secret is rotated.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Final

from handlers.domain.credentials import Engine
from infra.systems.onprem_migration.settings import Settings
from rehearsal.account import clients
from rehearsal.audit import audit
from rehearsal.cards import card_of
from rehearsal.chaos import settle
from rehearsal.drills import refused
from rehearsal.emulator.process import Emulator
from rehearsal.legacy import Legacy, legacy
from rehearsal.merchants import onboard, variables
from rehearsal.migrating import MigrationRehearsal
from rehearsal.ownership import wait_until_acting
from rehearsal.paying import PaymentRehearsal
from rehearsal.rewriting import ARGUMENT, rewrite, rewrites
from rehearsal.rotated import rotate
from tests.handlers.functions.rotation.servers import missing, running
from tests.integration.api import ACCEPTED, Api, Merchant
from tests.integration.deployed import Region, read_outputs, regions_of

PAYMENTS: Final = 20  # of each phase
_FRONT: Final = "private_front"
_READ: Final = "ssm:GetParameters"


@dataclass
class OnPremMigration(PaymentRehearsal, MigrationRehearsal):
    """The rehearsal of the migration. promised: what functions accepted, in minor units by payment."""

    settings: Settings
    tests: ClassVar[tuple[str, ...]] = ("tests/integration/test_payments.py",)
    centre: Legacy = field(init=False)
    promised: dict[str, int] = field(default_factory=dict)

    def start_beside(self, beside: ExitStack) -> Mapping[str, int]:
        """Start the processor, and the data centre's application at its addresses."""
        hosts, site = super().start_beside(beside), self.settings.on_premises
        self.centre = beside.enter_context(legacy(self.authority))
        addresses = site.addresses if site else ()
        return {**hosts, **{f"{address}:443": self.centre.port for address in addresses}}

    def secrets(self, region: str) -> Mapping[str, Mapping[str, str]]:
        """Those of payments and of the databases, whose values are put once there is a database."""
        own, moved = self.settings.database, self.settings.data_migration
        names = [own.administrator_secret, own.application_secret]
        names += [moved.target_secret, moved.source.secret] if moved else []
        login = {"username": own.administrator, "password": "of-no-database"}
        return {**super().secrets(region), **dict.fromkeys(names, login)}

    def use(self, emulator: Emulator, flat: Path) -> None:
        """Pay in each phase, look at every payment, ask for more, and rotate the secret."""
        outputs = read_outputs(flat)
        (region,) = regions_of(outputs, lambda service, at: clients(emulator, at)(service))
        rule = self._rule(region)
        wait_until_acting(region, region)
        merchants = onboard([region])
        api = Api(region.name, region.api_url, endpoint=emulator.url)
        emulator.ask("/_rehearsal/calls", True)
        self._phase(region, rule, api, merchants[region.name])
        for _ in self.steps():
            self._phase(region, rule, api, merchants[region.name])
        self._audit(region)
        calls = emulator.ask("/_rehearsal/calls")
        self.found(*refused(calls))
        self._count_reads(region, calls)
        self.integrate(flat, emulator.credentials() | variables([region], merchants))
        self._rotate(region)

    def _rule(self, region: Region) -> str:
        """The rule that shares requests out, which rewrites their paths from now on."""
        balancing = region.client("elbv2")
        listeners = balancing.describe_listeners(LoadBalancerArn=region["alb_arn"])["Listeners"]
        (arn,) = (
            rule["RuleArn"]
            for listener in listeners
            for rule in balancing.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]
            if not rule["IsDefault"]
        )
        if ARGUMENT in self.deployment.dropped:
            (wanted,) = rewrites(self.task.stacks)
            rewrite(balancing, arn, wanted)
            self.say(f"told by the API: {'.'.join(ARGUMENT)}, {wanted['regex']} to {wanted['replace']}")
        return str(arn)

    def _phase(self, region: Region, rule: str, api: Api, merchant: Merchant) -> None:
        """Pay, and see who accepted it; the weights are those of the phase."""
        phase, wanted = self.settings.phase, dict(self.settings.current.weights)
        weights = _weights(region, rule, self.settings.sides)
        if weights != wanted:
            self.found(f"in {phase} the listener shares out by {weights}, and not by {wanted}")
        taken = dict.fromkeys(wanted, 0)
        old, new = self.settings.sides
        for number in range(PAYMENTS):
            minor = 100 + number
            answer = api.pay(merchant, f"{phase}-{number:05d}", minor, card_of(number))
            if answer.status != ACCEPTED:
                self.found(f"in {phase} a payment is answered {answer.status}: {answer.body}")
                continue
            payment_id = answer.body["payment_id"]
            here = region.payments.load(payment_id) is not None
            there = self.centre.region.payments.load(payment_id) is not None
            if here == there:
                self.found(f"{payment_id} is known to {'both sides' if here else 'neither side'}")
            if here:
                self.promised[payment_id] = minor
            taken[new if here else old] += 1
        self.found(
            *(
                f"in {phase} {side} has no weight, and took {taken[side]}"
                for side in wanted
                if taken[side] and not wanted[side]
            )
        )
        told = ", ".join(f"{side} {wanted[side]} % and {taken[side]} payments" for side in wanted)
        self.say(f"{phase}: {told}, through the REST API and the rule of the private load balancer")

    def _audit(self, region: Region) -> None:
        settle(self.promised, [region])
        audited = audit(self.promised, [region], self.processor.processor)
        self.found(*audited.wrong)
        if audited.final != audited.accepted or not audited.accepted:
            self.found(f"{audited.final} of {audited.accepted} accepted payments are final")
        self.say(
            f"accepted {audited.accepted}, final {audited.final}, lost {len(audited.lost)}, "
            f"doubled {len(audited.doubled)}"
        )

    def _count_reads(self, region: Region, calls: list[dict[str, Any]]) -> None:
        """Parameters are read, and kept from one request to another."""
        function = region.client("lambda").get_function_configuration(
            FunctionName=region[f"function_{_FRONT}_arn"]
        )
        role = function["Role"].rpartition("/")[2]
        reads = [each["count"] for each in calls if each["role"] == role and each["action"] == _READ]
        most, asked = max(reads, default=0), len(self.promised)
        if not 0 < most < asked:
            self.found(f"{_FRONT} read a parameter {most} times for {asked} payments")
        self.say(f"{_FRONT} read each of its parameters at most {most} times for {asked} payments")

    def _rotate(self, region: Region) -> None:
        lacking = missing(Engine.POSTGRES)
        if lacking:
            self.say(f"not rotated: {lacking}")
            return
        self.say("no Aurora runs here: the secret is of a PostgreSQL beside it")
        secret = self.settings.database.application_secret
        with running(Engine.POSTGRES) as server:
            found = list(rotate(region, secret, server))
        self.found(*found)
        self.say(f"{secret}: rotated twice by its function, {len(found)} things did not hold")


def _weights(region: Region, rule: str, sides: tuple[str, str]) -> dict[str, int]:
    """The weight of each side on a rule, as the load balancer tells it."""
    (told,) = region.client("elbv2").describe_rules(RuleArns=[rule])["Rules"]
    (action,) = told["Actions"]
    groups = action.get("ForwardConfig", {}).get("TargetGroups", ())
    return {
        side: each["Weight"]
        for side in sides
        for each in groups
        if each["TargetGroupArn"].endswith(region[f"{side}_targets_arn_suffix"])
    }
