"""Answers for all functions of the API, behind a private load balancer that API Gateway alone calls."""
