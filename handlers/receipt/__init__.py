"""Writes receipts."""
