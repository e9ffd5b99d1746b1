/** The high-level `aws s3`: objects by path, and transfers that delete at the far end. */

import { secretsSent } from "../../core/detectors/exfiltration/sent.ts";
import type { Effect } from "../../core/effects/effect.ts";
import { shown } from "../../core/files/targets.ts";
import type { Word } from "../../core/text/words.ts";
import { type AwsCall, type CallEffect, effectOf, placeOf } from "./call.ts";

/** Parameters of `aws s3` that take one value; what else follows them is an operand. */
const VALUES = new Set(
  `include exclude acl storage-class grants sse sse-c sse-c-key sse-kms-key-id expires-in page-size metadata
   content-type cache-control content-disposition content-encoding content-language expires source-region
   endpoint-url region profile output query website-redirect metadata-directive expected-size request-payer
   checksum-mode checksum-algorithm copy-props ignore-glacier-warnings-for color ca-bundle`.split(/\s+/),
);

export function effectsOfS3(call: AwsCall): Effect[] {
  const paths = operandsOf(call);
  const recursive = call.parameters.has("recursive");
  const source = paths[0];
  const goal = paths[1];
  switch (call.operation) {
    case "rm":
      return [effectOf(call, removal(call, source, recursive), paths)];
    case "rb":
      return [effectOf(call, bucketRemoval(call), paths)];
    case "sync":
      return [
        ...uploaded(call, source, goal),
        ...(call.parameters.has("delete") && goal ? [effectOf(call, extra(goal), [goal])] : []),
      ];
    case "mv":
      return [...uploaded(call, source, goal), ...(source ? [effectOf(call, moved(recursive), [source])] : [])];
    case "cp":
      return uploaded(call, source, goal);
    default:
      return [];
  }
}

function operandsOf(call: AwsCall): readonly Word[] {
  return [...call.parameters].flatMap(([name, values]) => (VALUES.has(name) ? values.slice(1) : values));
}

function removal(call: AwsCall, path: Word | undefined, recursive: boolean): CallEffect {
  if (!recursive) return { verb: "delete", resource: "file", says: "deletes the object" };
  const whole = path?.value == null || /^s3:\/\/[^/]+\/?$/.test(path.value);
  const filtered = call.parameters.has("exclude") || call.parameters.has("include");
  return {
    verb: "delete",
    resource: whole && !filtered ? "bucket" : "directory",
    reach: whole && !filtered ? "all" : "several",
    says: "deletes every object under",
    instead: "Add --dryrun, and read what would go.",
  };
}

function bucketRemoval(call: AwsCall): CallEffect {
  return call.parameters.has("force")
    ? { verb: "delete", resource: "bucket", reach: "all", says: "deletes the bucket {} with every object in it" }
    : // It has to be empty already.
      { verb: "delete", resource: "bucket", recovery: "effort", says: "deletes the empty bucket" };
}

function extra(goal: Word): CallEffect {
  const remote = shown(goal).startsWith("s3://");
  return {
    verb: "delete",
    resource: remote ? "file" : "directory",
    reach: "several",
    says: "deletes everything that the source does not have from",
    instead: "Leave --delete out, or look at it with --dryrun first.",
  };
}

function moved(recursive: boolean): CallEffect {
  return recursive
    ? { verb: "move", resource: "directory", reach: "all", recovery: "effort", says: "moves every object away from" }
    : { verb: "move", resource: "file", recovery: "effort", says: "moves" };
}

/** Finds credential files that are uploaded to a bucket. */
function uploaded(call: AwsCall, source: Word | undefined, goal: Word | undefined): Effect[] {
  if (!source || !goal || shown(source).startsWith("s3://") || placeOf(call).length === 0) return [];
  const secrets = secretsSent(call.command, [source], call.facts);
  return secrets.map(what =>
    effectOf(call, { verb: "exfiltrate", resource: "secret", says: `sends ${what} to` }, [goal]),
  );
}
