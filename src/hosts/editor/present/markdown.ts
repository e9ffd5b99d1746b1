/** Escapes foreign text for Markdown, so that it is no markup, icon or link. Its spaces let lines break. */
export function markdownText(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, " ").replaceAll(/[!-/:-@[-`{-~]/g, "\\$&");
}
