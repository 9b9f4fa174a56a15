import { t } from '../../app/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { MentionLinks } from '../parts/MentionLinks.tsx'
import { Quiet, Section } from '../parts/Section.tsx'
import { useRefs } from '../parts/useRefs.ts'

/** What could go unexpectedly well; it has no place in a matrix of harm. */
export function Opportunities({ ids }: { ids: readonly string[] }) {
  const refs = useRefs(ids)
  return (
    <Section
      title={t('Opportunities')}
      aside={
        <AppLink to="r/risks" search={{ filter: ['type:is:opportunity'] }}>
          {t('Open the list')}
        </AppLink>
      }
    >
      {ids.length === 0 ? (
        <Quiet>{t('None is on record; clause 6.1.1 asks for risks and opportunities.')}</Quiet>
      ) : (
        <MentionLinks records={refs ?? []} few={8} />
      )}
    </Section>
  )
}
