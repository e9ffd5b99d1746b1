/** Runs Secretlint's recommended rules (MIT) on files that hold credentials, for kinds that our rules do not know. */
import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";
import type { PostureFile } from "../core/posture/finding.ts";
import type { SecretFinding } from "../core/posture/secrets.ts";

const CONFIG = { rules: [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: creator, rules: [] }] };
/** Our own rules read addresses and logins with their host, which decides. A key's id opens nothing. */
const OWN = /basicauth|database-connection-string|no-dotenv|AWSAccountID/i;
const MAX_TEXT = 64 * 1024;

/** Returns the findings, at most one for each line; none when a rule fails. */
export async function secretsByRuleset({ path, text }: PostureFile): Promise<readonly SecretFinding[]> {
  if (text.length > MAX_TEXT || !/[\w-]{16}/.test(text)) return [];
  const { messages } = await lintSource({
    source: { filePath: `/${path}`, content: text, contentType: "text" },
    options: { config: CONFIG, noPhysicFilePath: true, maskSecrets: false },
  }).catch(() => ({ messages: [] }));
  const lines = new Map<number, SecretFinding>();
  for (const message of messages) {
    if (message.type !== "message" || OWN.test(`${message.ruleId} ${message.messageId}`)) continue;
    const { line } = message.loc.start;
    const value = text.slice(message.range[0], message.range[1]);
    const is = `a secret of ${service(message.ruleId)}`;
    const name = /([A-Za-z_][\w.-]{0,80})["']?\s*[:=]\s*["']?$/.exec(text.slice(0, message.range[0]).slice(-120))?.[1];
    if (!lines.has(line))
      lines.set(line, {
        line,
        value,
        kind: { is, can: "acts there within its scopes", severity: "medium" },
        ...(name !== undefined && { name }),
      });
  }
  return [...lines.values()];
}

/** Returns the service of a rule: `@secretlint/secretlint-rule-shopify` → `Shopify`. */
function service(id: string): string {
  const name = id.slice(id.lastIndexOf("rule-") + 5);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
