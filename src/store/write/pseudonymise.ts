import { type Actor, type AnyRecord, hasPermission, problem, type Register } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { pseudonymPattern, type Span, type Values, withoutPerson } from '../erasure/spans.ts'

/**
 * The values of a record with a person taken out. It passes where an edit would be refused, in approved and archived
 * records too, because the law does not wait for a new version; but it can write nothing: only take parts of texts away
 * and put the pseudonym in their place.
 */
export function pseudonymised(
  register: Register,
  record: AnyRecord,
  { spans, pseudonym }: { readonly spans: readonly Span[]; readonly pseudonym: string },
  actor: Actor,
): Values {
  if (!hasPermission(actor, 'system:erase')) throw problem('access/forbidden', say`Your role may not erase.`)
  if (!pseudonymPattern.test(pseudonym))
    throw problem('record/invalid', {
      fields: [{ field: 'pseudonym', message: say`A pseudonym reads like "Former person K7Q2MX".` }],
    })
  const names = [...Object.keys(register.fields), ...Object.keys(register.links), 'custom']
  const values = Object.fromEntries(names.map((name) => [name, record[name]]))
  return withoutPerson(register, values, spans, pseudonym)
}
