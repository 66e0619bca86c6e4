"""What powers a type has, told from its name and its arguments where nobody reviewed it.

It errs on the side of a power: a type that is thought harmless is a silent pass, one that is thought to
have a power is an unknown, which a line in `policies.types.reviewed` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from policies.types.table import Power

_NAMES: Final = {
    Power.STORES: re.compile(
        r"_(?:bucket|(?:data|global_)?table|database|cluster|(?:[a-z]+_)?instance|file_system|volume|.*snapshot"
        r"|repository|stream|queue|topic|log_group|vault|cache|domain|index|.*store|secret|secret_version"
        r"|parameter|archive|ledger|graph|object|item|broker|.*group_replica|replication_group|replica"
        r"|data_?set|recorder|cloudtrail|ami|disk|collection|keyspace|user_pool|feature_group|workspaces?"
        r"|data_lake|knowledge_base|memory|object_copy|snapshot_copy|profile_domain|key|key_pair|certificate"
        r"|namespace|image|upload|report_group|exports?|event_type|tracker|fhir_datastore|map|trail|assets"
        r"|stack|portal|ciphertext|contact_list|thing|.*definition_version|share|.*_tape_pool|hsm"
        r"|.*iscsi_volume|upload_buffer|working_storage|host|channel|package|group_collection)$"
    ),
    Power.GRANTS: re.compile(
        r"(?<!lifecycle)(?<!scaling)_(?:policy|policies)$|_(?:.*permissions?|.*grants?|share|principal"
        r"|principal_association|members?|membership|.*users?|.*roles?|access|.*access_.*|authorizer"
        r"|.*authorization|identity.*|trust.*|.*trust_anchor|security_group.*|.*listener.*|.*url|login.*"
        r"|credentials?|.*credential.*|accepter|.*account|.*account_assignment|.*delegated_.*|.*admin.*"
        r"|saml.*|oidc.*|openid.*|.*network_acl.*|.*acl|.*cors.*|.*api_key.*|resource_set|.*policy_attachment"
        r"|user_pool_client|.*managed_login.*|.*mfa.*|.*accept.*|.*signing.*|rest_api|http_api|.*api"
        r"|distribution|.*website.*|.*prefix_list.*|ip_?set|ip_set|.*ip_group|.*ip_restriction.*|group"
        r"|lb|elb|alb|.*portal|.*public.*|.*ssh_key|.*attribute_group_association|.*sharing.*|ses_.*rule"
        r"|.*entry|.*rolesanywhere.*|.*issuer|.*token.*|.*resource_association|.*zone_association|web_app"
        r"|.*route53_record.*|.*records_exclusive|.*delegation.*|.*registered_domain|.*cname.*|method|route"
        r"|.*block_public.*|.*firewall.*|.*rule_group.*|.*web_acl.*|.*waf.*|.*configuration_policy.*"
        r"|.*organization.*|server|.*guardrail.*|.*encryption_by_default|.*certificate.*|.*dnssec.*)$"
    ),
    Power.COPIES: re.compile(
        r"_(?:.*replicat.*|.*replica|.*export.*|.*delivery.*|.*firehose.*|.*subscription.*|.*subscriber.*"
        r"|.*destination.*|.*copy|.*sync.*|.*migrat.*|dms_.*|pipes?_.*|.*notification.*|.*logging.*|.*log_config"
        r"|flow_log|.*query_log.*|.*event_target|.*event_rule|.*stream.*|.*connector.*|.*transfer.*|.*webhook"
        r"|.*sink.*|.*integration.*|.*event_source.*|.*channel.*|.*flow|.*mirror.*|.*trail.*|.*inventory"
        r"|.*analytics.*|.*backup_plan|.*lifecycle_policy|.*forward.*|.*datafeed.*|.*report.*|.*global_.*"
        r"|.*multi_region.*|.*ingestion.*|.*log_source|.*data_lake.*|.*access_log.*|.*data_share.*"
        r"|.*centralization.*|.*email_.*|.*contact.*|.*feed.*|.*datasource|.*data_source|.*pull_through.*)$"
    ),
    Power.CONNECTS: re.compile(
        r"_(?:.*peer(?:ing)?(?:_.*)?|.*transit_gateway.*|vpn.*|dx_.*|route(?!53).*|.*_route|.*_route_table.*"
        r"|.*nat_gateway.*|.*internet_gateway|eip.*|.*network_interface.*|.*endpoint.*|networkmanager.*"
        r"|vpclattice.*|customer_gateway|.*vpc_?link|.*accelerator.*|.*client_vpn.*|.*resolver.*|.*carrier.*"
        r"|.*local_gateway.*|.*connection.*|.*gateway|.*vpc|.*subnet|.*vpc_.*association|.*vpc_.*attachment"
        r"|.*static_ip.*|.*virtual_.*|.*mesh.*|.*dhcp_options.*|.*proxy.*|.*vpc_connector|.*private_dns.*"
        r"|.*verifiedaccess.*|.*cidr.*|.*dx_lag|.*network|.*port_?s?|.*firewall|.*rds_proxy.*)$"
    ),
    Power.RUNS: re.compile(
        r"_(?:(?:[a-z0-9]+_)?instance|.*function.*|.*task.*|.*jobs?|.*project|.*notebook.*|.*build.*"
        r"|.*pipeline.*|.*automation.*|.*environment.*|.*application.*|.*studio.*|.*script.*|.*document"
        r"|.*state_machine|codedeploy_.*|batch_.*|ecs_(?!tag|account).*|eks_(?!access).*|emr.*|.*fleet.*|launch_.*"
        r"|.*lambda.*|.*agent.*|.*model|.*workflow.*|.*command.*|ssm_association|.*maintenance_window.*"
        r"|.*schedule|.*recipe.*|.*component.*|.*experiment.*|.*bot.*|.*app|.*apprunner.*|.*crawler.*"
        r"|.*trigger.*|.*dev_endpoint|.*mwaa.*|.*canary|.*image.*|.*autoscaling_group|.*worker.*|.*container.*"
        r"|.*session.*|.*resource|.*action.*|.*hook|.*extension.*|.*layer.*|.*addon.*|.*remediation.*"
        r"|.*response_plan|.*config_rule|.*custom_rule|.*conformance_pack|.*statement|.*query|.*udf.*"
        r"|.*user_defined.*|.*plugin.*|.*deployment.*|.*provisioned.*|.*product|.*cloudformation.*|.*stack"
        r"|.*stack_.*|.*runtime.*|.*browser|.*interpreter|.*resolver|.*node_group|.*capability|.*host"
        r"|.*simulation.*|.*transform.*|.*flow|.*code_.*|.*package)$"
    ),
}
_ARGUMENTS: Final = {
    Power.STORES: re.compile(
        r"kms_key|kms_master|storage|retention|snapshot|backup|^sse_|volume_size|customer_key|encrypt"
    ),
    Power.GRANTS: re.compile(
        r"(?<!lifecycle_)(?<!scaling_)policy(?:_document|_json|_arns?|_text)?$|principal|account_ids?$"
        r"|permission|grant|public|cidr|auth(?:_type|entication|orization|orizer)|(?:^|_)acl$|assume_role"
        r"|^allow|external_id|trusted|invite|cors|share_with|federat"
    ),
    Power.COPIES: re.compile(
        r"destination|replica(?!s$)|export|delivery_stream|(?<!source_)bucket|^output|stream_arn|webhook"
        r"|endpoint_url|copy_action|cross_region|url$|topic_arn|log_group"
    ),
    Power.CONNECTS: re.compile(
        r"^peer|transit_gateway|vpn|(?<!api_)gateway_id|route_table|eip|allocation_id|network_interface_id"
    ),
    Power.RUNS: re.compile(
        r"user_data|^image|image_(?:uri|id)|container_definition|^containers?$|script|command|buildspec"
        r"|handler|lambda|function_(?:arn|name)|role_arn|^role$|iam_role|service_role|execution_role"
        r"|instance_profile|entry_?point|^code|document_name|main_class|python|jar"
    ),
}
_EVERY_TYPE_HAS: Final = frozenset({"id", "region", "tags", "tags_all", "timeouts"})


def powers(kind: str, arguments: Iterable[str]) -> frozenset[Power]:
    """The powers of a type, by its name and the dotted paths of its arguments."""
    leaves = {path.rsplit(".", 1)[-1] for path in arguments if path.split(".")[0] not in _EVERY_TYPE_HAS}
    return frozenset(
        power
        for power in Power
        if _NAMES[power].search(kind) or any(_ARGUMENTS[power].search(leaf) for leaf in leaves)
    )
