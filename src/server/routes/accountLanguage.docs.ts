import { schemaOf } from '../openapi/registerSchemas.ts'
import { any, describeRoutes, object } from '../openapi/routeDoc.ts'
import { languageBody } from './accountLanguage.ts'

const kept = { 200: { about: 'The language kept; null: as the browser says.', schema: object({ language: any }) } }

export const accountLanguageDocs = describeRoutes(
  {
    method: 'get',
    path: '/api/v1/account/language',
    id: 'account.language',
    tag: 'Signing in',
    summary: 'The language you chose',
    detail: 'Answers are in what `Accept-Language` asks for; clients ask for this one. Mails to you are in it.',
    answers: kept,
  },
  {
    method: 'put',
    path: '/api/v1/account/language',
    id: 'account.chooseLanguage',
    tag: 'Signing in',
    summary: 'Choose the language you read in',
    body: schemaOf(languageBody),
    answers: kept,
    problems: ['access/forbidden'],
  },
)
