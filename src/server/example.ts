import type { Store } from '../store/index.ts'
import type { MakeExample } from './routes/session.ts'

/** Makes the example organisation for whoever asks; an example that is there already is opened to them. */
export function makeExampleMaker(store: Store, _adminUrl: string): MakeExample {
  return async (account) => {
    const known = (await store.directory.organisations()).find((o) => o.kind === 'example')
    const org = known ?? (await store.directory.createOrganisation('Example organisation', 'example'))
    await store.directory.setMember(org.id, account, ['administrator', 'aimsLead'], null)
    return { slug: org.slug }
  }
}
