"""The payment system: what runs in AWS Lambda, and the same code in one process."""
