import { bundleVerifier } from '../verify/bundle.ts'
import { inBlocks } from './inBlocks.ts'
import type { PackZip } from './packZip.ts'

/** What the pack needs beside entries so that an outsider can check the log, the texts and the states. */
export interface TrustSource {
  /** Id of the organisation, as entries name it. */
  readonly organisationId: string
  /** Name of the installation and origin of the log; null when nothing was ever signed. */
  readonly signer: {
    readonly instance: string
    readonly origin: string
    readonly keys: readonly { readonly publicKey: string; readonly handover: string | null }[]
  } | null
  /** Signed notes over at most the entries of the pack, oldest first. */
  checkpoints(): AsyncIterable<{ readonly number: number; readonly note: string }>
  /** Of each version the reader may see: number of its entry with salt and body, or the entry that erased it. */
  bodies(): AsyncIterable<unknown>
  /** RFC 3161 tokens by number of the checkpoint. */
  stamps(): AsyncIterable<{ readonly number: number; readonly token: Uint8Array }>
  readonly registers: Readonly<Record<string, RegisterTrust>>
}

/** How records of a register in the pack come from what was logged. */
export interface RegisterTrust {
  readonly stored: readonly string[]
  /** Worked out from them. */
  readonly computed: readonly string[]
  readonly shape: number
  readonly ownTitle: boolean
  readonly complete: boolean
  /** The text of every version is in the pack. */
  readonly texts: boolean
}

/** Adds checkpoints, keys, texts with their salts, and the verifier to a pack. */
export async function addTrustFiles(zip: PackZip, trust: TrustSource): Promise<void> {
  const { organisationId, registers, signer } = trust
  await zip.add('log/registers.json', `${JSON.stringify({ organisation: organisationId, registers }, null, 1)}\n`)
  if (signer) {
    await zip.add('log/keys.json', `${JSON.stringify(signer, null, 1)}\n`)
    await zip.add(
      'log/checkpoints.jsonl',
      inBlocks(trust.checkpoints(), (line) => `${JSON.stringify(line)}\n`),
    )
  }
  await zip.add(
    'log/bodies.jsonl',
    inBlocks(trust.bodies(), (line) => `${JSON.stringify(line)}\n`),
  )
  for await (const { number, token } of trust.stamps()) await zip.add(`log/stamps/${number}.tsr`, token)
  const { program, page } = await bundleVerifier()
  await zip.add('verify/verify.mjs', program)
  await zip.add('verify/verify.html', page)
  await zip.add('verify/README.txt', readme)
}

const readme = `How to check this pack
======================

Without installing anything: open verify.html in a browser and choose the ZIP file. It works without a network.
With Node 20.16 or later:

  node verify.mjs PACK.zip [--checkpoint KEPT.txt] [--key VERIFIER-KEY] [--root HEX [--size N]]
    [--language de] [--json]

A pack can only prove so much by itself: take the verifier from a place you trust rather than from the pack, name the
verifier key as you have it from the organisation (--key), and give a checkpoint you kept from before (--checkpoint).

The exit code is the sum of what was found: 1 files, 2 log, 4 archive, 8 not readable, 16 checkpoints, 32 texts that are
not what was logged, 64 records that stand otherwise than the log leads to, 128 not the history you hold from before.

Time stamps in log/stamps are over checkpoints: take line N of log/checkpoints.jsonl, write its "note" into a file, and
  openssl ts -verify -data note.txt -in log/stamps/N.tsr -CAfile authority.pem

Dieses Paket prüfen
===================

Ohne etwas zu installieren: Öffnen Sie verify.html in einem Browser und wählen Sie die ZIP-Datei; es geht ohne Netz. Mit Node
20.16 oder neuer:

  node verify.mjs PAKET.zip --language de [--checkpoint AUFBEWAHRT.txt] [--key PRÜFSCHLÜSSEL]

Ein Paket kann für sich allein nicht alles beweisen: Nehmen Sie das Prüfprogramm von einer Stelle, der Sie trauen, statt aus dem
Paket, nennen Sie den Prüfschlüssel, den Sie von der Organisation haben (--key), und geben Sie einen Prüfpunkt an, den Sie von
früher aufbewahrt haben (--checkpoint).

Der Rückgabewert ist die Summe des Gefundenen: 1 Dateien, 2 Protokoll, 4 Archiv, 8 nicht lesbar, 16 Prüfpunkte, 32 Texte, die
nicht die protokollierten sind, 64 Datensätze, die anders stehen, als das Protokoll ergibt, 128 nicht die Geschichte, die Sie
von früher haben.
`
