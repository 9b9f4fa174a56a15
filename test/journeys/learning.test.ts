import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Changed, RecordDetail, RecordItem } from '../../src/server/contract.ts'
import type { SignedIn } from '../support/app.ts'
import { expectAccessible } from '../support/browser.ts'
import { type BrowserApp, browserApp } from '../support/browserApp.ts'

let b: BrowserApp
beforeAll(async () => {
  b = await browserApp()
}, 180_000)
afterAll(() => b?.close())

const phone = { viewport: { width: 390, height: 844 } }

async function look(page: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor()
    await expectAccessible(page, `${name}, ${scheme}`)
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}-${scheme}.png`, fullPage: true })
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

async function record(who: SignedIn, register: string, values: object): Promise<RecordItem> {
  const { status, text, body } = await b.t.send<Changed>(who, 'POST', `${b.t.base}/records/${register}`, { values })
  expect(status, text).toBe(201)
  return body.records[0] as RecordItem
}

const move = async (who: SignedIn, path: string, version: number, name: string) => {
  const { status, text } = await b.t.send(who, 'POST', `${b.t.base}/records/${path}/moves/${name}`, { version })
  expect(status, text).toBe(200)
}

async function assigned(to: SignedIn): Promise<RecordItem> {
  const course = await record(b.t.people.aimsLead, 'courses', {
    title: 'Working with scores',
    audience: 'Clerks',
    goal: 'Question a score.',
    content: '## Reasons first\n\nCover the score, read the **reasons**.\n\n## You decide\n\nAlways you.',
    questions: [
      {
        question: 'What do you read first?',
        answers: ['The score', 'The reasons'],
        correct: 2,
        topic: 'Reasons first',
      },
      { question: 'Who decides?', answers: ['You', 'The system'], correct: 1, topic: 'You decide', because: 'Zqx.' },
    ],
    passMark: 80,
    minutes: 10,
    repeatMonths: 12,
    versionLabel: '1.0',
  })
  await move(b.t.people.administrator, `courses/${course.id}`, 1, 'publish')
  return record(b.t.people.aimsLead, 'trainings', {
    title: `Scores: ${to.name}`,
    mandatory: true,
    dueOn: '2099-01-31',
    person: to.person,
    course: course.id,
  })
}

test('on a phone somebody takes a course from Home, fails, reads again and passes', async () => {
  const who = b.t.people.contributor
  const training = await assigned(who)
  const page = await b.open(who, '', phone)
  await page.getByRole('link', { name: new RegExp(training.ref) }).click()
  await page.getByRole('heading', { level: 1, name: 'Working with scores' }).waitFor()
  await page.getByText('Part 1 of 3').waitFor()
  await page.getByText('reasons', { exact: true }).waitFor()
  await look(page, 'course-part')
  await page.getByRole('button', { name: 'Next: You decide' }).click()
  await page.getByRole('heading', { level: 2, name: 'You decide' }).waitFor()
  expect(new URL(page.url()).searchParams.get('part')).toBe('2')
  await page.getByRole('button', { name: 'Next: Test' }).click()

  const send = page.getByRole('button', { name: 'Send the answers' })
  expect(await send.getAttribute('aria-disabled')).toBe('true')
  await page.getByRole('radio', { name: 'The score' }).check()
  // What was chosen stays while the lesson is read again, and when the page is opened anew.
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('button', { name: 'Next: Test' }).click()
  await page.reload()
  expect(await page.getByRole('radio', { name: 'The score' }).isChecked()).toBe(true)
  await page.getByRole('radio', { name: 'You', exact: true }).check()
  await look(page, 'course-test')
  await send.click()

  await page.getByRole('heading', { name: 'Not passed yet' }).waitFor()
  await page.getByText('1 of 2 answers are right: 50 %, 80 % are needed.').waitFor()
  await look(page, 'course-failed')
  expect(await page.content()).not.toContain('Zqx')
  await page.getByRole('button', { name: 'Reasons first' }).click()
  await page.getByRole('heading', { level: 2, name: 'Reasons first' }).waitFor()
  await page.getByRole('button', { name: 'Next: You decide' }).click()
  await page.getByRole('button', { name: 'Next: Test' }).click()
  await page.getByText(/: not passed, 50 % right/).waitFor()
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
  await page.getByRole('radio', { name: 'The reasons' }).check()
  await page.getByRole('radio', { name: 'You', exact: true }).check()
  await send.click()
  await page.getByRole('heading', { name: 'Passed' }).waitFor()
  await page.getByText(/It counts until/).waitFor()
  await look(page, 'course-passed')
  await page.getByRole('link', { name: 'Back to Home' }).click()
  await page.getByRole('list', { name: 'First steps' }).waitFor()
  expect(await page.getByRole('link', { name: new RegExp(training.ref) }).count()).toBe(0)

  const { body } = await b.t.send<RecordDetail>(who, 'GET', `${b.t.base}/records/trainings/${training.id}`)
  expect(body.record.values).toMatchObject({ score: 100, passed: true, attempts: 2, courseVersion: '1.0' })

  // Afterwards the lesson can be read, and there is no test to take.
  await page.goto(`${b.t.address}/${b.t.org.slug}/documents/learn/${training.ref}?part=3`)
  await page.getByText(/You passed this course on/).waitFor()
  expect(await page.getByRole('radio').count()).toBe(0)
})

test('with the keyboard alone the course is read and the test is taken', async () => {
  const who = b.t.people.riskOwner
  const training = await assigned(who)
  const page = await b.open(who, `documents/learn/${training.ref}`)
  await page.getByText('Part 1 of 3').waitFor()
  await page.keyboard.press('j')
  await page.getByRole('heading', { level: 2, name: 'You decide' }).waitFor()
  await page.keyboard.press('j')
  await page.getByRole('heading', { level: 2, name: 'Test' }).waitFor()
  // From the heading, which has the focus, to the first question.
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Passed' }).waitFor()
})

test('nobody takes the course of another person', async () => {
  const training = await assigned(b.t.people.systemOwner)
  const page = await b.open(b.t.people.viewer, `documents/learn/${training.ref}`)
  await page.getByText('This training is assigned to another person').waitFor()
  await page.goto(`${b.t.address}/${b.t.org.slug}/r/trainings/${training.ref}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await page.getByRole('link', { name: 'Take the course' }).count()).toBe(0)
  const own = await b.open(b.t.people.systemOwner, `r/trainings/${training.ref}`)
  await own.getByRole('link', { name: 'Take the course' }).waitFor()
})

