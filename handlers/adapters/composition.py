"""The composition root: makes what a function needs of the outside, in AWS.

Each dependency has one provider here, a property of its name, which imports and makes it when it is first
asked for: a function loads the adapters of its own ports, and no others.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import Field, fields
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from handlers.adapters.clients import Clients
from handlers.adapters.variables import Variables
from handlers.domain.errors import ConfigurationError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from handlers.adapters.secrets import Secret
    from handlers.adapters.stepfunctions import StepFunctionsStateMachine
    from handlers.adapters.telemetry import PowertoolsTelemetry
    from handlers.domain.credentials import Database, Secrets
    from handlers.domain.ownership import Rules
    from handlers.domain.ports import (
        Alerts,
        Clock,
        Events,
        IdempotencyRecords,
        Ledger,
        MerchantIndex,
        OpenIndex,
        Pace,
        Personal,
        Probe,
        Processor,
        Receipts,
        RequestTallies,
        StateMachine,
        Telemetry,
        Tokens,
    )
    from handlers.domain.screening import ScreeningLimits
    from handlers.domain.spec import HandlerSpec
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

P = TypeVar("P", bound="DataclassInstance")


class Composition:
    """What the function of `spec` is given, made of the variables that infrastructure gave to it.

    Every provider may raise ConfigurationError.
    """

    def __init__(self, spec: HandlerSpec, given: Mapping[str, str], telemetry: PowertoolsTelemetry) -> None:
        self._spec, self._variables, self._telemetry = spec, Variables(given), telemetry

    def ports(self, of: type[P]) -> P:
        """Return a function's `Ports`, each field from the provider of its name and type.

        Raises ConfigurationError, which names a field that nothing here provides.
        """
        return of(**{each.name: self._provided(each) for each in fields(of)})

    def _provided(self, field: Field[Any]) -> object:
        provider = vars(Composition).get(field.name)
        if field.name.startswith("_") or not isinstance(provider, cached_property):
            raise ConfigurationError(f"nothing provides the port '{field.name}'")
        provided = provider.func.__annotations__["return"]
        if field.type != provided:
            raise ConfigurationError(f"the port '{field.name}' is provided as {provided}, not {field.type}")
        return getattr(self, field.name)

    # ---- settings --------------------------------------------------------------------------------

    @cached_property
    def region(self) -> str:
        """The region that the function runs in."""
        return self._variables.text("AWS_REGION")

    @cached_property
    def regional_urls(self) -> Mapping[str, str]:
        """The base URLs of the API by region, without a slash at the end."""
        urls = self._variables.json_object("REGIONAL_URLS")
        if not all(isinstance(url, str) and url.startswith("https://") for url in urls.values()):
            raise ConfigurationError("the environment variable REGIONAL_URLS is not an object of https URLs")
        return urls

    @cached_property
    def home_regions(self) -> tuple[str, ...]:
        """All regions that merchants may have as their home."""
        return tuple(self._variables.text("HOME_REGIONS").split(","))

    @cached_property
    def capture_patience(self) -> timedelta:
        """How long a capture may be in doubt before it is reversed."""
        return self._variables.seconds("CAPTURE_PATIENCE_SECONDS", least=0)

    @cached_property
    def capture_within(self) -> timedelta:
        """For how long reserved money may wait until its merchant asks for it."""
        return self._variables.seconds("CAPTURE_WITHIN_SECONDS", least=1)

    @cached_property
    def limits(self) -> ScreeningLimits:
        """The limits of screening; those left out have defaults."""
        from handlers.domain.screening import limits_of

        return limits_of(self._variables.json_object("FRAUD_LIMITS"))

    @cached_property
    def rules(self) -> Rules:
        """By which rules a region comes to act for another."""
        from handlers.domain.ownership import Rules, consent_in

        return Rules(
            regions=self.home_regions,
            successors=self._variables.json_object("SUCCESSORS"),
            skew=self._variables.seconds("CLOCK_SKEW_SECONDS", least=1),
            hand_back_after=self._variables.seconds("HAND_BACK_AFTER_SECONDS", least=0),
            consent=consent_in(self._variables.text("OWNERSHIP")),
        )

    @cached_property
    def endpoints(self) -> Mapping[str, str]:
        """The URLs of the endpoints to probe, by name."""
        from handlers.domain.endpoints import endpoints_in

        return endpoints_in(self._variables.text("ENDPOINTS"))

    @cached_property
    def secret(self) -> str:
        """The ARN of the secret that is rotated."""
        return self._variables.text("DATABASE_SECRET")

    # ---- ports -----------------------------------------------------------------------------------

    @cached_property
    def clock(self) -> Clock:
        """The time."""
        from handlers.adapters.clock import SystemClock

        return SystemClock()

    @cached_property
    def telemetry(self) -> Telemetry:
        """Logs, metrics and traces."""
        return self._telemetry

    @cached_property
    def pace(self) -> Pace:
        """The pace of a run that goes on for a while."""
        from handlers.adapters.pace import SteadyPace

        return SteadyPace()

    @cached_property
    def tokens(self) -> Tokens:
        """The maker of tokens."""
        from handlers.adapters.secrets import SecretTokens

        return SecretTokens(self._secret(self._variables.text("TOKEN_SECRET"), "key"))

    @cached_property
    def processor(self) -> Processor:
        """The payment processor."""
        from handlers.adapters.https import Https
        from handlers.adapters.processor import HttpsProcessor

        return HttpsProcessor(
            Https(self._variables.text("PROCESSOR_URL")),
            self._secret(self._variables.text("PROCESSOR_SECRET"), "api_key"),
        )

    @cached_property
    def events(self) -> Events:
        """The event bus."""
        from handlers.adapters.eventbridge import EventBridgeEvents

        return EventBridgeEvents(self._clients.events, self._variables.text("EVENT_BUS"))

    @cached_property
    def payment_workflow(self) -> StateMachine:
        """Carries payments on."""
        return self._state_machine(self._variables.text("PAYMENT_WORKFLOW"))

    @cached_property
    def settlement_workflow(self) -> StateMachine:
        """Settles payments."""
        return self._state_machine(self._variables.text("SETTLEMENT_WORKFLOW"))

    @cached_property
    def refund_workflow(self) -> StateMachine:
        """Refunds payments."""
        return self._state_machine(self._variables.text("REFUND_WORKFLOW"))

    @cached_property
    def doubt_workflow(self) -> StateMachine:
        """Looks at payments in doubt."""
        return self._state_machine(self._variables.text("DOUBT_WORKFLOW"))

    @cached_property
    def receipts(self) -> Receipts:
        """The store of receipts."""
        from handlers.adapters.s3 import S3Receipts

        return S3Receipts(self._clients.s3, self._variables.text("RECEIPTS_BUCKET"))

    @cached_property
    def alerts(self) -> Alerts:
        """The topic that wakes people."""
        from handlers.adapters.sns import SnsAlerts

        return SnsAlerts(self._clients.sns, self._variables.text("ALERTS_TOPIC"))

    @cached_property
    def idempotency(self) -> IdempotencyRecords:
        """The records of what the function did, in this region."""
        from handlers.adapters.idempotency import LedgerIdempotencyRecords

        return LedgerIdempotencyRecords(
            self._clients.dynamodb,
            self._variables.text("LEDGER_TABLE"),
            scope=f"{self._spec.name}#{self.region}",
            longest_seconds=self._spec.timeout_seconds,
        )

    @cached_property
    def probe(self) -> Probe:
        """The questions to endpoints."""
        from handlers.adapters.probe import HttpsProbe

        return HttpsProbe()

    @cached_property
    def database(self) -> Database:
        """The databases."""
        from handlers.adapters.databases import TlsDatabases

        return TlsDatabases(self._variables.text("DATABASE_CA"))

    @cached_property
    def secrets(self) -> Secrets:
        """The versions of the database's credential."""
        from handlers.adapters.rotation_secrets import RotationSecrets

        return RotationSecrets(self._clients.secretsmanager, self._variables.text("DATABASE_SECRET"))

    # ---- stores ----------------------------------------------------------------------------------

    @cached_property
    def owners(self) -> Owners:
        """Who acts for which home region, as this region sees it."""
        from handlers.stores.owners import Owners

        return Owners(self._ledger, self.region)

    @cached_property
    def heartbeats(self) -> Heartbeats:
        """What all regions say of who acts for which home region."""
        from handlers.stores.owners import Heartbeats

        return Heartbeats(self._ledger, self.region, self.home_regions)

    @cached_property
    def payments(self) -> Payments:
        """The payments."""
        from handlers.stores.payments import Payments

        return Payments(self._ledger, self.clock)

    @cached_property
    def listing(self) -> Listing:
        """The payments by their merchant."""
        from handlers.stores.listing import Listing

        return Listing(self._merchant_index)

    @cached_property
    def worklist(self) -> Worklist:
        """The open payments."""
        from handlers.stores.worklist import Worklist

        return Worklist(self._open_index, self._ledger)

    @cached_property
    def merchants(self) -> Merchants:
        """The merchants."""
        from handlers.stores.merchants import Merchants

        return Merchants(self._ledger, self.clock)

    @cached_property
    def keys_in_flight(self) -> KeysInFlight:
        """The idempotency keys in flight."""
        from handlers.stores.keys_in_flight import KeysInFlight

        return KeysInFlight(self._ledger)

    @cached_property
    def vault(self) -> Vault:
        """The payers of this region's own jurisdiction."""
        from handlers.stores.vault import Vault

        return Vault(self._personal, frozenset(self._variables.text("PAYERS_OF").split(",")))

    @cached_property
    def counters(self) -> Counters:
        """The counters of cards and merchants."""
        from handlers.stores.velocity import Counters

        return Counters(self._personal)

    @cached_property
    def deny_list(self) -> DenyList:
        """The cards that are not taken."""
        from handlers.stores.deny_list import DenyList

        return DenyList(self._ledger)

    @cached_property
    def rates(self) -> Rates:
        """How many payments each merchant may ask for."""
        from handlers.stores.rates import Rates

        return Rates(self._request_tallies, self._variables.whole_number("MERCHANT_TPS", least=1))

    @cached_property
    def tallies(self) -> Tallies:
        """The alerts that this region counted."""
        from handlers.stores.tallies import Tallies

        return Tallies(self._ledger, self.region)

    # ---- what these are made of --------------------------------------------------------------------

    @cached_property
    def _clients(self) -> Clients:
        return Clients(self.region)

    @cached_property
    def _ledger(self) -> Ledger:
        from handlers.adapters.dynamodb import DynamoTable

        return DynamoTable(self._clients.dynamodb, self._variables.text("LEDGER_TABLE"))

    @cached_property
    def _open_index(self) -> OpenIndex:
        from handlers.adapters.dynamodb import DynamoOpenIndex

        return DynamoOpenIndex(self._clients.dynamodb, self._variables.text("LEDGER_TABLE"))

    @cached_property
    def _merchant_index(self) -> MerchantIndex:
        from handlers.adapters.dynamodb import DynamoMerchantIndex

        return DynamoMerchantIndex(self._clients.dynamodb, self._variables.text("LEDGER_TABLE"))

    @cached_property
    def _request_tallies(self) -> RequestTallies:
        from handlers.adapters.dynamodb import DynamoTallies

        return DynamoTallies(self._clients.dynamodb, self._variables.text("PERSONAL_TABLE"))

    @cached_property
    def _personal(self) -> Personal:
        from handlers.adapters.dynamodb import DynamoTable

        return DynamoTable(self._clients.dynamodb, self._variables.text("PERSONAL_TABLE"))

    def _state_machine(self, arn: str) -> StepFunctionsStateMachine:
        from handlers.adapters.stepfunctions import StepFunctionsStateMachine

        return StepFunctionsStateMachine(self._clients.stepfunctions, arn)

    def _secret(self, secret_id: str, field: str) -> Secret:
        from handlers.adapters.secrets import Secret

        return Secret(self._clients.secretsmanager, secret_id, field, time.monotonic)
