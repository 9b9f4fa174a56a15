import { describe, expect, test } from 'vitest'
import { buildXlsx } from '../../../test/fixtures/exchange/buildZip.ts'
import { type ExchangeProblem, readTable } from '../../exchange/index.ts'
import { readTableApart } from './readTableApart.ts'

const workbook = (rows: string, strings?: string) =>
  buildXlsx({ sheets: [{ name: 'One', rows }], ...(strings === undefined ? {} : { strings }) })
const manyRows = Buffer.from(`Title;Owner\n${'A risk;Somebody\n'.repeat(12_345)}`)

describe('a table read apart', () => {
  test('is the one that is read here, sentences and rows the same', async () => {
    for (const [bytes, name] of [
      [manyRows, 'risks.csv'],
      [Buffer.from('Nur eine Spalte\n'), 'empty.csv'],
      [await workbook('<row r="1"><c r="A1" t="inlineStr"><is><t>Title</t></is></c></row>'), 'a.xlsx'],
    ] as const) {
      const [apart, here] = [await readTableApart(bytes, name, {}), await readTable(bytes, name, {})]
      expect(apart).toEqual(here)
      expect(apart.notes.map(String)).toEqual(here.notes.map(String))
    }
  })

  test('is refused with the same reason, to be said in the same languages', async () => {
    const broken = Buffer.from('Title\n"never closed\n')
    const here: ExchangeProblem = await readTable(broken, 'a.csv').then(Promise.reject, (error) => error)
    const { code, message, found } = here
    await expect(readTableApart(broken, 'a.csv', {})).rejects.toMatchObject({ code, message, found })
    expect(here).toMatchObject({ code: 'exchange/csv-syntax', found: { id: expect.stringContaining('{0}') } })
  })

  test('that takes too long or too much memory is too large, and the next one is read all the same', async () => {
    const large = await workbook(`<row>${'<c><v>1</v></c>'.repeat(1900)}</row>`.repeat(400))
    expect(large.length).toBeLessThan(50_000)
    const read = (room: { megabytes: number; seconds: number }) => readTableApart(large, 'large.xlsx', {}, room)
    const refused = await Promise.all(
      [
        { megabytes: 64, seconds: 60 },
        { megabytes: 2048, seconds: 0.2 },
        { megabytes: 64, seconds: 60 },
        { megabytes: 2048, seconds: 0.2 },
      ].map((room) => read(room).catch((error: Error) => error)),
    )
    for (const error of refused) expect(error).toMatchObject({ code: 'exchange/too-large' })
    expect(refused.map((error) => (/memory/.test(String(error)) ? 'memory' : 'time'))).toEqual([
      'memory',
      'time',
      'memory',
      'time',
    ])
    expect((await readTableApart(manyRows, 'risks.csv', {})).rows).toHaveLength(12_345)
  }, 60_000)

  test('leaves whoever asked free to answer others meanwhile', async () => {
    const strings = Array.from({ length: 150_000 }, (_, n) => `<si><t>${n}</t></si>`).join('')
    const bytes = await workbook('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings)
    let ticks = 0
    const clock = setInterval(() => {
      ticks += 1
    }, 10)
    await readTableApart(bytes, 'strings.xlsx', {})
    clearInterval(clock)
    expect(ticks).toBeGreaterThan(10)
  }, 60_000)
})
