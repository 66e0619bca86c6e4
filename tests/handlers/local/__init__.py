"""Tests of what runs in one process."""
