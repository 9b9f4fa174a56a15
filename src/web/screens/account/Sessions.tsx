import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { Account } from '../../../server/contract.ts'
import { client } from '../../app/api.ts'
import { showAgo, showInstant } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { tell, tellProblem } from '../parts/notices.ts'
import { Section } from '../parts/Section.tsx'
import classes from './Account.module.css'
import { useRefreshAccount } from './useAccount.ts'
import { useProven } from './useProven.tsx'

const methods: Readonly<Record<string, () => string>> = {
  password: () => t('with the password'),
  'password+code': () => t('with password and code'),
  passkey: () => t('with a passkey'),
  link: () => t('with a link'),
  invitation: () => t('with an invitation'),
  'single-sign-on': () => t('through an identity provider'),
}

/** Browsers in which one is signed in; each can be signed out from here. */
export function Sessions({ account }: { readonly account: Account }) {
  const refresh = useRefreshAccount()
  const proven = useProven()
  const end = useMutation({
    mutationFn: (id: string) => proven(() => client.remove('account/sessions/{id}', { at: { id } })),
    onSuccess: refresh,
    onError: tellProblem,
  })
  const endOthers = useMutation({
    mutationFn: () => proven(() => client.remove('account/sessions')),
    onSuccess: async ({ ended }) => {
      await refresh()
      tell(t('{count, plural, one {One session} other {# sessions}} ended.', { count: ended }))
    },
    onError: tellProblem,
  })
  return (
    <Section title={t('Where you are signed in')} about={t('End what you do not know, and set a new password.')}>
      <ul className={classes.list}>
        {account.sessions.map((session) => (
          <li key={session.id}>
            <div className={classes.main}>
              <bdi>{shortAgent(session.userAgent)}</bdi>
              {session.isThis ? ` · ${t('this browser')}` : ''}
              <p className={classes.soft}>
                {t('Signed in {day} {how}; last used {ago} from {address}.', {
                  day: showInstant(session.createdAt),
                  how: methods[session.method]?.() ?? session.method,
                  ago: showAgo(session.lastUsedAt),
                  address: session.address || t('an unknown address'),
                })}
              </p>
            </div>
            {session.isThis ? null : (
              <Button size="compact-sm" variant="default" onClick={() => end.mutate(session.id)}>
                {t('End this session')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {account.sessions.length > 1 ? (
        <div className={classes.actions}>
          <Button size="sm" variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {t('End all other sessions')}
          </Button>
        </div>
      ) : null}
    </Section>
  )
}

/** Browser and system out of what a browser says about itself. */
function shortAgent(agent: string | null): string {
  if (!agent) return t('Unknown device')
  const browser = /(Edg|Firefox|Chrome|Safari)[/\d]/.exec(agent)?.[1]
  const system = /Android|iPhone|iPad|Windows|Mac OS|Linux/.exec(agent)?.[0]
  if (!browser && !system) return agent.slice(0, 60)
  return [browser === 'Edg' ? 'Edge' : browser, system].filter((part) => part !== undefined).join(' · ')
}
