import type { Ground } from './Ground.ts';

/** Something that goes wrong. To add one, add a line to the list of its kind; faults.ts has them all. */
export interface Fault {
  readonly name: string;
  /**
   * Causes the fault and checks what Firth does about it; what must hold after every fault is checked by others.
   *
   * @returns why the fault could not be caused on this machine; `trained` where work that replaces what is stored ended
   *   well in spite of it
   */
  cause(ground: Ground): Promise<undefined | 'trained' | { readonly skipped: string }>;
}
