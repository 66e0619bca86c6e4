"""Tests of the ports in AWS."""
