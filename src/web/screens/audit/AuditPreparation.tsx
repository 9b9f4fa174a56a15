import { IconListCheck } from '@tabler/icons-react'
import type { RegisterDescription } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { inSentence } from '../../app/inSentence.ts'
import { useMayCreate, useModel } from '../../app/model.tsx'
import { useOrgQuery } from '../../app/orgApi.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { Asked } from '../parts/Asked.tsx'
import { tell } from '../parts/notices.ts'
import { Section } from '../parts/Section.tsx'
import { useApply } from '../parts/useApply.ts'
import classes from './AuditArea.module.css'

const lists = {
  requests: {
    register: 'auditRequest',
    title: () => t('What auditors ask to see'),
    rest: (count: number) =>
      t('{count, plural, one {# of the usual requests is} other {# of the usual requests are}} not on your list.', {
        count,
      }),
    all: () => t('All of the usual requests are on your list.'),
    add: (count: number) => t('Add {count, plural, one {the request} other {# requests}}', { count }),
    done: (count: number) =>
      t('{count, plural, one {# request is} other {# requests are}} on your list now, to be answered.', { count }),
    reason: () => t("The usual list of auditors' requests"),
  },
  questions: {
    register: 'auditQuestion',
    title: () => t('What auditors ask people'),
    rest: (count: number) =>
      t('{count, plural, one {# of the usual questions is} other {# of the usual questions are}} not on your list.', {
        count,
      }),
    all: () => t('All of the usual questions are on your list.'),
    add: (count: number) => t('Add {count, plural, one {the question} other {# questions}}', { count }),
    done: (count: number) =>
      t('{count, plural, one {# question is} other {# questions are}} on your list now, to be prepared.', { count }),
    reason: () => t('The usual list of interview questions'),
  },
} as const

/** The usual requests and questions of auditors, to be answered before they come. */
export function AuditPreparation() {
  return (
    <Section
      title={t('Before the auditors come')}
      about={t(
        'What they usually ask for and ask about; answered and rehearsed beforehand, an audit holds few surprises.',
      )}
    >
      <ul className={classes.rows}>
        {(['requests', 'questions'] as const).map((kind) => (
          <li key={kind}>
            <UsualList kind={kind} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function UsualList({ kind }: { kind: keyof typeof lists }) {
  const register = useModel().byName(lists[kind].register)
  return register ? <Rest kind={kind} register={register} /> : null
}

/** What of a usual list is still missing, and a way to add it. */
function Rest({ kind, register }: { kind: keyof typeof lists; register: RegisterDescription }) {
  const proposed = useOrgQuery('proposals/{kind}', { at: { kind } })
  const mayCreate = useMayCreate(register)
  const { apply, isApplying } = useApply()
  const { title, rest, all, add, done, reason } = lists[kind]
  const barred = mayCreate
    ? null
    : t('Your roles do not include creating {many}.', { many: inSentence(register.label.many) })
  return (
    <>
      <AppLink to={`r/${register.path}`}>{title()}</AppLink>
      <Asked answer={proposed} rows={1}>
        {({ changes }) => {
          const count = changes.length
          const take = async () => {
            const made = await apply(changes, reason())
            if (made) tell(done(made.length))
          }
          return (
            <>
              <div className={classes.soft}>{count === 0 ? all() : rest(count)}</div>
              {count === 0 ? null : (
                <ActionButton
                  className={classes.add}
                  variant="default"
                  size="compact-sm"
                  leftSection={<IconListCheck size={16} aria-hidden />}
                  loading={isApplying}
                  disabledReason={barred}
                  onClick={() => void take()}
                >
                  {add(count)}
                </ActionButton>
              )}
            </>
          )
        }}
      </Asked>
    </>
  )
}