test('a document is confirmed from Home in two clicks, in the version that was asked for', async () => {
  const { aimsLead, topManagement, viewer } = b.t.people
  const document = await record(aimsLead, 'documents', {
    title: 'Acceptable use of AI',
    kind: 'procedure',
    body: '## Rules\n\nThe first rules.',
    versionLabel: '1.0',
    nextReviewOn: '2099-01-01',
    owner: aimsLead.person,
  })
  const path = `documents/${document.id}`
  await move(aimsLead, path, 1, 'submit')
  // Approving asks at a browser who it is; here the store is told.
  const approve = (version: number) =>
    b.t.commit([{ do: 'move', register: 'document', id: document.id, version, move: 'approve' }], {
      ...topManagement.actor,
      kind: 'system',
    })
  await approve(2)
  const asked = await record(aimsLead, 'acknowledgements', {
    documentTitle: 'Acceptable use of AI',
    versionAcknowledged: '1.0',
    personName: viewer.name,
    wordingShown: 'I have read the rules and will keep to them.',
    dueOn: '2099-01-31',
    person: viewer.person,
    document: document.id,
  })
  // A newer version is drafted and approved meanwhile; the person was asked about the first.
  await move(aimsLead, path, 3, 'revise')
  const edited = await b.t.send(aimsLead, 'PATCH', `${b.t.base}/records/${path}`, {
    version: 4,
    values: { body: '## Rules\n\nThe second rules.', versionLabel: '2.0' },
  })
  expect(edited.status, edited.text).toBe(200)

  const page = await b.open(viewer, '', phone)
  await page.getByRole('link', { name: new RegExp(asked.ref) }).click()
  await page.getByText('The first rules.').waitFor()
  expect(await page.getByText('The second rules.').count()).toBe(0)
  await page.getByText('I have read the rules and will keep to them.').waitFor()
  await look(page, 'confirm-document')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('It is confirmed; there is nothing left to do.').waitFor()
  const { body } = await b.t.send<RecordDetail>(viewer, 'GET', `${b.t.base}/records/acknowledgements/${asked.id}`)
  expect(body.record.state).toBe('acknowledged')

  // Somebody else reads it there, and cannot confirm in their place.
  const other = await record(aimsLead, 'acknowledgements', {
    ...{ documentTitle: 'Acceptable use of AI', versionAcknowledged: '1.0', personName: viewer.name },
    ...{ wordingShown: 'I have read them.', person: viewer.person, document: document.id },
  })
  const elsewhere = await b.open(aimsLead, `documents/read/${other.ref}`)
  const confirm = elsewhere.getByRole('button', { name: 'Confirm' })
  await confirm.waitFor()
  expect(await confirm.getAttribute('aria-disabled')).toBe('true')
  await elsewhere.getByText('Only the person asked can confirm.').first().waitFor({ state: 'attached' })
})

test('nothing went wrong on any page', () => {
  expect(b.faults).toEqual([])
})
