/** Declares the modules that the build makes of the files under knowledge/ (build/knowledge.mjs). */
declare module "agentguard:knowledge" {
  /** By the file's name. */
  const programs: Readonly<
    Record<
      string,
      {
        readonly programs: readonly string[];
        /** A `KnowledgeFile` in JSON, without the proofs of its rules. */
        readonly file: string;
      }
    >
  >;
  export default programs;
}

declare module "agentguard:knowledge-proofs" {
  /** By the file's name, then by the rule's. */
  const proofs: Readonly<
    Record<
      string,
      {
        readonly category: string;
        readonly about: string;
        /** The shell of the commands; default: bash. */
        readonly shell?: "powershell" | "cmd";
        readonly rules: Readonly<
          Record<
            string,
            { readonly source: string; readonly held: readonly string[]; readonly passes: readonly string[] }
          >
        >;
      }
    >
  >;
  export default proofs;
}
