import { chmod, lstat, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { checkKey } from '../../server/backups/checkKey.ts'
import { backupSettings, keyFile, keyFrom, passphraseFile } from '../../server/backups/settings.ts'
import { backupName, refuseTaken, takeBackup } from '../../server/backups/takeBackup.ts'
import { defaultDataFolder } from '../../server/dataFolder.ts'
import { version } from '../../server/version.ts'
import type { BackupKey } from '../../store/backup/encryption.ts'
import { BackupProblem } from '../../store/backup/format.ts'
import { writeErasureList } from '../../store/erasure/listFile.ts'
import { type Arguments, type Command, dataOptions, textOf } from '../command.ts'
import { openBeside } from '../openBeside.ts'
import type { Teller } from '../teller.ts'
import { UsageProblem } from '../usageProblem.ts'

export const keyOptions = {
  'passphrase-file': { type: 'string' },
  'key-file': { type: 'string' },
} as const

/** The key that the command names, or else the environment. */
export function keyOf(args: Arguments): BackupKey | null {
  const passphrase = textOf(args, 'passphrase-file')
  const key = textOf(args, 'key-file')
  if (passphrase !== undefined) return passphraseFile(passphrase)
  return key === undefined ? keyFrom(process.env) : keyFile(key)
}

export const backup: Command = {
  name: 'backup',
  usage:
    'backup [--out FILE [--replace]] [--encrypt] [--passphrase-file FILE | --key-file FILE | --recipient age1…] [--data FOLDER]',
  about: `Write everything into one file while OpenAIMS runs: database and files as of one moment, read back and checked.
--out names a file that is not there yet, in a folder that is. With --replace a file that is there gives way, once the new
backup is whole and checked; until then, and when it fails, the older one stays.
--encrypt takes the key from OPENAIMS_BACKUP_PASSPHRASE_FILE, OPENAIMS_BACKUP_KEY_FILE or OPENAIMS_BACKUP_RECIPIENT; naming
one here does the same. The file is tar, zstd and age: "age -d FILE | tar --zstd -t" shows what is in it.
It works on the data folder alone: what it reads is the database itself and the secrets, which no route gives out.
"backup --new-key FILE" makes a key. Keep it away from the backups: without it an encrypted one cannot be opened.`,
  options: {
    ...dataOptions,
    ...keyOptions,
    out: { type: 'string' },
    replace: { type: 'boolean' },
    encrypt: { type: 'boolean' },
    recipient: { type: 'string' },
    'new-key': { type: 'string' },
  },
  async run(args, tell) {
    const newKey = textOf(args, 'new-key')
    if (newKey !== undefined) return makeKey(newKey, tell)
    const dataFolder = resolve(textOf(args, 'data') ?? defaultDataFolder())
    const key = chosenKey(args)
    await checkKey(key)
    const out = textOf(args, 'out')
    const replaces = args.values.replace === true
    if (replaces && out === undefined) throw new UsageProblem('--replace goes with --out FILE, the backup to replace.')
    const file = resolve(out ?? join(backupSettings(dataFolder).folder, backupName(new Date(), key)))
    if (out !== undefined) await needPlace(file, replaces)
    const { store, backupUrl, close } = await openBeside(dataFolder)
    try {
      const { bytes, sha256, manifest } = await takeBackup({ store, backupUrl, version, dataFolder }, file, key, {
        askedBy: 'command',
        // A name of our own says the second: what stands there was made within it.
        replaces: replaces || out === undefined,
      })
      await writeErasureList(store, dirname(file))
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
      tell.say(file)
      tell.say(
        `${rows} rows and ${manifest.files.length} files as of ${manifest.header.at}, ${bytes} bytes, read back and whole.`,
      )
      tell.say(`SHA-256 ${sha256}`)
      tell.result({
        file,
        asOf: manifest.header.at,
        rows,
        files: manifest.files.length,
        bytes,
        sha256,
        heads: manifest.heads,
      })
      for (const head of manifest.heads) tell.say(`Log of ${head.slug}: ${head.size} entries, root ${head.root}`)
      return 0
    } finally {
      await close()
    }
  },
}

/** Refuses a place where no backup can go, before anything is read: an ordinary file in a folder that is there. */
async function needPlace(file: string, replaces: boolean): Promise<void> {
  const found = await lstat(file).catch(() => null)
  if (found?.isDirectory()) throw new UsageProblem(`${file} is a folder; name a file in it.`)
  const folder = dirname(file)
  const isFolder = await stat(folder).then(
    (there) => there.isDirectory(),
    () => false,
  )
  if (!isFolder)
    throw new BackupProblem(
      `There is no folder ${folder}. Make it first, or name one that is there; if it is a disk, see that it is mounted.`,
    )
  if (!replaces) return refuseTaken(file)
  if (found && !found.isFile()) throw new BackupProblem(`${file} is not an ordinary file; name the file itself.`)
}

function chosenKey(args: Arguments): BackupKey | null {
  const recipient = textOf(args, 'recipient')
  if (recipient !== undefined) return { recipient }
  const isNamed = textOf(args, 'passphrase-file') !== undefined || textOf(args, 'key-file') !== undefined
  if (!isNamed && args.values.encrypt !== true) return null
  const key = keyOf(args)
  if (key) return key
  throw new UsageProblem(
    'To encrypt, name --passphrase-file, --key-file or --recipient, or set OPENAIMS_BACKUP_KEY_FILE.',
  )
}

async function makeKey(path: string, tell: Teller): Promise<number> {
  const identity = await generateX25519Identity()
  const recipient = await identityToRecipient(identity)
  const text = `# Opens the backups that were encrypted with it. Public key: ${recipient}\n${identity}\n`
  await writeFile(path, text, { mode: 0o600, flag: 'wx' })
  await chmod(path, 0o600)
  tell.say(`${path}\nPublic key: ${recipient}`)
  tell.result({ file: path, recipient })
  return 0
}
