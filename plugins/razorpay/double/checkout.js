// The buyer's side of the double: `new Razorpay(options).open()`, as Razorpay's own script has it. The server wraps
// this file in a function of its own, so that only `window.Razorpay` is left behind,
// and puts checkout.css before it as `css`: the shop's page takes no style sheet from elsewhere.

// Where this script came from, which may be a path of the shop's own that leads here.
const base = document.currentScript.src.replace(/\/v1\/checkout\.js.*$/, '');

/** `make('button', { type: 'button' }, 'Pay')` */
function make(tag, attributes, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

function money(amount, currency) {
  return new Intl.NumberFormat('en-IN', { style: 'currency', currency }).format(amount / 100);
}

async function ask(path, body) {
  const answer = await fetch(`${base}/v1/checkout/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body ? JSON.stringify(body) : undefined,
    credentials: 'omit',
  });
  return answer.json();
}

/** Sends the buyer's whole page to the shop, as browsers inside other apps need it. */
function sendAway(address, fields) {
  const form = make('form', { method: 'post', action: address, hidden: '' });
  for (const [name, value] of Object.entries(fields))
    form.append(make('input', { type: 'hidden', name, value }));
  document.body.append(form);
  form.submit();
}

function errorFields({ error }) {
  const fields = {};
  for (const name of ['code', 'description', 'source', 'step', 'reason'])
    fields[`error[${name}]`] = error[name] ?? '';
  fields['error[metadata]'] = JSON.stringify(error.metadata ?? {});
  return fields;
}

function textField(label, attributes) {
  const input = make('input', { autocomplete: 'off', ...attributes });
  return { input, label: make('label', { class: 'text' }, label, input) };
}

function way(value, title) {
  const input = make('input', { type: 'radio', name: 'method', value });
  return { input, label: make('label', { class: 'way' }, input, title) };
}

/** The fields of the dialog; what is typed into them stays here and is only looked at for the test's own ids. */
function makeFields(prefill) {
  const upi = way('upi', 'UPI');
  const card = way('card', 'Card');
  const vpa = textField('UPI id', { type: 'text', inputmode: 'email', spellcheck: 'false', name: 'vpa' });
  vpa.input.value = prefill.vpa ?? 'success@razorpay';
  const number = textField('Card number', {
    type: 'text',
    inputmode: 'numeric',
    value: '4111 1111 1111 1111',
  });
  const expiry = textField('Expiry', { type: 'text', inputmode: 'numeric', value: '12/30' });
  const cvv = textField('CVV', { type: 'text', inputmode: 'numeric', value: '123', maxlength: '4' });
  const upiPart = make(
    'div',
    { class: 'part' },
    vpa.label,
    make('p', { class: 'hint' }, 'success@razorpay is paid, failure@razorpay is declined.'),
  );
  const cardPart = make(
    'div',
    { class: 'part' },
    number.label,
    make('div', { class: 'pair' }, expiry.label, cvv.label),
  );
  const show = () => {
    upiPart.hidden = !upi.input.checked;
    cardPart.hidden = upi.input.checked;
  };
  (prefill.method === 'card' ? card : upi).input.checked = true;
  for (const { input } of [upi, card]) input.addEventListener('change', show);
  show();
  const ways = make('fieldset', {}, make('legend', {}, 'Pay with'), upi.label, card.label);
  return {
    parts: [ways, upiPart, cardPart],
    read: () => (upi.input.checked ? { method: 'upi', vpa: vpa.input.value.trim() } : { method: 'card' }),
  };
}

const others = [
  { outcome: 'failure', title: 'Fail' },
  { outcome: 'timeout', title: 'Time out' },
  { outcome: 'lost', title: 'Pay, then lose the response' },
  { outcome: 'dismiss', title: 'Dismiss' },
];

function makeButtons(onPress) {
  const payButton = make('button', { type: 'submit', class: 'pay' }, 'Pay');
  const rest = others.map(({ outcome, title }) => {
    const button = make('button', { type: 'button' }, title);
    button.addEventListener('click', () => onPress(outcome));
    return button;
  });
  return { payButton, all: [payButton, ...rest], box: make('div', { class: 'others' }, ...rest) };
}

/** What is on the screen. It knows nothing of orders: `press` and `leave` say what the buyer does. */
class Sheet {
  constructor({ name, description, prefill, press, leave }) {
    this.host = make('div', { 'data-razorpay-double': '' });
    const root = this.host.attachShadow({ mode: 'open' });
    this.amount = make('div', { class: 'amount' }, '…');
    this.status = make('p', { role: 'status' }, 'One moment…');
    this.fields = makeFields(prefill);
    this.buttons = makeButtons(press);
    const close = make('button', { type: 'button', class: 'close', 'aria-label': 'Close' }, '×');
    close.addEventListener('click', leave);
    const title = make('h2', { id: 'title' }, name);
    const about = make('p', { class: 'hint' }, description);
    const head = make('header', {}, make('div', {}, title, this.amount, about), close);
    const { payButton, box } = this.buttons;
    const form = make('form', { novalidate: '' }, ...this.fields.parts, this.status, payButton, box);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      press('success');
    });
    const flag = make('div', { class: 'flag' }, 'TEST MODE · no real money');
    this.dialog = make('dialog', { 'aria-labelledby': 'title' }, flag, head, form);
    this.dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      leave();
    });
    root.append(make('style', {}, css), this.dialog);
    this.wait(true);
  }

  open() {
    document.body.append(this.host);
    this.dialog.showModal();
  }

  close() {
    this.dialog.close();
    this.host.remove();
  }

  price(text) {
    this.amount.textContent = text;
    this.buttons.payButton.textContent = `Pay ${text}`;
  }

  wait(isWaiting) {
    for (const button of this.buttons.all) button.disabled = isWaiting;
  }

  say(text, isBad = false) {
    this.status.textContent = text;
    this.status.className = isBad ? 'bad' : '';
  }
}

/** What shops are given. Options and their names are Razorpay's. */
class Razorpay {
  #options;
  #heard = new Map();
  #sheet = null;
  #timer = 0;
  #failures = 0;
  #asksToLeave = false;

  constructor(options) {
    if (!options?.key) throw new Error('No key passed');
    this.#options = options;
  }

  on(event, hear) {
    this.#heard.set(event, [...(this.#heard.get(event) ?? []), hear]);
    return this;
  }

  open() {
    if (this.#sheet) return;
    const { name = 'Test shop', description = '', prefill = {}, timeout } = this.#options;
    this.#sheet = new Sheet({
      name,
      description,
      prefill,
      press: (outcome) => void this.#press(outcome),
      leave: () => this.#leave(),
    });
    this.#sheet.open();
    if (timeout > 0) this.#timer = setTimeout(() => this.#dismiss('timeout'), timeout * 1000);
    void this.#begin();
  }

  close() {
    clearTimeout(this.#timer);
    this.#sheet?.close();
    this.#sheet = null;
  }

  async #begin() {
    const query = new URLSearchParams({ key_id: this.#options.key, order_id: this.#options.order_id ?? '' });
    const answer = await ask(`preferences?${query}`).catch(() => ({
      error: { description: 'Not reachable.' },
    }));
    const sheet = this.#sheet;
    if (!sheet) return;
    if (answer.error) return sheet.say(answer.error.description, true);
    sheet.price(money(answer.order.amount_due || answer.order.amount, answer.order.currency));
    sheet.say('');
    sheet.wait(false);
    sheet.buttons.payButton.focus();
  }

  async #press(outcome) {
    if (outcome === 'dismiss') return this.#dismiss();
    const sheet = this.#sheet;
    sheet.wait(true);
    sheet.say('Asking the bank…');
    const { key, order_id, prefill = {}, description, notes } = this.#options;
    const { email, contact } = prefill;
    const attempt = {
      key_id: key,
      order_id,
      outcome,
      email,
      contact,
      description,
      notes,
      ...sheet.fields.read(),
    };
    const answer = await ask('attempt', attempt).catch(() => null);
    if (this.#sheet !== sheet) return;
    if (answer?.error) return this.#failed(answer);
    if (answer?.razorpay_signature) return this.#paid(answer);
    // Nobody hears how it went. The buyer sees that, and closes the page.
    const said = outcome === 'timeout' ? 'The bank does not answer.' : 'The connection was lost.';
    sheet.say(`${said} You may close this page.`, true);
  }

  #paid(answer) {
    const { handler, callback_url: address, redirect } = this.#options;
    this.close();
    if (address && (redirect || !handler)) sendAway(address, answer);
    else handler?.(answer);
  }

  #failed(answer) {
    const { callback_url: address, redirect, retry = {} } = this.#options;
    this.#failures += 1;
    for (const hear of this.#heard.get('payment.failed') ?? []) hear(answer);
    if (address && redirect) return sendAway(address, errorFields(answer));
    const isOver = retry.enabled === false || this.#failures > (retry.max_count ?? Number.POSITIVE_INFINITY);
    if (isOver) return this.#dismiss();
    this.#sheet?.say(answer.error.description, true);
    this.#sheet?.wait(false);
  }

  #leave() {
    if (this.#options.modal?.confirm_close && !this.#asksToLeave) {
      this.#asksToLeave = true;
      this.#sheet.say('Do you want to leave without paying? Close once more to leave.', true);
      return;
    }
    this.#dismiss();
  }

  #dismiss(reason) {
    if (!this.#sheet) return;
    this.close();
    this.#asksToLeave = false;
    this.#options.modal?.ondismiss?.(reason);
  }
}

window.Razorpay = Razorpay;
