import { count, describeRoutes, listOf, nullable, nullableText, object, ref, text } from '../openapi/routeDoc.ts'
import { reportFormats } from '../packs/reportFormats.ts'

const base = '/api/v1/o/{organisation}'

export const reportDocs = describeRoutes(
  {
    method: 'get',
    path: `${base}/reports/{file}`,
    id: 'reports.read',
    tag: 'Reports',
    summary: 'A report as a file',
    params: { file: 'Report and format, for example `statement-of-applicability.pdf`; or html, docx, xlsx.' },
    answers: { 200: { about: 'The file.', mediaTypes: Object.values(reportFormats).map((t) => t.split(';')[0] ?? t) } },
  },
  {
    method: 'get',
    path: `${base}/audit-packs`,
    id: 'auditPacks.list',
    tag: 'Reports',
    summary: 'Audit packs made before',
    detail: 'The newest 50: your own, and those of everybody for administrators and the AIMS lead.',
    answers: {
      200: {
        about: 'The packs, newest first.',
        schema: listOf(
          object({
            job: text,
            state: text,
            asOf: text,
            askedAt: text,
            by: text,
            problem: nullableText,
            digest: nullableText,
            size: nullable(count),
            href: nullableText,
          }),
        ),
      },
    },
  },
  {
    method: 'post',
    path: `${base}/audit-packs`,
    id: 'auditPacks.create',
    tag: 'Reports',
    summary: 'Make an audit pack',
    detail: 'A job makes it; its result is the address of the file.',
    body: {
      type: 'object',
      properties: { asOf: { type: 'string', maxLength: 40, description: 'The day or instant it tells about.' } },
      additionalProperties: false,
    },
    answers: { 202: { about: 'Begun.', schema: object({ job: text, asOf: nullableText }) } },
    problems: ['access/forbidden'],
  },
  {
    method: 'get',
    path: `${base}/jobs/{id}`,
    id: 'jobs.read',
    tag: 'Jobs',
    summary: 'How far a job is',
    params: { id: 'Id of the job.' },
    answers: { 200: { about: 'The job.', schema: ref('Job') } },
    problems: ['job/unknown'],
  },
  {
    method: 'delete',
    path: `${base}/jobs/{id}`,
    id: 'jobs.cancel',
    tag: 'Jobs',
    summary: 'Cancel a job',
    params: { id: 'Id of the job.' },
    answers: { 200: { about: 'The job.', schema: ref('Job') } },
    problems: ['job/unknown'],
  },
)
