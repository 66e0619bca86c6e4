"""What the functions behind the API have in common: who asks, under which key, and which region answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final, Protocol

from handlers.domain.api import ApiRequest
from handlers.domain.card_numbers import holds_card_number
from handlers.domain.errors import NotOwnerError
from handlers.domain.merchant import Merchant
from handlers.domain.payment import FencingToken, Payment, is_payment_id
from handlers.domain.ports import Clock
from handlers.domain.problems import (
    BAD_KEY,
    NOT_FOUND,
    OTHER_REGION,
    UNAVAILABLE,
    UNKNOWN_CALLER,
    FieldError,
    Problem,
)
from handlers.stores.merchants import Merchants
from handlers.stores.owners import Owners
from handlers.stores.payments import Payments

# No comma: two headers of one name are one list with commas (RFC 9110, section 5.3), and say two things.
_KEY: Final = re.compile(r"[!-+.-~-]{8,64}")
_NO_KEY: Final = "must be given once: 8 to 64 visible characters of ASCII without commas, and no card number"


def merchant_of(request: ApiRequest, merchants: Merchants) -> Merchant:
    """Return the merchant that the caller speaks for: the signature decides, never the body."""
    merchant = merchants.of_caller(request.caller) if request.caller else None
    if merchant is None:
        raise Problem(UNKNOWN_CALLER)
    return merchant


def idempotency_key_of(request: ApiRequest) -> str:
    """Return the key. Raises Problem where there is none, more than one, or one of another form."""
    key = request.headers.get("idempotency-key", "")
    if not _KEY.fullmatch(key):
        raise Problem(BAD_KEY, errors=(FieldError("Idempotency-Key", _NO_KEY),))
    return key


def check_idempotency_key(key: str, card: str = "") -> None:
    """Raise Problem for a key that holds a card's number, that of `card` too: ids follow from keys.

    To be asked of a key under which nothing is known: an answer that was given once stays.
    """
    if holds_card_number(key, card):
        raise Problem(BAD_KEY, errors=(FieldError("Idempotency-Key", _NO_KEY),))


def payment_id_of_path(request: ApiRequest) -> str:
    """Return the payment's id of the path. Raises Problem where it has not the form of one."""
    payment_id = request.path_parameters.get("payment_id", "")
    if not is_payment_id(payment_id):
        raise Problem(NOT_FOUND)
    return payment_id


def payment_of(request: ApiRequest, merchant: Merchant, payments: Payments) -> Payment | None:
    """Return the payment of the path, or None where the region knows none of the merchant's."""
    payment = payments.load(payment_id_of_path(request))
    return payment if payment and payment.merchant_id == merchant.id else None


def fencing_token_for(
    home_region: str, path: str, owners: Owners, regional_urls: Mapping[str, str], now: datetime
) -> FencingToken:
    """Return the fencing token under which this region may write for a home region.

    Raises Problem with the address of the region that may, where it has one; QuietPeriodError.
    """
    try:
        return owners.fencing_token(home_region, now)
    except NotOwnerError:
        region = owners.acting(home_region, now)
        if region not in regional_urls:
            raise Problem(UNAVAILABLE) from None
        location = {"Location": f"{regional_urls[region]}{path}"}
        raise Problem(OTHER_REGION, headers=location) from None


class Writing(Protocol):
    """The ports that it takes to know who may write a payment."""

    @property
    def clock(self) -> Clock:
        """The time."""

    @property
    def owners(self) -> Owners:
        """Who acts for a home region."""

    @property
    def payments(self) -> Payments:
        """The payments."""

    @property
    def regional_urls(self) -> Mapping[str, str]:
        """The address of each region."""


def payment_to_write(
    request: ApiRequest, merchant: Merchant, what: str, ports: Writing
) -> tuple[Payment, FencingToken]:
    """Return the payment of the path, which ends in `what`, and the fencing token under which this region
    writes it.

    Who writes follows from a payment's own home, for ever: what a merchant has moved to since is that of new
    ones. A payment that is not here may be where its merchant's home is acted for, so that comes first.
    Raises Problem, QuietPeriodError.
    """
    known = payment_of(request, merchant, ports.payments)
    home = known.home_region if known else merchant.home_region
    path = f"/payments/{payment_id_of_path(request)}/{what}"
    by = fencing_token_for(home, path, ports.owners, ports.regional_urls, ports.clock.now())
    if known is None:
        raise Problem(NOT_FOUND)
    return known, by
