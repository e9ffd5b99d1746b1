/**
 * The programs that hold the engine, built into one file (`dist/engine.cjs`): `dist/<name>.cjs` starts the one of its
 * name. A program begins when it is called here, and only what it needs is run.
 */
export const cli = () => import("./cli/main.ts");
export const hook = () => import("./hook/main.ts");
/** Also what each judging thread of the service runs. */
export const service = () => import("./service/main.ts");
