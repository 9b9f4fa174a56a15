import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { virusScannerFrom } from '../../src/server/virusScanner.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { eicar } from '../support/clamd.ts'
import { hasClamd, longestStream, realClamd } from '../support/realClamd.ts'
import { zipUp } from '../support/zipFiles.ts'

const upload = (t: TestApp, name: string, bytes: Buffer | string) =>
  t.send<{ code?: string; detail?: string }>(t.people.contributor, 'POST', `${t.base}/files`, bytes, {
    'x-file-name': name,
    'content-type': 'application/octet-stream',
  })

// What the conversation is in every mood is tested without it (virusScanner.test.ts); this is the program itself.
test.skipIf(!hasClamd)('clamd, where it is installed, decides what is taken in', { timeout: 120_000 }, async () => {
  const clamd = await realClamd()
  const lines: string[] = []
  const scannerAt = (silent: string) => {
    const made = virusScannerFrom(
      { OPENAIMS_VIRUS_SCANNER: `unix:${clamd.socket}`, OPENAIMS_VIRUS_SCANNER_SILENT: silent },
      { connectMs: 2000, silentMs: 3000 },
    )
    if (made === null) throw new Error('no scanner was read')
    return made
  }
  const logTo = { write: (line: string) => void lines.push(line) }
  const [strict, lenient] = await Promise.all([
    testApp({ virusScanner: scannerAt('refuse'), logTo }),
    testApp({ virusScanner: scannerAt('admit'), logTo }),
  ])
  const codes = async (name: string, bytes: Buffer | string) => {
    const answers = [await upload(strict, name, bytes), await upload(lenient, name, bytes)]
    return answers.map(({ status, body }) => body.code ?? status)
  }
  const why = () =>
    lines
      .map((line) => JSON.parse(line) as { event?: string; why?: string })
      .findLast(({ event }) => event === 'upload.unscanned')?.why
  try {
    // What it knows, and what it unpacks itself.
    expect(await codes('notes.txt', 'Nothing here.')).toEqual([201, 201])
    expect(await codes('notes.txt', eicar)).toEqual(['file/unsafe', 'file/unsafe'])
    expect((await upload(strict, 'notes.txt', eicar)).body.detail).toMatch(/found OpenAIMS\.Test\S* in "notes\.txt"/)
    const inner = await zipUp(new Map([['notes.txt', Buffer.from(eicar)]]))
    const outer = await zipUp(new Map([['inner.zip', inner]]))
    expect(await codes('outer.zip', outer)).toEqual(['file/unsafe', 'file/unsafe'])

    // Up to its longest stream, and beyond it, where it hangs up in the middle.
    const long = randomBytes(longestStream).toString('hex')
    expect(await codes('long.txt', long.slice(0, longestStream))).toEqual([201, 201])
    expect(await codes('longer.txt', long)).toEqual(['file/unscanned', 201])
    expect(why()).toMatch(/size limit exceeded|EPIPE|ECONNRESET/)

    // More at once than it has threads.
    const texts = Array.from({ length: 24 }, (_, n) => (n % 2 === 0 ? `${n} ${eicar}` : `${n} fine`))
    const verdicts = await Promise.all(texts.map((text, n) => upload(strict, `${n}.txt`, text)))
    expect(verdicts.map(({ status }) => status)).toEqual(texts.map((text) => (text.includes(eicar) ? 422 : 201)))

    // It takes the connection and does not come to answer; then it does again.
    clamd.hold()
    expect(await codes('held.txt', 'Sent while it is held.')).toEqual(['file/unscanned', 201])
    expect(why()).toBe('it did not answer in time')
    clamd.goOn()
    expect(await codes('held.txt', 'Sent after it was held.')).toEqual([201, 201])

    // It is gone, and comes back.
    await clamd.stop()
    expect(await codes('gone.txt', eicar)).toEqual(['file/unscanned', 201])
    expect(why()).toMatch(/ENOENT|ECONNREFUSED/)
    await clamd.start()
    expect(await codes('back.txt', `Again: ${eicar}`)).toEqual(['file/unsafe', 'file/unsafe'])
  } finally {
    await strict.close()
    await lenient.close()
    await clamd.close()
  }
})
