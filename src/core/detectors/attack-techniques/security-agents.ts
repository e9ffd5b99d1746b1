/** Recognises security agents: their packages, services, processes and drivers. */

/** Prefixes of names. */
const BEGINNINGS =
  "falcon|crowdstrike|sentinel(?:one|agent|ctl|d\\b)|mdatp|microsoft-mdatp|osquery|wazuh|ossec|auditd|clamav|clam-|clamd|sophos|cbagent|cbdaemon|carbon ?black|cbdefense|cbosx|fail2ban|suricata|tetragon|eset|rkhunter|chkrootkit|tripwire|elastic-agent|elastic-endpoint|elasticendpoint|cortex-?xdr|cortex\\b|traps_pmd|xagt|qualys|nessusagent|cisco\\/amp|ampdaemon|ampcli|isecespd|trendmicro|bitdefender|kaspersky|forticlient|rapid7|sysmon|defender|little ?snitch|jamf|santa(?:d|ctl)|rsyslog|syslog(?:-ng|d)|systemd-journald|apparmor|blockblock|lulu|knockknock|maldet|usbguard|psacct|omsagent|azsec|amazon-ssm-agent|filebeat|auditbeat|packetbeat|splunk|nxlog|td-agent|xprotect|ds_agent|cylance|kesl|mcafee|tanium|google\\.santa|mdmclient|endpointsecurity|com\\.apple\\.(?:mdm|XProtect|MRT)|msmpeng|windefend|sechealth|mssense|nissrv|wdnissvc|sense\\b|cyserver|avp\\b|bdservicehost|ekrn|savservice";
/** Whole names, because they are ordinary words as well. */
const NAMES = "snort|falco|falcoctl|aide|traps|santa|clam|audit|syslog|acct|auoms|lynis";
const NAMED = new RegExp(`(?:^|[/. ])(?:${BEGINNINGS}|(?:${NAMES})(?=$|[ /.,'")]))`, "i");
const INSTALLED = /^(?:\/opt|\/Library|\/usr\/(?:s?bin|local|lib)|\/Applications|\/var\/(?:lib|ossec))\//;

/** Matches `falcon-sensor`, `com.crowdstrike.falcond.plist`, `$(pgrep osqueryd)`. */
export function isSecurityAgent(word: string): boolean {
  return NAMED.test(word);
}

/** Matches files of a security agent where programs are installed. */
export function isInstalledAgent(word: string): boolean {
  return INSTALLED.test(word) && NAMED.test(word);
}
