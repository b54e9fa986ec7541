import { FileSystemError, type Uri, workspace } from 'vscode';

/** Whether there is a file; errors other than its absence are thrown. */
export async function fileExists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}
