/** What the build makes of knowledge/attack-techniques (build/knowledge.mjs). */
declare module "agentguard:attack-techniques" {
  const techniques: {
    /** In JSON: the ids of the rules that name a program, by the program. */
    readonly programs: string;
    /** In JSON: what the names in braces stand for. */
    readonly names: string;
    /** By id: a `CompiledRule` in JSON. */
    readonly rules: Readonly<Record<string, string>>;
  };
  export default techniques;
}
