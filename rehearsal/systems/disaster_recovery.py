"""`disaster_recovery`: payments at the public name, a lost primary region, the takeover, the way back."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Final

from handlers.domain.commands import Action
from handlers.domain.telemetry import HEALTHY
from handlers.local.demo import seed
from infra.systems.disaster_recovery.settings import TAKEN_OVER_WITHIN, Settings
from rehearsal.account import clients
from rehearsal.audit import audit
from rehearsal.cards import card_of
from rehearsal.chaos import settle
from rehearsal.drills import refused
from rehearsal.emulator.process import Emulator
from rehearsal.ownership import wait_until_acting
from rehearsal.paying import PaymentRehearsal
from tests.integration.api import ACCEPTED, TokenApi, UnreachableError
from tests.integration.deployed import Region, read_outputs, regions_of
from tests.integration.waiting import wait_until

PAYMENTS: Final = 20  # before the loss, and as many after it
_MERCHANT: Final = "merchant-of-the-pair"
_SCHEDULED: Final = 300.0  # seconds within which a function that runs every two minutes has run
_PATIENCE: Final = 2 * TAKEN_OVER_WITHIN  # seconds


@dataclass
class DisasterRecovery(PaymentRehearsal):
    """The rehearsal of the pair. promised: what was accepted, in minor units by payment."""

    settings: Settings
    tests: ClassVar[tuple[str, ...]] = ("tests/integration/test_web_application.py",)
    promised: dict[str, int] = field(default_factory=dict)

    def use(self, emulator: Emulator, flat: Path) -> None:
        """Pay, lose the primary region, pay on, come back, and look at every payment."""
        outputs = read_outputs(flat)
        regions = {
            region.name: region
            for region in regions_of(outputs, lambda service, at: clients(emulator, at)(service))
        }
        first, second = regions[self.settings.primary.name], regions[self.settings.secondary.name]
        self.integrate(flat, emulator.credentials() | self.outside)
        wait_until_acting(first, first)
        seed(first.ledger, first.name, merchant=_MERCHANT, caller=f"token:{_MERCHANT}")
        wait_until(lambda: second.merchants.get(_MERCHANT), f"the merchant in {second}")
        self._probe([first, second])
        api = TokenApi(first.name, f"{outputs['url']}:443", _token(self.settings), endpoint=emulator.url)
        self.say("the load balancer verifies no token here: hashicorp/aws and ministack lack that action")
        self._pay_all(api, range(PAYMENTS))
        self.say(f"{PAYMENTS} payments are accepted at {outputs['url']}, by {first}")
        settle(self.promised, [first, second])
        self.found(*refused(emulator.ask("/_rehearsal/calls")))
        self._lose(emulator, api, first, second)
        self._give_back(emulator, first, second)
        audited = audit(self.promised, [first, second], self.processor.processor)
        self.found(*audited.wrong)
        if audited.final != audited.accepted:
            self.found(f"{audited.accepted - audited.final} accepted payments are not final")
        self.say(
            f"accepted {audited.accepted}, final {audited.final}, lost {len(audited.lost)}, "
            f"doubled {len(audited.doubled)}"
        )

    def _probe(self, regions: Sequence[Region]) -> None:
        """Wait until `endpoint_health` of each region has found both endpoints well, on its schedule."""
        names = {region.code for region in regions}
        for region in regions:
            group = f"/aws/lambda/{region['function_endpoint_health_arn'].split(':')[6]}"
            wait_until(
                lambda group=group, region=region: names <= _well_in(region.client("logs"), group),  # type: ignore[misc]
                f"the schedule of endpoint_health in {region}",
                within=_SCHEDULED,
            )
            self.say(
                f"endpoint_health of {region} ran on its schedule: {' and '.join(sorted(names))} are well"
            )

    def _lose(self, emulator: Emulator, api: TokenApi, first: Region, second: Region) -> None:
        """Lose the primary region, and pay at the public name until the other one does all that it did."""
        known = set(self.promised)
        emulator.ask("/_rehearsal/lose", [first.name])
        began = time.monotonic()

        def since() -> str:
            return f"{time.monotonic() - began:.0f} s after the loss"

        self.say(f"{first} is lost: its endpoint does not answer")
        wait_until(
            lambda: emulator.ask("/_rehearsal/unwell"), f"the health check of {first}", within=_PATIENCE
        )
        self.say(f"{since()} its health check fails, and the name leads to {second}")
        self._pay_all(api, [PAYMENTS])
        self.say(f"{since()} payments are accepted there")
        wait_until_acting(second, first, within=_PATIENCE)
        self.say(f"{since()} {second} acts for {first}, with no command but that of the alarm's event")
        if time.monotonic() - began > TAKEN_OVER_WITHIN:
            self.found(f"{second} took over {since()}, and not within {TAKEN_OVER_WITHIN} s (R112)")
        self._pay_all(api, range(PAYMENTS + 1, 2 * PAYMENTS))
        self.say(f"{PAYMENTS} payments are accepted by {second}")
        settle(self.promised.keys() - known, [second])
        self.say(f"{since()} they are final there")

    def _give_back(self, emulator: Emulator, first: Region, second: Region) -> None:
        """The region comes back; an operator lets it act again, in the words of the runbook."""
        emulator.ask("/_rehearsal/heal", True)
        wait_until(
            lambda: not emulator.ask("/_rehearsal/unwell"), f"the health check of {first}", within=_PATIENCE
        )
        settle(self.promised, [first, second])
        for region in (second, first):
            region.invoke("takeover", {"home_region": first.name, "action": Action.RESUME.value})
        wait_until_acting(first, first, within=_PATIENCE)
        self.say(f"{first} is back and acts for itself again, by the operator's command")

    def _pay_all(self, api: TokenApi, numbers: Iterable[int]) -> None:
        """Ask for payments, each again with the same key until it is accepted."""
        for number in numbers:
            wait_until(partial(self._pay, api, number), f"the payment {number} accepted", within=_PATIENCE)

    def _pay(self, api: TokenApi, number: int) -> bool:
        minor = 100 + number
        try:
            answer = api.pay(None, f"pair-{number:05d}", minor, card_of(number))
        except UnreachableError:
            return False
        if answer.status == ACCEPTED:
            self.promised[answer.body["payment_id"]] = minor
        return answer.status == ACCEPTED


def _token(settings: Settings) -> str:
    """A token as the issuer of the settings would sign it; nobody here verifies it."""
    claims = {"iss": settings.callers.issuer, "aud": settings.callers.audience, "sub": _MERCHANT}
    header = {"alg": "RS256", "typ": "JWT"}
    parts = (
        base64.urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=") for each in (header, claims)
    )
    return ".".join((*parts, "signature"))


def _well_in(logs: Any, group: str) -> set[str]:
    """The endpoints that a function measured as well, by what it wrote to its log."""
    pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group)
    lines = (event["message"] for page in pages for event in page["events"])
    return {
        measured["stage"] for line in lines for measured in _measured(line) if measured.get(HEALTHY) == [1.0]
    }


def _measured(line: str) -> Sequence[Mapping[str, Any]]:
    """The line as an object of the embedded metric format; none where it is not."""
    try:
        said = json.loads(line)
    except ValueError:
        return ()
    return (said,) if isinstance(said, dict) and "_aws" in said else ()
