"""Rules about load balancers (Elastic Load Balancing)."""
