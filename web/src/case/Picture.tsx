import { useState } from 'react'
import { usePicture } from '../api/queries'
import { Loading } from '../parts/Loading'
import { Trouble } from '../parts/Trouble'
import { useText } from '../text/text'

/** 流程图: drawn by the server, shown as an image, so that nothing in it can run; the same as text for who cannot see it. */
export function Picture({ id }: { id: string }) {
  const { t, both } = useText()
  const picture = usePicture(id)
  const [whole, setWhole] = useState(false)
  if (picture.error) return <Trouble error={picture.error} />
  if (!picture.data) return <Loading />
  const drawn = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(both(picture.data.svg))}`
  return (
    <div className="picture">
      <button type="button" className="plain no-print" aria-pressed={whole} onClick={() => setWhole(!whole)}>
        {whole ? t.picture.fitted : t.picture.zoomed}
      </button>
      <div className={whole ? 'whole' : 'fitted'} tabIndex={0} role="group" aria-label={t.case.tabs.picture}>
        <img src={drawn} alt={t.picture.alt} />
      </div>
      <details>
        <summary>{t.picture.asText}</summary>
        <pre>{both(picture.data.text)}</pre>
      </details>
    </div>
  )
}
