import { t } from '../../app/i18n.ts'
import { useMayCreate, useModel } from '../../app/model.tsx'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefChips } from '../../ui/RefChip.tsx'
import { ApplyBar } from '../parts/ApplyBar.tsx'
import { Asked } from '../parts/Asked.tsx'
import { tell } from '../parts/notices.ts'
import { Quiet, Section } from '../parts/Section.tsx'
import { useApply } from '../parts/useApply.ts'
import { useSelection } from '../parts/useSelection.ts'
import { AssessmentsNeeded } from './AssessmentsNeeded.tsx'
import { type ProposedTriage, TriageCard } from './TriageCard.tsx'

/** Which systems still need their ten questions answered, and which need an impact assessment. */
export default function TriageScreen() {
  const asked = useOrgQuery('triage')
  const systems = useOrgQuery('records/{register}', {
    at: { register: useModel().byName('aiSystem')?.path ?? '' },
    query: { limit: 1, count: true },
  })
  return (
    <Page
      title={t('Impact triage')}
      kicker={
        <>
          <AppLink to="risks">{t('Risks & impacts')}</AppLink>
          <RefChips references={['iso42001:6.1.4', 'iso42001:A.5.2']} />
        </>
      }
      standing={
        asked.data && systems.data?.total !== 0
          ? t(
              '{untriaged, plural, =0 {Every system was triaged} one {# system was not triaged yet} other {# systems were not triaged yet}}; {needed, plural, =0 {none waits for an impact assessment.} one {# needs an impact assessment and has none in force.} other {# need an impact assessment and have none in force.}}',
              { untriaged: asked.data.proposals.length, needed: asked.data.needed.length },
            )
          : t('Ten questions that decide how deep effects on people are assessed.')
      }
    >
      <Asked answer={asked}>
        {({ proposals, needed }) =>
          proposals.length + needed.length === 0 && systems.data?.total === 0 ? (
            <EmptyState
              title={t('No AI system is listed yet')}
              action={<AppLink to="systems">{t('List your AI systems')}</AppLink>}
            >
              {t(
                'Ten questions about each system decide whether its effects on people have to be assessed, and how deep. Most answers follow from the inventory.',
              )}
            </EmptyState>
          ) : (
            <>
              <Section
                title={t('Impact assessments to start, in this order')}
                about={
                  needed.length > 1
                    ? t('The deepest and those in use come first, then by the number of people affected.')
                    : null
                }
              >
                {needed.length === 0 ? (
                  <Quiet>{t('No system waits for one.')}</Quiet>
                ) : (
                  <AssessmentsNeeded needed={needed} />
                )}
              </Section>
              <Section
                title={t('Systems without a triage')}
                about={
                  proposals.length > 0
                    ? t(
                        'The answers below follow from the inventory. Taking them over makes a draft; whoever answers for it settles what is open and finishes it.',
                      )
                    : null
                }
              >
                {proposals.length === 0 ? (
                  <Quiet>{t('Every system that is in use or on its way was triaged.')}</Quiet>
                ) : (
                  <Untriaged proposals={proposals} />
                )}
              </Section>
            </>
          )
        }
      </Asked>
    </Page>
  )
}

function Untriaged({ proposals }: { proposals: readonly ProposedTriage[] }) {
  const keys = proposals.map((each) => each.system.id)
  const chosen = useSelection(keys)
  const { apply, done } = useApply()
  const register = useModel().byName('triage')
  const mayCreate = useMayCreate(register ?? ({ mayCreate: [] } as never))
  const take = async () => {
    const made = await apply(
      proposals.filter((each) => chosen.has(each.system.id)).map((each) => each.change),
      t('Answers taken over from the inventory.'),
    )
    if (made)
      tell(
        t('{count, plural, one {# triage is} other {# triages are}} drafted; settle what is open in each.', {
          count: made.length,
        }),
      )
  }
  return (
    <>
      {proposals.map((each) => (
        <TriageCard
          key={each.system.id}
          proposal={each}
          isChosen={chosen.has(each.system.id)}
          onToggle={() => chosen.toggle(each.system.id)}
        />
      ))}
      <ApplyBar
        chosen={keys.filter(chosen.has).length}
        total={keys.length}
        done={done}
        label={t('Draft the chosen triages')}
        disabledReason={mayCreate ? null : t('Your roles do not include adding triages.')}
        onApply={() => void take()}
      />
    </>
  )
}
