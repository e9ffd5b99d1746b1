/** Reads tools for containers and images below Docker: the runtimes of nodes, and registries. */

import { carriedBy } from "../../core/kit/carrying.ts";
import type { Call, EffectTemplate, Table } from "../../core/kit/table.ts";
import type { Locator } from "../../core/places/locator.ts";
import type { Word } from "../../core/text/words.ts";

type Tool = Omit<Table, "id" | "examples">;

const CONTAINER: EffectTemplate = {
  verb: "delete",
  resource: "container",
  recovery: "effort",
  says: "deletes the container",
};
const ALL_CONTAINERS: EffectTemplate = {
  ...CONTAINER,
  recovery: "none",
  reach: "all",
  says: "deletes every container",
};
const IMAGE: EffectTemplate = { verb: "delete", resource: "image", recovery: "effort", says: "deletes the image" };
const ALL_IMAGES: EffectTemplate = {
  ...IMAGE,
  recovery: "none",
  reach: "all",
  says: "deletes every image that nothing uses",
};
const STOP: EffectTemplate = { verb: "stop", resource: "container", recovery: "effort", says: "stops" };
const STORED: EffectTemplate = { verb: "delete", resource: "volume", says: "deletes what containers have stored:" };
const PUBLISHED: EffectTemplate = {
  verb: "publish",
  resource: "image",
  recovery: "effort",
  says: "publishes the image",
};
/** A withdrawn image can no longer be pulled. */
const WITHDRAWN: EffectTemplate = { verb: "delete", resource: "package", says: "deletes from its registry" };

const crictl: Tool = {
  source: "https://github.com/kubernetes-sigs/cri-tools/blob/master/docs/crictl.md",
  programs: ["crictl"],
  grammar: { values: ["r", "runtime-endpoint", "i", "image-endpoint", "c", "config", "t", "timeout"] },
  lines: [
    { call: "rm|rmp", with: ["a", "all"], does: ALL_CONTAINERS },
    { call: "rm", does: CONTAINER },
    { call: "rmp", does: { ...CONTAINER, recovery: "none", says: "deletes the pod" } },
    { call: "rmi", with: ["a", "all", "q", "prune"], does: ALL_IMAGES },
    { call: "rmi", does: IMAGE },
    { call: "stop|stopp", does: STOP },
    { call: "*" },
  ],
  inner: ({ command }) =>
    carriedBy(command, { command: "exec", before: 1, values: ["r", "runtime-endpoint", "timeout"], apart: true }) ?? [],
};

const ctr: Tool = {
  source: "man 8 ctr",
  programs: ["ctr"],
  grammar: {
    values: ["n", "namespace", "a", "address", "timeout", "connect-timeout", "s", "signal", "exec-id", "snapshotter"],
  },
  lines: [
    { call: "containers|container|c delete|del|remove|rm", does: CONTAINER },
    { call: "images|image|i delete|del|remove|rm", does: IMAGE },
    { call: "images|image|i prune", does: ALL_IMAGES },
    { call: "images|image|i push", does: PUBLISHED },
    { call: "snapshots|snapshot delete|del|remove|rm", does: STORED },
    { call: "content prune|delete|del|remove|rm", does: ALL_IMAGES },
    {
      call: "namespaces|namespace|ns delete|del|remove|rm",
      does: { verb: "delete", resource: "namespace", recovery: "effort", says: "deletes the namespace" },
    },
    { call: "tasks|task|t kill|delete|del|rm|pause", does: STOP },
    { call: "*" },
  ],
  inner: ({ command }) =>
    carriedBy(command, {
      command: "tasks|task|t exec",
      before: 1,
      values: ["exec-id", "cwd", "user", "n", "namespace"],
      apart: true,
    }) ?? [],
};

const buildah: Tool = {
  source: "man 1 buildah",
  programs: ["buildah"],
  grammar: { values: ["root", "runroot", "storage-driver", "creds", "authfile"] },
  lines: [
    { call: "rm", with: ["a", "all"], does: ALL_CONTAINERS },
    { call: "rm|delete", does: CONTAINER },
    { call: "rmi", with: ["a", "all", "p", "prune"], does: ALL_IMAGES },
    { call: "rmi", with: ["f", "force"], does: { ...IMAGE, recovery: "none", marks: ["no-confirmation"] } },
    { call: "rmi", does: IMAGE },
    { call: "prune", with: ["a", "all"], does: ALL_IMAGES },
    { call: "push", does: PUBLISHED },
    { call: "manifest push", does: PUBLISHED },
    { call: "*" },
  ],
  inner: ({ command }) =>
    carriedBy(command, {
      command: "run",
      before: 1,
      values: ["v", "volume", "mount", "u", "user", "e", "env", "workingdir"],
      apart: true,
    }) ??
    carriedBy(command, { command: "unshare" }) ??
    [],
};

const REGCTL = "https://regclient.org/";
const registries: Tool = {
  source: "man 1 skopeo",
  programs: ["skopeo", "crane", "gcrane", "oras", "regctl", "cosign"],
  grammar: {
    values: "creds authfile src-creds dest-creds username u password p cert-dir format platform f t tag h host".split(
      " ",
    ),
  },
  at: registryOf,
  special: ({ command, words }) => {
    // Copying to a folder, an archive or the local engine publishes nothing.
    const to = words.at(-1)?.value ?? "";
    const ends = /^(?:copy|sync)$/.test(words[0]?.value ?? "");
    return command.program === "skopeo" &&
      ends &&
      /^(?:dir|oci|oci-archive|docker-archive|docker-daemon|containers-storage):|^[./]/.test(to)
      ? { effects: [] }
      : undefined;
  },
  lines: [
    { call: "delete|rm", does: WITHDRAWN },
    { call: "image|tag|manifest|blob|repo delete|rm|del", source: REGCTL, does: WITHDRAWN },
    { call: "artifact put", source: REGCTL, does: PUBLISHED },
    { call: "image copy|import|mod", source: REGCTL, does: PUBLISHED },
    { call: "clean", source: "https://docs.sigstore.dev/", does: { ...WITHDRAWN, says: "deletes the signatures of" } },
    { call: "copy|cp|sync|push|attach|append|mutate|rebase|edit", does: PUBLISHED },
    { call: "manifest|blob push", source: "https://oras.land/docs/", does: PUBLISHED },
    { call: "tag ls|list|get" },
    {
      call: "tag",
      source: "https://github.com/google/go-containerregistry/blob/main/cmd/crane/doc/crane.md",
      does: PUBLISHED,
    },
    { call: "*" },
  ],
};

/** Returns the registry of the last named image, by default Docker Hub. */
function registryOf({ words }: Call): readonly Locator[] {
  const host = hostOf(words.at(-1));
  return [{ kind: "host", host, evidence: { because: `the registry is ${host}` } }];
}

function hostOf(word: Word | undefined): string {
  const name = (word?.value ?? "").replace(/^docker:\/\//, "");
  const first = name.includes("/") ? (name.split("/")[0] ?? "") : "";
  return /[.:]|^localhost$/.test(first) ? first.replace(/:\d+$/, "") : "docker.io";
}

export const IMAGES: readonly Tool[] = [crictl, ctr, buildah, registries];
