"""Rules about web firewalls."""
