import { useNavigate } from '@tanstack/react-router'
import type { ProposedChange, SoaLine } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { useMayCreate, useModel } from '../../app/model.tsx'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink, useOrgLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import { shortRef } from '../../ui/standardRef.ts'
import { ApplyBar } from '../parts/ApplyBar.tsx'
import { Asked } from '../parts/Asked.tsx'
import { tell } from '../parts/notices.ts'
import { ChoiceCell, ProposalTable } from '../parts/ProposalTable.tsx'
import screen from '../parts/Screen.module.css'
import { useApply } from '../parts/useApply.ts'
import { useSelection } from '../parts/useSelection.ts'
import { reasonKinds, reasonWord } from './soaWords.ts'

/** What a proposed line of the statement holds, as far as this screen shows it. */
interface ProposedLine {
  readonly title?: string
  readonly control?: string
  readonly applicable?: 'yes' | 'no' | 'undecided'
  readonly reasons?: readonly { readonly reason: string }[]
  readonly justification?: string | null
  readonly exclusionJustification?: string | null
}

/** Decisions the records speak for, to be looked at before any is taken over. */
export default function ProposedDecisions() {
  const asked = useOrgQuery('applicability/proposals')
  const count = asked.data?.changes.length
  return (
    <Page
      title={t('Proposed decisions')}
      kicker={<AppLink to="controls">{t('Statement of applicability')}</AppLink>}
      standing={
        count === undefined
          ? t('What the records on hand say about each control.')
          : t(
              '{count, plural, =0 {Every control has an answer.} one {One control has no answer yet; this is what the records say about it.} other {# controls have no answer yet; this is what the records say about them.}}',
              { count },
            )
      }
    >
      <Asked answer={asked} rows={12}>
        {({ changes }) =>
          changes.length === 0 ? (
            <EmptyState
              title={t('Nothing to propose')}
              action={<AppLink to="controls">{t('Back to the statement')}</AppLink>}
            >
              {t('Lines that somebody answered are left as they are; change them in the statement itself.')}
            </EmptyState>
          ) : (
            <Proposals changes={changes} />
          )
        }
      </Asked>
    </Page>
  )
}

const keyOf = (change: ProposedChange) => (change.do === 'edit' ? change.id : String(change.values.control))

/** An edit names only what it changes; the statement knows which control it is about. */
function lineOf(change: ProposedChange, known: readonly SoaLine[]): ProposedLine {
  const line = change.do === 'edit' ? known.find((each) => each.record?.id === change.id) : undefined
  return { ...(line ? { title: line.title, control: line.control } : {}), ...change.values }
}

function Proposals({ changes }: { changes: readonly ProposedChange[] }) {
  const known = useOrgQuery('applicability').data?.lines ?? []
  const keys = changes.map(keyOf)
  const chosen = useSelection(keys)
  const { apply, done } = useApply()
  const navigate = useNavigate()
  const link = useOrgLink()
  const register = useModel().byName('controlDecision')
  const mayCreate = useMayCreate(register ?? ({ mayCreate: [] } as never))
  const take = async () => {
    const picked = changes.filter((change) => chosen.has(keyOf(change)))
    const made = await apply(picked, t('Taken over from what the records propose.'))
    if (made === null) return
    tell(
      t('{count, plural, one {# line is} other {# lines are}} filled in; now confirm each decision.', {
        count: made.length,
      }),
    )
    void navigate(link('controls', { show: 'undecided' }))
  }
  return (
    <>
      <p className={screen.lead}>
        {t(
          'Taking a proposal over fills in the line. The decision itself stays with a person: confirm it in the statement.',
        )}
      </p>
      <ProposalTable
        caption={t('Proposed decisions')}
        columns={[t('Control'), t('Proposed'), t('Because')]}
        keys={keys}
        selection={chosen}
      >
        {changes.map((change) => (
          <ProposalRow
            key={keyOf(change)}
            line={lineOf(change, known)}
            isChosen={chosen.has(keyOf(change))}
            onToggle={() => chosen.toggle(keyOf(change))}
          />
        ))}
      </ProposalTable>
      <ApplyBar
        chosen={keys.filter(chosen.has).length}
        total={keys.length}
        done={done}
        label={t('Take over the chosen ones')}
        disabledReason={mayCreate ? null : t('Your roles do not include adding lines to the statement.')}
        onApply={() => void take()}
      />
    </>
  )
}

function ProposalRow({ line, isChosen, onToggle }: { line: ProposedLine; isChosen: boolean; onToggle: () => void }) {
  const held = new Set(line.reasons?.map((each) => each.reason))
  const because = line.justification ?? line.exclusionJustification
  return (
    <tr>
      <ChoiceCell title={line.title ?? ''} isChosen={isChosen} onToggle={onToggle} />
      <td>
        <span className={screen.soft}>{line.control ? shortRef(line.control) : ''}</span> {line.title}
      </td>
      <td className={screen.nowrap}>
        <Answer applicable={line.applicable} />
        <div className={screen.small}>
          {reasonKinds
            .filter((kind) => held.has(kind))
            .map(reasonWord)
            .join(', ')}
        </div>
      </td>
      <td>{because}</td>
    </tr>
  )
}

function Answer({ applicable }: { applicable: ProposedLine['applicable'] }) {
  if (applicable === 'yes') return <ToneBadge tone="inForce" label={t('Include')} plain />
  if (applicable === 'no') return <ToneBadge tone="retired" label={t('Leave out')} plain />
  return <ToneBadge tone="missing" label={t('Nothing to say yet')} plain />
}
