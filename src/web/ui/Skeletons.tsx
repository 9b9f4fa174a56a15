import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { t } from '../app/i18n.ts'

const lines = (count: number) => Array.from({ length: count }, (_, i) => i)

/** A whole page on its way. */
export function PageSkeleton() {
  return (
    <Stack p="lg" gap="sm" aria-busy="true">
      <VisuallyHidden role="status">{t('Loading')}</VisuallyHidden>
      <Skeleton height={24} width={240} />
      <Skeleton height={16} width="min(100%, 480px)" mb="md" />
      <RowsSkeleton rows={8} />
    </Stack>
  )
}

/** Rows of a table on their way. */
export function RowsSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <Stack gap={8} aria-hidden>
      {lines(rows).map((i) => (
        <Skeleton key={i} height={28} />
      ))}
    </Stack>
  )
}

/** Paragraphs on their way. */
export function TextSkeleton({ rows = 4 }: { rows?: number }) {
  return (
    <Stack gap={8} aria-hidden>
      {lines(rows).map((i) => (
        <Skeleton key={i} height={14} width={i === rows - 1 ? '60%' : '100%'} />
      ))}
    </Stack>
  )
}
