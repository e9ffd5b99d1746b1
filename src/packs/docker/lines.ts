/** Table of what the sub-commands of docker, podman, nerdctl lose, except for commands inside a container. */
import type { EffectTemplate, Line } from "../../core/kit/table.ts";

const VOLUME: EffectTemplate = {
  verb: "delete",
  resource: "volume",
  reach: "one",
  says: "deletes the volume",
  instead: "List the volumes first; a copy is one run of tar in a container that mounts it.",
};
const ANONYMOUS: EffectTemplate = {
  ...VOLUME,
  says: "deletes the anonymous volumes of",
  instead: "Without -v the volumes stay.",
};
/** Which volumes are deleted is only known at run time, but never one that a container uses. */
const UNUSED_VOLUMES: EffectTemplate = {
  ...VOLUME,
  reach: "several",
  certainty: "likely",
  says: "deletes every volume that no container uses",
  instead: "Without volumes, prune leaves data alone; name the volumes that should go.",
};
const CONTAINER: EffectTemplate = {
  verb: "delete",
  resource: "container",
  recovery: "effort",
  says: "deletes the container",
};
const ALL_CONTAINERS: EffectTemplate = {
  verb: "delete",
  resource: "container",
  reach: "all",
  says: "deletes every container that is stopped, of other projects too",
};
const IMAGE: EffectTemplate = { verb: "delete", resource: "image", recovery: "effort", says: "deletes the image" };
/** Forced, the image is deleted although it has other names or a container. Nothing else may hold it. */
const FORCED_IMAGE: EffectTemplate = {
  ...IMAGE,
  recovery: "none",
  marks: ["no-confirmation"],
  says: "deletes the image {}, used or not",
};
const ALL_IMAGES: EffectTemplate = {
  verb: "delete",
  resource: "image",
  reach: "all",
  says: "deletes every image without a container, also those that were only built here",
  instead: "Without -a, prune takes only images without a name.",
};
const NETWORKS: EffectTemplate = {
  verb: "delete",
  resource: "network",
  recovery: "effort",
  reach: "several",
  says: "deletes every network that no container uses",
};
const STOP: EffectTemplate = { verb: "stop", resource: "service", recovery: "effort", says: "stops" };
const CACHE: EffectTemplate = {
  verb: "delete",
  resource: "image",
  reach: "all",
  certainty: "likely",
  says: "deletes the whole build cache",
};
const PUBLISH: EffectTemplate = { verb: "publish", resource: "image", recovery: "effort", says: "publishes the image" };
const STACK: EffectTemplate = { verb: "delete", resource: "stack", recovery: "effort", says: "deletes the stack" };
const EVERYTHING: EffectTemplate = {
  verb: "delete",
  resource: "volume",
  reach: "all",
  says: "deletes every container, image, volume and network",
};
const MACHINE: EffectTemplate = {
  verb: "delete",
  resource: "volume",
  reach: "one",
  says: "deletes the machine {} with every container, image and volume in it",
};

const BOTH = (names: string, group: string, rest: Omit<Line, "call">): Line[] => [
  { call: names, ...rest },
  { call: `${group} ${names}`, ...rest },
];

