"""`onprem_migration`: payments that move from a data centre into one region, phase by phase."""

from typing import Final

DATABASE: Final = "customers"  # goes into the names of the database and of what moves it
FAILED: Final = "failed_payments"  # begins the Terraform ids and the names of the alerts on them
