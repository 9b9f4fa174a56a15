import type { ComponentType } from 'react'
import { ChoicesWidget, ChoiceWidget, RegisterWidget, ScaleWidget, YesNoWidget } from './ChoiceWidgets.tsx'
import { FilesWidget } from './FilesWidget.tsx'
import { ListWidget } from './ListWidget.tsx'
import { PageWidget } from './PageWidget.tsx'
import { DateTimeWidget, DateWidget, EmailWidget, LineWidget, NumberWidget, UrlWidget } from './PlainWidgets.tsx'
import { RowsWidget } from './RowsWidget.tsx'
import { StandardRefsWidget } from './StandardRefsWidget.tsx'
import type { WidgetProps } from './widgetProps.ts'

/** One input for each widget name that field types declare. */
const widgets: Readonly<Record<string, ComponentType<WidgetProps>>> = {
  line: LineWidget,
  page: PageWidget,
  url: UrlWidget,
  email: EmailWidget,
  choice: ChoiceWidget,
  choices: ChoicesWidget,
  scale: ScaleWidget,
  number: NumberWidget,
  yesNo: YesNoWidget,
  date: DateWidget,
  dateTime: DateTimeWidget,
  list: ListWidget,
  rows: (props) => <RowsWidget {...props} Cell={Widget} />,
  standardRefs: StandardRefsWidget,
  files: FilesWidget,
  register: RegisterWidget,
}

/** The input for a field. */
export function Widget(props: WidgetProps) {
  const Found = widgets[props.field.widget] ?? LineWidget
  return <Found {...props} />
}
