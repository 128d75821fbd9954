import { Component, type ReactNode } from 'react'
import { useText } from '../text/text'

type Props = { children: ReactNode }
type State = { failed: Error | null }

/** A screen that fails says so instead of going blank. */
export class Crash extends Component<Props, State> {
  override state: State = { failed: null }

  static getDerivedStateFromError(failed: Error): State {
    return { failed }
  }

  override render() {
    return this.state.failed ? <Crashed failed={this.state.failed} /> : this.props.children
  }
}

function Crashed({ failed }: { failed: Error }) {
  const { t } = useText()
  return (
    <main className="crashed" role="alert">
      <p>{t.trouble.crashed}</p>
      <pre>{failed.message}</pre>
    </main>
  )
}
