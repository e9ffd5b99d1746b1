/** Servers of secrets, jobs and code: calls that give out keys, or let others in. */
import { grants } from "../../doings.ts";
import { type Line, on } from "../lines.ts";

const KEYS = grants("gives out a key with rights over everything", { recovery: "none" });

export const SERVERS: readonly Line[] = [
  on("consul", /\bkv export\b/, {
    verb: "read-secret",
    resource: "secret",
    recovery: "none",
    says: "prints everything that is stored there",
  }),
  on("argocd", /\bproj role create-token|\baccount (?:generate-token|update-password)/, KEYS),
  on("gitlab-runner|actions-runner|config.sh", /^register\b.*--url[ =]https?:\/\/(?!gitlab\.com)/, {
    verb: "execute-remote",
    resource: "code",
    reach: "unknown",
    says: "has this machine run the jobs of another server",
  }),
  on(
    "gh",
    /\bapi\b.*(?:-X|--method)[ =]?(?:POST|PUT|PATCH)\b.*(?:\/hooks\b|\/invitations\b|\/collaborators\/|\/keys\b|\/actions\/secrets\/)|\bapi\b.*(?:\/hooks|\/invitations|\/collaborators\/\S+|\/keys)\b.* -[fF] /,
    grants("gives somebody else access to the repository or organization", { recovery: "none" }),
  ),
  on(
    "vault",
    /\btoken create\b.*-policy[ =]["']?root|\bpolicy write default\b|\bauth enable userpass|\bwrite auth\/\S+ .*policies[ =]\S*root/,
    KEYS,
  ),
  on("consul", /\bacl token create\b.*global-management|\bacl bootstrap/, KEYS),
  on("nomad", /\bacl (?:bootstrap|token create .*management)/, KEYS),
];
