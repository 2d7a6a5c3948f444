import * as z from 'zod/mini';
import { Refusal } from '../refusal.ts';

type Schema = z.core.$ZodType;
type Code = 'request.invalid' | 'request.bad-query';

/** What a schema makes of input, or a refusal that names every field that is not right. */
export const parseWith = async (schema: Schema | undefined, input: unknown, code: Code): Promise<unknown> => {
  if (!schema) return undefined;
  const parsed = await z.safeParseAsync(schema, input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues
    .slice(0, 20)
    .map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
  throw new Refusal(code, { fields });
};
