import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { PhaseStanding } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink, BareLink } from '../../ui/AppLink.tsx'
import { Page } from '../../ui/Page.tsx'
import { usePrinting } from '../../ui/usePrinting.ts'
import { Asked } from '../parts/Asked.tsx'
import { useAddress } from '../parts/useAddress.ts'
import { Phase } from './Phase.tsx'

/** The way to the certificate and beyond as a checklist that ticks itself. */
export default function Programme() {
  const answer = useOrgQuery('programme')
  const [{ open = '', phase }, update] = useAddress<'open' | 'phase'>()
  const isPrinting = usePrinting()
  const opened = new Set(open.split(',').filter((id) => id !== ''))
  const toggle = (id: string) => {
    const next = new Set(opened)
    if (!next.delete(id)) next.add(id)
    update({ open: [...next].join(',') || undefined })
  }
  const steps = answer.data?.phases.flatMap((each) => each.steps) ?? []
  const allOpen = steps.length > 0 && steps.every((step) => opened.has(step.id))
  return (
    <Page
      title={t('Programme')}
      standing={answer.data ? standingOf(answer.data.phases) : t('The way to certification, step by step.')}
      more={
        <>
          <Button
            variant="subtle"
            color="gray"
            onClick={() => update({ open: allOpen ? undefined : steps.map((step) => step.id).join(',') })}
          >
            {allOpen ? t('Fold all steps') : t('Unfold all steps')}
          </Button>
          <LinkButton to="programme/overlap-27001">{t('ISO/IEC 27001 overlap')}</LinkButton>
          <LinkButton to="programme/gap">{t('Gap analysis')}</LinkButton>
          <LinkButton to="programme/roadmap">{t('Roadmap')}</LinkButton>
        </>
      }
    >
      <Asked answer={answer} rows={12}>
        {({ phases }) =>
          phases.map((each) => (
            <Phase
              key={each.id}
              phase={each}
              isOpen={(id) => isPrinting || opened.has(id)}
              onToggle={toggle}
              isWanted={each.id === phase}
            />
          ))
        }
      </Asked>
    </Page>
  )
}

const LinkButton = ({ to, children }: { to: string; children: string }) => (
  <Button variant="default" renderRoot={(props) => <BareLink {...props} to={to} />}>
    {children}
  </Button>
)

function standingOf(phases: readonly PhaseStanding[]): ReactNode {
  const steps = phases.flatMap((phase) => phase.steps)
  const done = phases.reduce((sum, phase) => sum + phase.done, 0)
  const late = steps.filter((step) => step.state === 'overdue').length
  const next = steps.find((step) => step.state !== 'inForce' && step.state !== 'due')
  const counted = t('{done} of {total} steps are proven by your records', { done, total: steps.length })
  const overdue = late > 0 ? `; ${t('{late, plural, one {# is} other {# are}} overdue', { late })}` : ''
  if (!next) return `${counted}${overdue}.`
  // The step named leads to itself, unfolded.
  const [before, after] = t('Next: {step}.', { step: '\n' }).split('\n')
  const phase = phases.find((each) => each.steps.includes(next))?.id
  return (
    <>
      {counted}
      {overdue}. {before}
      <AppLink to="programme" search={{ open: next.id, phase }} underline="always">
        {next.title}
      </AppLink>
      {after}
    </>
  )
}
