import type { Workbench } from '../host/workbench.ts';

/** Types a path into the file dialog that the workbench draws itself where there is no system to ask, and takes it. */
export async function answerFileDialog({ page, quickInput }: Workbench, path: string): Promise<void> {
  const box = page.locator('.quick-input-widget:visible .quick-input-box input');
  // The box of paths fills itself in once it has read the folder.
  await page.waitForFunction(() =>
    document.querySelector<HTMLInputElement>('.quick-input-box input')?.value.startsWith('/'),
  );
  // And once more when it has come to rest.
  for (let quiet = 0; quiet < 2; ) {
    await box.fill(path);
    await page.waitForTimeout(1000);
    quiet = (await box.inputValue()) === path ? quiet + 1 : 0;
  }
  await quickInput.accept();
}
