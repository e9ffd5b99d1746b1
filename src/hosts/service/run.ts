/** Assembles the service, and takes it apart when it is no longer needed. */

import { bytesOf } from "../../platform/announce.ts";
import { AuditFile } from "../../platform/audit-file.ts";
import { AuditTail } from "../../platform/audit-tail.ts";
import { maskedCopyIn } from "../../platform/masked-copy.ts";
import { OneTimeCodes } from "../../platform/one-time-codes.ts";
import { PairedClients } from "../../platform/paired-clients.ts";
import { places } from "../../platform/places.ts";
import { proofOf, serviceKey } from "../../platform/service-key.ts";
import { isStrongService } from "../../platform/strong.ts";
import { workspaceRootOf } from "../../platform/surroundings.ts";
import { agreeToTool } from "../../platform/tool-pins.ts";
import { TrustedFiles } from "../../platform/trusted-files.ts";
import * as wire from "../../wire/guard.ts";
import { Answer } from "../../wire/messages/answer.ts";
import { AskAgain } from "../../wire/messages/ask-again.ts";
import { Codes } from "../../wire/messages/codes.ts";
import { DistrustPolicy } from "../../wire/messages/distrust-policy.ts";
import { MarkPlace } from "../../wire/messages/mark-place.ts";
import { Questions } from "../../wire/messages/questions.ts";
import { TrustPolicy } from "../../wire/messages/trust-policy.ts";
import { VERSION } from "../../wire/version.ts";
import { environmentOfFolder, judgeAct, traceAct, unreadAct } from "../engine.ts";
import { configChangeRefusal } from "../hook/config-change.ts";
import { auditLedger } from "../hook/ledger.ts";
import { weigher } from "../hook/weigh.ts";
import { organizationOf, policiesOf } from "../policies.ts";
import { PolicyTrust } from "../policy-trust.ts";
import { StandIns } from "../terminal/stand-ins.ts";
import { UserPolicy } from "../user-policy.ts";
import { answerHttpHook } from "./answer-hook.ts";
import { realClock } from "./clock.ts";
import { serveEditor } from "./editor-session.ts";
import { Guard } from "./guard.ts";
import { receive } from "./human-only-requests.ts";
import { Idle } from "./idle.ts";
import { JudgingPool } from "./judging/pool.ts";
import { threadsOf } from "./judging/thread.ts";
import { keepLog } from "./keep-log.ts";
import { workspaceFacts } from "./language/workspace-facts.ts";
import type { Log } from "./log.ts";
import { answerCodes } from "./one-time-codes.ts";
import { Pairing } from "./pairing/pairing.ts";
import { Signatures } from "./pairing/signatures.ts";
import { originsOf } from "./pairing/visitor.ts";
import { whatIfWritten } from "./policy-what-if.ts";
import { keepPost, type Post } from "./post.ts";
import { keepRenewed } from "./renew.ts";
import { overHttp } from "./serve-message.ts";
import { makeServer } from "./server.ts";
import { takeSocket } from "./take-socket.ts";

export interface ServiceOptions {
  /** Seconds without an editor, a question or a call until it ends. */
  readonly idleSeconds: number;
  /** How long a question waits for an editor when none is open; default 8 s. */
  readonly graceMs?: number;
  readonly log: Log;
  /** Absolute path of the built service, which judging threads run too. */
  readonly script: string;
}

/** How long one act may block its reader. Nobody notices that while waiting for a tool. */
const READING_MS = 2000;

/** How long questions outlive the last window, which may be reloading. */
const EDITOR_LOST_MS = 60_000;

