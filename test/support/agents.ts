/** Registers the agents with the core, as all our programs do. Many tests load no more than the core. */
import "../../src/agents/index.ts";
