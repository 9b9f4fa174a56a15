import type { BackupKey } from '../../store/backup/encryption.ts'
import { StartProblem } from '../../store/postgres/startProblem.ts'

/** Refuses a key that is not whole, so that a slip in it shows at once and not when the first backup is due. */
export async function checkKey(key: BackupKey | null): Promise<void> {
  if (key === null) return
  // Read only where somebody encrypts: most servers never do.
  const { Decrypter, Encrypter } = await import('age-encryption')
  const { identity, recipient } = key
  if (identity !== undefined && !isTaken(() => new Decrypter().addIdentity(identity)))
    throw new StartProblem('files', 'The AGE-SECRET-KEY-1… line of the key file is not whole. Copy the file once more.')
  if (recipient !== undefined && !isTaken(() => new Encrypter().addRecipient(recipient)))
    throw new StartProblem(
      'files',
      `"${recipient.slice(0, 100)}" is not the public half of a key (age1…). Copy it whole from where "openaims backup --new-key" printed it.`,
    )
}

function isTaken(take: () => void): boolean {
  try {
    take()
    return true
  } catch {
    return false
  }
}
