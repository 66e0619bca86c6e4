"""Rules about pipes of EventBridge."""
