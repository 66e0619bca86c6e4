"""What both servers of a reconciliation hold, and how they are asked."""

from __future__ import annotations

from pathlib import Path

from operations import __main__ as command
from tests.handlers.functions.rotation.servers import DATABASE, HOST, Server

ROWS = 6000
TABLES = """
[tables.payments]
key = ["id"]
merchant = "merchant_id"
currency = "currency"
moment = "created_at"
amounts = ["amount", "fee"]

[tables.merchants]
key = ["id"]
"""
READER, READER_PASSWORD = "reader", "what the reader says"
# Columns stand in another order at the target, as after a schema that was written anew.
PAYMENTS = {
    "source": "id bigint, merchant_id text, currency char(3), amount numeric(14,2), fee numeric(14,2), "
    "created_at timestamptz, note text",
    "target": "note text, id bigint, created_at timestamptz, merchant_id text, fee numeric(14,2), "
    "currency char(3), amount numeric(14,2)",
}
FILL = """
INSERT INTO payments (id, merchant_id, currency, amount, fee, created_at, note)
SELECT i, 'm_' || i % 7, (ARRAY['EUR', 'USD', 'JPY'])[1 + i % 3], i % 1000 + 0.25, 0.05,
       timestamptz '2026-03-01 12:00+00' + i % 5 * interval '1 day', CASE WHEN i % 2 = 0 THEN 'note ' || i END
FROM generate_series(1, 6000) AS i
"""


def asked(source: Server, target: Server, tables: Path, *more: str) -> int:
    """The exit status of the command."""
    sides = [
        part
        for name, server in (("source", source), ("target", target))
        for part in (
            *(f"--{name}", f"postgresql://{READER}@{HOST}:{server.port}/{DATABASE}"),
            *(f"--{name}-ca", str(server.authority)),
        )
    ]
    return command.main(["reconcile", *sides, "--tables", str(tables), *more])
