/** Reads tools around Kubernetes besides kubectl: releases, clusters, nodes, images. */
import { tablesPack } from "../../core/kit/subcommands.ts";
import { CLUSTERS } from "./clusters.ts";
import { EXAMPLES } from "./examples.ts";
import { IMAGES } from "./images.ts";
import { RELEASES } from "./releases.ts";
import { VELERO } from "./velero.ts";

export const kubernetesTools = tablesPack("kubernetes-tools", [...RELEASES, ...CLUSTERS, ...IMAGES, VELERO], EXAMPLES);
