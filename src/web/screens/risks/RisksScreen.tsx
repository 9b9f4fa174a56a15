import { Button } from '@mantine/core'
import { IconSparkles } from '@tabler/icons-react'
import type { RiskMatrices } from '../../../programme/riskMatrix.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { RecordPicker } from '../../records/widgets/RecordPicker.tsx'
import { BareLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Figure, Figures } from '../../ui/Figure.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefChips } from '../../ui/RefChip.tsx'
import { Asked } from '../parts/Asked.tsx'
import { LinkButton } from '../parts/LinkButton.tsx'
import { useAddress } from '../parts/useAddress.ts'
import { Acceptances } from './Acceptances.tsx'
import { LevelTable } from './LevelTable.tsx'
import classes from './Matrix.module.css'
import { Matrix } from './Matrix.tsx'
import { Opportunities } from './Opportunities.tsx'
import { RiskPartPanel } from './RiskPartPanel.tsx'
import { countAbove, countRated, readPart, writePart } from './riskParts.ts'

/** Where the risks stand before and after treatment, and what is to be done about them. */
export default function RisksScreen() {
  const [{ part, system }, update] = useAddress<'part' | 'system'>()
  const asked = useOrgQuery('risk-matrix', { query: { system } }, { keepPrevious: true })
  const open = readPart(part)
  return (
    <Page
      title={t('Risks')}
      kicker={<RefChips references={['iso42001:6.1.2', 'iso42001:6.1.3', 'iso42001:8.2']} />}
      standing={
        asked.data && asked.data.before.total > 0
          ? standingOf(asked.data)
          : t('What could go wrong for the organisation and for people, and what is done about it.')
      }
      more={
        <>
          <LinkButton to="r/risks">{t('All risks')}</LinkButton>
          <LinkButton to="r/risks/new" changes>
            {t('New risk')}
          </LinkButton>
        </>
      }
      action={
        asked.data && asked.data.before.total > 0 ? (
          <Button
            leftSection={<IconSparkles size={16} />}
            renderRoot={(props) => <BareLink {...props} to="risks/proposals" />}
          >
            {t('Propose risks')}
          </Button>
        ) : null
      }
    >
      <Asked answer={asked} rows={10}>
        {(matrices) =>
          matrices.before.total === 0 && system === undefined ? (
            <NoRisks />
          ) : (
            <>
              <RiskFigures matrices={matrices} />
              <div className={classes.filter}>
                <RecordPicker
                  label={t('Only risks of one AI system')}
                  to="aiSystem"
                  many={false}
                  value={system ? [system] : []}
                  onChange={(ids) => update({ system: ids[0] ?? null, part: null })}
                />
              </div>
              <div className={classes.pair}>
                <Matrix matrix={matrices.before} system={system} />
                <Matrix matrix={matrices.after} system={system} />
              </div>
              <LevelTable matrices={matrices} />
              <Acceptances />
              <Opportunities ids={matrices.before.opportunities} />
              {open ? <RiskPartPanel matrices={matrices} part={open} onClose={() => update({ part: null })} /> : null}
            </>
          )
        }
      </Asked>
    </Page>
  )
}

function standingOf({ before, after }: RiskMatrices): string {
  const rated = countRated(after)
  return t(
    '{rated, plural, =0 {No risk is rated yet} one {# risk is rated} other {# risks are rated}}; {above} lie above the appetite after treatment, {before} did before. {unrated, plural, =0 {} one {# risk waits for a rating.} other {# risks wait for a rating.}}',
    { rated, above: countAbove(after), before: countAbove(before), unrated: before.unrated.length },
  )
}

function RiskFigures({ matrices }: { matrices: RiskMatrices }) {
  const [{ system }] = useAddress<'system'>()
  const proposals = useOrgQuery('risk-proposals').data
  const { before, after } = matrices
  const above = countAbove(after)
  return (
    <Figures>
      <Figure
        value={above}
        label={t('above the appetite after treatment')}
        to="risks"
        search={{ part: writePart({ kind: 'above', when: 'after' }), system }}
        {...(above > 0 ? { hue: 'bad' as const } : {})}
      />
      <Figure
        value={countAbove(before)}
        label={t('above it before')}
        to="risks"
        search={{ part: writePart({ kind: 'above', when: 'before' }), system }}
      />
      <Figure
        value={before.unrated.length}
        label={t('not rated')}
        to="risks"
        search={{ part: writePart({ kind: 'unrated', when: 'before' }), system }}
        {...(before.unrated.length > 0 ? { hue: 'warn' as const } : {})}
      />
      <Figure
        value={before.opportunities.length}
        label={t('{count, plural, one {opportunity} other {opportunities}}', { count: before.opportunities.length })}
        to="risks"
        search={{ part: writePart({ kind: 'opportunities', when: 'before' }), system }}
      />
      <Figure value={proposals?.total ?? '–'} label={t('proposed from the catalogue')} to="risks/proposals" />
    </Figures>
  )
}

function NoRisks() {
  return (
    <EmptyState
      title={t('No risk is on record yet')}
      example={t('applicants over 55 are ranked too low because few of them are in the training data')}
      action={
        <>
          <Button renderRoot={(props) => <BareLink {...props} to="risks/proposals" />}>
            {t('See what the catalogue proposes')}
          </Button>
          <LinkButton variant="default" to="r/risks/new" changes>
            {t('Write one down')}
          </LinkButton>
        </>
      }
    >
      {t(
        'Clause 6.1.2 asks what could go wrong with your AI systems, for you and for people, how grave and how likely it is. The catalogue proposes risks that fit the facts in the inventory.',
      )}
    </EmptyState>
  )
}
