"""Rules about CloudWatch alarms, and what all alarms together watch."""
