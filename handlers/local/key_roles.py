"""What partition keys are for: whose payments meet in one, and over how many they are spread."""

from __future__ import annotations

from typing import Final

from handlers.domain.lifecycle import Of, Role
from handlers.domain.worklists import ATTENTION, OPEN_SHARDS, OpenFor
from handlers.local.metered import BY_MERCHANT, BY_OPEN
from handlers.stores.payments import MERCHANT_SHARDS
from handlers.stores.rates import SHARD_REQUESTS
from handlers.stores.velocity import MERCHANT_PARTS, RANGE_PARTS

LEDGER: Final = "ledger"
PERSONAL: Final = "personal"


ROLES: Final = (
    Role(LEDGER, "CALLER#<caller>", Of.MERCHANT),
    Role(LEDGER, "DENIED#<token>", Of.PAYMENT),
    Role(LEDGER, "KEY#<payment>", Of.PAYMENT),
    Role(LEDGER, "MERCHANT#<merchant>", Of.MERCHANT),
    Role(LEDGER, "PAYMENT#<payment>", Of.PAYMENT),
    Role(LEDGER, "REGION#<region>", Of.HOME),
    Role(LEDGER, "TALLY#<region>", Of.HOME),
    Role(f"{LEDGER}/{BY_MERCHANT.name}", "<merchant>#<shard>", Of.MERCHANT, MERCHANT_SHARDS),
    *(
        Role(f"{LEDGER}/{BY_OPEN.name}", f"{kind}#<home>#<shard>", Of.HOME, OPEN_SHARDS)
        for kind in (*OpenFor, ATTENTION)
    ),
    Role(PERSONAL, "HISTORY#<token>#<currency>", Of.PAYMENT),
    Role(PERSONAL, "PERSON#<payment>", Of.PAYMENT),
    Role(PERSONAL, "RATE#<merchant>#<window>#<shard>", Of.MERCHANT, most=SHARD_REQUESTS),
    Role(PERSONAL, "SUBJECTS#<payment>", Of.PAYMENT),
    Role(PERSONAL, "USUAL#<merchant>#<part>", Of.MERCHANT, MERCHANT_PARTS),
    Role(PERSONAL, "VELOCITY#card#<token>", Of.PAYMENT),
    Role(PERSONAL, "VELOCITY#merchant#<merchant>#<part>", Of.MERCHANT, MERCHANT_PARTS),
    Role(PERSONAL, "VELOCITY#payer#<token>", Of.PAYMENT),
    Role(PERSONAL, "VELOCITY#range#<merchant>#<token>#<part>", Of.MERCHANT, RANGE_PARTS),
)


def role_of(table: str, key: str) -> Role:
    """Return the role of a key. Raises LookupError where ROLES does not say whose payments meet in it."""
    for role in ROLES:
        if role.fits(table, key):
            return role
    raise LookupError(f"{table}: no role of ROLES is that of the key {key}")
