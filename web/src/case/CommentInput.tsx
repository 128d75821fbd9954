import { useText } from '../text/text'

type Props = { required: boolean; value: string; wrong: string | undefined; onChange: (value: string) => void; label?: string }

/** A word to what is done. */
export function CommentInput({ required, value, wrong, onChange, label }: Props) {
  const { t } = useText()
  return (
    <div className={`field ${wrong ? 'invalid' : ''}`}>
      <label htmlFor="comment">
        {label ?? t.case.comment}
        {required ? <span className="must" title={t.field.required}>＊</span> : <small>{t.open}{t.field.optional}{t.shut}</small>}
      </label>
      <div>
        <textarea
          id="comment"
          rows={2}
          value={value}
          aria-required={required}
          aria-invalid={wrong !== undefined}
          aria-describedby="comment-wrong"
          onChange={(event) => onChange(event.target.value)}
        />
        <small id="comment-wrong" className="wrong" role="alert">
          {wrong}
        </small>
      </div>
    </div>
  )
}
