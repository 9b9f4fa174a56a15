import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { canonicalText } from '../../src/reports/verify/canonical.ts'
import { makePlainHasher } from '../../src/reports/verify/hashes.ts'
import {
  isSigned,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  verifyEd25519,
} from '../../src/reports/verify/notes.ts'
import { makeTree } from '../../src/reports/verify/tree.ts'
import { isSignedBy, publicBytesOf, signNote } from '../../src/signer/note.ts'
import { hashLeaf, Tree } from '../../src/signer/tree.ts'
import { canonicalJson } from '../../src/store/log/canonicalJson.ts'
import { verifierKey } from '../../src/store/log/checkpoints.ts'
import { append, emptyEdge, leafHash, nodeHash, rootOf } from '../../src/store/log/merkle.ts'
import {
  consistencyProof,
  inclusionProof,
  isConsistent,
  type ReadNode,
  rootAt,
  rootFromInclusion,
} from '../../src/store/log/proofs.ts'
import { entryBundle, parseTileAddress, tileAddress } from '../../src/store/log/tiles.ts'
import { makeRandom } from '../support/random.ts'
import { hasVectors, vectorBytes, vectorJson, vectorPath, vectorText } from './vectors.ts'

const published = describe.skipIf(!hasVectors)
const fromBase64 = (text: string) => Buffer.from(text, 'base64')

interface MerkleCase {
  readonly desc: string
  readonly wantErr: boolean
  readonly proof: readonly string[] | null
  readonly root: string
  readonly leafIdx: number
  readonly treeSize: number
  readonly leafHash: string
  readonly size1: number
  readonly size2: number
  readonly root1: string
  readonly root2: string
}

