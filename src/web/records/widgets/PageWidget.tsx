import { Input, SegmentedControl, Textarea } from '@mantine/core'
import { useState } from 'react'
import { t } from '../../app/i18n.ts'
import { Markdown } from '../../ui/Markdown.tsx'
import classes from './Widgets.module.css'
import { orNull, type WidgetProps, wrapperProps } from './widgetProps.ts'

/** Several paragraphs in Markdown, with a preview. */
export function PageWidget(props: WidgetProps) {
  const { field, value, onChange, error, bare } = props
  const [isPreview, setPreview] = useState(false)
  const text = typeof value === 'string' ? value : ''
  const input = (
    <Textarea
      {...wrapperProps(props)}
      label={undefined}
      description={undefined}
      aria-label={field.label}
      value={text}
      dir="auto"
      autosize
      minRows={bare ? 1 : 4}
      maxRows={24}
      onChange={(event) => onChange(orNull(event.currentTarget.value))}
    />
  )
  if (bare) return input
  return (
    <div>
      <div className={classes.pageHead}>
        <div>
          <Input.Label required={field.required} labelElement="div">
            {field.label}
          </Input.Label>
          {field.help ? <Input.Description>{field.help}</Input.Description> : null}
        </div>
        {text === '' ? null : (
          <SegmentedControl
            size="xs"
            value={isPreview ? 'preview' : 'write'}
            onChange={(next) => setPreview(next === 'preview')}
            aria-label={t('{label}: write or preview', { label: field.label })}
            data={[
              { value: 'write', label: t('Write') },
              { value: 'preview', label: t('Preview') },
            ]}
          />
        )}
      </div>
      {isPreview && text !== '' ? (
        <div className={classes.preview}>
          <Markdown>{text}</Markdown>
          {error ? <Input.Error>{error}</Input.Error> : null}
        </div>
      ) : (
        input
      )}
    </div>
  )
}
