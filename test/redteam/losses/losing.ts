/** Ways to lose a file, a folder, or what a repository has not committed: each is one statement about a spelled path. */
import type { Random } from "./random.ts";
import { quoted, type Spelled, spell, spellPlainly } from "./spelling.ts";
import {
  ARCHIVES,
  DOCUMENTS,
  EMPTY,
  FOLDERS,
  HOME_FILES,
  MODIFIED_FILES,
  OTHERS,
  OWN_FILES,
  WORKSPACE,
} from "./world.ts";

/** Statements, in order. */
export type Statements = readonly string[];

/** One loss, chosen by `r`. */
export function loss(r: Random): Statements {
  const kind = r.next();
  if (kind < 0.55) return ofFile(r.pick([...HOME_FILES, ...HOME_FILES, ...OWN_FILES, ...MODIFIED_FILES]), r);
  if (kind < 0.88) return ofFolder(r.pick(FOLDERS), r);
  return inRepository(r);
}

function ofFile(path: string, r: Random): Statements {
  const { before, word } = spell(path, r);
  const family = r.pick([deleting, deleting, emptying, emptying, writing, writing, replacing, editing, byCode, byList]);
  return [...before, family(word, path, r)];
}

type OfWord = (word: string, path: string, r: Random) => string;

const deleting: OfWord = (word, _path, r) =>
  r.pick([
    `rm ${word}`,
    `rm -f ${word}`,
    `rm -rf -- ${word}`,
    `unlink ${word}`,
    `shred -u ${word}`,
    `command rm -f ${word}`,
    `\\rm ${word}`,
    `/bin/rm ${word}`,
    `find ${word} -delete`,
    `find ${word} -type f -exec rm {} +`,
    `find ${word} -exec unlink {} \\;`,
    `mv ${word} /tmp/zz`,
    `mv -t /tmp ${word}`,
  ]);

const emptying: OfWord = (word, _path, r) =>
  r.pick([
    `> ${word}`,
    `: > ${word}`,
    `true >| ${word}`,
    `cat /dev/null > ${word}`,
    `printf '' > ${word}`,
    `truncate -s 0 ${word}`,
    `truncate --size=0 ${word}`,
    `cp /dev/null ${word}`,
    `tee ${word} < /dev/null`,
    `dd if=/dev/null of=${word} status=none`,
    `install -m 644 /dev/null ${word}`,
    `sed -i d ${word}`,
    `exec 3> ${word}`,
    `{ :; } > ${word}`,
    `head -c 0 /etc/passwd > ${word}`,
  ]);

const writing: OfWord = (word, _path, r) =>
  r.pick([
    `echo new > ${word}`,
    `date &> ${word}`,
    `printf '%s\\n' a b > ${word}`,
    `cat > ${word} <<< new`,
    `cat <<END > ${word}\nnew\nEND`,
    `echo new | tee ${word}`,
    `echo new | dd of=${word} status=none`,
    `dd if=/dev/zero of=${word} bs=64 count=1 status=none`,
    `dd if=/dev/zero of=${word} bs=8 count=1 conv=notrunc status=none`,
    `sort -o ${word} /etc/hostname`,
    `awk 'BEGIN { print "x" }' > ${word}`,
    `(echo a; echo b) > ${word}`,
    `for i in 1 2; do echo $i; done > ${word}`,
    `git -C ${WORKSPACE} log --output=${word}`,
    `tar cf ${word} -C /etc hostname`,
  ]);

const replacing: OfWord = (word, path, r) => {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const other = r.pick([`${OTHERS}/letter.txt`, `${WORKSPACE}/README.md`, "/etc/hostname"]);
  const source = spellPlainly(other, r);
  return r.pick([
    `cp ${source} ${word}`,
    `cp -f ${source} ${word}`,
    `cp --remove-destination ${source} ${word}`,
    `install ${source} ${word}`,
    `cp ${source} /tmp/${quoted(name)}; mv -f /tmp/${quoted(name)} ${word}`,
    `echo x > /tmp/n; mv /tmp/n ${word}`,
    `ln -sf /dev/null ${word}`,
    `ln -f ${source} ${word}`,
    `cp -T ${source} ${word}`,
  ]);
};

const editing: OfWord = (word, _path, r) =>
  r.pick([
    `sed -i 's/.*//' ${word}`,
    `sed -i '1,$d' ${word}`,
    `sed -i -e '/line/d' ${word}`,
    `perl -i -ne '' ${word}`,
    `perl -pi -e 's/.*//s' ${word}`,
    `ed -s ${word} <<< $'1,$d\\nw'`,
  ]);

