import { type Said, Sentence } from './say.ts'

/** One mistake in one place of what was sent. */
export interface FieldProblem {
  /** Where: a field or link name, or a path such as `values.title`. */
  readonly field: string
  readonly message: Said
}

interface Entry {
  readonly status: number
  readonly title: string
  /** What to do next, as a sentence. */
  readonly next: string
}

/** The error catalogue. Codes are never reused; docs, OpenAPI and this list are kept equal by a test. */
export const catalogue = {
  'request/invalid': {
    status: 400,
    title: 'The request is not understood',
    next: 'Correct the places named and send it again.',
  },
  'request/not-json': {
    status: 400,
    title: 'The body is not valid JSON',
    next: 'Send a JSON object with content type application/json.',
  },
  'request/too-large': {
    status: 413,
    title: 'The request is too large',
    next: 'Send less at once, or upload the file through the import.',
  },
  'request/media-type': {
    status: 415,
    title: 'This content type is not accepted',
    next: 'Use the content type the API reference names.',
  },
  'request/unknown-route': {
    status: 404,
    title: 'There is nothing at this address',
    next: 'Check the address against the API reference.',
  },
  'request/method': {
    status: 405,
    title: 'This address does not take that method',
    next: 'Check the method against the API reference.',
  },
  'request/too-many': { status: 429, title: 'Too many requests', next: 'Sooner it is refused again.' },
  'request/origin': {
    status: 403,
    title: 'The request came from another site',
    next: 'Open OpenAIMS at its own address and try again.',
  },
  'access/sign-in': {
    status: 401,
    title: 'You are not signed in',
    next: 'Open the sign-in link, or send an access token.',
  },
  'access/forbidden': { status: 403, title: 'You may not do this', next: 'Ask the AIMS lead for the role it needs.' },
  'access/not-found': {
    status: 404,
    title: 'Not found',
    next: 'Check the address; the record may be archived or not shared with you.',
  },
  'access/link-used': {
    status: 410,
    title: 'This link no longer works',
    next: 'Get a new one where this one came from: from an administrator, by "Forgot your password?", or at the terminal.',
  },
  'sign-in/refused': {
    status: 401,
    title: 'You could not be signed in',
    next: 'Check what you typed and try again, or use another way to sign in.',
  },
  'sign-in/second-factor': {
    status: 401,
    title: 'The code of your authenticator app is needed too',
    next: 'Send the code it shows now, or one of your recovery codes.',
  },
  'sign-in/two-factors': {
    status: 403,
    title: 'This organisation asks for a second factor',
    next: 'Sign in with a passkey or a code, or set one up under "Your account".',
  },
  'sign-in/prove': {
    status: 403,
    title: 'Show again that it is you',
    next: 'Give your password, a code of your authenticator app, or your passkey, or sign in again at your provider, then try again.',
  },
  'sign-in/single-sign-on': {
    status: 403,
    title: 'This organisation asks you to sign in through its identity provider',
    next: 'Sign out, and sign in with the provider of your organisation.',
  },
  'single-sign-on/wrong': {
    status: 422,
    title: 'The identity provider cannot be used like this',
    next: 'Compare what you gave with what the provider shows, then try again.',
  },
  'single-sign-on/sign-out': {
    status: 400,
    title: 'This signs nobody out',
    next: 'Send a logout token of the provider that is set up, made for this client in the last ten minutes and not used before.',
  },
  'single-sign-on/no-way-back': {
    status: 409,
    title: 'Nobody could get in when the provider fails',
    next: 'Choose at least one administrator who has a password or a passkey.',
  },
  'account/password': {
    status: 422,
    title: 'This password is not safe enough',
    next: 'Choose a longer one that nobody would guess; a few unrelated words do well.',
  },
  'account/address-taken': {
    status: 409,
    title: 'This e-mail address belongs to another account',
    next: 'Sign in with that account, or give another address.',
  },
  'account/no-way-in': {
    status: 409,
    title: 'This is the only way you have to sign in',
    next: 'Set a password or add another passkey first.',
  },
  'member/exists': { status: 409, title: 'This person is there already', next: 'Change the roles they have instead.' },
  'member/last-administrator': {
    status: 409,
    title: 'The last administrator cannot go',
    next: 'Make somebody else an administrator first.',
  },
  'mail/failed': {
    status: 422,
    title: 'The mail could not be sent',
    next: 'Correct the mail settings and try again.',
  },
  'record/invalid': {
    status: 422,
    title: 'Some values cannot be accepted',
    next: 'Correct the fields named; nothing was changed.',
  },
  'record/conflict': {
    status: 409,
    title: 'Somebody changed this record meanwhile',
    next: 'Compare both sides and send your change again with the new version.',
  },
  'record/archived': { status: 409, title: 'This record is archived', next: 'Bring it back from the archive first.' },
  'record/frozen': {
    status: 409,
    title: 'This record can no longer be edited in its state',
    next: 'Use the move that reopens it or starts a new version.',
  },
  'record/only-one': {
    status: 409,
    title: 'There can be only one such record',
    next: 'Change the one that is there.',
  },
  'record/in-use': {
    status: 409,
    title: 'Other records still rely on this one',
    next: 'Change or archive the records named first.',
  },
  'move/unknown': {
    status: 404,
    title: 'This register has no such move',
    next: 'See the record\'s "moves" for what is possible.',
  },
  'move/refused': {
    status: 409,
    title: 'This move is not possible now',
    next: 'Do what the reason says, then try again.',
  },
  'move/wrong-state': {
    status: 409,
    title: 'The record is not in a state that allows this move',
    next: 'Reload the record and look at its possible moves.',
  },
  'move/needs': { status: 422, title: 'Something is missing before this move', next: 'Fill in the fields named.' },
  'move/reason-needed': {
    status: 422,
    title: 'This move needs a reason',
    next: 'Say why, in the "reason" of the request.',
  },
  'key/reused': {
    status: 422,
    title: 'This idempotency key was used for another request',
    next: 'Use a new key for a new request.',
  },
  'time/read-only': { status: 409, title: 'The past cannot be changed', next: 'Go back to today to make changes.' },
  'time/invalid': {
    status: 400,
    title: 'This is not a time OpenAIMS can show',
    next: 'Give a date or an instant between the first record and now.',
  },
  'file/too-large': { status: 413, title: 'The file is too large', next: 'Upload a smaller file, or split it.' },
  'file/refused': {
    status: 422,
    title: 'This kind of file is not accepted',
    next: 'Upload one of the accepted kinds.',
  },
  'file/unsafe': {
    status: 422,
    title: 'This file is not safe to keep',
    next: 'Remove what the message names and upload it again.',
  },
  'file/unscanned': {
    status: 503,
    title: 'The file could not be checked for viruses',
    next: 'Try again in a few minutes. If it stays so, tell whoever looks after this installation.',
  },
  'import/unreadable': {
    status: 422,
    title: 'The table cannot be read',
    next: 'Open the file, correct what the message names and try again.',
  },
  'import/problems': {
    status: 422,
    title: 'Some rows cannot be imported',
    next: 'Correct the rows named, or import row by row; nothing was changed.',
  },
  'import/undone': {
    status: 409,
    title: 'This import cannot be undone as a whole',
    next: 'Look at the records that changed since.',
  },
  'setup/done': { status: 409, title: 'OpenAIMS is already set up', next: 'Sign in instead.' },
  'job/unknown': { status: 404, title: 'There is no such job', next: 'It may have ended long ago; start it again.' },
  'pack/failed': {
    status: 500,
    title: 'The audit pack could not be made',
    next: 'Mend what the message names and make the pack again.',
  },
  'report/too-long': {
    status: 422,
    title: 'The report is too long to be drawn',
    next: 'Take it as a web page or a spreadsheet instead.',
  },
  'pack/kept': {
    status: 409,
    title: 'This audit pack is marked to stay',
    next: 'Take the mark away first, if it may go.',
  },
  'erasure/reason-needed': {
    status: 422,
    title: 'Erasing needs a reason',
    next: 'Say why in the "reason" of the request, without personal data: the log keeps it for ever.',
  },
  'erasure/reason-names': {
    status: 422,
    title: 'The reason names the person',
    next: 'Say why without a name or an address: the log keeps the reasons for ever.',
  },
  'erasure/partly': {
    status: 409,
    title: 'Some records still name the person',
    next: 'Change what the message names by hand, then look for the person again.',
  },
  'file/erased': {
    status: 410,
    title: 'This file was erased',
    next: 'The log says by whom and why; the record that names it stays.',
  },
  'erasure/still-standing': {
    status: 409,
    title: 'This version still stands',
    next: 'Take the personal data out of the record by an edit first; then erase the versions before it.',
  },
  'log/inconsistent': {
    status: 503,
    title: 'The log does not fit what was signed',
    next: 'Ask the administrator to look at the signer and to compare the database with a backup.',
  },
  'delivery/refused': {
    status: 422,
    title: 'Checkpoints cannot be sent to this address',
    next: 'Give an https address that is reachable from outside, or have the administrator allow it.',
  },
  'server/unforeseen': {
    status: 500,
    title: 'Something went wrong on our side',
    next: 'Try again; if it stays, report the request number.',
  },
  'server/disk-full': {
    status: 507,
    title: 'The disk is full',
    next: 'Nothing of this request was kept. Whoever runs OpenAIMS has to free space; then send it again.',
  },
  'server/unavailable': { status: 503, title: 'Not available just now', next: 'Wait a moment and try again.' },
} as const satisfies Record<string, Entry>

