import type { Workbench } from '../host/workbench.ts';

/**
 * Answers what `Firth: Train Genre Classifier...` asks, once it was called: the folders of the workspace, and a way to learn.
 *
 * @param mode how its name begins; the one that is offered first unless said
 */
export async function trainOnFolders({ quickInput }: Workbench, mode?: string): Promise<void> {
  await quickInput.waitUntilOpen('Labelled Texts');
  const [folders] = await quickInput.items();
  await quickInput.accept(folders!.label);
  await quickInput.waitUntilOpen('Train Genre Classifier');
  if (mode !== undefined) await quickInput.type(mode);
  await quickInput.accept();
}