export const LINES: readonly Line[] = [
  ...BOTH("rm|remove", "container", { with: ["v", "volumes"], does: [ANONYMOUS, CONTAINER] }),
  ...BOTH("rm|remove", "container", {
    with: ["a", "all"],
    does: { ...ALL_CONTAINERS, says: "deletes every container" },
  }),
  ...BOTH("rm|remove", "container", { does: CONTAINER }),
  ...BOTH("stop|kill|restart|pause", "container", {
    with: ["a", "all"],
    does: { ...STOP, resource: "system", says: "stops every container" },
  }),
  ...BOTH("stop|kill|restart|pause", "container", { does: STOP }),
  { call: "container prune", does: ALL_CONTAINERS },
  { call: "rmi", with: ["a", "all"], does: ALL_IMAGES },
  { call: "rmi", with: ["f", "force"], does: FORCED_IMAGE },
  { call: "image rm|remove", with: ["a", "all"], does: ALL_IMAGES },
  { call: "image rm|remove", with: ["f", "force"], does: FORCED_IMAGE },
  { call: "rmi", does: IMAGE },
  { call: "image rm|remove", does: IMAGE },
  { call: "image prune", with: ["a", "all"], does: ALL_IMAGES },
  { call: "image prune", does: IMAGE },
  { call: "volume rm|remove", with: ["a", "all"], does: { ...VOLUME, reach: "all", says: "deletes every volume" } },
  { call: "volume prune", does: UNUSED_VOLUMES },
  { call: "volume import", does: { ...VOLUME, verb: "overwrite", says: "overwrites what is in the volume" } },
  { call: "system prune", with: ["volumes"], does: [UNUSED_VOLUMES, ALL_CONTAINERS, ALL_IMAGES] },
  { call: "system prune", with: ["a", "all"], does: [ALL_CONTAINERS, ALL_IMAGES] },
  { call: "system prune", does: [ALL_CONTAINERS, NETWORKS] },
  { call: "system reset", does: EVERYTHING },
  { call: "network prune", does: NETWORKS },
  { call: "builder prune", with: ["a", "all"], does: CACHE },
  { call: "buildx prune", with: ["a", "all"], does: CACHE },
  { call: "builder prune" },
  { call: "build", with: ["push"], does: PUBLISH },
  { call: "buildx build|bake|b", with: ["push"], does: PUBLISH },
  { call: "buildx imagetools create", with: ["t", "tag"], without: ["dry-run"], does: PUBLISH },
  { call: "push", does: PUBLISH },
  { call: "image push", does: PUBLISH },
  { call: "manifest push", does: PUBLISH },
  { call: "plugin push", does: PUBLISH },
  {
    call: "trust revoke",
    does: { verb: "revoke", resource: "image", says: "revokes the signature of" },
  },
  { call: "stack rm|remove|down", does: STACK },
  {
    call: "stack deploy|up",
    with: ["prune"],
    does: {
      ...STACK,
      reach: "several",
      recovery: "effort",
      says: "deploys, and deletes the services that are not named any more, of",
    },
  },
  {
    call: "stack deploy|up",
    does: { verb: "deploy", resource: "stack", recovery: "effort", says: "deploys the stack" },
  },
  {
    call: "service rm|remove",
    does: { verb: "delete", resource: "service", recovery: "effort", says: "deletes the service" },
  },
  { call: "service scale", does: STOP },
  {
    call: "service update|rollback",
    does: { verb: "deploy", resource: "service", recovery: "effort", says: "rolls out the service" },
  },
  {
    call: "swarm leave",
    with: ["f", "force"],
    does: {
      verb: "delete",
      resource: "cluster",
      says: "takes this machine out of the swarm, and the swarm with it if it is the last manager",
    },
  },
  {
    call: "swarm leave",
    does: { verb: "stop", resource: "system", recovery: "effort", says: "takes this machine out of the swarm" },
  },
  {
    call: "swarm ca|update|unlock-key",
    with: ["rotate"],
    does: { verb: "mutate", resource: "system", says: "replaces keys of the swarm" },
  },
  {
    call: "node rm|remove",
    does: { verb: "delete", resource: "system", recovery: "effort", says: "takes out of the swarm the node" },
  },
  {
    call: "node update|demote",
    does: { verb: "stop", resource: "system", recovery: "effort", says: "changes what may run on the node" },
  },
  { call: "secret rm|remove", does: { verb: "delete", resource: "secret", says: "deletes the secret" } },
  {
    call: "config rm|remove",
    does: { verb: "delete", resource: "setting", says: "deletes the configuration" },
  },
  {
    call: "plugin rm|remove|disable",
    does: { verb: "stop", resource: "system", recovery: "effort", says: "takes away the plugin" },
  },
  { call: "checkpoint rm|remove", does: { verb: "delete", resource: "backup", says: "deletes the checkpoint" } },
  {
    call: "context rm|remove|use|update|create|import",
    does: { verb: "mutate", resource: "setting", recovery: "effort", says: "changes which engine is reached" },
  },
  { call: "pod rm", with: ["a", "all"], does: { ...ALL_CONTAINERS, says: "deletes every pod" } },
  { call: "pod rm|prune", does: { ...CONTAINER, says: "deletes the pod" } },
  { call: "pod stop|kill|restart", does: STOP },
  {
    call: "machine reset",
    does: {
      ...MACHINE,
      reach: "several",
      certainty: "likely",
      says: "deletes every machine with its containers, images and volumes",
    },
  },
  { call: "machine rm", does: MACHINE },
  { call: "machine stop", does: STOP },
  {
    call: "kube down",
    with: ["force"],
    does: { ...VOLUME, says: "stops the pods of a manifest and deletes their volumes:" },
  },
  { call: "kube down", does: STOP },
  { call: "play kube", with: ["down"], does: STOP },
  {
    call: "namespace rm|remove",
    does: { verb: "delete", resource: "namespace", recovery: "effort", says: "deletes the namespace" },
  },
  { call: "model|mcp|extension|sandbox|scout|debug|ai|desktop" },
  {
    call: "ps|ls|images|image|logs|inspect|stats|top|port|diff|history|events|info|version|search|pull|build|tag|login|logout|start|unpause|wait|attach|rename|update|commit|create|export|save|load|import|cp|container|volume|network|context|buildx|builder|system|manifest|service|node|stack|swarm|plugin|trust|pod|machine|kube|play|generate|healthcheck|secret|config|checkpoint|namespace|mount|unmount|auto-update|init",
  },
];
