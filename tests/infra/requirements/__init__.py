"""The requirements of `global_payments`, one by one: what shows that each holds, and what breaks it.

`matrix` says which apply and where each can be proven, `model` what a proof is; the other modules
hold the proofs, by the sections of the requirements. `test_requirements.py` runs them.
"""
