import axe, { type AxeResults } from 'axe-core';
import type { FrameLocator } from 'playwright-core';

/**
 * What axe-core finds wrong with a webview's page that is serious or critical, a line each: the rule, what it asks for,
 * and where. The source goes in through the debugger, since the page's content security policy lets nothing else in.
 */
export async function seriousProblems(view: FrameLocator): Promise<string[]> {
  const body = await view.locator('body').elementHandle();
  const frame = await body?.ownerFrame();
  if (!frame) throw new Error('The webview has no page to look at.');
  await frame.evaluate(`${axe.source}; undefined`);
  const { violations } = (await frame.evaluate(
    "axe.run(document, { resultTypes: ['violations'] })",
  )) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary}`),
    );
}
