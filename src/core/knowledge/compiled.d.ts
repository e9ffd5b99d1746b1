/** The module that the build compiles from knowledge/attack-techniques (build/knowledge.mjs). */
declare module "agentguard:attack-techniques" {
  const techniques: {
    /** JSON: the ids of the rules for each program. */
    readonly programs: string;
    /** JSON: what the names in braces stand for. */
    readonly names: string;
    /** For each rule id, a `CompiledRule` in JSON. */
    readonly rules: Readonly<Record<string, string>>;
  };
  export default techniques;
}
