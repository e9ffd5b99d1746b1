/** Client libraries of services whose methods are named after what they do, so that a method's name is enough. */

import type { Effect, ResourceKind, Verb } from "../../../effects/effect.ts";
import { destructiveName, resourceNamed, splitName } from "../../../effects/names.ts";
import { isThisMachine } from "../../../places/hosts.ts";
import { anyOf, inOrder, wholly, words } from "../../../text/expressions.ts";
import { type CallSite, type Context, methodOf, receiverOf } from "./context.ts";
import { isTrue, knownText, option, type Value } from "./values.ts";

const CLIENTS = anyOf(
  [
    ...words`
      algolia stripe octokit pygithub github\.Github gitlab cloudflare cloudinary digitalocean pydo hcloud linode vultr
      scaleway openstack @google-cloud googleapis googleapiclient google\.cloud azure\. @azure firebase firestore
    `,
    /\badmin\.(?:auth|database|storage)/,
    ...words`
      supabase pinecone weaviate qdrant chroma milvus elasticsearch opensearch meilisearch typesense twilio sendgrid
      mailchimp airtable shopify hubspot pika amqp celery salesforce contentful sanity auth0 hvac etcd kafka confluent
      rabbit docker minio vercel netlify planetscale openai anthropic pulumi influxdb slack_sdk @slack atlassian
      zendesk intercom datadog pagerduty grafana launchdarkly msgraph proxmoxer pyVmomi zabbix meraki snowflake\.core
      databricks tailscale upcloud mongodbatlas temporalio huggingface_hub box_?sdk notion_client @notionhq
    `,
    inOrder([
      /\b/,
      words`
        notion clerk okta consul nomad railway heroku neon neon_api linear linear_sdk @linear discord gspread resend
        postmark mailgun mailersend brevo klaviyo braintree paypal plaid posthog mixpanel amplitude jira sentry
        kubernetes prefect dagster wandb mlflow s3fs gcsfs adlfs fsspec cloudpathlib linode_api4 keycloak zenpy tweepy
        ldap3 pydrive2? kubeclient plaid imapclient imaplib imapflow node-imap Net\.IMAP poplib discord\.js novu
        courier zoom asana trello monday clickup bitbucket circleci buildkite sonarqube snyk ovh dropbox
      `,
      /\b/,
    ]),
  ],
  "i",
);
/** Database drivers, whose calls are read as SQL instead. */
const OF_DATABASE = /^(?:pymongo|mongodb|motor|MongoClient|AsyncIOMotorClient|AsyncMongoClient)\b/;
/** A client of an unknown service: only unmistakable names count. */
const MADE_CLIENT = /\b\w*(?:Client|API|Api|SDK|Dashboard)\(\)/;

/** An object of a class that a package brings: `keycloak.KeycloakAdmin()`, `Kubeclient.Client.new()`. */
const MADE_OF_PACKAGE = /^(?:@?[a-z][\w/.@-]*\.[A-Z]\w*|[A-Z]\w*(?:\.[A-Z]\w*)*\.new)\(\)/;
/** Packages whose objects live in the program, in its documents and its pictures. */
const HOLDS_DATA = inOrder(
  [
    /^/,
    words`
      pandas numpy polars bs4 lxml xml networkx torch tensorflow keras sklearn scipy collections cachetools lru-cache
      sortedcontainers yjs three d3 lodash immer pyarrow openpyxl xlsx\w* exceljs docx pptx PIL matplotlib plotly
      tkinter PyQt\d PySide\d wx pygame unittest mock jsdom cheerio ts-morph jscodeshift recast @babel magic-string
      prosemirror slate @tiptap quill fabric konva pixi automerge mobx zustand redux @reduxjs react vue svelte rdflib
      pdf PyPDF2 pypdf fitz reportlab git configparser tomlkit ruamel logging queue threading asyncio argparse http
      email sqlalchemy django flask fastapi starlette pydantic selenium playwright puppeteer rich textual urwid Hash
      Array Set StringIO OpenStruct Nokogiri Struct
    `,
  ],
  "i",
);

/** The name of a variable that probably holds a client, when its value is not known. */
const CALLED_CLIENT = /^(?:\w+_)?(?:client|api|sdk|admin|svc)$/i;

/** Whether a value of this name comes from a client of a known service. */
export function isOfService(name: string): boolean {
  return !/^[./]/.test(name) && CLIENTS.test(name);
}

