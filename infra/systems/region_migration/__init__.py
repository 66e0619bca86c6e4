"""`region_migration`: a payment application that moves from one region to another while it answers."""

from typing import Final

WEB: Final = "web"  # goes into the names of what serves it
RECORDS: Final = ("transaction_logs", "audit_trails")  # the buckets, by their ids
