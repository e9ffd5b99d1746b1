/** Tools made to attack: which kinds there are, and which programs belong to each. Data, from the tools' own pages. */
import { keepingNames } from "../../latest.ts";
import type { Effect } from "../effect.ts";

export interface Kind {
  readonly verb: Effect["verb"];
  readonly resource: Effect["resource"];
  /** Clause before the tool's name. */
  readonly says: string;
  /** Calls that are somebody's own test where they are aimed at this machine alone. */
  readonly quietAtHome?: RegExp;
}

const SCAN: Kind = {
  verb: "execute-remote",
  resource: "network",
  says: "probes other machines for ways in, with",
  quietAtHome: /^/,
};
const GUESS: Kind = {
  verb: "execute-remote",
  resource: "account",
  says: "tries passwords on other machines, with",
  // A page of one's own; accounts of the machine are another matter.
  quietAtHome: /(?:^| )https?(?:-|:\/\/)/,
};
const CRACK: Kind = { verb: "read-secret", resource: "secret", says: "works out passwords from their hashes, with" };
const DUMP: Kind = { verb: "read-secret", resource: "secret", says: "reads stored passwords and tickets, with" };
const EXPLOIT: Kind = { verb: "execute-remote", resource: "code", says: "attacks or takes over machines, with" };
const LISTEN: Kind = {
  verb: "execute-remote",
  resource: "network",
  says: "listens in on or diverts what others send, with",
};
const FLOOD: Kind = {
  verb: "execute-remote",
  resource: "network",
  says: "floods a service until it gives way, with",
  quietAtHome: /^/,
};
const MINE: Kind = {
  verb: "mutate",
  resource: "system",
  says: "spends this machine's power on somebody's coins, with",
};
const SEARCH: Kind = {
  verb: "read-secret",
  resource: "system",
  says: "looks this machine over for ways to rise, with",
};
const TUNNEL: Kind = {
  verb: "weaken",
  resource: "network",
  says: "opens a way in from outside, past the firewall, with",
};
const KEYS: Kind = { verb: "read-secret", resource: "secret", says: "records what the person types, with" };

