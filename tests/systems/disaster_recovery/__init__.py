"""Tests of the system `disaster_recovery`."""
