"""Takes the request to capture a payment, or to cancel it."""
