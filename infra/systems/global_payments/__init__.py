"""`global_payments`: payments in three active regions, with personal data pinned to its region."""
