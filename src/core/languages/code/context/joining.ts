/** Takes values apart and joins them: items of a list, concatenated texts. */
import { anyOf, inOrder, words } from "../../../text/expressions.ts";
import { HOLE } from "../../../text/words.ts";
import { isOfService } from "./named-calls.ts";
import { ANY, eitherOf, firstOf, optionsOf, secretOf, text, textOfValue, UNKNOWN, type Value } from "./values.ts";

const MAX_TEXT = 64 * 1024;
const MAX_TOGETHER = 64;

/** The values of the variable of a loop over `value`. */
export function itemsOf(value: Value): Value {
  switch (value.kind) {
    case "list":
      return value.items.length === 0 ? UNKNOWN : eitherOf(value.items);
    case "either":
      return eitherOf(value.options.map(itemsOf));
    case "text":
      // A loop over what may be one or many: `[f] if one else files`.
      return value.isPath || value.text.includes(ANY) ? value : UNKNOWN;
    case "made":
      // Items of a listing are represented by the list itself: `for i in ec2.instances.all(): i.terminate()`.
      return LISTED.test(value.of) ||
        RECORDS_OF.test(value.of) ||
        (isOfService(value.of) && !STANDS_ALONE.test(value.of))
        ? value
        : UNKNOWN;
    case "reference":
      // `(await client.issues()).nodes`
      return value.name.includes("()") && isOfService(value.name) ? value : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** Every record of a class, every collection of a store. */
const RECORDS_OF = anyOf([
  /(?:^|\.)[A-Z]\w*\.(?:all|cursor|lazy)$/,
  /Mongo(?:(?!Mongo)\w)*\(\)(?:\.\w+(?:\(\))?){0,64}\.(?:collections|list_collections|listCollections)$/,
]);

const LISTED = anyOf(
  [
    /\.objects\.(?:all|filter|exclude)$|^psutil\.process_iter$/,
    inOrder([
      /^/,
      words`
        boto3 docker kubernetes google azure Aws github gitlab stripe firebase_admin hcloud digitalocean openstack
        linode_api4 openai slack_sdk notion_client minio redis
      `,
      /\b.*[\w)]\./,
      words`
        all filter limit list list_\w+ get_\w+ page_size stream where iter\w* scan_iter find\w* search select objects
        pages paginate auto_paging_iter
      `,
      /$/,
    ]),
  ],
  "i",
);

/** Texts and responses, whose parts are no resources of the service. */
const STANDS_ALONE = /(?:json|text|dump(?:(?!dump)\w)*|keys|str|execute|request)$/;

export function partOf(value: Value, at: number): Value {
  // `const [files] = await bucket.getFiles()`
  if (value.kind === "made" && isOfService(value.of)) return value;
  if (value.kind === "list") return value.items[at] ?? UNKNOWN;
  if (value.kind === "either") return eitherOf(value.options.map(option => partOf(option, at)));
  return at === 0 && value.kind === "text" ? value : UNKNOWN;
}

export function added(before: Value, value: Value): Value {
  if (before.kind === "list")
    return {
      kind: "list",
      items: firstOf([...before.items, ...(value.kind === "list" ? value.items : [value])]),
    };
  return concatenated([before, value]);
}

/** Concatenates texts and lists. */
export function concatenated(parts: readonly Value[]): Value {
  if (parts.some(part => part.kind === "list"))
    return {
      kind: "list",
      items: firstOf(parts.flatMap(part => (part.kind === "list" ? part.items : [part]))),
    };
  if (parts.length > 0 && parts.every(part => part.kind === "number"))
    return { kind: "number", value: parts.reduce((sum, part) => sum + (part.kind === "number" ? part.value : 0), 0) };
  const rebuilt = parts.find(part => part.kind === "unknown" && part.origin !== undefined);
  if (rebuilt) return rebuilt;
  if (parts.some(part => part.kind === "either")) return eitherOf(choices(parts).map(concatenated));
  const secret = parts
    .map(part => (part.kind !== "made" || ENCODES.test(part.of) ? secretOf(part) : undefined))
    .find(Boolean);
  const isPath = parts[0]?.kind === "text" && parts[0].isPath;
  const joint = parts.map(textOfValue).join("");
  if (joint.length > MAX_TEXT) return { kind: "unknown", origin: "unread", ...(secret !== undefined && { secret }) };
  return {
    kind: "text",
    text: joint,
    ...(isPath && { isPath }),
    ...(secret !== undefined && { secret }),
  };
}

/** Combinations of the alternatives of `parts`; if too many, each alternative once, with the first of the others. */
export function choices(parts: readonly Value[]): readonly (readonly Value[])[] {
  const all = parts.map(optionsOf);
  if (all.reduce((times, options) => times * options.length, 1) > MAX_TOGETHER) {
    const first = all.map(options => options[0] ?? UNKNOWN);
    return all.flatMap((options, at) => options.map(option => first.map((one, i) => (i === at ? option : one))));
  }
  return all.reduce<readonly (readonly Value[])[]>(
    (found, options) => found.flatMap(before => options.map(option => [...before, option])),
    [[]],
  );
}

/** Calls that return their argument in another encoding. */
const ENCODES = /encode|quote|b64|base64|escape|compress|dumps|stringify|serialize|hex/i;

export function kindName(on: Value): string {
  const first = optionsOf(on)[0] ?? on;
  switch (first.kind) {
    case "text":
      return first.isPath ? "Path" : "text";
    case "list":
      return "list";
    case "record":
      return "record";
    case "content":
      return "content";
    case "reference":
      return first.name;
    case "made":
      return `${first.of}()`;
    default:
      return "?";
  }
}

export function joinedFolder(file: string | undefined, cwd: string | null): Value {
  const folder = file?.slice(0, Math.max(1, file.lastIndexOf("/"))) ?? cwd;
  return text(folder ?? HOLE);
}
