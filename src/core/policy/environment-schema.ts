/** Defines the schema of one environment: its names, its requirement and its badge. */
import * as z from "zod";
import { oneOf, oneOrMany, plainPattern as pattern, plainPathPattern } from "./pattern-schema.ts";
import { REQUIREMENT_NOTES } from "./vocabulary.ts";

export const environment = z.strictObject({
  match: z
    .strictObject({
      host: oneOrMany(pattern).optional().describe("Host names, for example `*.rds.amazonaws.com` or `db.acme.io`."),
      kubeContext: oneOrMany(pattern).optional().describe("Names of Kubernetes contexts, for example `prod-*`."),
      awsProfile: oneOrMany(pattern).optional().describe("Names of AWS profiles."),
      awsAccount: oneOrMany(pattern).optional().describe("Numbers of AWS accounts, whichever profile leads there."),
      gcpProject: oneOrMany(pattern).optional().describe("Ids of Google Cloud projects, for example `acme-prod`."),
      azureSubscription: oneOrMany(pattern).optional().describe("Names or ids of Azure subscriptions."),
      terraformWorkspace: oneOrMany(pattern).optional().describe("Names of Terraform workspaces."),
      dockerContext: oneOrMany(pattern).optional().describe("Names of Docker contexts."),
      project: oneOrMany(pattern)
        .optional()
        .describe("Names or ids of projects and apps of platforms: Vercel, Fly, Heroku, Supabase and others."),
      branch: oneOrMany(pattern).optional().describe("Names of git branches, for example `main` or `release/*`."),
      envFile: oneOrMany(plainPathPattern)
        .optional()
        .describe(
          "Paths of `.env` files whose entries belong here, relative to the workspace or in your home (`~/`), for example `**/.env.live`.",
        ),
    })
    .optional()
    .describe(
      "What belongs to this environment. Any one match is enough; among several environments the most careful counts.",
    ),
  require: oneOf(REQUIREMENT_NOTES)
    .optional()
    .describe("What a person must do to let an act pass that destroys something there."),
  badge: z
    .strictObject({
      label: z.string().min(1).max(24).optional().describe("Text of the badge, for example `PROD`."),
      color: z
        .string()
        .regex(/^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/, "Must be a colour such as #d11 or #dd1111.")
        .optional()
        .describe("Colour of the badge, for example `#d11`."),
    })
    .optional()
    .describe("How the environment is shown."),
});
