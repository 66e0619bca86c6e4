"""The ports in AWS. Each is made when it is first asked for, and once; so is each of boto3's clients."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from typing import Any

from handlers.adapters.clients import Clients
from handlers.adapters.clock import SystemClock
from handlers.adapters.databases import TlsDatabases
from handlers.adapters.dynamodb import DynamoMerchantIndex, DynamoOpenIndex, DynamoTable, DynamoTallies
from handlers.adapters.eventbridge import EventBridgeEvents
from handlers.adapters.https import Https
from handlers.adapters.once import LedgerOnce
from handlers.adapters.pace import SteadyPace
from handlers.adapters.probe import HttpsProbe
from handlers.adapters.processor import HttpsProcessor
from handlers.adapters.rotation_secrets import RotationSecrets
from handlers.adapters.s3 import S3Receipts
from handlers.adapters.secrets import Secret, SecretTokens
from handlers.adapters.sns import SnsAlerts
from handlers.adapters.stepfunctions import StepFunctionsWorkflows
from handlers.adapters.telemetry import PowertoolsTelemetry
from handlers.adapters.variables import Variables
from handlers.domain.errors import ConfigurationError
from handlers.domain.ownership import Rules
from handlers.domain.spec import HandlerSpec
from handlers.stores.claims import Claims
from handlers.stores.denials import Denials
from handlers.stores.listing import Listing
from handlers.stores.merchants import Merchants
from handlers.stores.owners import Beats, Owners
from handlers.stores.payments import Payments
from handlers.stores.rates import Rates
from handlers.stores.tallies import Tallies
from handlers.stores.vault import Vault
from handlers.stores.velocity import Counters
from handlers.stores.worklist import Worklist


class Environment:
    """What infrastructure gave to a function. Every method may raise ConfigurationError."""

    def __init__(self, given: Mapping[str, str], telemetry: PowertoolsTelemetry) -> None:
        self._variables, self._telemetry = Variables(given), telemetry

    def text(self, name: str) -> str:
        """Return a variable."""
        return self._variables.text(name)

    def region(self) -> str:
        """Return the region that the function runs in."""
        return self._variables.text("AWS_REGION")

    def regional_urls(self) -> Mapping[str, str]:
        """Return the base URLs of the API by region, without a slash at the end."""
        urls = self._object("REGIONAL_URLS")
        if not all(isinstance(url, str) and url.startswith("https://") for url in urls.values()):
            raise ConfigurationError("the environment variable REGIONAL_URLS is not an object of https URLs")
        return urls

    def home_regions(self) -> tuple[str, ...]:
        """Return all regions that merchants may have as their home."""
        return tuple(self._variables.text("HOME_REGIONS").split(","))

    def payers_of(self) -> frozenset[str]:
        """Return the home regions whose payers may be kept in this region."""
        return frozenset(self._variables.text("PAYERS_OF").split(","))

    def capture_patience(self) -> timedelta:
        """Return how long a capture may be in doubt before it is reversed."""
        return timedelta(seconds=self._whole_number("CAPTURE_PATIENCE_SECONDS", least=0))

    def capture_within(self) -> timedelta:
        """Return for how long reserved money may wait until its merchant asks for it."""
        return timedelta(seconds=self._whole_number("CAPTURE_WITHIN_SECONDS", least=1))

    def fraud_limits(self) -> Mapping[str, object]:
        """Return the limits of screening by name; those left out have defaults."""
        return self._object("FRAUD_LIMITS")

    def clock(self) -> SystemClock:
        """Return the clock."""
        return SystemClock()

    def telemetry(self) -> PowertoolsTelemetry:
        """Return logs, metrics and traces."""
        return self._telemetry

    def owners(self) -> Owners:
        """Return who acts for which home region, as this region sees it."""
        return Owners(self._ledger, self.region())

    def beats(self) -> Beats:
        """Return what all regions say of who acts for which home region."""
        return Beats(self._ledger, self.region(), self.home_regions())

    def rules(self) -> Rules:
        """Return by which rules a region comes to act for another."""
        return Rules(
            regions=self.home_regions(),
            successors=self._object("SUCCESSORS"),
            skew=timedelta(seconds=self._whole_number("CLOCK_SKEW_SECONDS", least=1)),
            hand_back_after=timedelta(seconds=self._whole_number("HAND_BACK_AFTER_SECONDS", least=0)),
        )

    def pace(self) -> SteadyPace:
        """Return the pace of a run that goes on for a while."""
        return SteadyPace()

    def payments(self) -> Payments:
        """Return the payments."""
        return Payments(self._ledger, self.clock())

    def listing(self) -> Listing:
        """Return the payments by their merchant."""
        return Listing(DynamoMerchantIndex(self._clients.dynamodb, self._variables.text("LEDGER_TABLE")))

    def worklist(self) -> Worklist:
        """Return the open payments."""
        return Worklist(
            DynamoOpenIndex(self._clients.dynamodb, self._variables.text("LEDGER_TABLE")), self._ledger
        )

    def merchants(self) -> Merchants:
        """Return the merchants."""
        return Merchants(self._ledger, self.clock())

    def claims(self) -> Claims:
        """Return the claims of idempotency keys."""
        return Claims(self._ledger)

    def vault(self) -> Vault:
        """Return the payers."""
        return Vault(self._personal, self.payers_of())

    def counters(self) -> Counters:
        """Return the counters of cards and merchants."""
        return Counters(self._personal)

    def denials(self) -> Denials:
        """Return the cards that are not taken."""
        return Denials(self._ledger)

    def rates(self) -> Rates:
        """Return how many payments each merchant may ask for."""
        per_second = self._whole_number("MERCHANT_TPS", least=1)
        return Rates(
            DynamoTallies(self._clients.dynamodb, self._variables.text("PERSONAL_TABLE")), per_second
        )

    def tokens(self) -> SecretTokens:
        """Return the maker of tokens."""
        return SecretTokens(self._secret(self._variables.text("TOKEN_SECRET"), "key"))

    def processor(self) -> HttpsProcessor:
        """Return the payment processor."""
        return HttpsProcessor(
            Https(self._variables.text("PROCESSOR_URL")),
            self._secret(self._variables.text("PROCESSOR_SECRET"), "api_key"),
        )

    def events(self) -> EventBridgeEvents:
        """Return the event bus."""
        return EventBridgeEvents(self._clients.events, self._variables.text("EVENT_BUS"))

    def workflows(self) -> StepFunctionsWorkflows:
        """Return the state machines."""
        return StepFunctionsWorkflows(self._clients.stepfunctions, self._variables)

    def receipts(self) -> S3Receipts:
        """Return the store of receipts."""
        return S3Receipts(self._clients.s3, self._variables.text("RECEIPTS_BUCKET"))

    def alerts(self) -> SnsAlerts:
        """Return the topic that wakes people."""
        return SnsAlerts(self._clients.sns, self._variables.text("ALERTS_TOPIC"))

    def tallies(self) -> Tallies:
        """Return the alerts that this region counted."""
        return Tallies(self._ledger, self.region())

    def once(self, spec: HandlerSpec) -> LedgerOnce:
        """Return what `spec`'s function does once, in this region."""
        return LedgerOnce(
            self._clients.dynamodb,
            self._variables.text("LEDGER_TABLE"),
            scope=f"{spec.name}#{self.region()}",
            longest_seconds=spec.timeout_seconds,
        )

    def probe(self) -> HttpsProbe:
        """Return the questions to endpoints."""
        return HttpsProbe()

    def database(self) -> TlsDatabases:
        """Return the databases."""
        return TlsDatabases(self._variables.text("DATABASE_CA"))

    def database_secret(self) -> RotationSecrets:
        """Return the versions of the database's credential."""
        return RotationSecrets(self._clients.secretsmanager, self._variables.text("DATABASE_SECRET"))

    def _whole_number(self, name: str, *, least: int) -> int:
        value = self._variables.text(name)
        if not (value.isascii() and value.isdecimal()) or int(value) < least:
            raise ConfigurationError(f"the environment variable {name} is no whole number from {least} on")
        return int(value)

    def _object(self, name: str) -> dict[str, Any]:
        try:
            value = json.loads(self._variables.text(name))
        except ValueError:
            value = None
        if not isinstance(value, dict):
            raise ConfigurationError(f"the environment variable {name} is not an object of JSON")
        return value

    @cached_property
    def _clients(self) -> Clients:
        return Clients(self.region())

    @cached_property
    def _ledger(self) -> DynamoTable:
        return DynamoTable(self._clients.dynamodb, self._variables.text("LEDGER_TABLE"))

    @cached_property
    def _personal(self) -> DynamoTable:
        return DynamoTable(self._clients.dynamodb, self._variables.text("PERSONAL_TABLE"))

    def _secret(self, secret_id: str, field: str) -> Secret:
        return Secret(self._clients.secretsmanager, secret_id, field, time.monotonic)
