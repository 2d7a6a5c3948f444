import { codeOf } from '../../../lib/api.ts';
import { useParams } from '../../../lib/router.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { EditProduct } from './edit-product.tsx';
import { NewProduct } from './new-product.tsx';
import { useStudioProduct } from './use-studio-products.ts';

export const ProductScreen = () => {
  const { product: id } = useParams<{ product: string }>();
  return id === 'new' ? <NewProduct /> : <Known key={id} id={id} />;
};

const strange = new Set(['product.unknown', 'request.invalid', 'request.bad-query', 'route.unknown']);

const Known = ({ id }: { id: string }) => {
  const { data, isPending, error, refetch } = useStudioProduct(id);
  if (data) return <EditProduct product={data} />;
  return (
    <Page title="Product">
      {isPending && <Skeleton height="24rem" />}
      {error &&
        (strange.has(codeOf(error) ?? '') ? (
          <EmptyState
            title="There is no such product"
            action={<ButtonLink href="/studio/products">See your products</ButtonLink>}
          >
            It was taken off sale for good, or it is another seller’s.
          </EmptyState>
        ) : (
          <ErrorState failure={error} onRetry={() => void refetch()} />
        ))}
    </Page>
  );
};
