/** Reads PHP: programs given inline, as files, on standard input, and the frameworks' own command lines. */

import type { ProgramPack } from "../../core/effects/pack.ts";
import { interpreterPack } from "../../core/programs/interpreter.ts";
import { captured, inOrder, words } from "../../core/text/expressions.ts";

/** Scripts of PHP that are tools, whatever folder they lie in; the name is the group. */
const TOOLS = inOrder([
  /(?:^|\/)/,
  captured(
    words`artisan console spark yii occ cake magento phinx doctrine doctrine-migrations drush typo3 composer wp`,
  ),
  /(?:\.phar|\.php)?$/,
]);

export const php: ProgramPack = interpreterPack({
  id: "php",
  language: "php",
  programs: [
    "php",
    "php-cli",
    ...["5.6", "7.4", "8.0", "8.1", "8.2", "8.3", "8.4", "8.5"].flatMap(version => [
      `php${version}`,
      `php${version.replace(".", "")}`,
    ]),
  ],
  grammar: { values: ["r", "run", "B", "R", "E", "process-code", "f", "d", "c", "S", "t", "z"], optional: [] },
  inline: ["r", "run", "B", "R", "E", "process-code"],
  shows: ["l", "i", "v", "m", "info", "modules", "syntax-check", "rf", "rc"],
  busyWith: ["S"],
  tools: path =>
    TOOLS.exec(path)?.[1] ??
    // Another framework's console has the same name.
    (/(?:^|\/)craft$/.test(path) ? "craft-cms" : undefined) ??
    /(?:^|\/)vendor\/bin\/([\w-]+)$/.exec(path)?.[1],
  examples: [
    { run: "php -r 'unlink(\"notes.txt\");'", expect: "ask", files: { "notes.txt": "x" } },
    { run: "php -r 'shell_exec(\"rm -rf /\");'", expect: "deny" },
    { run: 'php -r \'array_map("unlink", glob("uploads/*"));\'', expect: "ask", files: { "uploads/a.png": "x" } },
    { run: `php -r 'unlink("notes.txt"); echo "<?php";'`, expect: "ask", files: { "notes.txt": "x" } },
    { run: "php page.php", expect: "allow", files: { "page.php": "<p>unlink(1)</p>\n<?php echo 1; ?>\n" } },
    { run: "php artisan migrate:fresh", expect: "ask" },
    { run: "php -r 'eval(gzinflate(base64_decode($x)));'", expect: "ask" },
    { run: "php -r 'echo PHP_VERSION;'", expect: "allow" },
    { run: "php -l src/index.php", expect: "allow" },
    { run: "php occ user:delete ann", expect: "ask" },
    { run: "php occ status", expect: "allow" },
    { run: "php craft elements/delete-all-of-type", expect: "ask" },
    { run: "php craft migrate/all", expect: "allow" },
    { run: "php artisan route:list", expect: "allow" },
    { run: "php -S localhost:8000 -t public", expect: "allow" },
    { run: "php -r 'echo json_encode([\"delete\" => 1]);'", expect: "allow" },
  ],
});
