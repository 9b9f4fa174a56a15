import { useParams } from '@tanstack/react-router'
import { t } from '../app/i18n.ts'
import { useModel } from '../app/model.tsx'
import { NotFoundState } from '../ui/ErrorState.tsx'
import RecordDetailView from './detail/RecordDetailView.tsx'

/** A record on a page of its own. */
export default function RecordPage() {
  const { path, ref } = useParams({ strict: false }) as { path?: string; ref?: string }
  const register = useModel().byPath(path ?? '')
  if (!register) return <NotFoundState detail={t('No register has the address "{path}".', { path: path ?? '' })} />
  return <RecordDetailView register={register} reference={ref ?? ''} place="page" key={ref} />
}