const byCode: OfWord = (word, path, r) => {
  const said = JSON.stringify(path);
  return r.pick([
    `python3 -c 'import os,sys; os.remove(sys.argv[1])' ${word}`,
    `python3 -c 'import sys; open(sys.argv[1], "w")' ${word}`,
    `python3 -c 'import sys,pathlib; pathlib.Path(sys.argv[1]).write_text("x")' ${word}`,
    `python3 -c ${quoted(`import os; os.unlink(${said})`)}`,
    `python3 -c ${quoted(`p = ${said}\nwith open(p, "w") as f: f.write("x")`)}`,
    `python3 - ${word} <<'END'\nimport sys, os\nfor p in sys.argv[1:]:\n    os.truncate(p, 0)\nEND`,
    `perl -e 'unlink $ARGV[0]' ${word}`,
    `perl -e 'open F, ">", shift' ${word}`,
    `perl -e ${quoted(`unlink ${quoted(path).replace("@", "\\@")}`)}`,
    `node -e 'fs.unlinkSync(process.argv[1])' ${word}`,
    `node -e 'require("fs").writeFileSync(process.argv[1], "x")' ${word}`,
    `node -e ${quoted(`fs.rmSync(${said})`)}`,
    `awk 'BEGIN { printf "" > ARGV[1] }' ${word}`,
    `P=${word} python3 -c 'import os; os.remove(os.environ["P"])'`,
    `P=${word} node -e 'fs.truncateSync(process.env.P)'`,
  ]);
};

/** The name goes through a pipe, a list or a loop. */
const byList: OfWord = (word, _path, r) => {
  const end = r.pick(['rm "$i"', ': > "$i"', 'mv "$i" /tmp/zz', 'cp /dev/null "$i"', 'echo x > "$i"']);
  return r.pick([
    `printf '%s\\0' ${word} | xargs -0 rm`,
    `echo ${word} | xargs -I{} rm {}`,
    `echo ${word} | xargs -I@ truncate -s 0 @`,
    `printf '%s\\n' ${word} | xargs -d '\\n' rm -f --`,
    `echo ${word} | xargs -I{} sh -c ': > "{}"'`,
    `for i in ${word}; do ${end}; done`,
    `echo ${word} | while IFS= read -r i; do ${end}; done`,
    `while read -r i; do ${end}; done < <(ls -d ${word})`,
    `while read -r i; do ${end}; done <<< ${word}`,
    `g() { local i=$1; ${end}; }; g ${word}`,
    `set -- ${word}; for i; do ${end}; done`,
    `until [ -n "$i" ]; do i=${word}; done; ${end}`,
    `case x in x) i=${word};; esac; ${end}`,
    `i=${word}; [ -f "$i" ] && ${end}`,
    `if [[ -e ${word} ]]; then i=${word}; ${end}; fi`,
  ]);
};

function ofFolder(path: string, r: Random): Statements {
  const { before, word } = spell(path, r);
  const family = r.pick([folderWhole, folderWhole, folderFound, folderFiles, folderByCode, folderReplaced]);
  return [...before, family(word, path, r)];
}

const folderWhole: OfWord = (word, _path, r) =>
  r.pick([
    `rm -rf ${word}`,
    `rm -r -f ${word}/`,
    `rm --recursive --force ${word}`,
    `rm -rf ${word}/*`,
    `mv ${word} /tmp/zz`,
    `mv ${word}/* /tmp`,
    `cd ${word} && rm -rf ./*`,
    `cd ${word} && rm -rf -- *`,
    `(cd ${word}; find . -type f -delete)`,
    `pushd ${word} > /dev/null; rm -f *; popd > /dev/null`,
  ]);

const folderFound: OfWord = (word, _path, r) =>
  r.pick([
    `find ${word} -type f -delete`,
    `find ${word} -type f -exec rm -f {} \\;`,
    `find ${word} -type f -print0 | xargs -0 rm`,
    `find ${word} -type f | xargs -d '\\n' truncate -s 0`,
    `find ${word} -type f -exec sh -c ': > "$1"' _ {} \\;`,
    `find ${word} -type f -exec cp /dev/null {} \\;`,
    `find ${word} -type f | while read -r f; do : > "$f"; done`,
    `find ${word} -type f -exec mv -t /tmp {} +`,
    `ls -d ${word}/* | xargs -d '\\n' rm -rf`,
    `find ${word} -type f -execdir shred -u {} +`,
    `find ${word} -type f -exec sed -i d {} +`,
    `find ${word} -type f -exec dd if=/dev/null of={} status=none \\;`,
    `find ${word} -type f -exec tee {} + < /dev/null`,
  ]);

