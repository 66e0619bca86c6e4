"""Rules about EC2 instances and what they are launched from."""
