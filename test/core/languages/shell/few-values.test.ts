/** A variable that holds one of a few values: what is done to it is asked like each of them. */
import { describe, expect, it } from "vitest";
import { judgeIn, type World } from "../../../support/little-world.ts";

type Case = readonly [run: string, held: boolean];

const WORLD: World = {
  files: { "/home/dev/todo.txt": "x\n", "/home/dev/x y": "x\n", "/home/dev/Pictures/one.jpg": "x" },
};

function check(cases: readonly Case[]): void {
  it.each(cases)("%s", async (run, held) => {
    const { decision } = await judgeIn(WORLD, { kind: "command", text: run });
    expect(decision !== "allow").toBe(held);
  });
}

describe("is followed", () => {
  check([
    ['until [ -n "$i" ]; do i=~/todo.txt; done; : > "$i"', true],
    ['case x in x) i=~/todo.txt;; esac; : > "$i"', true],
    ['if test -e x; then i=/tmp/a; else i=~/todo.txt; fi; : > "$i"', true],
    ['for d in ~/Pict*/one*; do :; done; echo x > /tmp/n; mv /tmp/n "$d"', true],
    ['v=~/todo.txt; declare -n n=v; : > "$n"', true],
    ["mapfile -t a < <(printf '%s\\n' ~/todo.txt); : > \"${a[0]}\"", true],
    ['a=(); a+=(~/todo.txt); : > "${a[0]}"', true],
    ['declare -A a; a[k]=~/todo.txt; : > "${a[k]}"', true],
    ['a=(-- ~/todo.txt); cp /etc/hostname "${a[@]:1}"', true],
    ['set -- none ~/todo.txt; cp /etc/hostname "${@:2}"', true],
    ['printf -v f %s ~/tod*; : > "$f"', true],
    [': > "$(echo ~/todo.txt:x | cut -d: -f1)"', true],
    [": > \"$(sed s/@/o/ <<< '/h@me/dev/todo.txt')\"", true],
    [': > "$(python3 -c \'print("/home/dev/todo.txt")\')"', true],
    ['read -r x <<< "$(ls ~/tod*)"; : > "$x"', true],
    ['n=0; while [ $n -lt 1 ]; do n=1; export f="$HOME"/todo.txt; : > "$f"; done', true],
    ["env -S 'bash -c' 'x=~/todo.txt; rm \"$x\"'", true],
  ]);
});

describe("and holds nothing that matters", () => {
  check([
    ['case x in x) i=/tmp/a;; *) i=/tmp/b;; esac; : > "$i"', false],
    ['if test -e x; then i=new1; else i=new2; fi; echo x > "$i"', false],
    ['declare -A a; a[k]=/tmp/x; : > "${a[k]}"', false],
    ['a=(-- /tmp/x); rm -f "${a[@]:1}"', false],
    ["mapfile -t a < <(printf '%s\\n' /tmp/x); rm \"${a[0]}\"", false],
  ]);
});
