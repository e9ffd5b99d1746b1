/** Defines where effects land and what places are called. `core/environment` determines their environments. */

/** The source of a fact, shown to the person with secrets masked. */
export interface Evidence {
  /** One clause in plain words, for example `DATABASE_URL in .env.staging points at db.acme.io`. */
  readonly because: string;
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly variable?: string;
  readonly value?: string;
}

/** A place where an effect lands; `core/environment` determines its environment. */
export type Locator =
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "host"; readonly host: string; readonly evidence?: Evidence }
  /** An API that administers other resources: its host says nothing about their environment. */
  | { readonly kind: "control-plane"; readonly host: string; readonly provider: string }
  | {
      readonly kind: "database";
      readonly host?: string;
      readonly port?: number;
      readonly database?: string;
      readonly user?: string;
      /** What the file with the host calls the environment, if the host is known to be production's. */
      readonly called?: string;
      readonly evidence?: Evidence;
    }
  | { readonly kind: "branch"; readonly branch: string; readonly remote?: string; readonly evidence?: Evidence }
  /** An environment by the name that its tool uses: `--environment production`, `RAILS_ENV=test`. */
  | {
      readonly kind: "label";
      readonly label: string;
      readonly evidence?: Evidence;
      readonly known?: readonly KnownAs[];
    }
  /** `server`: the address of the API server in the kubeconfig. */
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
      /** The profile, project, subscription, workspace or app, by the name that the tool uses. */
      readonly profile?: string;
      readonly region?: string;
      readonly evidence?: Evidence;
      readonly known?: readonly KnownAs[];
    };

/** Kinds of names, as keys of `match` in a policy. */
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

/** Another name of the same place: its account's number, its host, another profile for it. */
export interface KnownAs {
  readonly key: KnownKey;
  readonly name: string;
  readonly evidence?: Evidence;
}

/** A registry of packages or images, or a git remote, by its host if known. */
export interface Beyond {
  readonly kind: "registry" | "remote";
  readonly host?: string;
  readonly evidence?: Evidence;
}
