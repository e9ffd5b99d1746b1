/** Reads requests to clouds' metadata services, which give the credentials of the machine's role without a password. */
import type { Effect } from "../core/effects/effect.ts";
import type { ProviderPack } from "../core/effects/pack.ts";
import { shown } from "../core/files/targets.ts";

/** AWS, Azure, GCP, OpenStack, DigitalOcean, Oracle: link-local; AWS containers; Alibaba; IPv6 of AWS and its mapped form. */
const HOSTS = [
  "169.254.169.254",
  "169.254.170.2",
  "169.254.170.23",
  "169.254.169.253",
  "metadata.google.internal",
  "metadata.goog",
  "metadata",
  "instance-data",
  "instance-data.ec2.internal",
  "metadata.azure.internal",
  "metadata.tencentyun.com",
  "metadata.platformequinix.com",
  "100.100.100.200",
  "192.0.0.192",
  "fd00:ec2::254",
  "fd00:ec2::23",
  "fd20:ce::254",
  "::ffff:a9fe:a9fe",
];

export const instanceMetadata: ProviderPack = {
  kind: "provider",
  id: "instance-metadata",
  hosts: HOSTS,
  read: call => {
    const effect: Effect = {
      verb: "read-secret",
      resource: "secret",
      target: shown(call.url),
      reach: "one",
      recovery: "effort",
      certainty: "certain",
      source: "instance-metadata",
      says: "reads this machine's identity and credentials from its cloud",
      instead: "Use the cloud's own command-line tool, which takes them by itself.",
      ...(call.span && { span: call.span }),
    };
    return { effects: [effect] };
  },
  examples: [
    { run: "curl -s http://169.254.169.254/latest/meta-data/iam/security-credentials/app", expect: "ask" },
    { run: "wget -qO- http://metadata.google.internal/computeMetadata/v1/project/project-id", expect: "ask" },
    { run: "curl http://0xa9fea9fe/latest/meta-data/", expect: "ask", why: "the same address in another spelling" },
    { run: "curl 'http://[::ffff:169.254.169.254]/latest/user-data'", expect: "ask" },
    { run: "curl -s http://localhost:1338/latest/meta-data/", expect: "allow", why: "a stand-in for tests" },
    { run: "curl http://metadata.example.com/v1/schema", expect: "allow" },
  ],
};
