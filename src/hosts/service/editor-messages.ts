/** The messages of `wire/guard.ts` that editors send, as they must look before the service acts on them. */
import * as z from "zod";
import { DEFAULT_VARIABLES } from "../../core/places/accounts/variables.ts";
import { KNOWN_KEYS } from "../../core/places/locator.ts";
import { PROFILE_NOTES, wordsOf } from "../../core/policy/vocabulary.ts";
import type { AdviseParams } from "../../wire/advice.ts";
import type {
  AddRuleParams,
  AnswerParams,
  AskAgainParams,
  CodesParams,
  EnvironmentParams,
  HaltParams,
  HelloParams,
  ImpactParams,
  MarkParams,
  ObservingParams,
  PolicyTrustParams,
  SetProfileParams,
  TrustPolicyParams,
  WhatIfParams,
} from "../../wire/guard.ts";
import type { ClientParams, PairCodeParams } from "../../wire/pairing.ts";
import type { EditorActsParams, FoundFilesParams } from "../../wire/watching.ts";

const path = z.string().min(1).max(4096);

export const foundSchema: z.ZodType<FoundFilesParams> = z.object({ id: z.string().max(100) });

const length = z.number().int().min(0);
const editorActs = z.object({
  leaving: z.array(path).max(10_000).optional(),
  saved: z.array(path).max(10_000).optional(),
  emptied: z
    .array(z.object({ path, before: length, after: length }))
    .max(10_000)
    .optional(),
});
export const editorActsSchema: z.ZodType<EditorActsParams> = editorActs.transform(({ leaving, saved, emptied }) => ({
  ...(leaving && { leaving }),
  ...(saved && { saved }),
  ...(emptied && { emptied }),
}));

/** What people read of a client: one line. */
const label = z
  .string()
  .min(1)
  .max(50)
  .regex(/^[\w ./:-]+$/);

export const helloSchema: z.ZodType<HelloParams & Pick<Required<HelloParams>, "untrusted">> = z
  .object({
    protocol: z.number().int(),
    version: z.string().max(50),
    client: label,
    folders: z.array(path).max(100),
    untrusted: z.array(path).max(100).default([]),
    key: z.string().max(200).optional(),
    name: label.optional(),
    anchors: z
      .array(z.object({ seq: z.int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/) }))
      .max(100)
      .optional(),
  })
  .transform(({ key, name, anchors, ...hello }) => ({
    ...hello,
    ...(key !== undefined && { key }),
    ...(name !== undefined && { name }),
    ...(anchors && { anchors }),
  }));

export const pairCodeSchema: z.ZodType<PairCodeParams> = z.object({ code: z.string().max(20) });

export const clientSchema: z.ZodType<ClientParams> = z.object({ id: z.string().max(100) });

const answer = z.object({
  id: z.string().max(100),
  answer: z.enum(["allow-once", "deny"]),
  tell: z.string().max(4000).optional(),
  typed: z.string().max(1000).optional(),
});
export const answerSchema: z.ZodType<AnswerParams> = answer.transform(({ id, answer, tell, typed }) => ({
  id,
  answer,
  ...(tell !== undefined && { tell }),
  ...(typed !== undefined && { typed }),
}));

export const codesSchema: z.ZodType<CodesParams> = z
  .strictObject({ make: z.literal(true).optional(), code: z.string().max(100).optional() })
  .transform(({ make, code }) => ({ ...(make && { make }), ...(code !== undefined && { code }) }));

/** The answer that needs no signature. */
export const denySchema = z.strictObject({ id: z.string().max(100), answer: z.literal("deny") });

export const askAgainSchema: z.ZodType<AskAgainParams> = z.object({ id: z.string().max(100) });

export const impactSchema: z.ZodType<ImpactParams> = z.object({ id: z.string().max(100) });

export const haltSchema: z.ZodType<HaltParams> = z.object({ because: z.string().trim().min(1).max(500) });

export const environmentSchema: z.ZodType<EnvironmentParams> = z
  .object({ folder: path, variables: z.record(z.string().max(100), z.string().max(4096)).optional() })
  .transform(({ folder, variables }) => ({ folder, ...(variables && { variables: known(variables) }) }));

/** Only those that the resolution reads. */
function known(variables: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => DEFAULT_VARIABLES.includes(name)));
}

export const policyTrustSchema: z.ZodType<PolicyTrustParams> = z.object({ file: path });

export const trustPolicySchema: z.ZodType<TrustPolicyParams> = z.object({
  file: path,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export const addRuleSchema: z.ZodType<AddRuleParams> = z.object({ id: z.string().max(100) });

/** What a person can mark, and as what: the words of the policy. */
export const markSchema: z.ZodType<MarkParams> = z.object({
  kind: z.enum(KNOWN_KEYS),
  value: z.string().min(1).max(200),
  as: z.enum(["production", "staging", "development", "local"]),
});

export const observingSchema: z.ZodType<ObservingParams> = z.object({ folders: z.array(path).max(100) });

export const setProfileSchema: z.ZodType<SetProfileParams> = z.object({ profile: z.enum(wordsOf(PROFILE_NOTES)) });

/** The input is the tool's own to read. */
export const adviseSchema: z.ZodType<AdviseParams> = z.object({
  tool: z.string().max(100),
  input: z.unknown(),
  folder: path,
});

export const whatIfSchema: z.ZodType<WhatIfParams> = z.object({ file: path, text: z.string().max(1024 * 1024) });
