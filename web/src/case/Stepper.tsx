import type { Wire } from '../api/client'
import { useText } from '../text/text'

const SIGN = { passed: '✔', current: '●', ahead: '○' } as const

/** The way of the case: what is behind it, where it is, what usually follows. */
export function Stepper({ steps, label }: { steps: Wire['CourseStep'][]; label: string }) {
  const { t, both } = useText()
  return (
    <ol className="stepper" aria-label={label}>
      {steps.map((step) => (
        <li key={step.state} className={step.condition} aria-current={step.condition === 'current' ? 'step' : undefined}>
          <span aria-hidden="true">{SIGN[step.condition]}</span> {both(step.title)}
          <span className="unseen">{t.open}{t.case[step.condition]}{t.shut}</span>
        </li>
      ))}
    </ol>
  )
}
