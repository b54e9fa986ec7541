import type { Disposable, LogOutputChannel } from 'vscode';
import type { EngineMethods } from '../../protocol/engine.ts';
import type { EngineCall } from '../EngineThread.ts';
import { LastingThread } from '../LastingThread.ts';

/** The methods that need no open vectors, since all that they work on comes with the call. */
type MapMethod = 'layOutWords' | 'steerLayout' | 'judgeMap' | 'clusterMapWords' | 'tabulateMap';

/** An engine thread for the long work of the map, so that the one that answers hovers stays free. */
export class MapThread implements Disposable {
  readonly #thread: LastingThread;
  #disposed = false;

  constructor(engineScript: string, log: LogOutputChannel) {
    this.#thread = new LastingThread({ script: engineScript, name: 'firth-map', log, isBackground: true });
  }

  /** Starts the thread before it is needed. */
  warmUp(): void {
    void this.#thread.ready();
  }

  /** Calls a method; rejects when the thread ends before it has answered. */
  async call<K extends MapMethod>(
    method: K,
    params: EngineMethods[K]['params'],
    options?: EngineCall<K>,
  ): Promise<EngineMethods[K]['result']> {
    if (this.#disposed) throw new Error('The map is closed.');
    const thread = await this.#thread.ready();
    return thread.call(method, params, options);
  }

  dispose(): void {
    this.#disposed = true;
    void this.#thread.stop();
  }
}
