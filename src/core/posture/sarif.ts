/** Formats findings as SARIF 2.1.0 (OASIS), which code hosts and editors read. */
import { type Finding, RULES, type RuleId, type Severity } from "./finding.ts";

const LEVELS = { high: "error", medium: "warning", low: "note" } as const satisfies Record<Severity, string>;
/** GitHub reads scores above 7 as high, above 4 as medium. */
const SCORES = { high: "8.0", medium: "5.0", low: "2.0" } as const satisfies Record<Severity, string>;

/**
 * Returns a SARIF log. `root`: the workspace's URI with a final slash; paths of user files are relative to `home`.
 * `cut`: why the audit is incomplete.
 */
export function sarifLog(
  findings: readonly Finding[],
  version: string,
  root: string,
  home: string,
  cut?: string,
): Readonly<Record<string, unknown>> {
  const ids = Object.keys(RULES) as RuleId[];
  const identities = identitiesOf(findings);
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "AgentGuard",
            semanticVersion: version,
            informationUri: "https://github.com/agentguard/agentguard",
            rules: ids.map(id => ({
              id,
              name: id.replace(/(?:^|[/-])(\w)/g, (_, letter: string) => letter.toUpperCase()),
              shortDescription: { text: RULES[id].title },
              fullDescription: { text: RULES[id].why },
              help: { text: `${RULES[id].why} ${RULES[id].fix}` },
              defaultConfiguration: { level: LEVELS[RULES[id].severity] },
              properties: { "security-severity": SCORES[RULES[id].severity], tags: ["security"] },
            })),
          },
        },
        invocations: [
          {
            executionSuccessful: true,
            ...(cut !== undefined && {
              toolExecutionNotifications: [
                { level: "warning", message: { text: `Not everything was looked at: ${cut}.` } },
              ],
            }),
          },
        ],
        originalUriBaseIds: { ROOT: { uri: root } },
        columnKind: "utf16CodeUnits",
        results: findings.map((one, index) => ({
          ruleId: one.rule,
          ruleIndex: ids.indexOf(one.rule),
          level: LEVELS[one.severity],
          message: { text: `${one.what} ${one.why} ${one.fix}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: placeOf(one.file, home),
                region: {
                  startLine: one.line,
                  ...(one.columns && {
                    startColumn: one.columns.start,
                    endLine: one.line,
                    endColumn: one.columns.end,
                  }),
                },
              },
            },
          ],
          partialFingerprints: { "finding/v1": identities[index] },
          properties: { "security-severity": SCORES[one.severity] },
        })),
      },
    ],
  };
}

function placeOf(file: string, home: string): Readonly<Record<string, string>> {
  const uri = (path: string) => path.split("/").map(encodeURIComponent).join("/");
  return file.startsWith("~/") ? { uri: `${home}${uri(file.slice(2))}` } : { uri: uri(file), uriBaseId: "ROOT" };
}

/** Returns an identity for each finding that does not depend on line numbers, so that it is reported only once. */
function identitiesOf(findings: readonly Finding[]): string[] {
  const times = new Map<string, number>();
  return findings.map(({ rule, file, what }) => {
    const identity = [rule, file, what.replace(/\bline \d+/g, "a line")].join(" | ");
    const time = (times.get(identity) ?? 0) + 1;
    times.set(identity, time);
    return time === 1 ? identity : `${identity} | ${time}`;
  });
}
