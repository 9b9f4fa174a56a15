import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tellReport } from '../tell.ts'
import { renderPdf } from './renderPdf.ts'

const words = {
  Chinese: '人工智能管理体系',
  Japanese: 'リスクアセスメントの記録',
  Korean: '위험 평가 기록',
  Arabic: 'سجل تقييم المخاطر',
  Hebrew: 'רישום הערכת סיכונים',
  Greek: 'Κίνδυνος',
  Cyrillic: 'Риск',
}

const report = (text: string) =>
  tellReport({
    title: text,
    subtitle: text,
    organisation: 'Example',
    asOf: '2026-03-31',
    generatedFrom: 'test',
    sections: [{ id: 'a', title: text, blocks: [{ kind: 'paragraph', text }] }],
  })

test('words of many scripts are drawn, not replaced by codes', async () => {
  const all = Object.values(words).join(' / ')
  const pdf = Buffer.from(await renderPdf(report(all)))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  // The faces are embedded only where the text needs them.
  expect(pdf.includes('NotoSansSC')).toBe(true)
  expect(pdf.includes('NotoSansKR')).toBe(true)
  expect(Buffer.from(await renderPdf(report('Plain words'))).includes('NotoSans')).toBe(false)
})

const hasReader = spawnSync('pdftotext', ['-v']).error === undefined

test.skipIf(!hasReader)('pdftotext, where it is installed, reads every script back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'scripts-'))
  try {
    const path = join(folder, 'scripts.pdf')
    for (const [name, word] of Object.entries(words)) {
      writeFileSync(path, await renderPdf(report(word)))
      const text = execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' }).normalize('NFKC')
      // Right-to-left text comes back with marks of direction around it.
      expect(text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ''), name).toContain(word)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
