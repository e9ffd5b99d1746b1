import { everyClient } from "../support/client-suite.ts";
import { claudeCodeClient } from "../support/clients/claude-code.ts";

everyClient(claudeCodeClient);
