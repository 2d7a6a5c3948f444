import { type ComponentType, lazy } from 'react';

const kept = 'leo:reloaded';
/** A page that was just loaded and still misses a file is not mended by loading it once more. */
const onceWithinMs = 20_000;

const reloadedLately = (): boolean => Date.now() - Number(sessionStorage.getItem(kept)) < onceWithinMs;

/** Only a shop that answers is worth a reload: without a network it would end in the browser's own error page. */
const answers = async (): Promise<boolean> =>
  fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );

/** After an upgrade of the shop the files of an older page are gone: the page is loaded anew, as the new one. */
const mend = async (failure: unknown): Promise<never> => {
  if (reloadedLately() || !(await answers())) throw failure;
  sessionStorage.setItem(kept, String(Date.now()));
  location.reload();
  return new Promise(() => undefined);
};

/** A part of the page that is fetched when it is first shown. */
export const fetched = <Name extends string, Props>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
) => lazy(async () => ({ default: (await load().catch(mend))[name] }));
