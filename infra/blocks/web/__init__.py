"""Blocks of applications whose containers answer behind a load balancer, over a database."""
