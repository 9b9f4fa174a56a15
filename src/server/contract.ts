/**
 * What the server and its clients agree on. Every path below `/api/v1/o/{organisation}` takes `asOf` (a day or an
 * instant) and then shows that past; nothing can be written there. Instants are ISO 8601 UTC, days `yyyy-mm-dd`.
 */
export type * from './contract/access.ts'
export type * from './contract/cases.ts'
export type * from './contract/changes.ts'
export type * from './contract/erasure.ts'
export type * from './contract/file.ts'
export type * from './contract/home.ts'
export type * from './contract/imports.ts'
export type * from './contract/jobs.ts'
export type * from './contract/log.ts'
export type * from './contract/model.ts'
export type * from './contract/operation.ts'
export type * from './contract/readiness.ts'
export type * from './contract/records.ts'
export type * from './contract/routes.ts'
export type * from './contract/session.ts'
export type * from './contract/signIn.ts'
export type * from './contract/singleSignOn.ts'
export type * from './contract/standard.ts'
export type * from './contract/training.ts'
