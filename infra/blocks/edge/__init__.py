"""Blocks of the edge: REST APIs, their firewall and domains, certificates, health checks, records."""
