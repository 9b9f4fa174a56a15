import type { Home } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Meter } from '../parts/Meter.tsx'
import { Section } from '../parts/Section.tsx'
import classes from './Home.module.css'

/** The phases of the programme with what is proven in each. */
export function PhaseBars({ phases }: { phases: Home['phases'] }) {
  return (
    <Section title={t('Programme')} aside={<AppLink to="programme">{t('All steps')}</AppLink>}>
      <table className={classes.bars}>
        <thead>
          <tr>
            <th scope="col">{t('Phase')}</th>
            <th scope="col" className={classes.meterCell}>
              {t('Progress')}
            </th>
            <th scope="col" className={classes.end}>
              {t('Proven')}
            </th>
          </tr>
        </thead>
        <tbody>
          {phases.map((phase) => (
            <tr key={phase.id}>
              <th scope="row">
                <AppLink to="programme" search={{ phase: phase.id }}>
                  {phase.title}
                </AppLink>
              </th>
              <td>
                <Meter share={phase.progress} />
              </td>
              <td className={classes.end}>{t('{done} of {total}', { done: phase.done, total: phase.total })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
