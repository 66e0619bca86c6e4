"""Rules about MSK clusters."""
