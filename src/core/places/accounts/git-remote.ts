/**
 * Finds where a push goes besides a branch: a platform's remote is an app, and a remote named after a stage is that
 * stage, by any of its names. A forge is no environment.
 */

import type { Facts } from "../../facts/facts.ts";
import { readIni } from "../../text/ini-text.ts";
import { environmentOfLabel, raises } from "../labels.ts";
import type { KnownAs, Locator } from "../locator.ts";
import { fileAbove, type Standing } from "./command-context.ts";

interface Remote {
  readonly name: string;
  readonly url: string;
  readonly line: number;
}

/** Returns locators; empty if the remote does not tell where the pushed code runs. */
export function gitRemote(name: string, standing: Standing, facts: Facts): readonly Locator[] {
  const file = fileAbove(".git/config", standing, facts);
  const remotes = file ? remotesIn(file.text) : [];
  const own = remotes.find(remote => remote.name === name);
  const because = own ? `the remote ${name} is ${withoutSecrets(own.url)}` : `the command pushes to ${name}`;
  const evidence = { because, ...(own && file && { file: file.path, line: own.line }) };
  const app = appOf(own?.url ?? name);
  const others = own ? remotes.filter(remote => remote.name !== name && remote.url === own.url) : [];
  const known: KnownAs[] = [
    ...(app === undefined ? [] : [{ key: "project" as const, name: app, evidence }]),
    ...others.map(({ name: other, line }): KnownAs => {
      const same = `the remote ${other} is the same repository`;
      return { key: "project", name: other, evidence: { because: same, ...(file && { file: file.path, line }) } };
    }),
  ];
  const says = [name, ...known.map(({ name: other }) => other)].some(
    one => !one.includes("/") && raises(environmentOfLabel(one)),
  );
  return says || app !== undefined ? [{ kind: "label", label: own ? name : (app ?? name), evidence, known }] : [];
}

function remotesIn(text: string): readonly Remote[] {
  return readIni(text, { indented: true }).flatMap(({ name: section, values }) => {
    const name = /^remote "(.*)"$/.exec(section)?.[1];
    const url = values.get("url");
    return name === undefined || !url ? [] : [{ name, url: url.value, line: url.line }];
  });
}

/** Heroku, Dokku and Scalingo build and run what is pushed. */
const APPS = [
  /^(?:https:\/\/(?:[^@/]*@)?git\.heroku\.com\/|git@heroku\.com:)([\w-]{1,80}?)(?:\.git)?$/,
  /^(?:ssh:\/\/)?dokku@[^:/]+(?::\d+\/|[:/])([\w.-]{1,80})$/,
  /^git@ssh\.[\w-]+\.scalingo\.com:([\w-]{1,80}?)(?:\.git)?$/,
];

function appOf(url: string): string | undefined {
  return APPS.map(pattern => pattern.exec(url)?.[1]).find(app => app !== undefined);
}

function withoutSecrets(url: string): string {
  return url.replace(/^(\w+:\/\/)[^@/]*@/, "$1");
}
