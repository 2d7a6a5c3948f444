import * as z from 'zod/mini';
import { refusals } from '#contracts/refusals';
import type { RouteDefinition } from '#contracts/route';

type Schema = z.core.$ZodType;

const jsonSchema = (schema: Schema, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  return rest;
};

const parameters = (schema: Schema | undefined, place: 'path' | 'query') => {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: one,
  }));
};

const bodyOf = (route: RouteDefinition) => {
  if (route.body)
    return { required: true, content: { 'application/json': { schema: jsonSchema(route.body, 'input') } } };
  const content = Object.fromEntries(
    (route.stream ?? []).map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
  );
  return route.stream && { required: true, content };
};

const key = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'The same key gets the same answer, however often it is sent',
  schema: { type: 'string', minLength: 8, maxLength: 128 },
};

const operation = (route: RouteDefinition) => ({
  summary: route.summary,
  'x-access': route.access,
  parameters: [
    ...parameters(route.params, 'path'),
    ...parameters(route.query, 'query'),
    ...(route.idempotent ? [key] : []),
  ],
  ...(bodyOf(route) && { requestBody: bodyOf(route) }),
  responses: {
    200: {
      description: 'Done',
      content: { 'application/json': { schema: jsonSchema(route.reply, 'output') } },
    },
    default: {
      description: 'Refused',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
    },
  },
});

const refusal = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', enum: Object.keys(refusals) },
        message: { type: 'string' },
        details: { type: 'object', additionalProperties: true },
      },
    },
  },
};

/** The OpenAPI document of the same route values that are served. */
export const openApi = (routes: readonly RouteDefinition[], title: string) => {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title,
      version: '1',
      description: 'Money is in the smallest unit (paise), time in milliseconds UTC.',
    },
    paths,
    components: { schemas: { Refusal: refusal } },
  };
};
