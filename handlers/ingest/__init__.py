"""Takes a payment."""
