"""Has the issuer reserve a payment's money."""
