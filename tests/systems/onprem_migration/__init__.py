"""Tests of `onprem_migration`, mirrored after the system."""
