import { commands } from 'vscode';

/** A context key for the when-clauses of package.json that is set while some work goes on. */
export class WorkKey {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
    // The window keeps its keys: a host that ended in the middle of the work has left this one set.
    void this.#set(false);
  }

  /** Does the work with the key set. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    await this.#set(true);
    try {
      return await work();
    } finally {
      await this.#set(false);
    }
  }

  #set(isOn: boolean): Thenable<unknown> {
    return commands.executeCommand('setContext', this.#key, isOn);
  }
}
