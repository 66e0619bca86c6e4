"""Blocks of observation: metrics, alarms, dashboards."""