const NAMES: readonly (readonly [Kind, string])[] = [
  [
    SCAN,
    `nmap masscan zmap zgrab zgrab2 unicornscan cupp t50 rustscan naabu sqlmap nikto gobuster ffuf wfuzz feroxbuster dirb
     dirbuster dirsearch wpscan joomscan droopescan nuclei whatweb wafw00f arachni w3af zap-baseline zap-full-scan skipfish
     commix xsstrike dalfox nosqlmap tplmap ssrfmap amass subfinder sublist3r theharvester recon-ng dnsrecon dnsenum 
     enum4linux enum4linux-ng smbmap onesixtyone snmp-check nbtscan netdiscover arp-scan
     katana arjun ghauri jwt_tool padbuster nemesis interactsh-client xsser paramspider gau kiterunner kr crlfuzz corsy cmseek whatwaf wapiti vega httprobe aquatone eyewitness legion reconftw spiderfoot maltego ldapdomaindump gospider autorecon sn1per openvas gvm-cli nessuscli uniscan `,
  ],
  [
    GUESS,
    `hydra pw-inspector ncrack patator crowbar brutespray thc-hydra kerbrute sprayhound crackmapexec cme nxc
     netexec o365spray msolspray rdp-sec-check bruteforce-luks reaver bully wifite`,
  ],
  [
    CRACK,
    `john unshadow zip2john rar2john ssh2john pdf2john keepass2john office2john hashcat ophcrack rcrack rainbowcrack fcrackzip
     pdfcrack rarcrack aircrack-ng cowpatty pyrit hcxpcapngtool hash-identifier truecrack crunch cewl `,
  ],
  [
    DUMP,
    `mimikatz mimipenguin lazagne pypykatz secretsdump lsassy nanodump dumpert pwdump fgdump gsecdump rubeus sharpdpapi
     sharpchrome sharphound bloodhound-python bloodhound azurehound seatbelt sharpup kekeo safetykatz getnpusers getuserspns
     getadusers gettgt getst ticketer lookupsid samrdump snaffler keethief keepwn adfind pingcastle sharpview sharpsploit sharpkatz sharpweb browserghost hekatomb dploot masky wce quarkspwdump firefox_decrypt certipy adidnsdump hackbrowserdata chromepass donpapi
     gpp-decrypt gettgtpkinit targetedkerberoast windapsearch
     handlekatz gmer kdmapper kdu pchunter pchunter64 powertool64 drvmap dsefix sharpsecdump sharplaps sharpdump sharpminidump internalmonologue nanorobeus certify pywhisker sharpgpoabuse
     pygpoabuse grouper2 sharpshares sharpfinder powerview powerupsql adrecon soaphound rusthound adalanche roadrecon roadtx
     aadinternals graphrunner tokentactics pplkiller ppldump pplfault mirrordump trickdump gmsadumper lapsdumper ldeep
     ldapnomnom ntlm_theft webbrowserpassview mailpv mailpassview netpass wirelesskeyview passwordfox vncpassview rdpv
     credentialsfileview vaultpasswordview dataprotectiondecryptor lostmypassword sniffpass routerpassview bulletspassview
     swiftbelt chainbreaker keychaindump lsadump machound kcpassword sharpclipboard cookiemonster dumpert64 physmem2profit`,
  ],
  [
    EXPLOIT,
    `msfconsole msfvenom msfdb msfrpcd msfd meterpreter armitage setoolkit beef-xss searchsploit psexec wmiexec
     smbexec mssqlclient bloodyad ysoserial marshalsec rogue-jndi jndi-exploit ebpfkit boopkit triplecross medusa-rootkit smbexec atexec dcomexec goldenpac zerologon petitpotam printerbug ntlmrelayx smbrelayx evil-winrm powershell-empire
     starkiller sliver-client sliver-server sliver havoc cobaltstrike teamserver pupy pupysh mythic-cli poshc2
     koadic shellter weevely routersploit rsf pwncat pwncat-cs pacu cloudfox peirates
     kube-hunter deepce macro_pack gophish evilginx evilginx2 king-phisher timestomp
     dirtycow dirtyc0w dirtypipe dirty_pipe dirty-pipe looneytunables baronsamedit overlayfs_exploit kubeletctl kubesploit botb amicontained ddexec nishang sharpwmi sharpexec sharprdp merlin merlin-agent villain hoaxshell nimplant brc4 sliver-agent dnschef juicypotato printspoofer godpotato roguepotato pwnkit
     sweetpotato rottenpotato rottenpotatong hotpotato efspotato coercedpotato localpotato sigmapotato dcompotato krbrelayup
     krbrelay krbrelayx spoolsample dfscoerce shadowcoerce coercer akagi akagi64 akagi32 uacme tokenvator runascs csexec
     sharpmove sharpspray sharpmapexec sharppersist sharpersist sharpstay edrsandblast edrsilencer backstab phant0m killav
     dcontrol defender-control evilosx sharpshooter teamfiltration microburst powerzure sharpblock stracciatella
     nopowershell powerlessshell invisi-shell`,
  ],
  [
    LISTEN,
    `responder inveigh ettercap ettercap-text-only bettercap arpspoof dnsspoof sslstrip dsniff urlsnarf
     driftnet macof mitm6 airmon-ng airodump-ng aireplay-ng airbase-ng hostapd-wpe kismet mdk3 mdk4 wifiphisher fluxion macchanger sslsplit
     yersinia tcpkill webspy filesnarf mailsnarf msgsnarf`,
  ],
  [
    FLOOD,
    `hping3 hping2 slowloris slowhttptest goldeneye torshammer pyloris loic xerxes ufonet mhddos thc-ssl-dos
     r-u-dead-yet`,
  ],
  [
    MINE,
    `xmrig xmr-stak xmr-stak-rx minerd cpuminer cpuminer-multi cpuminer-opt ccminer cgminer bfgminer ethminer nbminer lolminer
     t-rex phoenixminer gminer teamredminer srbminer srbminer-multi wildrig nanominer minergate nicehash 
     xmrigcc kdevtmpfsi kinsing xmrig-proxy bzminer rigel onezerominer cryptodredge z-enemy ewbf poclbm`,
  ],
  [
    SEARCH,
    `linpeas winpeas winpeasany winpeasx64 linenum linux-exploit-suggester windows-exploit-suggester wesng
     unix-privesc-check linuxprivchecker linux-smart-enum lse suid3num gtfonow winprivcheck jaws-enum pspy pspy32 pspy64 powerup privesccheck beroot traitor linux-smart-enumeration 
     `,
  ],
  [
    TUNNEL,
    `chisel ligolo ligolo-ng frpc frps rathole bore iodine dnscat dnscat2 ptunnel ptunnel-ng revsocks rpivot regeorg neo-regeorg
     rustcat rcat cryptcat sbd powercat icmpsh icmptunnel icmpdoor hans ligolo-agent ligolo-proxy gost wstunnel-client earthworm stowaway venom-agent reverse-ssh reverse_ssh dns2tcpc godns-tunnel wstunnel 3proxy microsocks dante sockd gs-netcat gsocket pagekite zrok sish tmate`,
  ],
  [KEYS, `logkeys lkl pykeylogger keylogger keyspy showkey`],
];

