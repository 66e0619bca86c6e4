"""Blocks of the network: isolated VPCs, endpoints, flow logs."""
