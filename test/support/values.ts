import fc from 'fast-check'
import type { Field, Register } from '../../src/model/index.ts'
import { listRefs } from '../../src/standard/index.ts'

/** Words, and what people and attackers put between them: quotation marks, formulas, markup, other scripts, emoji. */
const pieces = [
  'Risk',
  'model card',
  'Überprüfung',
  'Ελεγχος',
  'עברית',
  'عربي',
  '日本語',
  '👩‍⚖️',
  '"quoted"',
  "it's",
  '=1+1',
  '@SUM(A1)',
  '<b>bold</b>',
  'a,b;c\td',
  '\u202eabc',
  '100 %',
  'e\u0301',
]

const line = (max: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 })
    .map((words) => Array.from(words.join(' ')).slice(0, max).join('').slice(0, max))
    .filter((s) => s.trim() !== '' && s.isWellFormed())

const page = (max: number): fc.Arbitrary<string> =>
  fc
    .array(line(120), { minLength: 1, maxLength: 4 })
    .map((lines) => lines.join('\n').slice(0, max))
    .filter((s) => s.trim() !== '' && s.isWellFormed())

const day = fc
  .integer({ min: 0, max: 40_000 })
  .map((n) => new Date(Date.UTC(1990, 0, 1) + n * 86_400_000).toISOString().slice(0, 10))

const refsOf = (frameworks: readonly string[] | undefined) =>
  (frameworks ?? ['iso42001']).flatMap((framework) => listRefs(framework as Parameters<typeof listRefs>[0]))

const byKind: Readonly<Record<string, (field: Field) => fc.Arbitrary<unknown>>> = {
  text: (f) => line(f.max ?? 300),
  longText: (f) => page(f.max ?? 2000),
  url: () => fc.webPath().map((path) => `https://example.org${path}`),
  email: () => fc.integer({ min: 1, max: 9999 }).map((n) => `person.${n}@example.org`),
  date: () => day,
  dateTime: () =>
    fc.tuple(day, fc.integer({ min: 0, max: 59 })).map(([d, m]) => `${d}T09:${String(m).padStart(2, '0')}:00Z`),
  integer: (f) => fc.integer({ min: Math.max(f.min ?? 0, -1e6), max: Math.min(f.max ?? 1e6, 1e9) }),
  number: (f) =>
    fc
      .double({ min: Math.max(f.min ?? -1e6, -1e9), max: Math.min(f.max ?? 1e6, 1e9), noNaN: true })
      .map((n) => Number(n.toFixed(4)))
      .map((n) => (Object.is(n, -0) ? 0 : n)),
  boolean: () => fc.boolean(),
  choice: (f) => fc.constantFrom(...(f.choices ?? []).map((c) => c.value)),
  choices: (f) => fc.subarray((f.choices ?? []).map((c) => c.value)),
  scale: (f) => fc.constantFrom(...(f.choices ?? []).map((c) => Number(c.value))),
  list: (f) => fc.array(line(f.max ?? 2000), { maxLength: 3 }),
  rows: (f) =>
    fc.array(
      fc.record(
        Object.fromEntries(Object.entries(f.columns ?? {}).map(([name, column]) => [name, anyValueOf(column)])),
      ),
      { maxLength: 3 },
    ),
  standardRefs: (f) => fc.subarray(refsOf(f.frameworks), { maxLength: 4 }),
  // Files have to be uploaded first; what is uploaded and what is refused is told by the tests of uploads.
  files: () => fc.constant([]),
}

/** A valid value of a field; null too where the field is optional. */
export function anyValueOf(field: Field): fc.Arbitrary<unknown> {
  const make = byKind[field.type.kind]
  if (!make) throw new Error(`tell test/support/values.ts what a valid ${field.type.kind} looks like`)
  return field.isOptional ? fc.option(make(field), { nil: null, freq: 4 }) : make(field)
}

/** Valid values of all fields of a register that are typed; links are left to the caller. */
export function valuesOf(register: Register): fc.Arbitrary<Record<string, unknown>> {
  const typed = Object.entries(register.fields).filter(([, field]) => !field.setByMove)
  return fc.record(Object.fromEntries(typed.map(([name, field]) => [name, anyValueOf(field)])))
}

/** The same values in every run that gives the same seed. */
export const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number, seed: number): T[] =>
  fc.sample(arbitrary, { numRuns: count, seed })
