/** Foreign text in a page or a hover: text, never markup, an icon or a link, and with spaces at which lines may break. */
export function markdownText(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, " ").replaceAll(/[!-/:-@[-`{-~]/g, "\\$&");
}
