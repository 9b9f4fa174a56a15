import type { Command } from '../command.ts'

/** Commands by name, each read only when it is asked for: most need little of what the server needs. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serve,
  work: async () => (await import('./work.ts')).work,
  'sign-in-link': async () => (await import('./signInLink.ts')).signInLink,
  organisation: async () => (await import('./organisation.ts')).organisation,
  member: async () => (await import('./member.ts')).member,
  key: async () => (await import('./key.ts')).key,
  import: async () => (await import('./importFile.ts')).importFile,
  'import-undo': async () => (await import('./importUndo.ts')).importUndo,
  export: async () => (await import('./exportRegister.ts')).exportRegister,
  propose: async () => (await import('./propose.ts')).propose,
  readiness: async () => (await import('./readiness.ts')).readiness,
  edit: async () => (await import('./edit.ts')).edit,
  change: async () => (await import('./change.ts')).change,
  pack: async () => (await import('./pack.ts')).pack,
  verify: async () => (await import('./verify.ts')).verify,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./restore.ts')).restore,
  sign: async () => (await import('./sign.ts')).sign,
  checkpoint: async () => (await import('./checkpoint.ts')).checkpoint,
  database: async () => (await import('./database.ts')).database,
  erase: async () => (await import('./erase.ts')).erase,
}
