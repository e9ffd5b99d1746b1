/**
 * Names the programs that hold the engine, built into one file (`dist/engine.cjs`). `dist/<name>.cjs` calls one of
 * these functions, which loads and starts only that program.
 */
export const cli = () => import("./cli/main.ts");
export const hook = () => import("./hook/main.ts");
/** Each judging thread of the service runs this too. */
export const service = () => import("./service/main.ts");
