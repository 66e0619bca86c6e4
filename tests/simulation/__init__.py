"""Payments in a world that fails: regions, replication, a processor, and faults at every call."""
