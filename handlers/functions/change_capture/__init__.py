"""Carries the changes of payments to the event bus."""
