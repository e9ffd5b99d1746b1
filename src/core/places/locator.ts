/** Where an effect lands, and what a place can be known by: pointers that `core/environment` turns into an environment. */

/** Where a fact was read: shown to the person, the value already masked where it is a secret. */
export interface Evidence {
  /** One clause in plain words, for example `DATABASE_URL in .env.staging points at db.acme.io`. */
  readonly because: string;
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly variable?: string;
  readonly value?: string;
}

/** A pointer to the place an effect lands; `core/environment` turns these into an environment. */
export type Locator =
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "host"; readonly host: string; readonly evidence?: Evidence }
  /** An API that administers other things: its host says nothing about which environment is reached. */
  | { readonly kind: "control-plane"; readonly host: string; readonly provider: string }
  | {
      readonly kind: "database";
      readonly host?: string;
      readonly port?: number;
      readonly database?: string;
      readonly user?: string;
      /** What the file that names it calls the environment, where it is known to be production's. */
      readonly called?: string;
      readonly evidence?: Evidence;
    }
  | { readonly kind: "branch"; readonly branch: string; readonly remote?: string; readonly evidence?: Evidence }
  /** The environment by the name that its own tool knows it by: `--environment production`, `RAILS_ENV=test`. */
  | {
      readonly kind: "label";
      readonly label: string;
      readonly evidence?: Evidence;
      readonly known?: readonly KnownAs[];
    }
  /** `server`: the address of its API, as the kubeconfig says. */
  | {
      readonly kind: "kube";
      readonly context?: string;
      readonly server?: string;
      readonly namespace?: string;
      readonly evidence?: Evidence;
      readonly known?: readonly KnownAs[];
    }
  | {
      readonly kind: "cloud";
      readonly provider: string;
      /** The profile, project, subscription, workspace or app, by the name that its tool takes. */
      readonly profile?: string;
      readonly region?: string;
      readonly evidence?: Evidence;
      readonly known?: readonly KnownAs[];
    };

/** What a place can be known by, as a policy's `match` calls it. */
export const KNOWN_KEYS = [
  "host",
  "kubeContext",
  "awsProfile",
  "awsAccount",
  "gcpProject",
  "azureSubscription",
  "terraformWorkspace",
  "dockerContext",
  "project",
  "branch",
] as const;

export type KnownKey = (typeof KNOWN_KEYS)[number];

/** Another name of the very same place: its account's number, its host, a profile that leads there, too. */
export interface KnownAs {
  readonly key: KnownKey;
  readonly name: string;
  readonly evidence?: Evidence;
}

/** A registry of packages or images, or a remote: by its host, where that is known. */
export interface Beyond {
  readonly kind: "registry" | "remote";
  readonly host?: string;
  readonly evidence?: Evidence;
}
