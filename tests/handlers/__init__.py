"""The payment system."""
