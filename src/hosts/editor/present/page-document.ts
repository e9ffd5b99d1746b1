/** Wraps a rendered page into a whole document, in the editor's own colours. */
const STYLE = `body { max-width: 52rem; margin: 0 auto; padding: 1rem 1.5rem; line-height: 1.5; }
h1, h2 { font-weight: 600; }
h2 { margin-top: 2rem; border-bottom: 1px solid var(--vscode-textSeparator-foreground); }
h3 { margin-bottom: 0.25rem; }
h3 + p { margin-top: 0; color: var(--vscode-descriptionForeground); }
li { margin: 0.35rem 0; }
table { border-collapse: collapse; }
th, td { padding: 0.25rem 0.75rem; text-align: left; border-bottom: 1px solid var(--vscode-textSeparator-foreground); }
li > a:first-child { font-family: var(--vscode-editor-font-family); }`;

/** Returns a document that runs nothing and fetches nothing. */
export function inDocument(body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${STYLE}</style>
</head>
<body>${body}</body>
</html>
`;
}
