import { command } from '../command.ts';
import { CliError, usage } from '../errors.ts';

const roles = ['seller', 'operator', 'buyer'] as const;

export const userAdd = command({
  name: 'user add',
  summary: 'add a seller, an operator or a buyer',
  options: {
    email: { flags: '--email <email>', summary: 'to sign in with' },
    name: { flags: '--name <name>', summary: 'what others see' },
    role: { flags: '--role <role>', summary: 'seller (taken where nothing is said), operator or buyer' },
    password: {
      flags: '--password <password>',
      summary: '8 characters or more; without it one is made and shown once',
    },
  },
  run: async ({ output, shopDir, interactive }, { email, name, role = 'seller', password }) => {
    const known = roles.find((one) => one === role);
    if (!known) throw usage(`--role ${role}`, `One of: ${roles.join(', ')}`);
    const accounts = await import('#contracts/accounts');
    const { text } = await import('#contracts/values');
    const { freshPassword } = await import('../init/secrets.ts');
    const { openClient } = await import('../client/api.ts');
    const { readShop } = await import('../shop-folder.ts');
    const { ask } = await import('../ask.ts');
    const shop = readShop(shopDir);
    const isEmail = (typed: string) =>
      accounts.email.safeParse(typed).success ? null : 'is not an e-mail address';
    const isName = (typed: string) =>
      text(80).safeParse(typed).success ? null : 'is not a name of 1 to 80 characters';
    const isPassword = (typed: string) =>
      accounts.password.safeParse(typed).success ? null : 'must have 8 to 256 characters';

    const askFor = async (flag: string, message: string, problem: (typed: string) => string | null) => {
      if (!interactive) throw usage(`${flag} is missing`);
      const typed = await ask({ message, placeholder: '', problem: (value) => problem(value) });
      return typed ?? '';
    };
    const person = {
      email: email ?? (await askFor('--email', 'Their e-mail?', isEmail)),
      name: name ?? (await askFor('--name', 'Their name, as others see it?', isName)),
      role: known,
      password: password ?? freshPassword(),
    };
    const wrong = isEmail(person.email) ?? isName(person.name) ?? isPassword(person.password);
    if (wrong) throw usage(`An answer ${wrong}`);
    const { account } = await openClient(shop).call(accounts.addUser, { body: person });
    if (!account) throw new CliError('The server answered nothing', { code: 'server.unexpected' });
    output.line();
    output.done(`${person.name} may sign in as ${known}`);
    output.line();
    output.pairs([
      ['Sign in with', person.email],
      ...(password === undefined ? ([['Password', person.password]] as const) : []),
    ]);
    output.line();
    return { account, ...(password === undefined && { password: person.password }) };
  },
});
