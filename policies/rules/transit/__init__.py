"""Rules about transit gateways: what a way between two networks needs in order to carry anything."""
