import type { PersonKey } from './people.ts'

interface StoryFile {
  readonly name: string
  readonly mediaType: string
  /** Who uploaded it. */
  readonly by: PersonKey
  readonly bytes: Uint8Array
}

const text = (by: PersonKey, name: string, lines: readonly string[]): StoryFile => ({
  name,
  mediaType: name.endsWith('.csv') ? 'text/csv' : 'text/plain',
  by,
  bytes: Buffer.from(`${lines.join('\n')}\n`),
})

/** A small but valid PDF of one page, so that a viewer shows it. */
function pdf(by: PersonKey, name: string, lines: readonly string[]): StoryFile {
  const escaped = lines.map((line) => line.replace(/[\\()]/g, (c) => `\\${c}`))
  const shown = escaped.map((line, i) => `${i === 0 ? '' : '0 -20 Td '}(${line}) Tj`).join('\n')
  const stream = `BT /F1 12 Tf 60 780 Td\n${shown}\nET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(stream)} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let out = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const at = Buffer.byteLength(out)
    out += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const xref = Buffer.byteLength(out)
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
  out += offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`
  return { name, mediaType: 'application/pdf', by, bytes: Buffer.from(out) }
}

/** The files people of the story attached, by name. */
export const files: readonly StoryFile[] = [
  text('tomasz', 'fairness-credit-4.2.csv', [
    'group,applications,approval_rate,ratio_to_best',
    'women,41213,0.612,0.98',
    'men,44870,0.624,1.00',
    'under 25,9120,0.431,0.86',
    '25 to 64,70455,0.639,1.00',
    '65 and over,6508,0.588,0.92',
  ]),
  text('tomasz', 'validation-credit-4.2.txt', [
    'Validation of the credit scoring model, version 4.2',
    'Hold-out: last two quarters, 86,083 applications, never used in training.',
    'Gini 0.61 (threshold 0.58). Calibration error 0.014 (threshold 0.02).',
    'Approval ratio of the worst group 0.86 (threshold 0.80).',
    'Result: passed.',
  ]),
  text('yara', 'fraud-overrides.csv', [
    'week,alerts,stopped,overridden,override_rate',
    '1,412,391,21,0.051',
    '2,388,362,26,0.067',
    '3,431,405,26,0.060',
    '4,402,371,31,0.077',
  ]),
  text('amara', 'chatbot-sample-review.csv', [
    'conversation,correct,handed_over,remark',
    'c-20411,yes,no,',
    'c-20417,yes,yes,asked about a debt plan',
    'c-20433,no,no,named the old late fee',
    'c-20458,yes,no,',
  ]),
  text('sanne', 'works-council-minutes.txt', [
    'Works council, item 3: Ada, the personnel assistant.',
    'The council agrees under two conditions: no answers are stored by name,',
    'and questions about illness or conflict are handed to a person at once.',
  ]),
  text('pieter', 'access-review-model-platform.csv', [
    'account,role,needed,decision',
    'zmalinowska,owner,yes,keep',
    'twrona,developer,yes,keep',
    'lfabbri,developer,yes,keep',
    'gtimmer,administrator,no,remove',
    'svc-train,service,yes,keep',
  ]),
  text('pieter', 'ai-tools-sign-in-log.csv', [
    'tool,users,first_seen',
    'Quillmate,34,week 27',
    'Parlo Notes,6,week 30',
    'Codewright,19,week 12',
  ]),
  text('joost', 'restore-test.txt', [
    'Restore of the scoring service from backup to the spare region.',
    'Started 06:02, serving scores 06:49. Target: 60 minutes. Passed.',
  ]),
  pdf('femke', 'appointment-ai-lead.pdf', [
    'Aldermoor Finance: letter of appointment',
    'Hanne Verlinden leads the AI management system and reports to the board.',
    'She may stop any AI system that is not approved for use.',
    'Signed: Femke de Groot, managing director',
  ]),
  pdf('ottilie', 'audit-report-governance.pdf', [
    'Internal audit: governance and planning',
    'Result: the system is set up as required; three minor nonconformities.',
    'Auditors: Ottilie Brandt (lead), Kwame Asante',
  ]),
  pdf('ottilie', 'audit-report-operation.pdf', [
    'Internal audit: life cycle and operation',
    'Result: one major and two minor nonconformities, two opportunities.',
    'Auditors: Ottilie Brandt (lead), Kwame Asante',
  ]),
  pdf('hanne', 'management-review-minutes.pdf', [
    'Minutes of the management review',
    'Present: F. de Groot, I. Bakkali, H. Verlinden, Z. Malinowska, R. Meulenbelt',
    'Decisions D1 to D4 are followed up in the register of review actions.',
  ]),
  pdf('daan', 'due-diligence-talvera.pdf', [
    'Supplier due diligence: Talvera Language Services',
    'Questionnaire answered in full; certificate ISO/IEC 27001 seen; training data: summary only.',
    'Condition: notice of 30 days before a model version changes.',
  ]),
  text('rik', 'customer-notice-incident.txt', [
    'We told 212 customers that the assistant had named an old late fee.',
    'Nobody was charged. The wrong answer was removed the same day.',
  ]),
  text('noor', 'course-attendance.csv', [
    'course,invited,done,passed_first_time',
    'AI basics,402,381,362',
    'Working with scores,58,55,51',
  ]),
  text('hanne', 'inventory-import.csv', [
    'name,owner,status',
    'Budget forecast,Daan Vos,operation',
    'Meeting summaries,Joost van Rijn,operation',
    'Claims letter writer,Elif Kaya,planned',
  ]),
]
