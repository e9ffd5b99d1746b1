/** Audits infrastructure as code for data that a plan may destroy, and for backups stored beside their original. */
import { inOrder, words } from "../text/expressions.ts";
import { holdsData, resourcesOf } from "../text/terraform-text.ts";
import { readYaml, type YamlMap } from "../text/yaml-text.ts";
import { type Finding, finding, type PostureFile } from "./finding.ts";

export function auditInfrastructure(file: PostureFile): Finding[] {
  if (/\.tf$/.test(file.path)) return inTerraform(file);
  if (/(?:^|\/)(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml$/.test(file.path)) return inCompose(file);
  return /(?:^|\/)(?:\.env[^/]*|[\w-]+\.env)$/.test(file.path) ? inEnvFile(file) : [];
}

/** Arguments that make the provider itself refuse to destroy a resource. */
const PROTECTED = inOrder(
  [
    /(?:^|\{)[^\S\r\n\u2028\u2029]*/,
    words`
      prevent_destroy deletion_protection deletion_protection_enabled enable_deletion_protection delete_protection
      termination_protection_enabled termination_protection
    `,
    /\s*=\s*(?:true\b|"?(?:ENABLED|ACTIVE)"?|var\.|local\.)/,
  ],
  "m",
);
/** Arguments that remove such protection. */
const LOOSE: readonly (readonly [RegExp, string, string])[] = [
  [/^\s*force_destroy\s*=\s*true\b/, "goes with everything in it: `force_destroy` is true", "Remove `force_destroy`."],
  [
    /^\s*skip_final_snapshot\s*=\s*true\b/,
    "leaves no last snapshot: `skip_final_snapshot` is true",
    "Set it to false and name `final_snapshot_identifier`.",
  ],
  [/^\s*backup_retention_period\s*=\s*0\b/, "keeps no backups: `backup_retention_period` is 0", "Set it to 7 or more."],
  [
    /^\s*delete_automated_backups\s*=\s*true\b/,
    "takes its backups along: `delete_automated_backups` is true",
    "Set it to false.",
  ],
];

function inTerraform({ path, text }: PostureFile): Finding[] {
  return resourcesOf(text).flatMap(({ type, name, line, lines }) => {
    if (!holdsData(type)) return [];
    const at = { file: path, line };
    const body = lines.filter(one => !/^\s*(?:#|\/\/)/.test(one)).join("\n");
    const open = PROTECTED.test(body)
      ? []
      : [
          finding(
            "infra/unprotected",
            "medium",
            at,
            `${type}.${name} has neither \`prevent_destroy\` nor deletion protection.`,
            "Add `lifecycle { prevent_destroy = true }`.",
          ),
        ];
    const loose = LOOSE.flatMap(([pattern, what, fix]) => {
      const found = lines.findIndex(one => pattern.test(one));
      if (found === -1) return [];
      const rule = /backups?/.test(what) ? "infra/backup-beside-data" : "infra/unprotected";
      return [finding(rule, "medium", { file: path, line: line + found }, `${type}.${name} ${what}.`, fix)];
    });
    return [...open, ...loose];
  });
}

const BACKUP = /backup|pg_?dump|mysqldump|mongodump|restic|borg|dump\b|wal-?g|barman|pgbackrest/i;

/** Reports a backup service that writes into a volume to which the service it copies also writes. */
function inCompose({ path, text }: PostureFile): Finding[] {
  const [document] = readYaml(text) ?? [];
  const services = Object.entries(mapOf(mapOf(document).services)).map(([name, settings]) => ({
    name,
    volumes: volumesOf(mapOf(settings)),
    told: `${name} ${JSON.stringify({ ...mapOf(settings), volumes: null })}`,
  }));
  return services
    .filter(({ told }) => BACKUP.test(told))
    .flatMap(({ name, volumes }) => {
      const [shared, other] =
        volumes
          .filter(({ readOnly }) => !readOnly)
          .flatMap(({ source }) => {
            const owner = services.find(
              one =>
                one.name !== name && !BACKUP.test(one.told) && one.volumes.some(volume => volume.source === source),
            );
            return owner ? [[source, owner.name] as const] : [];
          })[0] ?? [];
      if (shared === undefined || volumes.filter(({ readOnly }) => !readOnly).length > 1) return [];
      const line = Math.max(1, text.split("\n").findIndex(one => one.trim().startsWith(`${name}:`)) + 1);
      const what = `${name} writes its backups into ${shared}, the volume of ${other} itself.`;
      return [
        finding(
          "infra/backup-beside-data",
          "medium",
          { file: path, line },
          what,
          "Send backups to another volume, better to another account.",
        ),
      ];
    });
}

function volumesOf(service: YamlMap): { readonly source: string; readonly readOnly: boolean }[] {
  const { volumes } = service;
  if (!Array.isArray(volumes)) return [];
  return volumes.flatMap(volume => {
    if (typeof volume === "string") {
      const [source = "", target, options = ""] = volume.split(":");
      return target === undefined ? [] : [{ source, readOnly: /\bro\b/.test(options) }];
    }
    const { source, read_only: readOnly } = mapOf(volume);
    return typeof source === "string" ? [{ source, readOnly: readOnly === true }] : [];
  });
}

function mapOf(value: unknown): YamlMap {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as YamlMap) : {};
}

const PLACE = /(?:BUCKET|VOLUME|DIR|DIRECTORY|PATH|STORAGE)(?:_NAME)?$/;

/** Reports a backup's bucket or folder that equals another setting's, or lies in it. */
function inEnvFile({ path, text }: PostureFile): Finding[] {
  const places = text.split("\n", 5000).flatMap((line, at) => {
    const [, name = "", value = ""] = /^\s*(?:export\s+)?(\w{3,100})=["']?([^"'\s#]{3,500})/.exec(line) ?? [];
    return PLACE.test(name) ? [{ name, value: value.replace(/(?<!\/)\/+$/, ""), line: at + 1 }] : [];
  });
  return places
    .filter(({ name }) => /BACKUP|SNAPSHOT|DUMP/.test(name))
    .flatMap(({ name, value, line }) => {
      const other = places.find(
        one => !/BACKUP|SNAPSHOT|DUMP/.test(one.name) && (one.value === value || value.startsWith(`${one.value}/`)),
      );
      if (!other || other.value.length < 3) return [];
      const what = `${name} lies in ${other.name}: backups and data are in one place.`;
      return [
        finding(
          "infra/backup-beside-data",
          "medium",
          { file: path, line },
          what,
          "Send backups to another bucket or volume, better to another account.",
        ),
      ];
    });
}