/** Runs until stopped or idle. Resolves to the exit code, at once to 0 when a service runs already. */
export async function runService({ idleSeconds, graceMs = 8000, log, script }: ServiceOptions): Promise<number> {
  process.umask(isStrongService() ? 0o027 : 0o077);
  const own = places();
  const started = performance.now();
  const key = serviceKey(own);
  const codes = new OneTimeCodes(own.codes, Date.now);
  const file = new AuditFile(own.audit);
  const ledger = auditLedger(own.audit, true, file);
  let guard: Guard | undefined;
  const bundle = organizationOf(own);
  const policies = policiesOf(own, {
    bundle,
    onChange: () => guard?.policiesChanged(),
    isUntrusted: folder => guard?.editors.isUntrusted(folder) === true,
  });
  const judging = new JudgingPool({
    start: threadsOf(script),
    clock: realClock,
    log,
    here: ({ action, policy, roots, session }) => judgeAct(action, policy, roots, session),
    unread: ({ action, policy, roots }, because) => unreadAct(action, policy, roots, because),
    limitMs: READING_MS,
  });
  const weigh = weigher(policies, (action, policy, roots = [], session = {}) =>
    judging.judge({ action, policy, roots, session }),
  );
  const facts = workspaceFacts(own, policies);
  const standIns = new StandIns(own);
  guard = new Guard({
    clock: realClock,
    graces: { noEditor: graceMs, editorLost: EDITOR_LOST_MS },
    haltFile: own.halt,
    ledger,
    judge: weigh,
    changed: facts.changed,
    earlier: new AuditTail(own.audit).acts().map(({ decision }) => decision),
    policy: {
      trust: new PolicyTrust(new TrustedFiles(own.trusted), ledger),
      userPolicy: new UserPolicy(own.userPolicy, ledger, async writes =>
        guard?.watching.announced(
          writes.map(({ file, text }) => ({ path: file, size: text === null ? null : bytesOf(text) })),
        ),
      ),
      whatIf: params =>
        whatIfWritten(params, new AuditTail(own.audit), weigh, instead =>
          weigher(policiesOf(own, { bundle, instead })),
        ),
    },
    policyOf: folder => policies.policyFor(folder, [workspaceRootOf(folder)]).policy,
    environmentOf: (folder, variables) =>
      environmentOfFolder(folder, policies.policyFor(folder, [workspaceRootOf(folder)]).policy, variables),
    agreeToTool(tool, { pin, after }) {
      // In strong mode the relay, run by the person, writes its own pins.
      if (own.strong === undefined) agreeToTool({ folder: own.tools, pin }, tool, after);
    },
    refuseConfigChange: configChangeRefusal(own),
    maskedCopy: maskedCopyIn(own.masked),
    retrace: traceAct,
    useCode(typed) {
      const used = codes.use(typed);
      return used.good ? undefined : used.because;
    },
    called: (agent, pid) => post?.called(agent, pid),
    lookedFor: path => standIns.lookedFor(path),
  });
  const served = guard;
  const origins = originsOf(process.pid);
  const auditLog = keepLog({ file, clock: realClock, notice: ledger.notice, changed: () => served.tell() });
  const pairing = new Pairing({
    clients: new PairedClients(own.paired),
    clock: realClock,
    notice: ledger.notice,
    connected: () => served.editors.all.filter(one => one.isPaired()),
    changed: () => served.tell(),
  });
  const haltedNow = () => {
    const halt = served.halted();
    return {
      halted: halt !== null,
      ...(halt && { haltedBecause: halt.because }),
      ...(halt?.acts && { haltedActs: halt.acts }),
    };
  };
  let post: Post | undefined;
  let stop: (why: string) => void = () => {};
  const stopped = new Promise<string>(resolve => {
    stop = resolve;
  });
  const idle = new Idle(
    realClock,
    idleSeconds,
    () => served.editors.all.length > 0 || served.isAwaited,
    () => stop("idle"),
  );
  const { server, quiet } = makeServer(
    {
      hook(request) {
        idle.touch();
        return answerHttpHook(request, served, realClock);
      },
      status: () => ({
        protocol: wire.PROTOCOL,
        version: VERSION,
        pid: process.pid,
        uptime: (performance.now() - started) / 1000,
        ...haltedNow(),
        pending: served.questions.pending.length,
        editors: served.editors.all.map(({ client }) => client),
      }),
      announced(writes) {
        served.watching.announced(writes);
        post?.announced(writes);
      },
      proof: kind => served.proofs.issue(kind, own),
      halt: because => served.halt(because, "command line"),
      resume: () => served.resume("command line"),
      stop: () => stop("asked to"),
      messages: new Map([
        overHttp(Questions, () => served.asked()),
        overHttp(AskAgain, params => served.askAgain(params)),
        overHttp(MarkPlace, params => served.policy.mark(params, "command line")),
        overHttp(TrustPolicy, params => served.policy.trust(params, "command line")),
        overHttp(DistrustPolicy, params => served.policy.distrust(params, "command line")),
        overHttp(Codes, params => answerCodes(params, codes, ledger)),
        overHttp(Answer, params => served.answer(params, "command line")),
      ]),
      prove: (nonce, said) => proofOf(key, nonce, said),
      receive: () => receive(own, process => served.watching.calledAs(process)),
      signed: (method, { nonce, signed, ...client }) =>
        new Signatures(nonce, pairing, realClock).open(method, signed, client),
      editor: (stream, visitor) =>
        serveEditor(stream, served, facts, { visitor, pairing, auditLog, clock: realClock, origins }, log),
    },
    log,
  );
  const taken = await takeSocket(own, server);
  if (taken.kind === "already-running") {
    idle.end();
    auditLog.end();
    policies.dispose();
    log("another service runs already");
    return 0;
  }
  log(`listening, version ${VERSION}`);
  judging.start();
  post = keepPost({
    own,
    clock: realClock,
    log,
    ledger,
    held: taken,
    key,
    roots: () => served.editors.folders,
    halt: because => served.halt(because, "AgentGuard"),
    retire: () => stop("another service has taken its place"),
  });
  warmUp(weigh, log);
  const endRenewal = keepRenewed(bundle, realClock, () => served.policiesChanged(), log);
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, () => stop(signal));
  const why = await stopped;
  log(`stopping: ${why}`);
  idle.end();
  endRenewal();
  auditLog.end();
  served.close();
  post.end();
  taken.release();
  judging.end();
  policies.dispose();
  await quiet(2000);
  return 0;
}

/** Judges once in advance, so that the first agent does not wait for code to be compiled. */
function warmUp(weigh: ReturnType<typeof weigher>, log: Log): void {
  const text = "true && rm -rf ./nothing | cat";
  weigh({ kind: "command", text, shell: "bash", cwd: "/", origin: { agent: "agentguard" } }).catch((error: unknown) =>
    log(`judging fails: ${error instanceof Error ? error.stack : error}`),
  );
}
