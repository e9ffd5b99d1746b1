/** Reads the tasks of a playbook: commands are passed on, and losses in databases and clouds become effects. */
import { handedBack } from "../../core/effects/budget.ts";
import type { Inner, Reading } from "../../core/effects/pack.ts";
import type { Call } from "../../core/kit/table.ts";
import type { Locator } from "../../core/places/locator.ts";
import type { Scope } from "../../core/places/scope.ts";
import { anyOf, inOrder, words } from "../../core/text/expressions.ts";
import { isYamlMap, readYaml, type Yaml, yamlAt, yamlItems, yamlText } from "../../core/text/yaml-text.ts";
import { moduleEffects } from "./ansible-modules.ts";

const LISTS = ["tasks", "pre_tasks", "post_tasks", "handlers", "block", "rescue", "always"];
const COMMANDS = /^(?:ansible\.(?:builtin|legacy)\.)?(?:shell|command|raw)$/;
/** Collections that act on databases, clusters and clouds, not on files of a host. */
const SERVICES = anyOf([
  inOrder([
    /^/,
    [
      /community\.(?:postgresql|mysql|mongodb|docker|aws|okd|hashi_vault|proxysql)/,
      ...words`
        kubernetes\.core amazon\.aws google\.cloud azure\.azcollection openstack\.cloud hetzner\.hcloud
        community\.digitalocean vultr\.cloud oracle\.oci vmware\.\w+ community\.vmware
      `,
    ],
    /\.\w+$/,
  ]),
  /^(?:mysql_db|postgresql_db|mongodb_user|k8s|ec2\w*|s3_bucket|rds\w*|docker_volume)$/,
]);

/** Returns what the tasks in a playbook do; empty when it cannot be parsed. */
export function playTasks(text: string | null, call: Call): Reading[] {
  const plays = text === null ? [] : (readYaml(text) ?? []).flatMap(document => yamlItems(document));
  return plays.flatMap(play => {
    const here = /^(?:localhost|127\.0\.0\.1)$/.test(yamlText(yamlAt(play, "hosts")) ?? "");
    return handedBack(tasksOf(play, 0)).flatMap(task => readTask(task, here, call));
  });
}

function tasksOf(value: Yaml, depth: number): Yaml[] {
  if (depth > 4) return [];
  return LISTS.flatMap(name => yamlItems(yamlAt(value, name))).flatMap(task => [task, ...tasksOf(task, depth + 1)]);
}

function readTask(task: Yaml, here: boolean, call: Call): Reading[] {
  if (!isYamlMap(task)) return [];
  return Object.entries(task).flatMap(([module, given]): Reading[] => {
    if (COMMANDS.test(module)) {
      const text = yamlText(given) ?? yamlText(yamlAt(given, "cmd"));
      return text === undefined ? [] : [{ effects: [], inner: [command(text, here, call)] }];
    }
    if (!SERVICES.test(module)) return [];
    const text = isYamlMap(given)
      ? Object.entries(given)
          .map(([key, value]) => `${key}=${yamlText(value) ?? ""}`)
          .join(" ")
      : (yamlText(given) ?? "");
    if (!/\bstate\s*=\s*(?:absent|removed|deleted|terminated)\b/i.test(text)) return [];
    const name = module
      .replace(/^(?:community|amazon|google|azure|kubernetes)\.(\w+)\./, "$1_")
      .replace(/^core_k8s/, "k8s");
    return [{ effects: moduleEffects(call, name, text.replace(/=terminated\b/, "=absent"), PLACE) }];
  });
}

const PLACE: readonly Locator[] = [];

function command(text: string, here: boolean, { command: { scope, span } }: Call): Inner {
  const via = [...scope.via, "ansible-playbook"];
  const inside: Scope = here ? { ...scope, via } : { cwd: null, variables: new Map(), via, elsewhere: [] };
  return { kind: "shell", text: text.replace(/\{\{[^{}]{0,200}\}\}/g, "x"), scope: inside, ...(span && { span }) };
}
