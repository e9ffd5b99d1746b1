/** A scripted model that speaks the Gemini API: `streamGenerateContent` over server-sent events, and `generateContent`. */
import type { Model, Script, ToolResult } from "./model.ts";
import { type Body, callId, type Dialect, listOf, startScripted } from "./scripted.ts";

interface Part {
  readonly functionCall?: unknown;
  readonly functionResponse?: {
    readonly id?: string;
    readonly response?: { readonly error?: string; readonly output?: string };
  };
}
interface Content {
  readonly role: string;
  readonly parts?: readonly Part[];
}

const contents = (body: Body) => listOf<Content>(body.contents);

const GEMINI: Dialect = {
  turnOf(path, body) {
    if (!/:(?:streamGenerateContent|generateContent)$/.test(path)) return undefined;
    const tools = listOf<{ functionDeclarations?: unknown[] }>(body.tools);
    if (tools.every(({ functionDeclarations: declared }) => !declared?.length)) return undefined;
    return contents(body).filter(({ role, parts }) => role === "model" && parts?.some(part => part.functionCall))
      .length;
  },
  results(body) {
    const results = new Map<string, ToolResult>();
    const answers = contents(body).filter(({ parts }) => parts?.some(part => part.functionResponse));
    answers.forEach(({ parts = [] }, turn) => {
      parts
        .flatMap(part => part.functionResponse ?? [])
        .forEach(({ response }, call) => {
          const failed = response?.error !== undefined;
          results.set(callId(turn, call), { text: response?.error ?? response?.output ?? "", failed });
        });
    });
    return results;
  },
  answer({ path, turn }, out) {
    if (path.endsWith(":countTokens")) return out.json({ totalTokens: 10 });
    if (!/:(?:streamGenerateContent|generateContent)$/.test(path))
      return out.json({ error: { code: 404, message: `no route ${path}` } }, 404);
    const calls = (turn?.calls ?? []).map(({ tool, input }, index) => ({
      functionCall: { id: callId(turn?.number ?? 0, index), name: tool, args: input },
      thoughtSignature: "c2lnbmF0dXJl",
    }));
    const parts = calls.length > 0 ? calls : [{ text: turn === undefined ? "{}" : (turn.says ?? "") }];
    const answer = {
      candidates: [{ content: { role: "model", parts }, finishReason: "STOP", index: 0 }],
      usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 15 },
      modelVersion: "scripted",
    };
    return path.endsWith(":generateContent") ? out.json(answer) : out.events([{ data: answer }]);
  },
};

export function startGemini(script: Script): Promise<Model> {
  return startScripted(GEMINI, script);
}
