import { expect, test } from 'vitest'
import type { Report } from './document.ts'
import { renderDocx } from './docx/renderDocx.ts'
import { drawApart, makeDrawer } from './drawApart.ts'
import { renderPdf } from './pdf/renderPdf.ts'
import { tellReport } from './tell.ts'

const reportOf = (paragraphs: number) =>
  tellReport({
    title: 'Findings',
    subtitle: 'All of them',
    organisation: 'Aldermoor',
    asOf: '2026-03-31T00:00:00.000000Z',
    generatedFrom: 'a test',
    sections: Array.from({ length: paragraphs }, (_, n) => ({
      id: `s${n}`,
      title: `Finding ${n}`,
      blocks: Array.from({ length: 20 }, () => ({
        kind: 'paragraph' as const,
        text: 'What was found was written down at once. ',
      })),
    })),
  } satisfies Report)

test('what is drawn beside equals what is drawn here, to the byte', { timeout: 30_000 }, async () => {
  const report = reportOf(3)
  const [pdf, docx] = await Promise.all([drawApart(report, 'pdf'), drawApart(report, 'docx')])
  expect(Buffer.compare(pdf, await renderPdf(report))).toBe(0)
  expect(Buffer.compare(docx, await renderDocx(report))).toBe(0)
})

test('others have their turn while a long report is drawn', { timeout: 30_000 }, async () => {
  const report = reportOf(200)
  let turns = 0
  const turn = setInterval(() => turns++, 1)
  const pdf = await drawApart(report, 'pdf').finally(() => clearInterval(turn))
  const beside = turns
  expect(pdf.length).toBeGreaterThan(10_000)
  turns = 0
  const again = setInterval(() => turns++, 1)
  await renderPdf(report).finally(() => clearInterval(again))
  expect(turns).toBe(0)
  expect(beside).toBeGreaterThan(20)
})

test('a thread sent to rest lets those who wait have theirs, and is there again for the next', {
  timeout: 30_000,
}, async () => {
  const draw = makeDrawer(128)
  draw.rest()
  const waiting = draw(reportOf(1), 'docx')
  draw.rest()
  const first = await waiting
  draw.rest()
  expect(Buffer.compare(await draw(reportOf(1), 'docx'), first)).toBe(0)
})

test('a report that cannot be drawn is refused alone', { timeout: 30_000 }, async () => {
  const broken = { ...reportOf(1), asOf: 'no time' }
  const [refused, drawn] = await Promise.allSettled([drawApart(broken, 'pdf'), drawApart(reportOf(1), 'pdf')])
  expect(refused).toMatchObject({ status: 'rejected', reason: expect.any(Error) })
  expect(drawn.status).toBe('fulfilled')
})

test('a report too long for the memory there is says so, and the next one is drawn', { timeout: 60_000 }, async () => {
  const drawn = makeDrawer(48)
  const refused = await drawn(reportOf(30_000), 'docx').catch((error) => error)
  expect(refused).toMatchObject({ code: 'report/too-long' })
  expect(String(refused.details.detail)).toBe('Drawing it takes more than the 48 MB of memory there are for it.')
  expect((await drawn(reportOf(1), 'docx')).length).toBeGreaterThan(1000)
})
