/** Azure: calls that hand somebody rights, open what was closed, or stop what is written down. */
import { type Line, on } from "../lines.ts";
import { OPENS, RECORD, REMOTE, RIGHTS, SHARES } from "./doings.ts";

export const AZURE: readonly Line[] = [
  on(
    "az",
    /\bad app (?:permission (?:grant|admin-consent|add)|federated-credential create|update .*--add)|\bvm (?:user update|user reset-ssh)|\bkeyvault (?:update .*default-action Allow|role)|\bsql (?:server|mi) (?:ad-admin create|update .*admin-password)/i,
    RIGHTS,
  ),
  on(
    "az",
    /\bvm run-command create|\bvmss run-command create|\bvm extension set|\bautomation runbook (?:start|replace-content)|\baks command invoke/,
    REMOTE,
  ),
  on("az", /\bstorage (?:blob|file) copy start\b|\bstorage blob copy start-batch/, SHARES),
  on(
    "az",
    /--(?:enable-public-network|anonymous-pull-enabled|allow-blob-public-access|public-network-access)(?:[ =](?:true|enabled)| |$)(?! ?(?:false|disabled))|--default-action[ =]Allow/i,
    OPENS,
  ),
  on(
    "az",
    /\b(?:functionapp keys list|functionapp function keys list|servicebus \S*authorization-rule keys list|eventhubs \S*authorization-rule keys list|iot hub connection-string|signalr key list|maps account keys list|search admin-key show|batch account keys list|webpubsub key show)/,
    { verb: "read-secret", resource: "secret", recovery: "none", says: "prints the keys of a cloud service" },
  ),
  on(
    "az",
    /\b(?:policy assignment delete|lock delete|defender|sentinel \S+ delete|monitor (?:log-analytics workspace|log-profiles|diagnostic-settings) delete)/,
    RECORD,
  ),
  on(
    "az",
    /\bad (?:user create|group member add|app credential|sp credential|app owner add|sp create)|\brole (?:assignment|definition) (?:create|update)/,
    RIGHTS,
  ),
  on(
    "az",
    /\b(?:snapshot|disk) grant-access\b|\bgenerate-sas\b.*(?:permissions[ =]\w*[wdlac]|expiry[ =]20[3-9])/,
    SHARES,
  ),
  on(
    "az",
    /\bauto-provisioning-setting update\b.*off|\bdiagnostic-settings (?:delete|update)|\bsecurity (?:pricing create .*free|alert .*dismiss\S*)|\bmonitor activity-log alert (?:delete|update .*false)/i,
    RECORD,
  ),
  on(
    "az",
    /\baks get-credentials\b.*(?:--admin|-a\b)|\bstorage account keys\b|\blist-publishing-(?:credentials|profiles)|\bcosmosdb keys list|\bredis list-keys|\bacr credential show|\bkeyvault set-policy/,
    { verb: "read-secret", resource: "secret", recovery: "none", says: "prints the keys of a cloud service" },
  ),
];
