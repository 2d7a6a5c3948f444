import { Picture } from '../../ui/picture.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import styles from './room-poster.module.css';
import { Connecting } from './scenes.tsx';
import { useSale } from './use-sales.ts';

/** Stands where the video will be, from the first moment. */
export const RoomPoster = ({ saleId }: { saleId: string }) => {
  const sale = useSale(saleId).data?.sale;
  return (
    <main id="main" className={styles.poster}>
      <Loading what={sale ? sale.title : 'the sale'} />
      {sale && (
        <Picture
          className={styles.picture}
          image={sale.cover ?? sale.preview[0]?.image ?? null}
          alt=""
          sizes="100vw"
          first
        />
      )}
      <div className={styles.words}>
        <Connecting />
      </div>
    </main>
  );
};
