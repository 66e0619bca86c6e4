"""Tells whether the region can answer, behind a load balancer."""