published('published vectors', () => {
  test('RFC 8785', async () => {
    for (const name of ['arrays', 'french', 'structures', 'values']) {
      const input = JSON.parse(await vectorText(`jcs-rfc8785/${name}.input.json`))
      const output = (await vectorText(`jcs-rfc8785/${name}.output.json`)).trimEnd()
      expect(canonicalJson(input)).toBe(output)
      expect(canonicalText(input)).toBe(output)
    }
  })

  test('inclusion proofs', async () => {
    const { cases } = await vectorJson<{ cases: MerkleCase[] }>('merkle-rfc6962/inclusion.json')
    expect(cases.length).toBe(50)
    for (const c of cases) {
      const root = rootFromInclusion(fromBase64(c.leafHash), c.leafIdx, c.treeSize, (c.proof ?? []).map(fromBase64))
      expect(root?.equals(fromBase64(c.root)) ?? false, c.desc).toBe(!c.wantErr)
    }
  })

  test('consistency proofs', async () => {
    const { cases } = await vectorJson<{ cases: MerkleCase[] }>('merkle-rfc6962/consistency.json')
    expect(cases.length).toBe(49)
    for (const c of cases) {
      const proof = (c.proof ?? []).map(fromBase64)
      expect(isConsistent(c.size1, c.size2, proof, fromBase64(c.root1), fromBase64(c.root2)), c.desc).toBe(!c.wantErr)
    }
  })

  test('signed notes', async () => {
    const { cases } = await vectorJson<{ cases: { desc: string; vkey: string; note: string; valid: boolean }[] }>(
      'signed-note/notes.json',
    )
    expect(cases.length).toBeGreaterThan(6)
    for (const { desc, vkey, note, valid } of cases) {
      const key = parseVerifierKey(vkey)
      const opened = parseNote(note)
      expect(key !== null && opened !== null && (await isSigned(opened, key)), desc).toBe(valid)
      if (key && valid) {
        expect(isSignedBy(note, key.name, key.publicKey), desc).toBe(true)
        expect(verifierKey(key.name, key.publicKey)).toBe(vkey)
      }
    }
  })

  test('Ed25519', async () => {
    interface Wycheproof {
      testGroups: {
        publicKey: { pk: string }
        tests: { tcId: number; msg: string; sig: string; result: string }[]
      }[]
    }
    const { testGroups } = await vectorJson<Wycheproof>('ed25519/wycheproof_ed25519_test.json')
    let count = 0
    for (const group of testGroups) {
      const key = Uint8Array.from(Buffer.from(group.publicKey.pk, 'hex'))
      for (const { tcId, msg, sig, result } of group.tests) {
        const verdict = await verifyEd25519(
          key,
          Uint8Array.from(Buffer.from(msg, 'hex')),
          Uint8Array.from(Buffer.from(sig, 'hex')),
        )
        expect(verdict, `case ${tcId}`).toBe(result === 'valid')
        count += 1
      }
    }
    expect(count).toBeGreaterThan(100)
  })

  test('a whole log in tiles', async () => {
    const log = 'tlog-tiles/tessera-log'
    const vkey = 'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx'
    const key = parseVerifierKey(vkey)
    if (!key) throw new Error('the key of the log is a key')
    const bundles = (await readdir(vectorPath(`${log}/tile/entries/000.p`))).map(Number)
    const most = Math.max(...bundles)
    const bundle = await vectorBytes(`${log}/tile/entries/000.p/${most}`)
    const entries: string[] = []
    for (let at = 0; at < bundle.length; ) {
      const length = bundle.readUInt16BE(at)
      entries.push(bundle.toString('latin1', at + 2, at + 2 + length))
      at += 2 + length
    }
    expect(entryBundle(entries).equals(bundle)).toBe(true)
    const tree = new Tree()
    const other = makeTree()
    for (let size = 0; size <= most; size++) {
      const note = await vectorText(`${log}/checkpoint.${size}`)
      const opened = parseNote(note)
      const said = parseCheckpoint(note)
      expect(opened && (await isSigned(opened, key))).toBe(true)
      expect(said?.size).toBe(size)
      expect(tree.root().equals(Buffer.from(said?.root ?? []))).toBe(true)
      expect(Buffer.from(other.root()).equals(tree.root())).toBe(true)
      const entry = entries[size]
      if (entry === undefined) break
      const leaf = hashLeaf(entry)
      if (size + 1 < 16) {
        const tile = await vectorBytes(`${log}/tile/0/000.p/${size + 1}`)
        expect(tile.subarray(size * 32).equals(leaf)).toBe(true)
      }
      tree.append(leaf)
      other.append(leaf)
    }
  })

  test('proofs and checkpoints in Sigstore bundles', async () => {
    const names = (await readdir(vectorPath('sigstore-bundles'))).filter((name) => !name.endsWith('.txt'))
    const verdicts: Record<string, boolean> = {}
    for (const name of names) {
      interface Bundle {
        verificationMaterial: {
          tlogEntries: {
            canonicalizedBody: string
            inclusionProof?: {
              logIndex: string
              treeSize: string
              rootHash: string
              hashes?: string[]
              checkpoint?: { envelope: string }
            }
          }[]
        }
      }
      const bundle = await vectorJson<Bundle>(`sigstore-bundles/${name}/bundle.sigstore.json`)
      const entry = bundle.verificationMaterial.tlogEntries[0]
      if (!entry?.inclusionProof) throw new Error(`${name} has no proof`)
      const { logIndex, treeSize, rootHash, hashes = [], checkpoint } = entry.inclusionProof
      const root = rootFromInclusion(
        leafHash(fromBase64(entry.canonicalizedBody)),
        Number(logIndex ?? 0),
        Number(treeSize),
        hashes.map(fromBase64),
      )
      const note = checkpoint?.envelope ?? ''
      const said = parseCheckpoint(note)
      verdicts[name] =
        root?.equals(fromBase64(rootHash)) === true &&
        parseNote(note) !== null &&
        said?.size === Number(treeSize) &&
        root.equals(Buffer.from(said.root))
    }
    expect(verdicts).toMatchObject({
      'happy-path-v0.3': true,
      'rekor2-happy-path': true,
      'rekor2-timestamp-with-embedded-cert': true,
      'checkpoint-wrong-roothash_fail': false,
      'inclusion-proof-corrupted-hash_fail': false,
      'invalid-inclusion-proof_fail': false,
      'rekor2-checkpoint-missing-size_fail': false,
    })
  })
})

/** The tree by the words of RFC 6962 2.1, the slow way. */
function plainRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest()
  if (leaves.length === 1) return leaves[0] as Buffer
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return nodeHash(plainRoot(leaves.slice(0, k)), plainRoot(leaves.slice(k)))
}

