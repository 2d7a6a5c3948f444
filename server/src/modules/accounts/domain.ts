import type { Account, Address, Role } from '#contracts/accounts';

/** An account with what only this module sees. */
export interface StoredAccount extends Account {
  passwordHash: string | null;
  createdAt: number;
}

export const toAccount = ({ passwordHash: _, createdAt: __, ...account }: StoredAccount): Account => account;

/** What others may call this account. */
export const displayName = (account: { role: Role; name: string | null }): string =>
  account.name ?? (account.role === 'buyer' ? 'Guest' : 'Seller');

/** What a visitor brings along when they sign in: only what the account does not know yet. */
export const adopted = (
  mine: Account,
  visitor: Account,
): { phone: string | null; address: Address | null } => ({
  phone: mine.phone ?? visitor.phone,
  address: mine.address ?? visitor.address,
});

/** The passwords that are tried first everywhere; the longer lists add variations of these. */
const common = new Set(
  `password password1 password123 passw0rd 12345678 123456789 1234567890 87654321 11111111 00000000 qwertyui qwerty123
  qwertyuiop asdfghjkl iloveyou sunshine princess football baseball superman batman123 trustno1 letmein1 welcome1
  admin123 administrator abc12345 abcd1234 a1b2c3d4 1q2w3e4r 1qaz2wsx zaq12wsx computer internet whatever starwars
  dragon123 monkey123 master123 shadow123 michael1 jennifer india123 bharat123 krishna1 ganesh123 sairam123 omsairam
  jaishriram leo12345 leolive1 changeme secret123 test1234 testtest guest123 default1 pass1234 hello123 loveyou1
  99999999 88888888 66666666 12341234 11223344 12121212 55555555 147258369 987654321 0987654321 q1w2e3r4 asdf1234`.split(
    /\s+/,
  ),
);

export const isCommonPassword = (password: string, email: string): boolean => {
  const typed = password.toLowerCase();
  return common.has(typed) || typed === email || typed === email.split('@')[0] || /^(.)\1*$/.test(typed);
};
