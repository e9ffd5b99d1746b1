/** Writes the systemd unit that runs the service in strong mode. Options: systemd.service(5), systemd.exec(5). Pure. */

export interface UnitParts {
  /** The person whom it serves. */
  readonly person: { readonly name: string; readonly home: string };
  /** The system user that runs it. */
  readonly user: string;
  /** Absolute paths. */
  readonly node: string;
  readonly service: string;
  readonly state: string;
}

/**
 * The service may read what the person can read, and look at the person's processes: it judges what their agents do to
 * which files, and learns from the system who has called it. It writes its own folder alone. Without the secure bit,
 * access(2) would leave these rights out, by which git asks whether a folder is a repository.
 */
const CAPABILITIES = "CAP_DAC_READ_SEARCH CAP_SYS_PTRACE";

/** Secrets of the machine that no act of an agent is judged by. */
const CLOSED = ["/root", "/etc/shadow", "/etc/gshadow", "/etc/sudoers", "/etc/sudoers.d", "/etc/ssl/private"];

export function unitText({ person, user, node, service, state }: UnitParts): string {
  return `# Written by AgentGuard (agentguard strong install); edits are overwritten.
[Unit]
Description=AgentGuard for ${person.name.replaceAll("%", "%%")}

[Service]
User=${user}
Group=${user}
UMask=0027
WorkingDirectory=${quoted(state)}
Environment=${quoted(`HOME=${person.home}`)} ${quoted(`USER=${person.name}`)} "PATH=/usr/local/bin:/usr/bin:/bin"
ExecStart=${quoted(node)} ${quoted(service)} --idle Infinity
Restart=always
RestartSec=1
AmbientCapabilities=${CAPABILITIES}
CapabilityBoundingSet=${CAPABILITIES}
SecureBits=no-setuid-fixup
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths=${quoted(state)}
InaccessiblePaths=${CLOSED.map(path => `-${path}`).join(" ")}
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
SystemCallFilter=~ptrace process_vm_readv process_vm_writev

[Install]
WantedBy=multi-user.target
`;
}

/** One word of a line: `%` begins a specifier, `$` a variable. */
function quoted(word: string): string {
  const plain = word.replace(/["\\]/g, "\\$&").replaceAll("%", "%%").replaceAll("$", "$$$$");
  return `"${plain}"`;
}
