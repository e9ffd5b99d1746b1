/** A domain of Windows: whoever lists its accounts, machines and trusts, or takes their passwords and tickets. */
import { onOneLine } from "../in-sequence.ts";
import type { Doing } from "../subcommands.ts";
import { type Line, on, windows } from "./lines.ts";
import { SECRET } from "./windows-doings.ts";

const ACCOUNTS: Doing = { ...SECRET, resource: "account", says: "lists the accounts of the whole domain" };
const TRUSTS: Doing = { ...ACCOUNTS, says: "lists the controllers and trusts of the whole domain" };

export const WINDOWS_DOMAIN: readonly Line[] = [
  on("dsquery", /servicePrincipalName|adminCount|objectCategory=person|trustedDomain/i, ACCOUNTS),
  windows("dsquery", "-limit=0\n^* -attr", ACCOUNTS),
  windows(
    "get-storedcredential|get-gpppassword|get-adreplaccount|invoke-ninjacopy|get-domainuser|get-domaincomputer|invoke-allchecks|invoke-userhunter|find-localadminaccess|invoke-sharefinder|get-passhashes|get-keystrokes|get-vaultcredential|out-minidump|invoke-runas|invoke-dllinjection|invoke-reflectivepeinjection|invoke-portscan|get-system|get-timedscreenshot|invoke-credentialinjection|invoke-wmiexec|invoke-smbexec|invoke-inveigh|invoke-thehash|get-clipboardcontents|invoke-passwordspray|invoke-domainpasswordspray|invoke-obfuscation|get-chromedump|get-foxdump|invoke-winenum|get-netuser|get-lapspasswords|get-laps|get-bitlockerkey|get-wifipassword|invoke-webcam|get-micaudio|add-persistence|install-ssp|get-securitypackages|invoke-bypassuac|invoke-psexec|invoke-eventviewer|invoke-tokenmanipulation|add-exfiltration|do-exfiltration|out-word|out-excel|out-chm|out-hta|out-shortcut|out-java|execute-command-mssql|enable-dupliatetoken|duplicatetoken|get-servicepermission|get-unquotedservice|invoke-privesc|invoke-privesccheck|write-hijackdll|write-servicebinary|get-adidnszone|new-adidnsnode|set-adidnsnode|get-lsasecret|get-passhints|gupt-backdoor|http-backdoor|dns_txt_pwnage|copy-vss",
    "",
    { ...SECRET, says: "does what a tool for attacks does" },
  ),
  windows("setspn", "-Q|/q=*/*\n-T|-F", {
    ...SECRET,
    resource: "account",
    says: "lists the accounts whose tickets can be cracked",
  }),
  on(
    "net|net1",
    /^(?:users?|view)\s+(?:\/all\s+)?\/do|^(?:local)?groups?\s(?=[^/]*(?:admins|controllers|computers|operators)\\?["']?\s).*\/do/i,
    { ...SECRET, resource: "account", says: "lists the accounts or machines of the whole domain" },
    /\/(?:add|del)/i,
  ),
  windows("nltest", "/trusted_domains|/domain_trusts|/dclist|/dcname|/user", TRUSTS),
  windows("dsquery|dsget", "user|group|computer|server @*admin*\ngroup|user -members|-memberof -expand", ACCOUNTS),
  windows("adexplorer|adexplorer64", "-snapshot", {
    ...SECRET,
    resource: "account",
    says: "copies the whole directory of the domain",
  }),
  on(
    "get-aduser|get-adcomputer|get-adserviceaccount|get-adobject",
    /ms-?Mcs-AdmPwd|msDS-ManagedPassword|msLAPS|DoesNotRequirePreAuth|useraccountcontrol -band|ServicePrincipalName|TrustedForDelegation|unixUserPassword|userPassword/i,
    { ...SECRET, says: "lists accounts whose passwords or tickets can be taken" },
    /^(?:-Identity )?(?!-)[\w.$-]+ -Properties/i,
  ),
  on("get-adserviceaccount|get-aduser|get-adcomputer", /ms-?Mcs-AdmPwd|msDS-ManagedPassword|msLAPS/i, SECRET),
  windows(
    "get-lapsadpassword|get-lapsaadpassword|get-admpwdpassword|get-dpapikey|get-adreplbackupkey|get-addbaccount|get-addbbackupkey|get-adsireplaccount|get-bootkey",
    "",
    SECRET,
  ),
  on(
    "[adsisearcher]::new|.findall|new-object",
    /servicePrincipalName|objectcategory=|samaccounttype=|admincount=1/i,
    ACCOUNTS,
  ),
  windows("new-object|add-type", "~*kerberosrequestorsecuritytoken*", {
    ...SECRET,
    says: "takes tickets whose passwords can be worked out",
  }),
  windows("get-adtrust|get-addomaintrust|get-domaintrust", "@*\n-Filter", TRUSTS),
  on("get-adobject", /trustedDomain|adminCount/i, ACCOUNTS),
  on("new-object", onOneLine(/DirectoryEntry\b/i, /(?:LDAP|WinNT):\/\//i, /,/, /,/), {
    ...SECRET,
    resource: "account",
    says: "tries a password against the directory of the domain",
  }),
];
