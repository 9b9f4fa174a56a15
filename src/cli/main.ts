import { parseArgs } from 'node:util'
import type { Command } from './command.ts'
import { commands } from './commands/index.ts'
import { errorJson, errorText, exitCodeOf } from './errors.ts'
import { helpOf, overview } from './help.ts'
import { makeTeller } from './teller.ts'
import { UsageProblem } from './usageProblem.ts'

const helpWords = ['help', '--help', '-h']

/** Runs a command and gives its exit code; `openaims help` says what the codes mean. */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  // Asked for before the rest is understood, since not understanding it is told as JSON too.
  const isJson = rest.includes('--json')
  let command: Command | undefined
  try {
    if (name === undefined || helpWords.includes(name)) {
      process.stdout.write(rest[0] === undefined ? await overview() : helpOf(await commandNamed(rest[0])))
      return 0
    }
    command = await commandNamed(name)
    const { values, positionals } = parseArgs({
      args: rest,
      options: { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
    if (values.help) {
      process.stdout.write(helpOf(command))
      return 0
    }
    return await command.run({ values, positionals }, makeTeller(isJson))
  } catch (error) {
    process.stderr.write(isJson ? `${JSON.stringify(errorJson(error))}\n` : errorText(error, command?.usage))
    return exitCodeOf(error)
  }
}

async function commandNamed(name: string): Promise<Command> {
  const read = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (read) return read()
  throw new UsageProblem(`There is no command "${name}". There is: ${Object.keys(commands).join(', ')}.`)
}
