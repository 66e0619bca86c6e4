"""Rules about EventBridge buses."""
