import { parseArgs } from 'node:util'
import { Problem } from '../model/index.ts'
import { MigrationProblem } from '../store/migrate.ts'
import { StartProblem } from '../store/postgres/startProblem.ts'
import { commands } from './commands/index.ts'
import { UsageProblem } from './usageProblem.ts'

/** Runs a command; the exit code is 0 when it did what was asked, 1 when not, 2 when the command was not understood. */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help())
    return 0
  }
  const command = commands.find((c) => c.name === name)
  if (!command) {
    process.stderr.write(`There is no command "${name}". There is: ${commands.map((c) => c.name).join(', ')}.\n`)
    return 2
  }
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: { ...command.options, help: { type: 'boolean' } },
      allowPositionals: true,
    })
    if (values.help) {
      process.stdout.write(`openaims ${command.usage}\n\n${command.about}\n`)
      return 0
    }
    return await command.run({ values, positionals })
  } catch (error) {
    return say(error, command.usage)
  }
}

function say(error: unknown, usage: string): number {
  if (error instanceof UsageProblem || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) {
    process.stderr.write(`${(error as Error).message}\nUsage: openaims ${usage}\n`)
    return 2
  }
  if (error instanceof StartProblem || error instanceof MigrationProblem) {
    process.stderr.write(`${error.message}\n`)
    return 1
  }
  if (error instanceof Problem) {
    process.stderr.write(
      `${error.message}\n${(error.details.fields ?? []).map((f) => `  ${f.field}: ${f.message}\n`).join('')}`,
    )
    return 1
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return 1
}

function help(): string {
  const width = Math.max(...commands.map((c) => c.name.length))
  return `OpenAIMS: the AI management system for ISO/IEC 42001.\n\n${commands.map((c) => `  ${c.name.padEnd(width)}  ${c.about.split('\n')[0]}`).join('\n')}\n\nopenaims <command> --help says more.\n`
}
