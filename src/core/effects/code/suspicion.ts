/** Text that cannot be read as a program: whether it looks like one that destroys something. */

const DESTROYS =
  /\brm\s+-\w*[rRf]|\brm(?:Sync|dirSync)\b|\bunlink(?:Sync)?\b|\brm(?:_r|_rf|_f|tree)\b|\bremove_tree\b|\brimraf\b|\bshutil\s*\.\s*(?:rmtree|move)\b|\bos\s*\.\s*(?:remove|unlink|system|popen)\b|\bFileUtils\b|\bos\.execute\b|\bio\.popen\b|\b(?:drop|truncate)\s+(?:table|database|schema)\b|\bdelete\s+from\b|\bdropDatabase\b|\bmkfs\b|\bdd\s+if=|\bchild_process\b|\bsubprocess\b|\bshell_exec\b|\bpassthru\b|\bDeno\.remove\b|\bflushall\b/i;
const MAX_LOOKED_AT = 512 * 1024;

export function looksDestructive(text: string): boolean {
  return DESTROYS.test(text.slice(0, MAX_LOOKED_AT));
}
