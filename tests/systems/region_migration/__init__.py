"""Tests of the system `region_migration`."""
