import type { Role } from '#contracts/accounts';

/** The account behind a request or a socket. */
export interface Who {
  accountId: string;
  role: Role;
  name: string | null;
}
