"""`pci_web_app`: a web application that takes card payments in one region, its database and their network."""

from typing import Final

WEB: Final = "web"  # goes into the names of what serves it
