/** GET /readiness: worked out by the programme, sent as it is. */
export type { Finding, Readiness, RecordRef, RefReadiness } from '../../programme/readiness/readiness.ts'
