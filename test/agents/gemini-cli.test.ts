import { everyClient } from "../support/client-suite.ts";
import { geminiClient } from "../support/clients/gemini-cli.ts";

everyClient(geminiClient);
