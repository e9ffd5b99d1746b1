/**
 * What a definition of infrastructure opens or hands out: addresses of everybody in rules that let in, everybody as a
 * member, rights over everything. Each is counted before and after an edit, so that what stood there already, and what
 * closes, says nothing.
 */

/** What became more by the edit, as a person would read it. */
export function openingsIn(before: string, after: string): string[] {
  return KINDS.flatMap(({ says, count }) => (count(after) > count(before) ? [says] : []));
}

interface Kind {
  readonly says: string;
  readonly count: (text: string) => number;
}

const KINDS: readonly Kind[] = [
  { says: "the closed door: a rule lets the whole internet in", count: openRules },
  {
    says: "the privacy: everybody becomes a member",
    count: counting(
      /\ballUsers\b|\ballAuthenticatedUsers\b|\bPrincipals?["']?\s{0,4}[:=]\s{0,4}(?:\{\s{0,4}["']?AWS["']?\s{0,4}[:=]\s{0,4})?["']\*["']|\bidentifiers\s{0,4}=\s{0,4}\[\s{0,4}"\*"|AnyPrincipal\(\)|StarPrincipal\(\)|grantPublicAccess\(/g,
    ),
  },
  {
    says: "the privacy: everybody may read",
    count: counting(
      /\b(?:acl|access_?[cC]ontrol|AccessControl|container_access_type|publicAccess)["']?\s{0,4}[:=]\s{0,4}(?:s3\.BucketAccessControl\.)?["']?(?:public|Public|PUBLIC|blob|container|Blob|Container|authenticated-read)/g,
    ),
  },
  {
    says: "the limits of rights: somebody gets all of them",
    count: counting(
      /\bActions?["']?\s{0,4}[:=]\s{0,4}\[?\s{0,4}["'](?:\*|\*:\*|iam:\*)["']|:policy\/(?:Administrator|PowerUser|IAMFull)Access\b|\b(?:AdministratorAccess|PowerUserAccess)["']|["']roles\/(?:owner|editor)["']|\brole_definition_name\s{0,4}=\s{0,4}"Owner"|\bname:\s{0,4}["']?cluster-admin\b/g,
    ),
  },
];

function counting(pattern: RegExp): (text: string) => number {
  return text => [...text.matchAll(pattern)].length;
}

const EVERYWHERE = /\b0\.0\.0\.0\/0\b|["' ]::\/0\b|\bany(?:Ipv4|Ipv6|_ipv4|_ipv6)\(|=\s{0,4}["'](?:\*|Internet)["']/;
/** The nearest of these above, or on the line itself, says which way a rule goes. */
const IN =
  /\bingress\b|[Ii]ngressRule|_ingress|SecurityGroupIngress|"?CidrIp|\bsource_(?:ranges|address|cidr)|\bsourceAddressPrefix|\bsourceRanges|\bInbound\b|authorized_networks|authorizedNetworks|authorized_ip_ranges|public_access_cidrs|whitelist|allowlist|\bcidr_ipv[46]\b|load_?[bB]alancer_?[sS]ource_?[rR]anges|\bfirewall\b/;
const OUT =
  /\begress\b|[Ee]gressRule|_egress|SecurityGroupEgress|\broute\b|[Rr]oute_?[Tt]able|[Dd]estination|\bOutbound\b|AWS::EC2::Route\b/;
/** What a rule for the web opens on purpose. */
const WEB = /\b(?:80|443|http|https)\b/i;
const PORT = /port\w{0,20}["']?\s{0,4}[:=]\s{0,4}\[?["']?(\d{1,5})|\bPort\.(?:tcp|udp)\((\d{1,5})/gi;
const AROUND = 10;

/** Lines that let everybody in, but for rules of nothing than the web's ports. */
function openRules(text: string): number {
  if (!EVERYWHERE.test(text)) return 0;
  const lines = text.split("\n", 20_000);
  return lines.filter((line, at) => {
    if (line.length > 2000 || !EVERYWHERE.test(line)) return false;
    if (/=\s{0,4}["'](?:\*|Internet)["']/.test(line) && !/source_address|sourceAddress/.test(line)) return false;
    const above = lines.slice(Math.max(0, at - AROUND), at + 1).reverse();
    const way = above.find(one => IN.test(one) || OUT.test(one));
    if (way === undefined || (OUT.test(way) && !/\bsource/.test(line))) return false;
    const near = blockAround(lines, at).slice(0, 2000);
    const ports = [...near.matchAll(PORT)].map(([, one, other]) => one ?? other ?? "");
    return ports.length === 0 ? !WEB.test(line) : !ports.every(port => WEB.test(port));
  }).length;
}

/** The rule that a line stands in: up to the braces around it, or the next few lines where there are none. */
function blockAround(lines: readonly string[], at: number): string {
  let from = at;
  while (from > at - 5 && from > 0 && !/\{\s{0,20}$/.test((lines[from] ?? "").slice(-40))) from--;
  let to = at;
  while (to < at + 5 && to < lines.length - 1 && !/^\s{0,60}\}/.test(lines[to] ?? "")) to++;
  return lines.slice(from, to + 1).join("\n");
}
