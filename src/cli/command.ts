import type { ParseArgsConfig } from 'node:util'

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
  run(args: Arguments): Promise<number>
}

/** Options that several commands share: where the data is. */
export const dataOptions = { data: { type: 'string' } } as const

export const textOf = (args: Arguments, name: string): string | undefined => {
  const value = args.values[name]
  return typeof value === 'string' ? value : undefined
}
