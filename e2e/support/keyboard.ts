import type { Page } from 'playwright-core';

interface Held {
  name: string;
  /** Looks different from not being focused. */
  seen: boolean;
  inDialog: boolean;
}

/** Where focus is now, and whether one can see that. */
export const focus = (page: Page): Promise<Held> =>
  page.evaluate(() => {
    const held = document.activeElement;
    if (!(held instanceof HTMLElement) || held === document.body)
      return { name: '', seen: false, inDialog: false };
    const label = held instanceof HTMLInputElement ? held.labels?.[0]?.textContent : undefined;
    const name = (held.getAttribute('aria-label') ?? label ?? held.textContent ?? '').trim();
    const isDrawn = (style: CSSStyleDeclaration) =>
      (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2) ||
      style.boxShadow !== 'none';
    // A ring stands on the element, on what wraps it, or on what is drawn after it or beside a hidden radio.
    const around = [held, held.parentElement, held.parentElement?.parentElement, held.nextElementSibling];
    const drawn = around.some(
      (one) => one && (isDrawn(getComputedStyle(one)) || isDrawn(getComputedStyle(one, '::after'))),
    );
    const box = held.getBoundingClientRect();
    const onScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return { name, seen: drawn && onScreen, inDialog: held.closest('dialog') !== null };
  });

/** Presses Tab until focus is on what is called so; says what was passed when it never comes there. */
export const tabTo = async (page: Page, name: string | RegExp): Promise<Held> => {
  const passed: string[] = [];
  const matches = (text: string) => (typeof name === 'string' ? text === name : name.test(text));
  for (let times = 0; times < 90; times++) {
    const held = await focus(page);
    if (matches(held.name)) return held;
    passed.push(held.name.slice(0, 40));
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${name}. It passed: ${passed.join(' | ')}`);
};
