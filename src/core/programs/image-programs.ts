/** Maps images that contain one program: the words after the image are the program's arguments. */

import { ownProperty } from "../text/own-property.ts";
import { literalWord, type Word } from "../text/words.ts";

/** Returns the program that an image starts, by its name: `amazon/aws-cli` is aws. Undefined for other images. */
export function entrypointOf(image: Word | undefined): Word | undefined {
  const name = (image?.value ?? "").split("@")[0]?.split("/").at(-1)?.split(":")[0] ?? "";
  const program = ownProperty(PROGRAMS, name);
  return program === undefined ? undefined : literalWord(program);
}

/** Programs by the last part of the image's name. */
const PROGRAMS: Readonly<Record<string, string>> = {
  "aws-cli": "aws",
  terraform: "terraform",
  opentofu: "tofu",
  kubectl: "kubectl",
  helm: "helm",
  git: "git",
  rclone: "rclone",
  restic: "restic",
  flyway: "flyway",
  liquibase: "liquibase",
  atlas: "atlas",
  dbmate: "dbmate",
  migrate: "migrate",
  mc: "mc",
  s5cmd: "s5cmd",
  doctl: "doctl",
  flux: "flux",
  "flux-cli": "flux",
  curl: "curl",
  mysqlsh: "mysqlsh",
  vault: "vault",
  openbao: "bao",
  consul: "consul",
  nomad: "nomad",
  packer: "packer",
  pulumi: "pulumi",
  velero: "velero",
  flyctl: "fly",
};
