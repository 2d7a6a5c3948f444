/** An answer that is an error, in the shape Razorpay documents. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly body: object;

  constructor(status: number, error: { code: string; description: string } & Record<string, unknown>) {
    super(error.description);
    this.status = status;
    this.body = { error };
  }
}

interface Detail {
  field?: string;
  source?: string;
  step?: string;
  reason?: string;
  metadata?: object;
}

/** The everyday refusal: 400, and not to be tried again. */
export const badRequest = (description: string, detail: Detail = {}): ApiError => {
  const { field, source = 'business', step = 'payment_initiation', reason, metadata = {} } = detail;
  return new ApiError(400, {
    code: 'BAD_REQUEST_ERROR',
    description,
    source,
    step,
    reason: reason ?? 'input_validation_failed',
    metadata,
    ...(field === undefined ? {} : { field }),
  });
};

const nowhere = { source: 'NA', step: 'NA', reason: 'NA', metadata: {} };

export const unknownPath = (): ApiError =>
  badRequest('The requested URL was not found on the server.', nowhere);

export const unknownId = (): ApiError => badRequest('The id provided does not exist');

export const notAuthenticated = (): ApiError =>
  new ApiError(401, { code: 'BAD_REQUEST_ERROR', description: 'Authentication failed', ...nowhere });

export const serverError = (): ApiError =>
  new ApiError(500, {
    code: 'SERVER_ERROR',
    description:
      'We are facing some trouble completing your request at the moment. Please try again shortly.',
    ...nowhere,
  });

/** The answer to a call whose idempotency key is under way: it may be asked again. */
export const inProgress = (): ApiError =>
  new ApiError(409, {
    code: 'BAD_REQUEST_ERROR',
    description: 'Request with this idempotency key is in progress. Please try again later.',
    source: 'business',
    step: 'NA',
    reason: 'idempotent_request_in_progress',
    metadata: {},
  });
