"""`disaster_recovery`: payments in one region, and a second one that takes over when the first is lost."""
