import { writeFile } from 'node:fs/promises'
import { type Command, clientOptions, textOf } from '../command.ts'
import { UsageProblem } from '../usageProblem.ts'
import { withClient } from '../withClient.ts'

export const checkpoint: Command = {
  name: 'checkpoint',
  usage: 'checkpoint [-o ORGANISATION] [--number N] [--keys] [--out FILE] [--as EMAIL] [--data FOLDER | --server URL]',
  about: `Print the last signed checkpoint of the log, to be kept outside: a later pack must continue it.
--keys prints the verifier keys instead, to be given to auditors by another way than the pack.`,
  options: {
    ...clientOptions,
    number: { type: 'string' },
    keys: { type: 'boolean' },
    out: { type: 'string' },
  },
  async run(args, tell) {
    const number = textOf(args, 'number')
    if (number !== undefined && !/^[1-9]\d{0,14}$/.test(number))
      throw new UsageProblem('--number takes the number of a checkpoint, from 1 on.')
    return withClient(args, async ({ org, signal }) => {
      const text =
        args.values.keys === true
          ? (await org.get('log', { signal })).keys.map(({ verifierKey }) => `${verifierKey}\n`).join('')
          : await (number === undefined
              ? org.file('log/checkpoint', { signal })
              : org.file('log/checkpoints/{number}', { at: { number }, signal })
            ).then((answer) => answer.text())
      const out = textOf(args, 'out')
      if (out !== undefined) await writeFile(out, text)
      else if (!tell.json) process.stdout.write(text)
      tell.result({ text, ...(out === undefined ? {} : { file: out }) })
      return 0
    })
  },
}
