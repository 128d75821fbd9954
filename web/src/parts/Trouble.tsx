import { Alert, Button } from 'antd'
import { Refused } from '../api/client'
import { useText } from '../text/text'

type Props = { error: unknown; onAgain?: () => void }

/** What went wrong, in the server's words: what was expected, what was found, what to do. */
export function Trouble({ error, onAgain }: Props) {
  const { t } = useText()
  const again = onAgain && (
    <Button size="small" onClick={onAgain}>
      {t.trouble.again}
    </Button>
  )
  if (!(error instanceof Refused)) {
    return <Alert role="alert" type="error" showIcon title={t.trouble.title} description={t.trouble.unreached} action={again} />
  }
  const { title, detail, help, request } = error.problem
  const said = (
    <>
      <p>{detail}</p>
      {help && <p>{help}</p>}
      {request && <p>{t.trouble.request(request)}</p>}
    </>
  )
  return <Alert role="alert" type="error" showIcon title={title} description={said} action={again} />
}
