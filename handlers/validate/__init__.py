"""Validates a payment."""
