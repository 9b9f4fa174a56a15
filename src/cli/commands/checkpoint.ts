import { writeFile } from 'node:fs/promises'
import { problem } from '../../model/index.ts'
import { readCheckpoint, readSignerKeys, verifierKey } from '../../store/log/checkpoints.ts'
import { type Command, textOf } from '../command.ts'
import { inOrganisation, organisationOptions } from '../inOrganisation.ts'

export const checkpoint: Command = {
  name: 'checkpoint',
  usage: 'checkpoint [-o ORGANISATION] [--number N] [--keys] [--out FILE] [--data FOLDER]',
  about: `Print the last signed checkpoint of the log, to be kept outside: a later pack must continue it.
--keys prints the verifier keys instead, to be given to auditors by another way than the pack.`,
  options: {
    ...organisationOptions,
    number: { type: 'string' },
    keys: { type: 'boolean' },
    out: { type: 'string' },
  },
  async run(args, tell) {
    return inOrganisation(args, async ({ store, org }) => {
      const number = textOf(args, 'number')
      const found = await readCheckpoint(store.pool, org.id, number === undefined ? 'last' : Number(number))
      if (!found) throw problem('access/not-found', 'There is no such checkpoint; the signer has not signed it yet.')
      const text =
        args.values.keys === true
          ? (await readSignerKeys(store.pool)).map((k) => `${verifierKey(found.origin, k.publicKey)}\n`).join('')
          : found.note
      const out = textOf(args, 'out')
      if (out !== undefined) await writeFile(out, text)
      else if (!tell.json) process.stdout.write(text)
      tell.result({ text, ...(out === undefined ? {} : { file: out }) })
      return 0
    })
  },
}
