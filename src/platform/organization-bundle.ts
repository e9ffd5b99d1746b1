/**
 * Loads the organization's signed policy from a file or an https address. The last bundle that was fetched and verified
 * stays in force whatever happens to the source: an unreachable address, a wrong signature or an older issue loosens
 * nothing. Where one is required and none is valid, the strictest built-in profile takes its place.
 */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { get } from "node:https";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";
import type { TeamKnowledge } from "../core/knowledge/team.ts";
import type { BundlePayload } from "../core/policy/bundle.ts";
import { loadPolicy } from "../core/policy/load.ts";
import type { PolicyLayer, Problem } from "../core/policy/policy.ts";
import { onlyProfile } from "../core/policy/profiles.ts";
import { openBundle } from "./bundle-signature.ts";
import { stampOf } from "./file-stamp.ts";
import type { ReadTeam } from "./knowledge-files.ts";
import { makePrivateFolder, privateFileMode } from "./places.ts";

const MAX_SIZE = 2 * 1024 * 1024;
const TIMEOUT = 15_000;

const sourceSchema = z.strictObject({
  /** Absolute path, or an https address. */
  from: z.string().refine(from => from.startsWith("/") || /^[A-Za-z]:[\\/]/.test(from) || from.startsWith("https://"), {
    error: "must be an absolute path or an https address",
  }),
  /** Base64 of the Ed25519 public key. */
  key: z.string().min(40).max(60),
  /** PEM file of the organization's own certificate authority. */
  ca: z.string().optional(),
});
export type BundleSource = z.infer<typeof sourceSchema>;

export interface BundlePlaces {
  /** Files that name a source, strongest first: the administrator's, the user's. */
  readonly sources: readonly string[];
  /** The file that keeps the last valid bundle. */
  readonly kept: string;
}

export interface OrganizationLayer {
  readonly stamp: string;
  readonly layer?: PolicyLayer;
  readonly knowledge?: readonly TeamKnowledge[];
  readonly problems: readonly Problem[];
}

export class OrganizationBundle {
  #last: OrganizationLayer | undefined;
  /** The error of the last attempt to fetch; cleared by a success. */
  #trouble: string | undefined;

  constructor(
    readonly places: BundlePlaces,
    readonly now: () => number,
    /** Reads and proves the organization's knowledge of programs. Absent: that knowledge is ignored. */
    readonly readTeam?: ReadTeam,
  ) {}

  /** Returns the layer in force; never throws. Every act calls it, so files are read only when they have changed. */
  current(): OrganizationLayer {
    const stamp = [...this.places.sources, this.places.kept].map(stampOf).join("\0") + (this.#trouble ?? "");
    if (this.#last?.stamp !== stamp) this.#last = { stamp, ...this.#read() };
    return this.#last;
  }

  /**
   * Fetches and verifies the bundle. Resolves to whether there is a new one, without a source to false. Rejects with a
   * sentence when it cannot be fetched or is refused; the last valid one then stays in force.
   */
  async refresh(): Promise<boolean> {
    try {
      const fetched = await this.#fetch();
      this.#trouble = undefined;
      return fetched;
    } catch (error) {
      this.#trouble = (error as Error).message;
      throw error;
    }
  }

  async #fetch(): Promise<boolean> {
    const source = this.#source();
    if (!source) return false;
    const text = source.from.startsWith("https://") ? await download(source) : await readFile(source.from, "utf8");
    const payload = open(text, source);
    const before = textOf(this.places.kept);
    if (before === text) return false;
    const kept = before === "" ? undefined : tryOpen(before, source);
    if (kept && payload.serial <= kept.serial)
      throw new Error(
        `${source.from} is issue ${payload.serial}, and issue ${kept.serial} is in force: it is not replaced by an older one`,
      );
    makePrivateFolder(dirname(this.places.kept));
    await writeFileAtomic(this.places.kept, text, { mode: privateFileMode() });
    return true;
  }

  #read(): Omit<OrganizationLayer, "stamp"> {
    const told =
      this.#trouble === undefined ? [] : [problem(this.places.kept, `The organization's policy: ${this.#trouble}.`)];
    try {
      const source = this.#source();
      if (!source) return { problems: [] };
      const text = textOf(this.places.kept);
      if (text === "") throw new Error(`${source.from} was never fetched`);
      const { policy, expires, knowledge = {} } = open(text, source);
      const { policy: layer, problems } = loadPolicy(policy, source.from);
      const late = expires !== undefined && Date.parse(expires) <= this.now();
      const old = problem(
        source.from,
        `The organization's policy was to be renewed by ${expires}; it stays in force until it is.`,
      );
      const { teams, wrong } = this.#teamsIn(knowledge, source.from);
      return {
        ...(layer && { layer }),
        knowledge: teams,
        problems: [...told, ...problems, ...wrong, ...(late ? [old] : [])],
      };
    } catch (error) {
      const message = `The organization's policy: ${(error as Error).message}. Until it is there, the strictest built-in rules hold.`;
      return {
        layer: onlyProfile("regulated", this.places.kept),
        problems: [...told, problem(this.places.kept, message)],
      };
    }
  }

  #teamsIn(knowledge: Readonly<Record<string, string>>, from: string) {
    const teams: TeamKnowledge[] = [];
    const wrong: Problem[] = [];
    for (const [name, text] of Object.entries(knowledge)) {
      const file = `${from}#knowledge/${name}.yaml`;
      const read = this.readTeam?.(text, { tier: "organization", name, file });
      if (read?.team) teams.push(read.team);
      wrong.push(...(read?.problems ?? []).map(problem => ({ ...problem, file })));
    }
    return { teams, wrong };
  }

  #source(): BundleSource | undefined {
    for (const file of this.places.sources) {
      const text = textOf(file);
      if (text === "") continue;
      const read = sourceSchema.safeParse(parsed(text, file));
      if (read.success) return read.data;
      const [issue] = read.error.issues;
      throw new Error(`${file} does not name a source: ${issue?.path.join(".") || "it"} ${issue?.message}`);
    }
    return undefined;
  }
}

/** Verifies a bundle. Throws unless it is signed and its policy is valid. */
function open(text: string, { from, key }: BundleSource): BundlePayload {
  try {
    const payload = openBundle(text, key);
    const { policy, problems } = loadPolicy(payload.policy, from);
    const [wrong] = problems;
    if (!policy && wrong) throw new Error(`holds a policy with an error in line ${wrong.line}: ${wrong.message}`);
    return payload;
  } catch (error) {
    throw new Error(`${from} ${(error as Error).message}`);
  }
}

function tryOpen(text: string, source: BundleSource): BundlePayload | undefined {
  try {
    return open(text, source);
  } catch {
    return undefined;
  }
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Sends one request and follows no redirects, as the administrator wrote this exact address. */
function download({ from, ca }: BundleSource): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: TIMEOUT, ...(ca !== undefined && { ca: readFileSync(ca) }) };
    const request = get(from, options, answer => {
      const chunks: Buffer[] = [];
      let size = 0;
      if (answer.statusCode !== 200) {
        answer.resume();
        reject(new Error(`${from} answered ${answer.statusCode}`));
        return;
      }
      answer.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_SIZE) request.destroy(new Error(`${from} is larger than ${MAX_SIZE} bytes`));
        else chunks.push(chunk);
      });
      answer.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
      answer.on("error", reject);
    });
    request.on("timeout", () => request.destroy(new Error(`${from} did not answer within ${TIMEOUT / 1000} s`)));
    request.on("error", reject);
  });
}

function problem(file: string, message: string): Problem {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1, message, severity: "error" };
}
