import { useNavigate, useParams } from '@tanstack/react-router'
import type { TreatmentProposal } from '../../../server/contract/told.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useMayCreate, useModel } from '../../app/model.tsx'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink, useOrgLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { RecordLink } from '../../ui/RecordLink.tsx'
import { RefChip } from '../../ui/RefChip.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import type { ShownTone } from '../../ui/tones.ts'
import { ApplyBar } from '../parts/ApplyBar.tsx'
import { Asked } from '../parts/Asked.tsx'
import { tell } from '../parts/notices.ts'
import { ChoiceCell, ProposalTable } from '../parts/ProposalTable.tsx'
import screen from '../parts/Screen.module.css'
import { useApply } from '../parts/useApply.ts'
import { useSelection } from '../parts/useSelection.ts'

/** Actions that would bring the controls a risk needs and does not have. */
export default function TreatmentScreen() {
  const { ref = '' } = useParams({ strict: false }) as { ref?: string }
  const path = useModel().byName('risk')?.path ?? 'risks'
  const risk = useOrgQuery('records/{register}/{id}', { at: { register: path, id: ref } })
  const asked = useOrgQuery('treatment-proposals/{id}', { at: { id: ref } })
  const record = risk.data?.record
  return (
    <Page
      title={t('Proposed treatment of {ref}', { ref })}
      kicker={
        <>
          <AppLink to="risks">{t('Risks')}</AppLink>
          {record ? <RecordLink record={record} withState /> : null}
        </>
      }
      standing={
        asked.data
          ? t(
              '{count, plural, =0 {Every control this risk needs is in place or under way.} one {One control this risk needs is neither in place nor under way.} other {# controls this risk needs are neither in place nor under way.}}',
              { count: asked.data.length },
            )
          : t('What would bring the controls it needs.')
      }
    >
      <Asked answer={asked}>
        {(proposals) =>
          proposals.length === 0 ? (
            <EmptyState
              title={t('Nothing to propose')}
              action={<AppLink to={`r/${path}/${ref}/edit`}>{t('Name the controls it needs')}</AppLink>}
            >
              {t('Proposals follow from the controls the risk names and from those the catalogue suggests for it.')}
            </EmptyState>
          ) : (
            <Proposals proposals={proposals} reference={ref} path={path} />
          )
        }
      </Asked>
    </Page>
  )
}

interface ProposalsProps {
  readonly proposals: readonly TreatmentProposal[]
  readonly reference: string
  readonly path: string
}

function Proposals({ proposals, reference, path }: ProposalsProps) {
  const keys = proposals.map((each) => each.control)
  const chosen = useSelection(keys)
  const { apply, done } = useApply()
  const navigate = useNavigate()
  const link = useOrgLink()
  const register = useModel().byName('treatmentAction')
  const mayCreate = useMayCreate(register ?? ({ mayCreate: [] } as never))
  const take = async () => {
    const picked = proposals.filter((each) => chosen.has(each.control))
    const made = await apply(
      picked.map((each) => each.change),
      t('Proposed as treatment of {ref}.', { ref: reference }),
    )
    if (made === null) return
    tell(t('{count, plural, one {# action is} other {# actions are}} planned.', { count: made.length }))
    void navigate(link(`r/${path}/${reference}`))
  }
  return (
    <>
      <ProposalTable
        caption={t('Proposed actions')}
        columns={[t('Action'), t('Control'), t('Due')]}
        keys={keys}
        selection={chosen}
      >
        {proposals.map((each) => (
          <tr key={each.control}>
            <ChoiceCell
              title={each.title}
              isChosen={chosen.has(each.control)}
              onToggle={() => chosen.toggle(each.control)}
            />
            <td>
              {each.title}
              <Steps text={each.change.values.description} />
            </td>
            <td>
              <RefChip reference={each.control} />{' '}
              <ToneBadge tone={tones[each.state]} label={words(each.state)} plain />
              <div className={screen.small}>
                {each.from === 'risk' ? t('named by the risk') : t('suggested by the catalogue')}
              </div>
            </td>
            <td className={screen.nowrap}>{showDay(String(each.change.values.dueOn ?? ''), 'short')}</td>
          </tr>
        ))}
      </ProposalTable>
      <ApplyBar
        chosen={keys.filter(chosen.has).length}
        total={keys.length}
        done={done}
        label={t('Plan the chosen actions')}
        disabledReason={mayCreate ? null : t('Your roles do not include planning treatment actions.')}
        onApply={() => void take()}
      />
    </>
  )
}

const Steps = ({ text }: { text: unknown }) =>
  typeof text === 'string' ? (
    <ul className={`${screen.plainList} ${screen.soft}`}>
      {text.split('\n').map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  ) : null

const tones: Readonly<Record<TreatmentProposal['state'], ShownTone>> = {
  'not decided': 'missing',
  excluded: 'retired',
  'not started': 'missing',
  planned: 'draft',
  partial: 'due',
}

const words = (state: TreatmentProposal['state']): string =>
  ({
    'not decided': t('Not decided'),
    excluded: t('Left out'),
    'not started': t('Not started'),
    planned: t('Planned'),
    partial: t('Partly'),
  })[state]
