import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { openLog } from './log-file.ts';
import { identify, type ProcessId, signal, stopProcess } from './process-id.ts';
import type { ServiceName, ServiceReport, ServiceState } from './run-files.ts';

export interface Service {
  name: ServiceName;
  /** Null where the program is not installed: then it is reported as missing and left alone. */
  command: string | null;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  port: number;
  logFile: string;
  /** True when it answers. */
  answers(): Promise<boolean>;
  /** Milliseconds it may take to stop before it is ended. */
  patience: number;
}

export interface Pace {
  /** The first restart is made at once; the pause before the second, which doubles up to `longest`. */
  shortest: number;
  longest: number;
  /** After answering for so long, the next restart is made at once again. */
  forgive: number;
  /** Between two questions whether it answers, before it does and after. */
  ask: { early: number; later: number };
}

export const usualPace: Pace = {
  shortest: 500,
  longest: 30_000,
  forgive: 60_000,
  ask: { early: 100, later: 2_000 },
};

export interface Kept {
  report(): ServiceReport;
  stop(): Promise<void>;
  /** Ends it at once, without asking. */
  end(): void;
}

const howItEnded = (code: number | null, killedBy: NodeJS.Signals | null): string =>
  killedBy ? `killed by ${killedBy}` : `exit code ${code}`;

/** Its own process group, so that Ctrl-C in the supervisor's terminal is not also Ctrl-C for the service. */
const launch = (service: Service, command: string): ChildProcess => {
  const log = openLog(service.logFile);
  try {
    const { args, env, cwd } = service;
    return spawn(command, args, { env, cwd, detached: true, stdio: ['ignore', log, log] });
  } finally {
    closeSync(log);
  }
};

/** Starts a service, and starts it again whenever it ends, until it is told to stop. `tell` hears of every change. */
export class KeptService implements Kept {
  readonly #service: Service;
  readonly #pace: Pace;
  readonly #tell: (report: ServiceReport) => void;
  #state: ServiceState = 'stopped';
  #since = Date.now();
  #process: ProcessId | null = null;
  #restarts = 0;
  #lastEnd: string | null = null;
  #pause = 0;
  #answeredSince: number | null = null;
  #restarting: NodeJS.Timeout | null = null;
  #asking: NodeJS.Timeout | null = null;
  #stopping = false;

  constructor(service: Service, tell: (report: ServiceReport) => void, pace: Pace = usualPace) {
    this.#service = service;
    this.#tell = tell;
    this.#pace = pace;
  }

  report(): ServiceReport {
    return {
      name: this.#service.name,
      state: this.#state,
      process: this.#process,
      port: this.#service.port,
      restarts: this.#restarts,
      since: this.#since,
      lastEnd: this.#lastEnd,
    };
  }

  start(): void {
    const { command } = this.#service;
    if (command === null) return this.#become('missing');
    const child = launch(this.#service, command);
    this.#process = child.pid === undefined ? null : identify(child.pid);
    this.#answeredSince = null;
    this.#become('starting');
    const ended = (how: string) => {
      child.removeAllListeners();
      this.#ended(how);
    };
    child.once('error', (error) => ended(error.message));
    child.once('exit', (code, killedBy) => ended(howItEnded(code, killedBy)));
    this.#ask(this.#process);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#restarting) clearTimeout(this.#restarting);
    if (this.#process) {
      this.#become('stopping');
      await stopProcess(this.#process, this.#service.patience);
    }
    this.#process = null;
    if (this.#asking) clearTimeout(this.#asking);
    if (this.#state !== 'missing') this.#become('stopped');
  }

  end(): void {
    this.#stopping = true;
    if (this.#process) signal(this.#process, 'SIGKILL');
  }

  #become(state: ServiceState): void {
    if (this.#state !== state) this.#since = Date.now();
    this.#state = state;
    this.#tell(this.report());
  }

  #ended(how: string): void {
    this.#process = null;
    if (this.#stopping) return;
    this.#lastEnd = how;
    const wasWell =
      this.#answeredSince !== null && performance.now() - this.#answeredSince >= this.#pace.forgive;
    const pause = wasWell ? 0 : this.#pause;
    this.#pause = Math.min(Math.max(pause * 2, this.#pace.shortest), this.#pace.longest);
    this.#become('waiting');
    this.#restarting = setTimeout(() => {
      this.#restarts += 1;
      this.start();
    }, pause);
  }

  /** Asks again and again for as long as the same process runs. */
  #ask(asked: ProcessId | null): void {
    if (asked === null) return;
    void this.#service
      .answers()
      .catch(() => false)
      .then((answers) => {
        if (this.#process !== asked || this.#stopping) return;
        if (answers) this.#answeredSince ??= performance.now();
        const state = answers ? 'running' : this.#answeredSince === null ? 'starting' : 'unhealthy';
        if (state !== this.#state) this.#become(state);
        const { early, later } = this.#pace.ask;
        this.#asking = setTimeout(() => this.#ask(asked), state === 'starting' ? early : later);
      });
  }
}