/** The effect of such a call, where its name means deletion. */
export function asNamed(context: Context, call: CallSite): Effect | undefined {
  const receiver = receiverOf(call);
  if (OF_DATABASE.test(receiver)) return undefined;
  // The project's own modules are read as files, and are no client of a service.
  const known = /^[./]/.test(receiver) ? undefined : CLIENTS.exec(receiver)?.[0];
  const method = methodOf(call);
  const made =
    (MADE_CLIENT.test(receiver) && (isPlain(method) || isOneThing(method))) ||
    (MADE_OF_PACKAGE.test(receiver) && !HOLDS_DATA.test(receiver) && isOneThing(method));
  const service = known ?? (made || (CALLED_CLIENT.test(receiver) && isPlain(method)) ? "a service" : undefined);
  const owner = ownerOf(receiver);
  if (service === undefined) return remotely(context, call);
  const loss = lost(method, owner) ?? spoken(call) ?? emptiedOf(call) ?? turnedOff(method, owner);
  if (!loss) return undefined;
  const shown = call.given.args.map(arg => knownText(arg)).find(Boolean);
  return {
    verb: loss.verb,
    resource: loss.resource,
    target: shown ?? (loss.noun || owner),
    reach: loss.several || everything(call) ? "several" : "one",
    recovery: loss.recovery,
    certainty: "likely",
    source: context.language,
    says: `asks ${service} to ${loss.asked ?? method}${shown === undefined || loss.asked !== undefined ? "" : ` ${shown}`}`,
    at: isHere(call.given.on)
      ? [{ kind: "host", host: "localhost" }]
      : [{ kind: "control-plane", host: service, provider: service }],
  };
}

/** The client was made for an address of this machine. */
function isHere(on: Value): boolean {
  for (let value = on, i = 0; value.kind === "made" && i < 12; value = value.given.on, i++)
    for (const arg of [...value.given.args, ...value.given.named.values()]) {
      const host = HOST.exec(knownText(arg) ?? "")?.[1];
      if (host !== undefined && isThisMachine(host)) return true;
    }
  return false;
}

