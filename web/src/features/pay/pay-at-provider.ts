import type { PaymentAction } from '#contracts/orders';

type Checkout = Extract<PaymentAction, { kind: 'checkout' }>;

/** What the provider's script answers when the buyer has paid; the shop checks it. */
export type Proof = Record<string, string>;

/** How the provider's page was left: with a proof, or without. */
export type Left = { paid: Proof } | { paid: null };

interface Hears {
  /** An attempt on the way did not work; the buyer may try another there. */
  onFailed: (reason: string) => void;
  /** Nothing is to be paid there any more: the news came another way. */
  signal: AbortSignal;
}

interface Page {
  open(): void;
  close?(): void;
  on?(event: 'payment.failed', heard: (about: { error?: { description?: string } }) => void): void;
}
type Makes = new (options: Record<string, unknown>) => Page;

declare global {
  interface Window {
    /** A provider's script defines one of them; see docs/write-a-plugin/payment.md. */
    Razorpay?: Makes;
    LeoCheckout?: Makes;
  }
}

const loading = new Map<string, Promise<void>>();

/** Each provider's script is fetched once a visit; one that did not come is asked for again. */
const load = (address: string): Promise<void> => {
  const before = loading.get(address);
  if (before) return before;
  const fetched = new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.async = true;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => {
      loading.delete(address);
      script.remove();
      reject(new Error('The page to pay on could not be loaded. Check your connection and try again.'));
    });
    document.head.append(script);
  });
  loading.set(address, fetched);
  return fetched;
};

/** Browsers inside other apps have no windows to open a bank in: the provider takes the page's place and sends the buyer back. */
export const isInApp = (agent: string): boolean =>
  /\bInstagram\b|\bFBA[NV]\b|FB_IAB|\bLine\/|; wv\)|MicroMessenger/.test(agent);

const onlyText = (answer: Record<string, unknown>): Proof =>
  Object.fromEntries(
    Object.entries(answer).filter((one): one is [string, string] => typeof one[1] === 'string'),
  );

/** Opens the provider's page over ours, and settles when it is left. */
export const payAtProvider = async (
  { script, options }: Checkout,
  { onFailed, signal }: Hears,
): Promise<Left> => {
  await load(script);
  if (signal.aborted) return { paid: null };
  const Made = window.LeoCheckout ?? window.Razorpay;
  if (!Made)
    throw new Error('The page to pay on could not be opened. Try again, or choose another way of paying.');
  const { callback_url: callback, modal, ...shared } = options;
  if (isInApp(navigator.userAgent) && typeof callback === 'string') {
    new Made({ ...shared, callback_url: new URL(callback, location.href).href, redirect: true }).open();
    return new Promise(() => undefined);
  }
  return new Promise((resolve) => {
    const leave = (how: Left) => {
      signal.removeEventListener('abort', close);
      resolve(how);
    };
    const page = new Made({
      ...shared,
      handler: (answer: Record<string, unknown>) => leave({ paid: onlyText(answer) }),
      modal: { ...(modal as object | undefined), ondismiss: () => leave({ paid: null }) },
    });
    function close() {
      page.close?.();
      resolve({ paid: null });
    }
    signal.addEventListener('abort', close, { once: true });
    page.on?.('payment.failed', ({ error }) => onFailed(error?.description ?? 'The payment failed.'));
    page.open();
  });
};