describe('our own', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
  const leaves = Array.from({ length: 1200 }, (_, at) => leafHash(`leaf ${at}`))
  const read: ReadNode = async (height, index) =>
    plainRoot(leaves.slice(index * 2 ** height, (index + 1) * 2 ** height))

  test(`three ways to work out a tree agree with the definition, and proofs with both (seed ${seed})`, async () => {
    const random = makeRandom(seed)
    let edge = emptyEdge
    const tree = new Tree()
    const other = makeTree()
    for (const [at, leaf] of leaves.entries()) {
      if (at < 70 || random.chance(0.02)) {
        const root = plainRoot(leaves.slice(0, at))
        expect(rootOf(edge).equals(root)).toBe(true)
        expect(tree.root().equals(root)).toBe(true)
        expect(Buffer.from(other.root()).equals(root)).toBe(true)
        if (at > 0) expect((await rootAt(read, at)).equals(root)).toBe(true)
      }
      edge = append(edge, leaf)
      tree.append(leaf)
      other.append(leaf)
    }
    for (let n = 0; n < 300; n++) {
      const size = 1 + random.below(n < 200 ? 64 : 1200)
      const index = random.below(size)
      const old = 1 + random.below(size)
      const root = plainRoot(leaves.slice(0, size))
      const inclusion = await inclusionProof(read, index, size)
      expect(rootFromInclusion(leaves[index] as Buffer, index, size, inclusion)?.equals(root)).toBe(true)
      const consistency = await consistencyProof(read, old, size)
      const oldRoot = plainRoot(leaves.slice(0, old))
      expect(isConsistent(old, size, consistency, oldRoot, root)).toBe(true)
      // Changed in one bit, neither holds.
      for (const proof of [inclusion, consistency]) {
        const hash = proof[random.below(Math.max(1, proof.length))]
        if (hash) hash[random.below(32)] = (hash[random.below(32)] ?? 0) ^ 0xff
      }
      if (inclusion.length > 0 && inclusion.some((h, at) => !h.equals(leaves[at] as Buffer)))
        expect(isConsistent(old, size, consistency, leafHash('other'), root)).toBe(false)
    }
  })

  test('SHA-256 of browsers is that of Node', () => {
    const random = makeRandom(7)
    for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 70_000]) {
      const bytes = Uint8Array.from({ length }, () => random.below(256))
      const hasher = makePlainHasher()
      for (let at = 0; at < length; at += 37) hasher.update(bytes.subarray(at, at + 37))
      expect(Buffer.from(hasher.digest()).toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
    }
  })

  test('a note of the signer opens with the verifier, and no other key or text does', async () => {
    const seedOf = (byte: number) => new Uint8Array(32).fill(byte)
    const note = signNote('a.example/org/1/log\n3\ntext\n', [{ name: 'a.example/org/1/log', seed: seedOf(1) }])
    const key = parseVerifierKey(verifierKey('a.example/org/1/log', publicBytesOf(seedOf(1))))
    const other = parseVerifierKey(verifierKey('a.example/org/1/log', publicBytesOf(seedOf(2))))
    const opened = parseNote(note)
    const changed = parseNote(note.replace('\n3\n', '\n4\n'))
    if (!key || !other || !opened || !changed) throw new Error('all of them are well written')
    expect(await isSigned(opened, key)).toBe(true)
    expect(await isSigned(opened, other)).toBe(false)
    expect(await isSigned(changed, key)).toBe(false)
    expect(parseNote(note.trimEnd())).toBeNull()
    expect(parseVerifierKey('a+00000000+AAAA')).toBeNull()
  })

  test('addresses of tiles are read and written in one way only', () => {
    for (const path of ['0/000', '3/x001/234', 'entries/x001/x234/067', '1/999.p/5', '63/x001/000'])
      expect(parseTileAddress(path) && tileAddress(parseTileAddress(path) as never)).toBe(path)
    for (const path of ['64/000', '0/0', '0/x000/001', '0/001/x002', '0/000.p/256', '0/000.p/0', 'entries', '0/../000'])
      expect(parseTileAddress(path), path).toBeNull()
  })

  test('canonical JSON is one text for equal values', () => {
    expect(canonicalText({ b: [1, { z: null, a: '\u20ac' }], a: 1e21 })).toBe('{"a":1e+21,"b":[1,{"a":"€","z":null}]}')
    expect(canonicalJson({ b: 2, a: undefined })).toBe('{"b":2}')
  })
})
