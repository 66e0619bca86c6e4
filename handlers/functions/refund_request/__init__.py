"""Takes the request of a refund."""
