"""Rules for the network, and what several of them ask."""
