"""Tests of a deployment: on an AWS account, or on the emulated one of `make rehearse`.

They read the flat outputs (`cfn-outputs/flat-outputs.json`, or the file that FLAT_OUTPUTS names) and what
boto3 is configured with: an operator's credentials, and AWS_ENDPOINT_URL where AWS is emulated. For each home
region to be paid in they need a merchant of the processor's sandbox, onboarded there, and the access key of
its user, in MERCHANT_<CODE>, MERCHANT_<CODE>_ACCESS_KEY_ID and MERCHANT_<CODE>_SECRET_ACCESS_KEY, with
<CODE> as the settings spell the region's, in capitals: MERCHANT_USE1 is the merchant's id. Where a system has
one region, they are MERCHANT, MERCHANT_ACCESS_KEY_ID and MERCHANT_SECRET_ACCESS_KEY.

Cards are those that a sandbox approves and refuses (handlers.local.processor): no money moves. The tests
leave payments of small amounts in the ledger, and wake who listens to alerts. One card pays more often than
screening lets it: give the merchants `fraud_limits` of their own, 99 `card_payments` and `payer_payments`.
"""
