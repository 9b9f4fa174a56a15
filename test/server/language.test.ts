import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StandardDetail } from '../../src/server/contract/told.ts'
import { checkableRefs } from '../../src/standard/index.ts'
import { type TestApp, testApp } from '../support/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  await t.commit([
    { do: 'create', register: 'aiSystem', values: { title: 'Prepare', purpose: 'Sorts letters.', stage: 'inception' } },
  ])
})
afterAll(() => t.close())

const ask = <T>(path: string, language?: string) =>
  t.send<T>(t.people.aimsLead, 'GET', `${t.base}${path}`, undefined, language ? { 'accept-language': language } : {})

interface Findings {
  items: { rule: string; title: string; why: string; record: { title: string } | null }[]
}
const ofRule = (found: Findings, rule: string) => found.items.find((item) => item.rule === rule)

describe('an answer', () => {
  test('is English as it stands where no language is asked for, or none that is spoken', async () => {
    for (const language of [undefined, '*', 'fr-FR, fr;q=0.8']) {
      const answer = await ask<Findings>('/readiness/findings', language)
      expect(ofRule(answer.body, 'RR-002')?.why).toBe('For AIS-1 "Prepare" nobody has decided whether it is in scope.')
      expect(answer.headers['content-language']).toBeUndefined()
      expect(String(answer.headers.vary)).toContain('accept-language')
    }
  })

  test('is in the language asked for, with the titles of records as they are', async () => {
    const answer = await ask<Findings>('/readiness/findings', 'fr, de-AT;q=0.9, en;q=0.5')
    expect(answer.headers['content-language']).toBe('de')
    expect(ofRule(answer.body, 'RR-002')).toMatchObject({
      why: 'Für AIS-1 „Prepare“ hat niemand entschieden, ob es im Anwendungsbereich ist.',
      record: { title: 'Prepare' },
    })
    expect(ofRule(answer.body, 'RR-002')?.title).not.toBe(
      ofRule((await ask<Findings>('/readiness/findings')).body, 'RR-002')?.title,
    )
  })

  test('keeps words of the program and of people apart', async () => {
    const { body } = await ask<{ items: { title: string }[] }>('/records/ai-systems', 'de')
    expect(body.items.map((item) => item.title)).toEqual(['Prepare'])
    const model = await ask<{ registers: { name: string; label: { many: string } }[] }>('/model', 'de')
    expect(model.body.registers.find((register) => register.name === 'aiSystem')?.label.many).toBe('KI-Systeme')
    expect(model.headers.etag).not.toBe((await ask('/model')).headers.etag)
  })

  test('says every one of several reasons', async () => {
    await t.commit([
      {
        do: 'create',
        register: 'aiSystem',
        values: { title: 'Score', purpose: 'Rates people.', stage: 'operation', origin: 'own', personalData: true },
      },
    ])
    interface Proposals {
      bySystem: { system: { title: string }; proposals: { catalogueId: string; reason: string }[] }[]
    }
    const reasonIn = async (language?: string) =>
      (await ask<Proposals>('/risk-proposals', language)).body.bySystem
        .find((each) => each.system.title === 'Score')
        ?.proposals.find((each) => each.catalogueId === 'AIR-016')?.reason
    expect(await reasonIn()).toBe('Origin: own; Uses personal data: yes')
    expect(await reasonIn('de')).toBe('Herkunft: Hier gebaut; Nutzt personenbezogene Daten: ja')
  })

  test('asks the ten questions of a triage, and says where a product comes from', async () => {
    await t.commit([
      {
        do: 'create',
        register: 'aiSystem',
        values: { title: 'Suite', purpose: 'Writes.', stage: 'operation', origin: 'bought_product' },
      },
    ])
    interface Triage {
      proposals: { system: { title: string }; answers: { id: string; question: string; because: string }[] }[]
    }
    const answersIn = async (language: string) =>
      (await ask<Triage>('/triage', language)).body.proposals.find((each) => each.system.title === 'Suite')?.answers
    expect((await answersIn('en'))?.at(-1)?.because).toContain('Origin: bought product')
    const german = await answersIn('de')
    expect(german?.at(-1)?.because).toContain('Herkunft: Gekauftes Produkt')
    expect(
      german?.map((each) => each.question).filter((text) => /\b(Does|Is|Are|Would|Could|the)\b/.test(text)),
    ).toEqual([])
  })

  test('guides through a control and a clause in it, under ids that stay', async () => {
    const about = async (ref: string, language?: string) =>
      (
        await t.send<StandardDetail>(t.people.aimsLead, 'GET', `/api/v1/standard/iso42001:${ref}`, undefined, {
          ...(language === undefined ? {} : { 'accept-language': language }),
        })
      ).body
    const [english, german] = [await about('A.6.2.5'), await about('A.6.2.5', 'de')]
    expect(english.control?.typical_evidence).toEqual(['Deployment plan', 'go-live approval', 'rollback test'])
    expect(german.control?.typical_evidence).toEqual([
      'Einsatzplan',
      'Genehmigung der Inbetriebnahme',
      'Test des Zurückrollens',
    ])
    expect(english.documents[0]).toMatchObject({
      review_cadence: 'per release',
      contains: expect.arrayContaining(['rollback']),
    })
    expect(german.documents[0]).toMatchObject({
      review_cadence: 'je Freigabe',
      contains: expect.arrayContaining(['Zurückrollen']),
    })
    expect(english.questions[0]).toMatchObject({ question: 'How do you roll back?', good_sign: 'Tested' })
    expect(german.questions[0]).toMatchObject({
      question: 'Wie rollen Sie auf die vorige Version zurück?',
      good_sign: 'Getestet',
    })
    const ids = ({ control, documents, questions, requests }: StandardDetail) => [
      control?.lint.map((sign) => sign.id),
      documents.map((each) => [each.id, each.must_contain, each.owner_role, each.iso42001]),
      questions.map((each) => [each.id, each.ask]),
      requests.map((each) => [each.id, each.form, each.needed_for]),
    ]
    expect(ids(german)).toEqual(ids(english))
    expect((await about('4.1')).clause).toMatchObject({
      documented_information: { note: expect.stringMatching(/^No document is named/) },
      typical_evidence: expect.arrayContaining(['legal register']),
    })
    expect((await about('4.1', 'de')).clause).toMatchObject({
      documented_information: { note: expect.stringMatching(/^Der Abschnitt nennt kein Dokument/) },
      typical_evidence: expect.arrayContaining(['Rechtsregister']),
    })
  })

  test('leaves no guidance of a clause or control in English', async () => {
    for (const ref of checkableRefs) {
      const path = `/api/v1/standard/${encodeURIComponent(ref)}`
      const german = (
        await t.send<StandardDetail>(t.people.aimsLead, 'GET', path, undefined, { 'accept-language': 'de' })
      ).body
      const said = [
        ...(german.control?.implementation_hints ?? []),
        ...(german.control?.lint.map((sign) => sign.sign_not_operating) ?? []),
        ...(german.clause?.typical_evidence ?? []),
        ...german.documents.flatMap((each) => [each.title, each.review_cadence, ...each.contains]),
        ...german.requests.map((each) => each.item),
        ...german.questions.flatMap((each) => [each.question, each.good_sign, each.asked_of]),
        ...german.crosswalk.flatMap((pair) => pair.note ?? []),
      ]
      expect(said.filter((text) => /\b(the|and|of|with|per|is|are|you|without|not|by)\b/i.test(text))).toEqual([])
    }
  })

  test('tells in it what an ISO/IEC 27001 system carries over', async () => {
    interface Overlap {
      rows: { ref: string; carriesOver: string; addForAi: string }[]
    }
    const rowIn = async (language: string) =>
      (await ask<Overlap>('/overlap-27001', language)).body.rows.find((row) => row.ref === 'iso42001:5.1')
    expect(await rowIn('en')).toMatchObject({ carriesOver: 'Leadership routines, sponsor, budget cycle' })
    expect(await rowIn('de')).toMatchObject({
      carriesOver: 'Führungsroutinen, Förderer, Haushaltszyklus',
      addForAi: 'Kultur verantwortlicher KI und eigene Mittel für KI',
    })
  })

  test('says a refusal in it too', async () => {
    const path = '/records/no-such-register'
    const [english, german] = [
      await ask<{ title: string; next: string }>(path),
      await ask<{ title: string; next: string; code: string }>(path, 'de'),
    ]
    expect(english.body.title).toBe('Not found')
    expect(german.status).toBe(404)
    expect(german.body).toMatchObject({ code: 'access/not-found', title: 'Nicht gefunden' })
  })

  test('writes dates by the language, and as they are stored where none is asked for', async () => {
    await t.commit([
      {
        do: 'create',
        register: 'toolDiscovery',
        values: { title: 'Chat', foundOn: '2020-03-01', howFound: 'expenses', inInventory: false },
      },
    ])
    const said = async (language?: string) =>
      (await ask<Findings>('/readiness/findings?q=Chat', language)).body.items.map((item) => item.why).join(' ')
    expect(await said()).toContain('2020-03-01')
    expect(await said('en')).toContain('1 March 2020')
    expect(await said('de')).toContain('1. März 2020')
  })
})
