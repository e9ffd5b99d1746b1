/** Lists the scripted models by the interface that they speak. */
import type { ModelInterface } from "../../agents/agent.ts";
import { startAnthropic } from "./anthropic.ts";
import { startChat } from "./chat.ts";
import { startGemini } from "./gemini.ts";
import type { Model, Script } from "./model.ts";
import { startResponses } from "./responses.ts";

/** Starts a model, which listens on loopback until it is stopped. */
export const MODELS: Readonly<Record<ModelInterface, (script: Script) => Promise<Model>>> = {
  "anthropic-messages": startAnthropic,
  "openai-chat": startChat,
  "openai-responses": startResponses,
  gemini: startGemini,
};
