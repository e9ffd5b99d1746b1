/** Tells the core which agents there are, as every program of ours does: many tests load no more than the core. */
import "../../src/agents/index.ts";
