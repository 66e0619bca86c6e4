"""Alerts, against an emulated AWS."""
