import { useEffect, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { useStatus } from '../../../ui/status.tsx';
import styles from './share.module.css';

/** Each dark square as a path of its own: one element, sharp at any size. */
const pathOf = (rows: readonly (readonly boolean[])[]): string =>
  rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : []))).join('');

/** Names by which a computer knows itself and nobody else knows it. */
const onlyHere = new Set(['localhost', '127.0.0.1', '[::1]']);

const useQr = (text: string) => {
  const [code, setCode] = useState<{ path: string; size: number } | null>(null);
  useEffect(() => {
    let gone = false;
    void import('uqr').then(({ encode }) => {
      const { data, size } = encode(text, { ecc: 'M', border: 2 });
      if (!gone) setCode({ path: pathOf(data), size });
    });
    return () => {
      gone = true;
    };
  }, [text]);
  return code;
};

/** The link buyers open, as text to copy, to send, and to scan. */
export const Share = ({ saleId, title }: { saleId: string; title: string }) => {
  const url = `${location.origin}/live/${saleId}`;
  const code = useQr(url);
  const { toast } = useStatus();
  const [failed, setFailed] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(url).then(
      () => toast('Link copied'),
      () => setFailed(true),
    );
  const share = () => void navigator.share({ title, url }).catch(() => undefined);
  return (
    <section className={styles.share} aria-labelledby="share">
      <div className={styles.words}>
        <h2 id="share">Share the sale</h2>
        <p className={styles.note}>It works now: before the start it shows when the sale begins.</p>
        <a className={styles.link} href={`/live/${saleId}`} target="_blank" rel="noreferrer">
          {url}
        </a>
        <div className={styles.buttons}>
          {'clipboard' in navigator && (
            <Button icon="copy" onClick={() => void copy()}>
              Copy the link
            </Button>
          )}
          {'share' in navigator && (
            <Button icon="share" onClick={share}>
              Send it
            </Button>
          )}
        </div>
        {onlyHere.has(location.hostname) && (
          <p className={styles.here}>
            This link leads to this computer only. To share it with phones nearby, open the studio at the
            address for phones, which the shop printed when it started.
          </p>
        )}
        {failed && <p role="alert">The browser did not copy it. Mark the link and copy it by hand.</p>}
      </div>
      {code && (
        <svg
          className={styles.code}
          viewBox={`0 0 ${code.size} ${code.size}`}
          role="img"
          aria-label="QR code of the link"
          shapeRendering="crispEdges"
        >
          <path d={code.path} />
        </svg>
      )}
    </section>
  );
};