const BY_NAME: ReadonlyMap<string, Kind> = new Map(
  NAMES.flatMap(([kind, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map(name => [name, kind] as const),
  ),
);

/** The kind of attack that a program or script is for: `xmrig`, `impacket-psexec`, `./linpeas.sh`, `Responder.py`. */
export function offensiveTool(name: string): Kind | undefined {
  return kindOf(name) ?? undefined;
}

const kindOf = keepingNames((name): Kind | null => {
  const bare = name.toLowerCase().replace(/\.(?:py|sh|rb|pl|ps1|exe|bat|jar|elf|bin)$/, "");
  return (
    BY_NAME.get(bare) ??
    BY_NAME.get(bare.replace(/^(?:impacket|invoke)-/, "")) ??
    (/^(?:exploit|poc)?[-_.]?cve[-_]\d{4}[-_]\d{3,6}(?:$|[-_.])/.test(bare) ? EXPLOIT : undefined) ??
    (/^(?:impacket-\w|invoke-(?:mimikatz|kerberoast|bloodhound|sharp|powershelltcp|shellcode|tokenmanip|powerdump|dcsync|aclscanner|shareFinder|userhunter|filefinder|dcom|wmi|smb|psexec|cradle|obfus|eventlog|bypass|tokenm|credential|ninja|reflective|shell|dllin|inveigh|spray|maldoc|vnc|processhollow)|(?:get|find|add|set|new|request|invoke|remove|export|convert)-(?:domain[a-z]|net(?:user|group|groupmember|computer|session|loggedon|rdpsession|forest|domain|fileserver|share|gpo|ou|site|localgroup|process|dfsshare)s?$|forest[a-z]|spnticket|objectacl|pathacl|interestingdomain|localadminaccess|unattended|gpppass|cachedgpp|registryauto|vulnerable|modifiable|unquoted))/.test(
      bare,
    )
      ? DUMP
      : namesOffensiveTool(bare) && !/^(?:test|detect|scan|check|find|block|parse|un)[-_]/.test(bare)
        ? EXPLOIT
        : null)
  );
});

/** Names that mean nothing else, whatever stands around them: `mimikatz_trunk.zip`, `GodPotato-NET4`. */
const PART =
  /mimikatz|mimidrv|dumpert|kerbrute|rubeus|printspoofer|(?:juicy|god|rogue|sweet|rotten|coerced|efs|local)potato|sharphound|bloodhound|lazagne|pypykatz|safetykatz|secretsdump|nanodump|(?:win|lin)peas|pwdump|gsecdump|aadinternals|powersploit|powerview(?![a-z])|nishang|cobaltstrike|xmrig|crackmapexec|inveigh|sharpdpapi|krbrelay|petitpotam|evil-winrm|ppldump|outflank|invoke-(?:mimi|kerberoast|bloodhound|obfusc)|powerup\.ps1|seatbelt\.exe/i;

export function namesOffensiveTool(text: string): boolean {
  return PART.test(text);
}

/** The protocol of mining pools, whatever the program that speaks it is called. */
/** The machines of pools that are known, with the port that their protocol asks for. */
const POOL =
  /^(?:[\w.-]{1,60}\.)?(?:minexmr|supportxmr|nanopool|2miners|ethermine|f2pool|nicehash|hashvault|moneroocean|unmineable|herominers|monerohash|xmrpool|c3pool|minergate|slushpool|antpool|viabtc|flypool|woolypooly|kryptex|zpool|prohashing|crypto-pool|monerohash|dwarfpool|poolin|braiins)\.[a-z]{2,6}:\d{2,5}$/;

/** `xmr.pool.example:3333`: called a pool, at the ports that such pools have. */
const NAMED_POOL =
  /^(?:[\w-]{1,40}\.){0,3}(?:pool|mine|miner|mining|xmr|monero|randomx|ethash)[\w-]{0,20}\.[\w.-]{1,60}:(?:3333|4444|5555|7777|8888|9999|14444|45[56]\d\d|10[0-9]{3})$/;

export function isMiningPool(text: string): boolean {
  return POOL.test(text) || NAMED_POOL.test(text) || /^stratum(?:\d?\+?(?:tcp|ssl|tls|udp))?:\/\//.test(text);
}

export const MINING = MINE;
