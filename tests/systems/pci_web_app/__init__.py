"""The system pci_web_app as it is synthesized."""
