"""The web application of `pci_web_app`, as a sample: HTTPS, health, readiness, a stop without loss."""
