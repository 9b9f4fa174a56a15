import type { ParseArgsConfig } from 'node:util'
import type { Teller } from './teller.ts'

export interface Arguments {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  readonly positionals: readonly string[]
}

export interface Command {
  readonly name: string
  readonly usage: string
  /** First line in the overview; the rest behind --help. */
  readonly about: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  /** Gives the exit code; what goes wrong is thrown. */
  run(args: Arguments, tell: Teller): Promise<number>
}

/** Options that several commands share: where the data is. */
export const dataOptions = { data: { type: 'string' } } as const

/** Options of commands that work in one organisation of the data folder, as somebody in it. */
export const organisationOptions = {
  ...dataOptions,
  organisation: { type: 'string', short: 'o' },
  as: { type: 'string' },
} as const

/** Options of commands that speak to a server: one elsewhere, or whichever there is for the data folder. */
export const clientOptions = { ...organisationOptions, server: { type: 'string' } } as const

export const textOf = (args: Arguments, name: string): string | undefined => {
  const value = args.values[name]
  return typeof value === 'string' ? value : undefined
}

/** The values of an option that may stand several times. */
export const textsOf = (args: Arguments, name: string): string[] =>
  [args.values[name] ?? []].flat().filter((value) => typeof value === 'string')
