"""What Terraform and account set-up meet: names of mappings, ids of zones, packages that were signed."""

from __future__ import annotations

import pytest
import urllib3

from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform


def test_the_mapping_of_a_domains_root_has_a_name(emulator: Emulator) -> None:
    api = clients(emulator, given.HOME)("apigateway")
    made = api.create_rest_api(name="mapped")["id"]
    api.create_domain_name(domainName="mapped.example.com", endpointConfiguration={"types": ["REGIONAL"]})
    api.create_base_path_mapping(domainName="mapped.example.com", restApiId=made, basePath="")
    found = api.get_base_path_mapping(domainName="mapped.example.com", basePath="(none)")
    assert (found["basePath"], found["restApiId"]) == ("(none)", made)


def test_a_domain_of_an_api_answers_for_every_path(emulator: Emulator) -> None:
    api = clients(emulator, given.HOME)("apigateway")
    made = api.create_rest_api(name="well")["id"]
    api.create_domain_name(domainName="well.example.com", endpointConfiguration={"types": ["REGIONAL"]})
    api.create_base_path_mapping(domainName="well.example.com", restApiId=made, basePath="", stage="live")
    asked = urllib3.request("GET", f"{emulator.url}/health", headers={"Host": "well.example.com"})
    assert (asked.status, "services" in asked.json()) == (403, False), "the API has no such method"
    assert "services" in urllib3.request("GET", f"{emulator.url}/health").json()


def test_a_domain_without_mutual_tls_says_nothing_of_it(emulator: Emulator) -> None:
    api = clients(emulator, given.HOME)("apigateway")
    made = api.create_domain_name(
        domainName="plain.example.com", endpointConfiguration={"types": ["REGIONAL"]}
    )
    found = api.get_domain_name(domainName="plain.example.com")
    assert "mutualTlsAuthentication" not in made.keys() | found.keys()


def test_a_zone_is_made_under_the_id_that_its_reference_names(emulator: Emulator) -> None:
    zone = clients(emulator, given.HOME)("route53").create_hosted_zone(
        Name="zone.example.com", CallerReference="Z0GIVEN123"
    )
    assert zone["HostedZone"]["Id"] == "/hostedzone/Z0GIVEN123"


def test_a_signed_package_is_the_package(emulator: Emulator) -> None:
    client = clients(emulator, given.HOME)
    client("s3").create_bucket(Bucket="signed")
    client("s3").put_bucket_versioning(Bucket="signed", VersioningConfiguration={"Status": "Enabled"})
    version = client("s3").put_object(Bucket="signed", Key="package.zip", Body=b"code")["VersionId"]
    signer = client("signer")
    signer.put_signing_profile(profileName="signed", platformId="AWSLambda-SHA384-ECDSA")
    job = signer.start_signing_job(
        source={"s3": {"bucketName": "signed", "key": "package.zip", "version": version}},
        destination={"s3": {"bucketName": "signed", "prefix": "signed/"}},
        profileName="signed",
        clientRequestToken="given",
    )["jobId"]
    made = signer.describe_signing_job(jobId=job)["signedObject"]["s3"]
    found = client("s3").get_object(Bucket=made["bucketName"], Key=made["key"])
    assert found["Body"].read() == b"code"
