"""What goes into the names of stores of payments, alike in every region, and of the rule on executions."""

from typing import Final

LEDGER: Final = "ledger"
PERSONAL: Final = "personal"  # where a table of the name is, no replica can be
RECEIPTS: Final = "receipts"
EXECUTIONS: Final = "executions"
