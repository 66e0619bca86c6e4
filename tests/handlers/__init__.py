"""Tests of the payment system."""
