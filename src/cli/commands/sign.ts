import { join, resolve } from 'node:path'
import { defaultDataFolder } from '../../server/dataFolder.ts'
import { rotateKey } from '../../signer/keys.ts'
import { openMemory } from '../../signer/memory.ts'
import { runSigner } from '../../signer/run.ts'
import { OtherSigner, openSigner, type SignerOptions } from '../../signer/signer.ts'
import { type Command, dataOptions, textOf } from '../command.ts'
import { runningAt } from '../runningAt.ts'
import { UsageProblem } from '../usageProblem.ts'

/** Where the signer keeps its keys and what it signed, unless OPENAIMS_SIGNER_FOLDER names another place. */
export const signerFolder = (dataFolder: string): string =>
  resolve(process.env.OPENAIMS_SIGNER_FOLDER ?? join(dataFolder, 'signer'))

export const sign: Command = {
  name: 'sign',
  usage: 'sign [--data FOLDER] [--every SECONDS] [--once] [--rotate-key] [--take-over] [--start-anew ORGANISATION-ID]',
  about: `Sign the logs: a process of its own that works out each tree and publishes signed checkpoints.
"serve" starts it by itself; run it elsewhere with OPENAIMS_SIGNER=off at the server and, here, the variables
OPENAIMS_SIGNER_DATABASE_URL (the role openaims_signer), OPENAIMS_SIGNER_FOLDER (keys and what was signed last) and
OPENAIMS_INSTANCE (a name for the first start, such as aims.example.org). OPENAIMS_SIGNER_KEY replaces the key file.
An installation has one signer; a second one, with other keys, refuses to start. --take-over lets it sign all the same,
where the keys of the first are lost. --rotate-key makes a new key that the old one hands over to. --start-anew puts aside what was signed of a log, after
a person decided to go on from an older copy of the database; outsiders will see that history was rolled back.`,
  options: {
    ...dataOptions,
    every: { type: 'string' },
    once: { type: 'boolean' },
    'rotate-key': { type: 'boolean' },
    'take-over': { type: 'boolean' },
    'start-anew': { type: 'string' },
  },
  async run(args, tell) {
    const dataFolder = resolve(textOf(args, 'data') ?? defaultDataFolder())
    const folder = signerFolder(dataFolder)
    const log = (line: string) => tell.say(`signer: ${line}`)
    const every = Number(textOf(args, 'every') ?? process.env.OPENAIMS_SIGN_EVERY ?? 5)
    if (!(every >= 0.1 && every <= 86_400)) throw new UsageProblem('Give --every as seconds from 0.1 to 86400.')
    if (args.values['rotate-key'] === true) {
      const { all } = await rotateKey(folder)
      log(`The new key is ${all.at(-1)?.id}; a signer that runs takes it up at its next look.`)
      return 0
    }
    const anew = textOf(args, 'start-anew')
    if (anew !== undefined) {
      await openMemory(folder).forget(anew)
      log(`What was signed of ${anew} is put aside; the next checkpoint starts from the database alone.`)
      return 0
    }
    const running = await runningAt(dataFolder)
    const databaseUrl = process.env.OPENAIMS_SIGNER_DATABASE_URL ?? process.env.DATABASE_URL ?? running?.signerUrl
    if (databaseUrl == null)
      throw new UsageProblem('No OpenAIMS runs on this data folder, and OPENAIMS_SIGNER_DATABASE_URL is not set.')
    const options = {
      databaseUrl,
      folder,
      everySeconds: every,
      wholeEveryHours: 24,
      environment: process.env,
      log,
      takeOver: args.values['take-over'] === true,
    }
    try {
      return await work(options, args.values.once === true, log)
    } catch (error) {
      if (!(error instanceof OtherSigner)) throw error
      log(error.message)
      return otherSignerCode
    }
  },
}

/** Tells the server that starting this again would change nothing. */
export const otherSignerCode = 3

async function work(options: SignerOptions, once: boolean, log: (line: string) => void): Promise<number> {
  if (once) {
    const signer = await openSigner(options)
    try {
      for (const { org, size } of await signer.look(true)) log(`signed ${size} entries of ${org}`)
      return signer.refused().length > 0 ? 1 : 0
    } finally {
      await signer.close()
    }
  }
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  // A signer that a server started ends with it, also when the server was killed.
  if (process.channel) process.once('disconnect', () => stop.abort())
  try {
    await runSigner(options, stop.signal)
  } finally {
    // Listening for the end of the server would keep this process from ending by itself.
    if (process.connected) process.disconnect?.()
  }
  return 0
}
