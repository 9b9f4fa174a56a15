import type { FastifyServerOptions } from 'fastify'

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** What never belongs in a log, whatever carries it. */
const secrets: readonly [RegExp, string][] = [
  [/(\w+:\/\/[^\s:/@]+):[^\s@]+@/g, '$1:***@'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 ***'],
  [/\b(token|secret|password|passphrase|key|code|state)=[^\s&"']+/gi, '$1=***'],
  [/AGE-SECRET-KEY-1\w+/g, '***'],
]

/** Text without what opens doors: passwords in addresses, bearer tokens, one-time links. */
export const redacted = (text: string): string =>
  secrets.reduce((clean, [pattern, shown]) => clean.replace(pattern, shown), text)

/**
 * One line of JSON for each event. Of errors only kind, text, code and place: what PostgreSQL adds (the row in question,
 * its values) is what people wrote. Of addresses only the path: queries carry searches and one-time tokens.
 */
export function loggerOptions(wanted = process.env.OPENAIMS_LOG): Exclude<FastifyServerOptions['logger'], boolean> {
  return {
    level: levels.find((level) => level === wanted) ?? 'warn',
    redact: {
      paths: [
        'req.headers.authorization',
        'req.headers.cookie',
        'headers.authorization',
        'headers.cookie',
        '*.password',
        '*.secret',
        '*.token',
      ],
      censor: '***',
    },
    serializers: {
      req: (request) => ({ method: request.method, path: pathOf(request.url) }),
      err: (error: Error & { code?: string }) => ({
        type: error.name,
        message: redacted(error.message),
        stack: redacted(error.stack ?? ''),
        ...(error.code === undefined ? {} : { code: error.code }),
      }),
    },
  }
}

const pathOf = (url: string): string => url.split('?')[0] ?? ''
