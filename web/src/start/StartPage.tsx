import { Link, useParams } from 'react-router'
import { useProcesses } from '../api/queries'
import { Loading } from '../parts/Loading'
import { Trouble } from '../parts/Trouble'
import { useText } from '../text/text'
import { useTitle } from '../text/title'
import { StartForm } from './StartForm'

/** 发起办件: first which process, then its form. */
export default function StartPage() {
  const { t, both } = useText()
  const { process } = useParams()
  useTitle(t.start.title)
  const offers = useProcesses()
  if (offers.error) return <Trouble error={offers.error} onAgain={() => void offers.refetch()} />
  if (!offers.data) return <Loading />
  const all = offers.data.processes
  const chosen = all.find((offer) => offer.process === process)
  return (
    <div className="start">
      <h1>{chosen ? `${t.start.title}${t.colon}${both(chosen.title)}` : t.start.title}</h1>
      {all.length === 0 && <p className="empty">{t.start.none}</p>}
      {!chosen && all.length > 0 && (
        <nav aria-label={t.start.choose} className="panel">
          <h2>{t.start.choose}</h2>
          <ul className="process-list">
            {all.map((offer) => (
              <li key={offer.process}>
                <Link to={`/start/${offer.process}`}>{both(offer.title)}</Link>
                <small className="muted">{offer.source}</small>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {chosen && <StartForm key={chosen.process} offer={chosen} />}
    </div>
  )
}
