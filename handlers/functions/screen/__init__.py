"""Screens a payment for fraud."""
