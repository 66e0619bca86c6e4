"""Rules about network firewalls: what they look at, let through and record."""
