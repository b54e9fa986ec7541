import type { Neighbour } from '../../../src/core/vectors/WordVectors.ts';
import type { SideBySide, TrainingReport, WordDescription } from '../../../src/protocol/engine.ts';

/** What is measured inside the extension host; times are in milliseconds. */
export interface HostMeasurements {
  /** Evaluation of the bundle and `activate` together, on the extension host's thread. */
  readonly activation: number;
  /** The first hover after activation: start of the engine, loading of general English, the answer. */
  readonly firstHover: number;
  readonly laterHovers: readonly number[];
  /** The same without VS Code's part: a question to the engine and its answer. */
  readonly laterAnswers: readonly number[];
  /** Delay of the event loop while nothing happens, and while a training runs: 50th, 99th percentile and maximum. */
  readonly idleDelay: readonly [number, number, number];
  readonly trainingDelay: readonly [number, number, number];
  /** The command `Firth: Train on This Workspace` from start to end. */
  readonly wall: number;
  readonly report: TrainingReport;
  readonly descriptions: readonly WordDescription[];
  readonly analogies: Readonly<Record<string, SideBySide<readonly Neighbour[]>>>;
}