const HOST = /^(?:\w+:\/\/)?(localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(?=[:/]|$)/;

/** `client.delete_experiment(id)`: a resource of this service, and none of those that lists hold everywhere. */
function isOneThing(method: string): boolean {
  const meaning = destructiveName(method);
  return meaning?.certainty === "likely" && meaning.noun !== "" && !PASSING.test(meaning.noun);
}

const PASSING = inOrder([
  /(?:^| )/,
  words`
    messages? cookies? sessions? cache\w* keys? items? rows? records? entry entries tags? labels? reactions? listeners?
    handlers? jobs? tasks? files? tmp temp\w* test\w* dummy mock\w* node element attribute prop\w* comment
  `,
  /$/,
]);

/** Firebase's `ref("users").set(null)`. */
function emptiedOf({ name, given }: CallSite): Loss | undefined {
  const [value] = given.args;
  if (!/\bref\(\)(?:\.child\(\))*\.set$/.test(name) || value?.kind !== "constant" || value.value !== null)
    return undefined;
  return {
    verb: "delete",
    resource: "rows",
    noun: "ref",
    several: true,
    recovery: "none",
    asked: "set everything there to null",
  };
}

function isPlain(method: string): boolean {
  const meaning = destructiveName(method);
  return meaning?.certainty === "likely" && !/^(?:record|file|directory|branch|table)$/.test(meaning.resource);
}

/** Odoo's `proxy.execute_kw(db, uid, password, "res.partner", "unlink", [[1]])`. */
function remotely({ language }: Context, call: CallSite): Effect | undefined {
  if (!/^execute(?:_kw)?$/.test(methodOf(call))) return undefined;
  const texts = call.given.args.map(arg => knownText(arg));
  const at = texts.indexOf("unlink");
  if (at < 3) return undefined;
  return {
    verb: "delete",
    resource: "record",
    target: texts[at - 1] ?? "records",
    reach: "several",
    recovery: "none",
    certainty: "likely",
    source: language,
    says: `deletes records of ${texts[at - 1] ?? "a model"}`,
    at: [{ kind: "control-plane", host: "odoo", provider: "odoo" }],
  };
}

interface Loss {
  readonly verb: Verb;
  readonly resource: ResourceKind;
  readonly noun: string;
  readonly several: boolean;
  readonly recovery: "none" | "effort";
  /** What it requests, where the method's name does not tell. */
  readonly asked?: string;
}

/** Weak verbs that mean deletion at a service's client: `stripe.customers.del(id)`, `algolia.clearObjects(name)`. */
const TAKES_AWAY =
  /^(?:rm|rmtree|del(?:_\w+|[A-Z]\w*)?|clear[A-Z_]\w*|remove[A-Z_]\w*|truncate|purge\w*|empty[A-Z_]\w*|reset[A-Z_]\w*)$/;
/** A bare verb acts on its receiver: `.reference.delete()`, `.doc("x").delete()`, `delete_api().delete()`. */
const STANDS_FOR: Readonly<Record<string, ResourceKind>> = {
  messages: "record",
  runs: "record",
  reference: "record",
  ref: "record",
  doc: "record",
  document: "record",
  delete_api: "rows",
  httpclient: "database",
  persistentclient: "database",
};

/** Resources that are removed and added all the time. */
const EVERYDAY = wholly([
  ...words`labels? reactions? assignees? tags? listeners? handlers? cache filters? class attributes? reviewers?`,
  /requested reviewers?|members? label/,
]);

function lost(method: string, owner: string): Loss | undefined {
  const meaning = destructiveName(method);
  if (!meaning || EVERYDAY.test(meaning.noun) || EVERYDAY.test(splitName(method).at(-1) ?? "")) return undefined;
  // `docker.getVolume(name).remove()`, `firebase.database().ref("/").remove()`: the receiver names the resource.
  const stands = STANDS_FOR[owner.toLowerCase()] ?? resourceNamed(owner);
  const takes = TAKES_AWAY.test(method) || (/^(?:remove|reset|clear)$/.test(method) && stands !== undefined);
  if (meaning.certainty === "possible" && !takes) return undefined;
  const resource = meaning.resource === "record" ? (stands ?? "record") : meaning.resource;
  return { verb: meaning.verb, resource, noun: meaning.noun, several: meaning.several, recovery: "none" };
}

/** `octokit.request("DELETE /repos/{owner}/{repo}")`, `client.request({ method: "DELETE", path: "…" })`. */
function spoken(call: CallSite): Loss | undefined {
  if (!/^(?:request|fetch|raw|call|invoke|api_?call|send)$/i.test(methodOf(call))) return undefined;
  const text = call.given.args.map(arg => knownText(arg)).find(Boolean) ?? "";
  const verb = /^DELETE\b/.test(text) ? text : knownText(option(call.given, "method"));
  if (!/^DELETE\b/i.test(verb ?? "")) return undefined;
  const path = text.replace(/^\S+\s+/, "") || (knownText(option(call.given, "path", "url", "endpoint")) ?? "");
  const noun =
    path
      .split(/[/?]/)
      .filter(part => /^[a-z][\w-]*$/i.test(part))
      .at(-1) ?? "";
  const resource = resourceNamed(noun) ?? "record";
  return { verb: "delete", resource, noun, several: false, recovery: "none", asked: `delete ${path}`.trim() };
}

/** Verbs that turn something off, which can be turned on again by hand. */
const OFF =
  /^(?:disable|deactivate|deregister|suspend|archive|seal|block|ban|kick|revoke|unpublish|deauthorize|expel|terminate)$/;

/** `client.sys.disable_secrets_engine(…)`, `conversations_archive`, `users.deactivate()`: the verb first or last. */
function turnedOff(method: string, owner: string): Loss | undefined {
  const parts = splitName(method);
  // Removing a protection lets anybody push to the branch or delete the database again.
  if (/^(?:remove|delete|disable)$/.test(parts[0] ?? "") && parts.at(-1) === "protection")
    return {
      verb: "revoke",
      resource: resourceNamed(owner) ?? "branch",
      noun: "protection",
      several: false,
      recovery: "effort",
    };
  const verb = [parts[0], parts.at(-1)].find(part => part !== undefined && OFF.test(part));
  if (verb === undefined || NOT_OFF.test(parts[0] ?? "")) return undefined;
  const noun = parts.filter(part => part !== verb).join(" ");
  // Disabling a secrets engine deletes its secrets.
  if (verb === "disable" && /engine|backend/.test(noun))
    return { verb: "delete", resource: "secret", noun, several: true, recovery: "none" };
  const resource = resourceNamed(noun) ?? (noun === "" ? resourceNamed(owner) : undefined);
  if (verb === "seal" || verb === "disable")
    return { verb: "stop", resource: "system", noun: noun || owner, several: false, recovery: "effort" };
  return { verb: "revoke", resource: resource ?? "record", noun: noun || owner, several: false, recovery: "effort" };
}

const NOT_OFF = /^(?:un|is|get|list|read|can|has|should|check|on|test|find|search)$/;

/** `index.delete(delete_all=True)` */
function everything({ given }: CallSite): boolean {
  return isTrue(option(given, "delete_all", "deleteAll", "force", "all"));
}

function ownerOf(receiver: string): string {
  return (
    receiver
      .replace(/\(\)|\[\w*\]/g, "")
      .split(".")
      .at(-1) ?? ""
  );
}
