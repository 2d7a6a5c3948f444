import axe, { type Result } from 'axe-core';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };

declare global {
  interface Window {
    axe?: typeof axe;
  }
}

const told = (where: string, { id, nodes }: Result): string[] =>
  nodes.map((node) => `${where}: ${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`);

const violations = async (page: Page, where: string, rules?: string[]): Promise<string[]> => {
  const runOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: tags };
  const found = await page.evaluate(
    async (only) =>
      (await window.axe?.run({ runOnly: only as never, resultTypes: ['violations'] }))?.violations ?? [],
    runOnly,
  );
  return found.flatMap((one) => told(where, one));
};

/** Sets the scheme and lets colours finish changing. */
const setScheme = async (page: Page, colorScheme: 'light' | 'dark') => {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const changing = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(changing.map((one) => one.finished));
  });
};

/** How far the page can be scrolled sideways on the narrowest phone, in pixels. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth);

/**
 * What stands in somebody's way on the screen a page shows, on a phone and on a desktop. What light and dark have in
 * common is looked at once; colours are looked at in both.
 */
export const barriers = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  const found: string[] = [];
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    await setScheme(page, 'light');
    found.push(...(await violations(page, `${size}, light`)));
    await setScheme(page, 'dark');
    found.push(...(await violations(page, `${size}, dark`, ['color-contrast'])));
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const over = await sideways(page);
  if (over > 0) found.push(`320 px wide: scrolls ${over} px sideways`);
  return found;
};
