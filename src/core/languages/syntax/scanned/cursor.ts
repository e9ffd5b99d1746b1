/** The position in a list of tokens, with questions about the tokens around it. */
import type { ScannedDialect } from "./dialect.ts";
import type { Token } from "./lexer.ts";

const MAX_DEPTH = 80;

/** Modifiers after a statement, which add a condition or a loop. */
export const MODIFIERS = new Set("if unless while until for foreach rescue and or".split(" "));

export class TokenCursor {
  tooDeep = false;
  protected at = 0;
  /** `do` belongs to the loop, not to a call in its condition. */
  protected inCondition = false;

  constructor(
    protected readonly tokens: readonly Token[],
    protected readonly dialect: ScannedDialect,
    protected depth: number,
  ) {}

  /** Parses one level deeper; where that is too deep, skips the token. */
  protected deeper<T>(otherwise: T, read: () => T): T {
    if (this.isTooDeep()) {
      this.tooDeep = true;
      this.at++;
      return otherwise;
    }
    this.depth++;
    const value = read();
    this.depth--;
    return value;
  }

  protected isTooDeep(): boolean {
    return this.depth >= MAX_DEPTH;
  }

  protected until(close: string): void {
    while (this.at < this.tokens.length && !this.peekIs(close)) this.at++;
    this.at++;
  }

  protected skipLines(): void {
    while (this.tokens[this.at]?.kind === "line") this.at++;
  }

  protected peekIs(value: string, ahead = 0): boolean {
    return signOf(this.tokens[this.at + ahead]) === value;
  }

  /** Consumes `value` if it is the next token. */
  protected takes(value: string): boolean {
    if (!this.peekIs(value)) return false;
    this.at++;
    return true;
  }

  /** Whether the expression ends here. */
  protected ends(): boolean {
    const token = this.tokens[this.at];
    return (
      !token ||
      token.kind === "line" ||
      (token.kind === "sign" && /^[)\]};,]$/.test(token.value)) ||
      (token.kind === "name" && MODIFIERS.has(token.value) && this.dialect.bareCalls)
    );
  }
}

/** The text of a sign or name; empty for values. */
export function signOf(token: Token | undefined): string {
  return token?.kind === "sign" || token?.kind === "name" ? token.value : "";
}
