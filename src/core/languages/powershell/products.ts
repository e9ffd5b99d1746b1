/**
 * Maps the prefixes of cmdlets' nouns to what a product manages: `Remove-ADTrust` concerns a directory,
 * `Disable-VBRJob` backups. Data, from the modules' own manuals.
 */
import type { ResourceKind } from "../../effects/effect.ts";
import { inOrder, words } from "../../text/expressions.ts";

const PRODUCTS: readonly (readonly [RegExp, ResourceKind])[] = [
  // Directories, and the accounts of Microsoft's cloud.
  [/^(?:AD|ADCS|Adcs|CA|Dfsr?n?)(?=[A-Z])/, "account"],
  [/^(?:Mg|MgBeta|Msol|AzureAD|Entra|Intune|Cs|Quest|QAD)(?=[A-Z])/, "account"],
  [
    inOrder([
      /^/,
      words`
        Mailbox MailFlow Inbox Journal Transport AntiPhish AntiSpam SafeLinks SafeAttachment Malware HostedC HostedO
        Quarantine Retention Compliance Dlp Label Audit CaseHold HoldCompliance Dkim Atp Accepted RemoteDomain
        InboundConnector OutboundConnector AddressList DynamicDistribution RoleGroup ManagementRole DataLoss
      `,
    ]),
    "account",
  ],
  [/^(?:SPO|PnP|PNP|SP)(?=[A-Z])|^(?:Team|TeamChannel|TeamUser)$/, "project"],
  [/(?:MobileDevice|ManagedDevice|CMDevice)$/, "system"],
  // Servers of Windows.
  [/^(?:GP|GPO)(?=[A-Z]|$)/, "system"],
  [/^(?:CM|Wsus|WU|WindowsUpdate|PSWindowsUpdate)(?=[A-Z])/, "system"],
  [
    /^(?:DnsServer|DhcpServer|Npsr?|Vpn|RemoteAccess|Smb|IPsec|NetIPsec|Dfs|Iscsi|Nfs|NetNat|NetLbfo|NetSwitch)/,
    "network",
  ],
  [/^Cluster(?=[A-Z])/, "cluster"],
  [/^(?:VM|VHD|SCV|XA|Broker|Prov|Acct|Hyp|HV)(?=[A-Z])|^VHD$/, "service"],
  [/^RD(?=[A-Z])/, "service"],
  [
    /^(?:SR|Dedup)(?=[A-Z])|^Storage(?:Tier|Node|Enclosure|FileServer|HealthSetting|QosPolicy|BusCache|Maintenance)/,
    "volume",
  ],
  [/^(?:Web|IIS)(?=App|Site|Binding|Virtual|Global|Managed|Handler|Config|Central|Shared|Server)/, "service"],
  [/^(?:PnpDevice|WindowsDriver|Tpm|SecureBoot|Laps|LocalAdmin)/, "system"],
  [/^(?:ScheduledJob|JobTrigger|ScheduledTask)/, "service"],
  // Databases and backups.
  [/^Dba(?=[A-Z])|^Sql(?=Availability|Database|Login|Sensitivity|ColumnMaster|Credential|Smart)/, "database"],
  [/^(?:VBR|VBO|WB|VSS|Veeam|Rubrik|Cohesity|NBU)(?=[A-Z])/, "backup"],
  // Arrays and hypervisors.
  [/^(?:Nc|NcVol|Na|Pfa|Pfb|HPE|Isi)(?=[A-Z])/, "volume"],
  [/^(?:VMHost|VDSwitch|VDPort|VirtualSwitch|VirtualPortGroup|ResourcePool|VApp|ContentLibrary)/, "service"],
];

/** The kind of resource of a noun with the prefix of a known product. */
export function administeredBy(noun: string): ResourceKind | undefined {
  return PRODUCTS.find(([pattern]) => pattern.test(noun))?.[1];
}

/** `Invoke-MgWipeDevice…`, `Invoke-RDUserLogoff`: the noun contains the verb. */
const SPOKEN = inOrder([
  words`
    Wipe Retire Purge Obliterate Decommission Logoff Shutdown Reboot Failover FactoryReset Reimage HardDelete Delete
  `,
  /(?=[A-Z]|$)/,
]);

/** Whether an `Invoke-` cmdlet of a known product does more than read. */
export function invokesLoss(noun: string): boolean {
  return SPOKEN.test(noun) && administeredBy(noun) !== undefined;
}