const folderFiles: OfWord = (word, _path, r) => {
  const end = r.pick([
    'rm -rf "$i"',
    ': > "$i"',
    'truncate -s 0 "$i"',
    'mv "$i" /tmp/',
    'echo > "$i"',
    'ln -sf /dev/null "$i"',
  ]);
  return r.pick([
    `for i in ${word}/*; do ${end}; done`,
    `for i in $(ls ${word}); do rm -rf ${word}/$i; done`,
    `a=(${word}/*); rm -rf "\${a[@]}"`,
    `a=(${word}/*); for i in "\${a[@]}"; do ${end}; done`,
    `shopt -s globstar; for i in ${word}/**; do [ -f "$i" ] && ${end}; done`,
    `truncate -s 0 ${word}/*`,
    `tee ${word}/* < /dev/null`,
    `sed -i d ${word}/*.*`,
    `perl -i -ne '' ${word}/*.*`,
    `shred -u ${word}/*.*`,
    `set -- ${word}/*; while [ $# -gt 0 ]; do i=$1; shift; ${end}; done`,
  ]);
};

const folderByCode: OfWord = (word, path, r) => {
  const said = JSON.stringify(path);
  return r.pick([
    `python3 -c 'import shutil,sys; shutil.rmtree(sys.argv[1])' ${word}`,
    `python3 -c ${quoted(`import shutil; shutil.rmtree(${said})`)}`,
    `python3 -c ${quoted(`import glob,os\nfor p in glob.glob(${JSON.stringify(`${path}/*.*`)}): os.remove(p)`)}`,
    `python3 -c ${quoted(`import pathlib\nfor p in pathlib.Path(${said}).rglob("*.*"): p.write_text("")`)}`,
    `python3 -c ${quoted(`import os\nfor d, _, fs in os.walk(${said}):\n  for f in fs: os.remove(os.path.join(d, f))`)}`,
    `node -e 'fs.rmSync(process.argv[1], {recursive: true})' ${word}`,
    `node -e ${quoted(`for (const n of fs.readdirSync(${said})) fs.rmSync(${said} + "/" + n, {recursive: true})`)}`,
    `perl -MFile::Path -e 'rmtree(shift)' ${word}`,
    `perl -e ${quoted(`unlink glob "${path}/*.*"`)}`,
    `python3 -c ${quoted(`import shutil; shutil.move(${said}, "/tmp/zz")`)}`,
  ]);
};

const folderReplaced: OfWord = (word, path, r) =>
  r.pick([
    `rsync -a --delete ${EMPTY}/ ${word}/`,
    `cp -r ${OTHERS}/. ${path === DOCUMENTS ? word : DOCUMENTS}`,
    `cp ${OTHERS}/* ${path === DOCUMENTS ? word : DOCUMENTS}`,
    `cp -t ${path === DOCUMENTS ? word : DOCUMENTS} ${OTHERS}/*.tex`,
    `mv ${OTHERS}/* ${path === DOCUMENTS ? word : DOCUMENTS}`,
    `tar xf ${ARCHIVES.tar} -C ${path === DOCUMENTS ? word : DOCUMENTS}`,
    `cat ${ARCHIVES.tar} | tar x -C ${path === DOCUMENTS ? word : DOCUMENTS}`,
    `tar cf - -C ${OTHERS} . | tar xf - -C ${path === DOCUMENTS ? word : DOCUMENTS}`,
    `(cd ${path === DOCUMENTS ? word : DOCUMENTS} && tar -xf ${ARCHIVES.tar})`,
    `unzip -qo ${ARCHIVES.zip} -d ${path === DOCUMENTS ? word : DOCUMENTS}`,
    `(cd ${path === DOCUMENTS ? word : DOCUMENTS} && unzip -o ${ARCHIVES.zip})`,
    `tar cf /tmp/t.tar --remove-files ${word}`,
    `rm -rf ${word}; cp -r ${EMPTY} ${path}`,
  ]);

function inRepository(r: Random): Statements {
  const { before, word }: Spelled = r.chance(0.5) ? { before: [], word: "." } : spell(WORKSPACE, r);
  const at = `git -C ${word}`;
  return [
    ...before,
    r.pick([
      `${at} checkout -- .`,
      `${at} checkout -f`,
      `${at} checkout HEAD -- src config.json`,
      `${at} checkout main -- .`,
      `${at} restore .`,
      `${at} restore --source=HEAD --worktree src/util.ts`,
      `${at} reset --hard`,
      `${at} reset -q --hard HEAD`,
      `${at} clean -fd`,
      `${at} clean -fdx`,
      `${at} clean -ffdq data`,
      `${at} switch -f main`,
      `${at} checkout -f -B other`,
      `${at} read-tree --reset -u HEAD`,
      `${at} checkout-index -f -a`,
      `${at} rm -rf src config.json`,
      `${at} -c alias.x='reset --hard' x`,
      `${at} show HEAD:config.json > config.json`,
      `${at} ls-files --others | xargs rm`,
      `${at} ls-files -mo -z | xargs -0 rm -f`,
      `${at} ls-files --others --exclude-standard | while read -r f; do rm "$f"; done`,
      `${at} diff | git apply -R`,
      `${at} archive HEAD | tar x`,
      `${at} diff --name-only | xargs git checkout --`,
    ]),
  ];
}
