import { expect, test } from 'vitest'
import { records, supplierRegister } from '../../../test/support/reportSample.ts'
import { readTable, writeCsv } from '../../exchange/index.ts'
import type { AnyRecord } from '../../model/index.ts'
import { registers } from '../../registers/index.ts'
import { tellSheet } from '../../reports/tell.ts'
import { columnsOf } from '../exportRecords.ts'
import { voiceOf } from '../language/voiceOf.ts'
import { backToEnglish } from './backToEnglish.ts'

const written = async (language: 'en' | 'de') => {
  const rows = (records.supplier ?? []).map((record: AnyRecord) =>
    Object.fromEntries(
      columnsOf(supplierRegister, {}).map(({ key }) => {
        const field = supplierRegister.fields[key]
        const value = record[key]
        if (field === undefined || value === null) return [key, value === null ? null : String(value)]
        return [key, field.type.said?.(value, field) ?? field.type.format(value, field)]
      }),
    ),
  )
  const told = tellSheet({ sheet: 'x', columns: columnsOf(supplierRegister, {}), rows }, voiceOf(language))
  const text = (await Array.fromAsync(writeCsv(told.columns, told.rows))).join('')
  return readTable(Buffer.from(text), 'suppliers.csv')
}
const days = (text: string) => text.replace(/\d{1,2}\. \p{L}+ \d{4}|\d{4}-\d\d-\d\d/gu, 'day')
const shown = ({ columns, rows }: Awaited<ReturnType<typeof written>>) =>
  days(JSON.stringify([columns.map(({ name }) => name), rows.map(({ cells }) => cells)]))

test('a list that was written in German is read with its heads and choices in English', async () => {
  const german = await written('de')
  expect(shown(german)).toContain('Modell; Plattform')
  expect(shown(backToEnglish(german, registers))).toBe(shown(await written('en')))
})

test('a table of somebody else stays as it is, with German heads too', async () => {
  const table = await readTable(Buffer.from('Nummer,Name,Liefert KI\n1,Isvind,Ja\n'), 'a.csv')
  expect(backToEnglish(table, registers)).toBe(table)
  const english = await written('en')
  expect(backToEnglish(english, registers)).toBe(english)
})