export type ProblemCode = keyof typeof catalogue

export interface ProblemDetails {
  /** What went wrong here, as a sentence that adds to the title. */
  readonly detail?: Said
  readonly fields?: readonly FieldProblem[]
  /** Anything a program needs beside the sentence: both sides of a conflict, the records in use. */
  readonly data?: Readonly<Record<string, unknown>>
}

/** An error from the catalogue; it leaves the server as `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly details: ProblemDetails

  constructor(code: ProblemCode, details: ProblemDetails) {
    super(String(details.detail ?? catalogue[code].title))
    this.name = 'Problem'
    this.code = code
    this.details = details
  }

  get status(): number {
    return catalogue[this.code].status
  }
}

/** Makes a problem: `throw problem('move/refused', { detail: reason })`. */
export function problem(code: ProblemCode, details: ProblemDetails | Said = {}): Problem {
  const isSentence = typeof details === 'string' || details instanceof Sentence
  return new Problem(code, isSentence ? { detail: details } : details)
}

/** The body sent for a problem. */
export function problemBody(p: Problem, requestId: string): Record<string, unknown> {
  const entry = catalogue[p.code]
  return {
    type: `urn:openaims:problem:${p.code}`,
    code: p.code,
    status: entry.status,
    title: entry.title,
    detail: p.details.detail ?? entry.title,
    next: entry.next,
    ...(p.details.fields ? { fields: p.details.fields } : {}),
    ...(p.details.data ? { data: p.details.data } : {}),
    requestId,
  }
}
