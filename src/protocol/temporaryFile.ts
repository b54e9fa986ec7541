/**
 * Names of files that are written before they take another's place. They say which thread of which process writes them, so
 * that what either left behind when it died can be told from what is being written.
 */

/** Who writes a file. */
export interface FileWriter {
  /** The system's number of the process. */
  readonly process: number;
  /** Node's number of the thread, which no other thread of the process ever has. */
  readonly thread: number;
}

const FORM = /\.(\d+)\.(\d+)\.[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.tmp$/;

/** @param unique a UUID, which no other file that this thread writes has in its name */
export function temporaryPath(path: string, { process, thread }: FileWriter, unique: string): string {
  return `${path}.${process}.${thread}.${unique}.tmp`;
}

/** Who writes, or wrote, a file of this name; undefined where it is none such. */
export function writerOf(name: string): FileWriter | undefined {
  const [, process, thread] = FORM.exec(name) ?? [];
  return process === undefined ? undefined : { process: Number(process), thread: Number(thread) };
}
