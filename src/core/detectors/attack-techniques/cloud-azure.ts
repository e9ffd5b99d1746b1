/** Azure: calls that hand somebody rights, open what was closed, or stop what is written down. */

import { KEYS, OPENS, RECORD, REMOTE, RIGHTS, SHARES, TOKENS } from "./cloud-effects.ts";
import { calls, type Line } from "./lines.ts";

/** Azure CLI reference, by command group. */
export const AZURE: readonly Line[] = [
  calls("az", "keyvault secret|key|certificate backup\nmanagedservices definition|assignment create", TOKENS),
  calls(
    "az",
    `ad app permission grant|admin-consent|add
     ad app federated-credential create
     ad app update --add|--set
     ad app|sp credential reset|delete
     ad app|sp owner add
     ad app create
     ad user create|update
     ad group member add
     ad group owner add
     ad sp create|create-for-rbac
     ad ds create
     identity federated-credential create
     identity assign
     vm|vmss|webapp|functionapp identity assign
     role assignment|definition create|update
     acr token create
     acr token credential generate
     vm user update|reset-ssh
     vm reset-ssh
     keyvault role assignment|definition create
     keyvault update --default-action=Allow
     keyvault set-policy
     sql server|mi ad-admin create|update
     sql server|mi update --admin-password
     postgres|mysql flexible-server|server update --admin-password
     postgres|mysql flexible-server ad-admin create
     lighthouse assignment|definition create
     account management-group subscription add
     devops user add
     devops security group membership add`,
    RIGHTS,
  ),
  calls(
    "az",
    `vm|vmss run-command create
     vm|vmss extension set
     automation runbook start|replace-content|create
     automation webhook create
     container exec
     webapp|functionapp deployment source config-zip
     webapp ssh|create-remote-connection
     batch task create
     logic workflow create
     deployment-scripts create`,
    REMOTE,
  ),
  calls(
    "az",
    `storage blob|file copy start|start-batch
     snapshot|disk grant-access
     ** generate-sas --permissions=*w*|*d*|*l*|*a*|*c*
     ** generate-sas --expiry=203*|204*|205*|206*|207*|208*|209*
     image copy
     backup restore restore-disks
     sig share add|enable-community`,
    SHARES,
  ),
  calls(
    "az",
    `** --enable-public-network|--anonymous-pull-enabled !--enable-public-network|--anonymous-pull-enabled=false
     ** --enable-public-network|--anonymous-pull-enabled|--allow-blob-public-access|--public-network-access=true|True|enabled|Enabled
     ** --default-action=Allow|allow
     storage container create|set-permission --public-access=blob|container
     network nsg rule create|update --source-address-prefixes|--source-address-prefix=^*|Internet|0.0.0.0/0|Any --access=Allow
     network nsg rule create|update --source-address-prefixes|--source-address-prefix=^*|Internet|0.0.0.0/0|Any !--access
     sql server firewall-rule create|update --end-ip-address=255.255.255.255
     vm open-port
     ** cors add --allowed-origins|--origins=^*
     webapp auth update --enabled=false
     webapp|functionapp log config --application-logging|--web-server-logging|--detailed-error-messages|--failed-request-tracing=off|false
     keyvault update --enable-purge-protection=false
     aks update --api-server-authorized-ip-ranges=*0.0.0.0/0*`,
    OPENS,
  ),
  calls(
    "az",
    `keyvault secret show --name|-n|--id=each·item·of*
     functionapp keys list
     containerapp secret list --show-values
     staticwebapp secrets list
     ml online-endpoint|batch-endpoint get-credentials
     webapp|functionapp config appsettings list !--query
     webapp config connection-string list !--query
     staticwebapp appsettings list !--query
     appconfig kv export
     eventgrid topic|domain key list
     communication list-key
     cdn|afd ** secret list
     functionapp function keys list
     servicebus|eventhubs|relay|notification-hub ** keys list
     iot hub connection-string show
     iot hub show-connection-string
     signalr|webpubsub key list|show
     maps|batch account keys list
     search admin-key show
     cognitiveservices account keys list
     storage account keys list|renew
     storage account show-connection-string
     ** list-publishing-credentials|list-publishing-profiles
     cosmosdb keys list
     cosmosdb list-keys|list-connection-strings
     redis list-keys
     acr credential show
     acr login --expose-token
     aks get-credentials --admin|-a
     account get-access-token --resource|--resource-type|--scope=*graph*|*vault*|*management*
     automation account list-keys
     appconfig credential list
     ad sp credential list --show-secrets
     webapp|functionapp deployment list-publishing-*`,
    KEYS,
  ),
  calls(
    "az",
    `policy assignment|exemption|definition delete
     policy exemption create
     lock delete
     account|group|resource lock delete
     defender|sentinel ** delete|update
     monitor log-analytics workspace delete
     monitor log-profiles|diagnostic-settings delete|update
     monitor activity-log alert delete
     monitor activity-log alert update --enabled=false
     monitor action-group|alert delete|disable-receiver
     monitor metrics alert delete
     security pricing create --tier=Free|free
     security auto-provisioning-setting update --auto-provision=Off|off
     security alert update --status=dismiss|Dismiss*
     security alerts-suppression-rule update|create
     network watcher flow-log delete
     network watcher flow-log create|update --enabled=false
     network watcher configure --enabled=false
     network ddos-protection|firewall|application-gateway delete
     network application-gateway waf-policy delete
     network front-door|application-gateway waf-policy update --mode=Detection|detection
     network front-door|application-gateway waf-policy ** update --mode=Detection|detection
     aks disable-addons --addons|-a=*monitoring*|*policy*|*defender*|*secrets*
     monitor log-analytics workspace|table update --retention-time=1|2|3|4|5|6|7
     monitor log-analytics workspace table update --retention-time=1|2|3|4|5|6|7
     storage account management-policy create
     network firewall delete
     sql server|db audit-policy update --state=Disabled
     sql server audit-policy update --state=Disabled
     keyvault key|secret set-attributes --enabled=false`,
    RECORD,
  ),
];
