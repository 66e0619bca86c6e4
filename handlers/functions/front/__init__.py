"""Answers for all functions of the API, behind a load balancer."""
