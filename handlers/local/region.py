"""One region in one process: the real functions on tables in memory."""

from __future__ import annotations

import importlib
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from handlers.domain.errors import PaymentError
from handlers.domain.events import Workflow
from handlers.domain.ownership import TICK, Rules
from handlers.domain.ports import Clock, MerchantIndex, OpenIndex, Processor, Table
from handlers.domain.screening import ScreeningLimits
from handlers.domain.workflows import DOUBT, FLOWS, RETRIED, Flow
from handlers.functions.heartbeat import handler as heartbeat
from handlers.local.in_memory import (
    LocalAlerts,
    LocalEvents,
    LocalPace,
    LocalReceipts,
    LocalStateMachine,
    LocalTelemetry,
    LocalTokens,
    LocalWorkflows,
)
from handlers.local.table import MemoryTable
from handlers.stores.deny_list import DenyList
from handlers.stores.keys_in_flight import KeysInFlight
from handlers.stores.listing import Listing
from handlers.stores.merchants import Merchants
from handlers.stores.owners import Heartbeats, Owners
from handlers.stores.payments import Payments
from handlers.stores.rates import Rates
from handlers.stores.tallies import Tallies
from handlers.stores.vault import Vault
from handlers.stores.velocity import Counters
from handlers.stores.worklist import Worklist

_P = TypeVar("_P")
_MOST_PAYMENTS: Final = 1000  # a second, of one merchant
_FLOWS: Final = {flow.workflow: flow for flow in FLOWS}


class Region:
    """All ports of a region, by the names that the functions' `Ports` give them."""

    def __init__(  # noqa: PLR0913 (each may be replaced by one that fails)
        self,
        name: str,
        clock: Clock,
        processor: Processor,
        *,
        home_regions: tuple[str, ...] = (),
        ledger: Table | None = None,
        personal: Table | None = None,
        index: OpenIndex | None = None,
        by_merchant: MerchantIndex | None = None,
        limits: ScreeningLimits | None = None,
        payers_of: Collection[str] = (),
    ) -> None:
        table = MemoryTable()
        self.region, self.clock, self.processor = name, clock, processor
        self.home_regions = home_regions or (name,)
        self.limits = limits or ScreeningLimits()
        self.regional_urls: Mapping[str, str] = {}
        self.ledger, self.personal = ledger or table, personal or MemoryTable()
        self.owners = Owners(self.ledger, name)
        self.heartbeats = Heartbeats(self.ledger, name, self.home_regions)
        self.payments = Payments(self.ledger, clock)
        self.worklist = Worklist(index or table, self.ledger)
        self.listing = Listing(by_merchant or table)
        self.merchants, self.keys_in_flight = Merchants(self.ledger, clock), KeysInFlight(self.ledger)
        self.rates = Rates(MemoryTable(), _MOST_PAYMENTS)
        self.vault = Vault(self.personal, payers_of or (name,))
        self.counters, self.deny_list = Counters(self.personal), DenyList(self.ledger)
        self.tallies = Tallies(self.ledger, name)
        self.tokens, self.telemetry = LocalTokens(), LocalTelemetry()
        self.events, self.receipts, self.alerts = LocalEvents(), LocalReceipts(), LocalAlerts()
        self.workflows, self.pace = LocalWorkflows(), LocalPace()
        self.looks: list[tuple[datetime, str]] = []  # when to look at which payment that is in doubt
        self.capture_patience, self.capture_within = timedelta(minutes=15), timedelta(days=7)
        self._alone = self.home_regions == (name,)
        self._beaten: datetime | None = None
        self.rules = Rules(
            self.home_regions,
            {home: [other for other in self.home_regions if other != home] for home in self.home_regions},
            skew=timedelta(seconds=5),
            hand_back_after=timedelta(minutes=10),
        )

    @property
    def payment_workflow(self) -> LocalStateMachine:
        """The workflow of payments."""
        return LocalStateMachine(self.workflows, Workflow.PAYMENT)

    @property
    def settlement_workflow(self) -> LocalStateMachine:
        """The workflow of settlements."""
        return LocalStateMachine(self.workflows, Workflow.SETTLEMENT)

    @property
    def refund_workflow(self) -> LocalStateMachine:
        """The workflow of refunds."""
        return LocalStateMachine(self.workflows, Workflow.REFUND)

    @property
    def doubt_workflow(self) -> LocalStateMachine:
        """The workflow of looks at doubts."""
        return LocalStateMachine(self.workflows, Workflow.DOUBT)

    def ports(self, kind: type[_P]) -> _P:
        """Return a function's `Ports`, filled by the names of its fields.

        A region that has no others needs nobody's word, and no schedule to give its own.
        """
        if self._alone:
            self.send_heartbeat()
        return self._filled(kind)

    def send_heartbeat(self) -> None:
        """Say that the region is there, where it is time to, as the schedule does in AWS."""
        now = self.clock.now()
        if self._beaten is None or not self._beaten <= now < self._beaten + TICK:
            heartbeat.handle({}, self._filled(heartbeat.Ports))
            self._beaten = now

    def _filled(self, kind: type[_P]) -> _P:
        return kind(**{field.name: getattr(self, field.name) for field in fields(kind)})  # type: ignore[arg-type]

    def call(self, function: str, event: Any) -> Any:  # noqa: ANN401 (each function has its own)
        """Call a function's `handle` with this region's ports."""
        module = importlib.import_module(f"handlers.functions.{function}.handler")
        return module.handle(event, self.ports(module.Ports))

    def run(self, workflow: Workflow, payment_id: str) -> Mapping[str, str]:
        """Run a workflow to its end. Returns the last step's output.

        Raises PaymentError where a step ends in one that is not retried, or is retried in vain.
        """
        flow = _FLOWS[workflow]
        output: Mapping[str, str] = {"payment_id": payment_id}
        for step in flow.steps:
            output = self._step(flow, step, payment_id)
            if output["state"] in flow.ends:
                break
        return output

    def run_pending(self) -> None:
        """Run what was started, and look at what is in doubt where it is time. What fails is told and left to
        the sweep.
        """
        self._run_started()
        now = self.clock.now()
        due = sorted(look for look in self.looks if look[0] <= now)
        self.looks = [look for look in self.looks if look[0] > now]
        for _, payment_id in due:
            with suppress(PaymentError):
                self.call(DOUBT.function, {"payment_id": payment_id})
            self._run_started()

    def _run_started(self) -> None:
        while self.workflows.waiting:
            workflow, payment_id = self.workflows.waiting.popleft()
            if workflow is DOUBT.workflow:
                begun = self.clock.now()
                self.looks += [(begun + timedelta(seconds=each), payment_id) for each in DOUBT.after]
                continue
            try:
                self.run(workflow, payment_id)
            except PaymentError as error:
                self.telemetry.event("workflow_failed", payment_id=payment_id, reason=type(error).__name__)

    def _step(self, flow: Flow, step: str, payment_id: str) -> Mapping[str, str]:
        for attempt in range(flow.retry.attempts):
            try:
                output: Mapping[str, str] = self.call(step, {"payment_id": payment_id})
            except PaymentError as error:
                if type(error).__name__ not in RETRIED or attempt + 1 == flow.retry.attempts:
                    raise
            else:
                return output
        raise AssertionError("a workflow tries each step at least once")
